"""Small archives of tiles, made by hand: one tile of the whole earth, of outlines or as a picture."""

import gzip
import json
import struct
import zlib
from pathlib import Path

_VECTOR, _PNG = 1, 2


def write_archive(path: Path, *, is_vector: bool = True, **changes: object) -> Path:
    """One tile at zoom 0; `changes` are what is to be wrong with it: fields of the header, or `metadata`."""
    tile = gzip.compress(_outline()) if is_vector else _picture()
    described = {"name": "made by hand", "attribution": "<b>own</b> survey"}
    if is_vector:
        described["vector_layers"] = [{"id": "quarters", "fields": {}}]
    metadata = gzip.compress(json.dumps(changes.pop("metadata", described)).encode())
    root = gzip.compress(bytes([1, 0, 1]) + _varint(len(tile)) + bytes([1]))
    head = {
        "magic": b"PMTiles", "version": 3, "root": 127, "root_length": len(root), "metadata_start": 127 + len(root),
        "metadata_length": len(metadata), "leaves": 127 + len(root) + len(metadata), "leaves_length": 0,
        "tiles": 127 + len(root) + len(metadata), "tiles_length": len(tile), "addressed": 1, "entries": 1, "contents": 1,
        "clustered": 1, "inside": 2, "outside": 2 if is_vector else 1, "kind": _VECTOR if is_vector else _PNG,
        "min_zoom": 0, "max_zoom": 0, "west": -1_800_000_000, "south": -850_000_000, "east": 1_800_000_000,
        "north": 850_000_000, "centre_zoom": 0, "centre_lon": 0, "centre_lat": 0,
    } | changes  # fmt: skip
    path.write_bytes(struct.pack("<7sB11Q6B4iB2i", *head.values()) + root + metadata + tile)
    return path


def _outline() -> bytes:
    """A vector tile with one layer and in it one square over a quarter of the earth."""
    steps = [9, _zigzag(1024), _zigzag(1024), 26, _zigzag(2048), 0, 0, _zigzag(2048), _zigzag(-2048), 0, 15]
    geometry = b"".join(_varint(step) for step in steps)
    feature = b"\x18\x03" + b"\x22" + _varint(len(geometry)) + geometry
    layer = b"\x0a\x08quarters" + b"\x12" + _varint(len(feature)) + feature + b"\x28\x80\x20\x78\x02"
    return b"\x1a" + _varint(len(layer)) + layer


def _picture() -> bytes:
    """A PNG of one grey pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00\x80"))
        + chunk(b"IEND", b"")
    )


def _zigzag(number: int) -> int:
    return (number << 1) ^ (number >> 31)


def _varint(number: int) -> bytes:
    number &= 0xFFFFFFFF
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
