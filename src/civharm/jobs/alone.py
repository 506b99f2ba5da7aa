"""One worker at a time holds a casebook; anybody may ask whether one does."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "worker.lock"


@contextmanager
def alone(casebook: Path) -> Iterator[int]:
    """Wait until no other worker and no job of one is at work, and hold the casebook; the lock, for jobs to hold as well."""
    lock = os.open(casebook / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
    finally:
        os.close(lock)


def is_nobody_at_work(casebook: Path) -> bool:
    """True if no worker runs, so that jobs wait; False also where that can't be told.

    Whoever asks takes the lock together with others who ask, for no longer than the question: a worker that begins waits for it.
    """
    try:
        lock = os.open(casebook / _NAME, os.O_RDONLY)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True
