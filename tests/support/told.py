"""Everything that files tell, packed or not: for seeking words that must be in none of them."""

import gzip
import io
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet


def files_that_tell(folder: Path, words: Iterable[str]) -> list[str]:
    """The files in whose names, bytes or packed contents one of the words stands, however it is cased or composed."""
    sought = [each for word in words for each in _spellings(word)]
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        relative = str(path.relative_to(folder))
        held = [relative.encode(), *contents(path.name, path.read_bytes())]
        found += [f"{relative}: {word}" for word in sought if any(_holds(each, word) for each in held)]
    return found


def contents(name: str, content: bytes) -> Iterator[bytes]:
    """The bytes, and what is packed in them."""
    yield content
    if content[:4] == b"PAR1":
        yield str(pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist()).encode()
    elif content[:15] == b"SQLite format 3":
        with sqlite3.connect(":memory:") as database:
            database.deserialize(content[:18] + b"\1\1" + content[20:])  # as one without a write-ahead log
            yield "\n".join(database.iterdump()).encode()
    elif content[:2] == b"\x1f\x8b":
        yield from contents(name, gzip.decompress(content))
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield inner.encode()
                yield from contents(inner, packed.read(inner))


def _spellings(word: str) -> set[str]:
    """Also as addresses and JSON escape it."""
    escaped = word.encode("ascii", "backslashreplace").decode()
    return {word, unicodedata.normalize("NFD", word), escaped}


def _holds(content: bytes, word: str) -> bool:
    return word.casefold() in content.decode("utf-8", "replace").casefold()
