"""Archives of tiles (PMTiles, version 3): read as far as to know that they are whole, and what is in them."""

import gzip
import json
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from civharm.model.errors import InvalidInput

_HEADER = struct.Struct("<7sB11Q6B4iB2i")
_MAGIC, _VERSION = b"PMTiles", 3
_NONE, _GZIP = 1, 2
_VECTOR = 1
_PICTURES = {2: "png", 3: "jpeg", 4: "webp", 5: "avif"}
#: The directory at the root lies within the first so many bytes.
_ROOT_ENDS = 16_384
_MOST_METADATA, _MOST_UNPACKED = 2_000_000, 20_000_000
_MOST_VECTOR_LAYERS, _MOST_WORDS = 64, 200
_NEAREST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class TileArchive:
    """What a map needs to know of an archive. `vector_layers` is empty where the tiles are pictures."""

    is_vector: bool
    bounds: tuple[float, float, float, float]
    min_zoom: int
    max_zoom: int
    vector_layers: tuple[str, ...]
    attribution: str


@dataclass(frozen=True, slots=True)
class _Header:
    root: tuple[int, int]
    metadata: tuple[int, int]
    leaves: tuple[int, int]
    tiles: tuple[int, int]
    inside_compression: int
    tile_type: int
    zooms: tuple[int, int]
    bounds: tuple[float, float, float, float]


def read_pmtiles(path: Path) -> TileArchive:
    """What is in an archive. Raises InvalidInput for one that is damaged or of a kind that the map can't draw."""
    with path.open("rb") as archive:
        header = _header(path, archive.read(_HEADER.size))
        size = path.stat().st_size
        for name, (start, length) in (
            ("directory", header.root), ("description", header.metadata), ("leaves", header.leaves), ("tiles", header.tiles),
        ):  # fmt: skip
            if start + length > size:
                raise _refused(
                    path,
                    f"its {name} end {start + length - size:,} bytes behind the end of the file: copy it anew",
                )
        archive.seek(header.metadata[0])
        described = _metadata(path, header, archive.read(min(header.metadata[1], _MOST_METADATA)))
    return TileArchive(
        is_vector=header.tile_type == _VECTOR,
        bounds=header.bounds,
        min_zoom=header.zooms[0],
        max_zoom=header.zooms[1],
        vector_layers=_vector_layers(path, described) if header.tile_type == _VECTOR else (),
        attribution=_words(described.get("attribution")),
    )


def _header(path: Path, head: bytes) -> _Header:
    if len(head) < _HEADER.size or not head.startswith(_MAGIC):
        raise _refused(path, "it does not begin as a PMTiles archive does: convert it with `pmtiles convert`")
    fields = _HEADER.unpack(head)
    numbers, small = fields[2:13], fields[13:19]
    if fields[1] != _VERSION:
        raise _refused(
            path, f"it is of version {fields[1]}, the map reads version {_VERSION}: convert it anew"
        )
    west, south, east, north = (number / 1e7 for number in fields[19:23])
    header = _Header(
        root=numbers[0:2],
        metadata=numbers[2:4],
        leaves=numbers[4:6],
        tiles=numbers[6:8],
        inside_compression=small[1],
        tile_type=small[3],
        zooms=(small[4], small[5]),
        bounds=(west, south, east, north),
    )
    _check(path, header, tile_compression=small[2])
    return header


def _check(path: Path, header: _Header, *, tile_compression: int) -> None:
    west, south, east, north = header.bounds
    faults = {
        "its directory does not lie at its beginning": sum(header.root) > _ROOT_ENDS or not header.root[1],
        "it holds no tiles": not header.tiles[1],
        "its tiles are neither vector tiles nor pictures": header.tile_type not in (_VECTOR, *_PICTURES),
        "its directories are compressed in a way that browsers don't read (gzip is read)": (
            header.inside_compression not in (_NONE, _GZIP)
        ),
        "its tiles are compressed in a way that browsers don't read (gzip is read)": (
            tile_compression not in (0, _NONE, _GZIP)
        ),
        "its zooms make no sense": not header.zooms[0] <= header.zooms[1] <= _NEAREST,
        "its box lies outside the earth": not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90),
    }
    for fault, holds in faults.items():
        if holds:
            raise _refused(path, f"{fault}: make it anew")


def _metadata(path: Path, header: _Header, packed: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(_unpacked(packed) if header.inside_compression == _GZIP else packed)
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        raise _refused(path, "its description can't be read: it is damaged, copy it anew") from error
    return plain if isinstance(plain, dict) else {}


def _unpacked(packed: bytes) -> bytes:
    with gzip.open(BytesIO(packed)) as opened:
        unpacked = opened.read(_MOST_UNPACKED + 1)
    if len(unpacked) > _MOST_UNPACKED:
        raise ValueError("too large")
    return unpacked


def _vector_layers(path: Path, described: dict[str, Any]) -> tuple[str, ...]:
    listed = described.get("vector_layers")
    names = [each.get("id") for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    kept = tuple(dict.fromkeys(name[:_MOST_WORDS] for name in names if isinstance(name, str) and name))
    if not kept:
        raise _refused(
            path, "its description names no vector layers, so nothing of it can be drawn: make it anew"
        )
    return kept[:_MOST_VECTOR_LAYERS]


def _words(given: object) -> str:
    """Words as text: markup in them is shown as it is written, never followed."""
    return given[:_MOST_WORDS] if isinstance(given, str) else ""


def _refused(path: Path, why: str) -> InvalidInput:
    return InvalidInput(f"{path.name} is not taken as a layer of the map: {why}", code="map-layer")
