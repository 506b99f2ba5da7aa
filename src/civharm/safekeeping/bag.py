"""A bag as BagIt 1.0 (RFC 8493) has it: files with a manifest of their hashes, which `sha256sum -c` reads as well."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from civharm.files.folders import sync

PAYLOAD_SUMS = "manifest-sha256.txt"
_TAG_SUMS = "tagmanifest-sha256.txt"
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Bag:
    """Files under `data/` of a new folder; `close` writes the manifests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sums: dict[str, str] = {}
        self._bytes = 0

    def add(self, name: str, content: bytes) -> None:
        """A file of the payload; the same name twice is a fault of the caller."""
        path = self._folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        self._sums[f"data/{name}"] = hashlib.sha256(content).hexdigest()
        self._bytes += len(content)

    def add_lines(self, name: str, lines: Iterable[str]) -> None:
        """A text file of these lines."""
        self.add(name, "".join(f"{line}\n" for line in lines).encode())

    def close(self, told: Mapping[str, str], made_on: date) -> str:
        """Write what a bag says about itself; the SHA-256 of the manifest, which stands for all of it."""
        tags = {
            "bagit.txt": _DECLARATION,
            PAYLOAD_SUMS: _manifest(self._sums),
            "bag-info.txt": "".join(
                f"{label}: {_one_line(words)}\n"
                for label, words in {
                    **told,
                    "Bagging-Date": made_on.isoformat(),
                    "Payload-Oxum": f"{self._bytes}.{len(self._sums)}",
                }.items()
            ),
        }
        hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
        for name, text in {**tags, _TAG_SUMS: _manifest(hashes)}.items():
            (self._folder / name).write_text(text, encoding="utf-8", newline="\n")
        sync(self._folder)
        return hashes[PAYLOAD_SUMS]


def _manifest(sums: Mapping[str, str]) -> str:
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))


def _one_line(words: str) -> str:
    return " ".join(words.split())
