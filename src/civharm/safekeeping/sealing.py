"""A file that is there whole or not at all, encrypted on its way to the disk where recipients are named (age)."""

import errno
import fcntl
import io
import os
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from civharm.files.folders import sync
from civharm.model.errors import CasebookError, InvalidInput

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient

_PRIVATE = 0o600
_AGE = b"age-encryption.org/v1\n"
_MISSING = "encryption needs the extra: pip install 'civharm[evidence]'"


def recipients(keys: Sequence[str]) -> "list[Recipient]":
    """Public keys as `age-keygen` prints them. Raises InvalidInput."""
    if not keys:
        return []
    try:
        from pyrage import RecipientError, x25519
    except ImportError:
        raise CasebookError(_MISSING) from None
    found = []
    for key in keys:
        try:
            found.append(x25519.Recipient.from_str(key.strip()))
        except RecipientError:
            raise InvalidInput(
                f"{key!r} is no public key of age: it begins with age1, as age-keygen prints it",
                code="bad-key",
            ) from None
    return found


def identities(path: Path | None) -> "list[Identity]":
    """The secret keys in a file of `age-keygen`. Raises InvalidInput."""
    if path is None:
        return []
    try:
        from pyrage import IdentityError, x25519
    except ImportError:
        raise CasebookError(_MISSING) from None
    lines = [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    try:
        found = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except IdentityError:
        found = []
    if not found:
        raise InvalidInput(f"{path} holds no secret key of age (AGE-SECRET-KEY-…)", code="bad-key")
    return found


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write into that takes its name only once all is on the disk; after a failure nothing of it is left.

    What a killed program left unfinished is removed by the next one that writes under this name.
    """
    _clear_unfinished(path)
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}.unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    try:
        with os.fdopen(descriptor, "wb") as out:
            fcntl.flock(out, fcntl.LOCK_EX)
            yield out
            out.flush()
            os.fsync(out.fileno())
            os.replace(unfinished, path)
        sync(path.parent)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


def _clear_unfinished(path: Path) -> None:
    """A file that nobody holds was left by a program that is gone."""
    for left in path.parent.glob(f".{path.name}.*.unfinished"):
        with suppress(OSError), left.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


@contextmanager
def encrypting(out: BinaryIO, to: "Sequence[Recipient]") -> Iterator[BinaryIO]:
    """A stream whose bytes arrive encrypted; the same stream where nobody is named."""
    if not to:
        yield out
        return
    from pyrage import EncryptError, encrypt_io

    try:
        with _piped(lambda plain: encrypt_io(plain, out, list(to)), is_fed=True) as plain:
            yield plain
    except EncryptError as error:  # it wraps what the disk said
        raise OSError(errno.EIO, str(error)) from error


@contextmanager
def decrypting(sealed: BinaryIO, by: "Sequence[Identity]") -> Iterator[BinaryIO]:
    """The plain bytes of a stream, whether it is encrypted or not. Raises InvalidInput where no key fits."""
    is_sealed = sealed.read(len(_AGE)) == _AGE
    sealed.seek(0)
    if not is_sealed:
        yield sealed
        return
    if not by:
        raise InvalidInput(
            "it is encrypted: name the file with the secret key (--identity FILE)", code="no-key"
        )
    from pyrage import DecryptError, decrypt_io

    try:
        with _piped(lambda plain: decrypt_io(sealed, plain, list(by)), is_fed=False) as plain:
            yield plain
    except DecryptError as error:
        raise InvalidInput(
            f"it can't be decrypted ({error}): another key, or it was cut off or changed", code="bad-key"
        ) from None


@contextmanager
def _piped(work: Callable[[BinaryIO], None], *, is_fed: bool) -> Iterator[BinaryIO]:
    """One end of a pipe whose other end work has in a thread; what went wrong there is raised here."""
    reading, writing = os.pipe()
    ours, theirs = (writing, reading) if is_fed else (reading, writing)
    failed: list[BaseException] = []

    def run() -> None:
        with suppress(OSError), os.fdopen(theirs, "rb" if is_fed else "wb", buffering=1 << 16) as end:
            try:
                work(end)
            except BaseException as error:  # noqa: BLE001 - carried to the thread that waits
                failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        with os.fdopen(ours, "wb" if is_fed else "rb", buffering=1 << 16) as end:
            yield end
            if not is_fed:
                _drain(end)
    finally:  # where the thread failed, that is the cause of what failed here
        thread.join()
        if failed and not isinstance(failed[0], BrokenPipeError):
            raise failed[0]


def _drain(end: BinaryIO) -> None:
    while end.read(io.DEFAULT_BUFFER_SIZE):
        pass
