"""Original bytes under `captures/ab/cdef…`, named by their SHA-256 and never written twice (METHOD R46)."""

import hashlib
import os
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from civharm.files.folders import sync
from civharm.model.errors import CasebookError, NotFound
from civharm.model.ids import sha256_of

_READ_ONLY = 0o440
_STALE_AFTER_S = 3600
_PIECE = 1 << 20
#: So many at once, and the disk writes them down together.
_SYNCS = 8


@dataclass(frozen=True, slots=True)
class CaptureStore:
    """Content-addressed bytes in a folder."""

    folder: Path

    def path_of(self, sha256: str) -> Path:
        """Where the bytes with this hash lie, or would lie."""
        return self.folder / sha256[:2] / sha256[2:]

    def add(self, content: bytes) -> str:
        """Keep the bytes and give their hash; what is kept already stays untouched.

        A crash leaves at most a temporary file: the name appears only once all bytes are on disk.
        """
        sha256 = sha256_of(content)
        if self.path_of(sha256).exists():
            self.read(sha256)
            return sha256
        return self._keep([content])

    def add_file(self, path: Path) -> str:
        """Keep the bytes of a file of any size, piece by piece."""
        with path.open("rb") as file:
            return self._keep(iter(partial(file.read, _PIECE), b""))

    def add_all(self, contents: Sequence[bytes]) -> None:
        """Keep the bytes of many captures, which takes the disk less time than one after the other."""
        new: dict[str, Path] = {}
        for content in contents:
            sha256 = sha256_of(content)
            if self.path_of(sha256).exists():
                self.read(sha256)
            elif sha256 not in new:
                new[sha256] = self._unfinished([content])[1]
        with ThreadPoolExecutor(_SYNCS) as pool:
            list(pool.map(sync, new.values()))
            folders = {self._named(sha256, unfinished) for sha256, unfinished in new.items()}
            list(pool.map(sync, folders))
        if new:
            sync(self.folder)

    def _keep(self, pieces: Iterable[bytes]) -> str:
        sha256, unfinished = self._unfinished(pieces)
        sync(unfinished)
        for parent in (self._named(sha256, unfinished), self.folder):
            sync(parent)
        return sha256

    def _unfinished(self, pieces: Iterable[bytes]) -> tuple[str, Path]:
        """The bytes under a temporary name, not yet on disk for good, and their hash."""
        found = hashlib.sha256()
        with NamedTemporaryFile(dir=self.folder, prefix=".new-", delete=False) as unfinished:
            for piece in pieces:
                found.update(piece)
                unfinished.write(piece)
            unfinished.flush()
            os.fchmod(unfinished.fileno(), _READ_ONLY)
        return found.hexdigest(), Path(unfinished.name)

    def _named(self, sha256: str, unfinished: Path) -> Path:
        """Give bytes that are on disk their name; the folder of it."""
        target = self.path_of(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.rename(unfinished, target)
        return target.parent

    def read(self, sha256: str) -> bytes:
        """The bytes, after checking that they are what they were when they came."""
        try:
            content = self.path_of(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"no capture {sha256} in {self.folder}") from None
        if sha256_of(content) != sha256:
            raise _changed(self.path_of(sha256))
        return content

    def fault_of(self, sha256: str) -> str | None:
        """What `read` would raise, in words, without holding the bytes: a capture may be larger than the memory."""
        path = self.path_of(sha256)
        try:
            with path.open("rb", buffering=0) as kept:
                found = hashlib.file_digest(kept, "sha256").hexdigest()
        except FileNotFoundError:
            return f"no capture {sha256} in {self.folder}"
        except OSError as error:
            return f"the capture {path} can't be read ({error.strerror or error})"
        return None if found == sha256 else str(_changed(path))

    def remove(self, sha256: str) -> None:
        """Have the bytes gone: for those alone that a tombstone stands for."""
        path = self.path_of(sha256)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync(path.parent)

    def clear_unfinished(self) -> None:
        """Remove what a crash left half written; recent ones may be another program's, and stay."""
        for unfinished in self.folder.glob(".new-*"):
            if time.time() - unfinished.stat().st_mtime > _STALE_AFTER_S:
                unfinished.unlink(missing_ok=True)


def _changed(path: Path) -> CasebookError:
    return CasebookError(
        f"the capture {path} was changed after it was kept: restore it from a copy whose name is its SHA-256"
    )
