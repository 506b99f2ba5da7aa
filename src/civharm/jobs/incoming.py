"""The folder in which files wait until they are read: then they are captures, and leave it."""

import hashlib
import re
import time
import uuid
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from civharm.model.errors import NotFound

_PLACE = re.compile(r"[0-9a-f]{32}\Z")
_PRIVATE = 0o700
_STALE_AFTER_S = 86_400


@dataclass(frozen=True, slots=True)
class Incoming:
    """Files by names that civharm gives: what a stranger called them stands in the table of inputs alone."""

    folder: Path

    @classmethod
    def of(cls, casebook: Path) -> "Incoming":
        """That of a casebook; made if there is none yet."""
        folder = casebook / "incoming"
        folder.mkdir(mode=_PRIVATE, exist_ok=True)
        return cls(folder)

    def open_new(self) -> tuple[str, BinaryIO]:
        """A new file to write into, and its place."""
        place = uuid.uuid4().hex
        return place, (self.folder / place).open("xb")

    def keep(self, content: bytes) -> tuple[str, str]:
        """The place and the SHA-256 of a new file with these bytes."""
        place, opened = self.open_new()
        with opened:
            opened.write(content)
        return place, hashlib.sha256(content).hexdigest()

    def path_of(self, place: str) -> Path:
        """Where a file lies. Raises NotFound for what is no place."""
        if not _PLACE.match(place):
            raise NotFound(f"{place!r} is no file that came in")
        return self.folder / place

    def remove(self, place: str) -> None:
        """Let go of a file that is kept elsewhere, or given up."""
        self.path_of(place).unlink(missing_ok=True)

    def clear(self, wanted: Container[str], *, ended: Container[str] = ()) -> None:
        """Remove what inputs have no more use for, as after a crash, and what none names: of that, a recent one may be under way."""
        for path in self.folder.iterdir():
            is_ours = _PLACE.match(path.name) and path.name not in wanted
            is_stale = path.name in ended or time.time() - path.stat().st_mtime > _STALE_AFTER_S
            if is_ours and is_stale:
                path.unlink(missing_ok=True)
