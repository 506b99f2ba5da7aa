"""The chain of custody: who did what to the evidence and when, each entry hashed onto the last (METHOD R47).

The chain holds hashes of what was done, never the words themselves, so that it stays valid when a
capture has to be destroyed. `custody.log` is its copy outside the database, one JSON object a line.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from io import BufferedRandom
from pathlib import Path
from typing import Protocol

from civharm.model.errors import CasebookError

#: What the first entry names as its forerunner.
GENESIS = "0" * 64
_TAIL = 64 * 1024


class CustodyAction(StrEnum):
    """What can be done to evidence and to what is made of it."""

    CREATED = "casebook_created"
    CAPTURED = "captured"
    REPORT_KEPT = "report_kept"
    TRANSLATION_KEPT = "translation_kept"
    READ = "read"
    INCIDENT_GIVEN = "incident_given"
    DECIDED = "decided"
    GRADING_SIGNED = "grading_signed"
    PROTECTED_READ = "protected_read"
    MIGRATED = "migrated"
    PLACES_LOADED = "places_loaded"
    PLACES_REMOVED = "places_removed"
    PERSON_INVITED = "person_invited"
    PASSWORD_SET = "password_set"
    ROLE_CHANGED = "role_changed"
    SUSPENDED = "person_suspended"
    RESUMED = "person_resumed"
    LOGGED_IN = "logged_in"
    SESSIONS_ENDED = "sessions_ended"
    SECOND_FACTOR_ADDED = "second_factor_added"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    COMPARTMENT_CHANGED = "compartment_changed"
    COMPARTMENT_GRANTED = "compartment_granted"
    COMPARTMENT_REVOKED = "compartment_revoked"
    TOKEN_MADE = "token_made"
    TOKEN_REVOKED = "token_revoked"
    TIMESTAMPED = "timestamped"
    EVIDENCE_EXPORTED = "evidence_exported"
    RELEASED = "released"
    DESTROYED = "destroyed"


#: Acts that change nothing of what the casebook says: who may look, who looked, what was proved or handed over.
ACCOUNT_ACTIONS = frozenset(
    {
        CustodyAction.PROTECTED_READ,
        CustodyAction.PERSON_INVITED,
        CustodyAction.PASSWORD_SET,
        CustodyAction.ROLE_CHANGED,
        CustodyAction.SUSPENDED,
        CustodyAction.RESUMED,
        CustodyAction.LOGGED_IN,
        CustodyAction.SESSIONS_ENDED,
        CustodyAction.SECOND_FACTOR_ADDED,
        CustodyAction.SECOND_FACTOR_REMOVED,
        CustodyAction.TOKEN_MADE,
        CustodyAction.TOKEN_REVOKED,
        CustodyAction.COMPARTMENT_GRANTED,
        CustodyAction.COMPARTMENT_REVOKED,
        CustodyAction.TIMESTAMPED,
        CustodyAction.EVIDENCE_EXPORTED,
        CustodyAction.RELEASED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEntry:
    """One act. `subject` is an id or a hash, `detail_sha256` is of the rows that the act made."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    detail_sha256: str
    previous: str
    hash: str = ""

    def sealed(self) -> "CustodyEntry":
        """The same entry with its hash, which covers every other field."""
        plain = asdict(self)
        del plain["hash"]
        return replace(self, hash=hash_of(plain))


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks: the same text for equal values, on any machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(value: object) -> str:
    """SHA-256 of the canonical JSON of a value."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def utc_text(at: datetime) -> str:
    """A time as the chain writes it: UTC, always with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def verify_chain(entries: Iterable[CustodyEntry]) -> str | None:
    """What is wrong with the chain, in words, or None if every entry follows from the one before."""
    previous = GENESIS
    for seq, entry in enumerate(entries, start=1):
        if entry.seq != seq:
            return f"entry {seq} is missing: the chain goes on with entry {entry.seq}"
        if entry.previous != previous:
            return f"entry {seq} does not follow from the entry before it"
        if entry.sealed().hash != entry.hash:
            return f"entry {seq} was changed after it was written"
        previous = entry.hash
    return None


def line_of(entry: CustodyEntry) -> bytes:
    """An entry as a line of `custody.log`."""
    return canonical(asdict(entry)).encode() + b"\n"


def entry_of(line: bytes) -> CustodyEntry:
    """The entry that `line_of` made the line of."""
    try:
        return CustodyEntry(**json.loads(line))
    except (ValueError, TypeError):
        raise CasebookError(
            f"custody.log holds a line that is not of a chain of custody: {line[:80]!r}; restore it from a copy"
        ) from None


class CustodyTable(Protocol):
    """What the log asks of the table that it copies."""

    def hash_at(self, seq: int) -> str | None:
        """The hash of an entry, None if the table has no such entry."""

    def after(self, seq: int) -> Iterator[CustodyEntry]:
        """The entries past one, in order."""


@dataclass(frozen=True, slots=True)
class CustodyLog:
    """The exported chain: only ever appended to, and brought level with the table by `extend`."""

    path: Path

    @property
    def is_begun(self) -> bool:
        """True if the file has anything in it."""
        return self.path.exists() and self.path.stat().st_size > 0

    def entries(self) -> Iterator[CustodyEntry]:
        """All entries in order."""
        if self.path.exists():
            with self.path.open("rb") as lines:
                yield from map(entry_of, lines)

    def extend(self, table: CustodyTable) -> None:
        """Append what the table has and the file has not yet, after mending a line torn by a crash."""
        with open(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o640), "r+b") as log:
            fcntl.flock(log, fcntl.LOCK_EX)
            last = _last_entry(log)
            if last is not None and table.hash_at(last.seq) != last.hash:
                raise CasebookError(
                    f"{self.path} and the database disagree at entry {last.seq}: one of them was changed "
                    "or restored from an older copy; compare both before going on"
                )
            lines = b"".join(map(line_of, table.after(last.seq if last else 0)))
            if lines:
                log.seek(0, os.SEEK_END)
                log.write(lines)
                log.flush()
                os.fsync(log.fileno())


def _last_entry(log: BufferedRandom) -> CustodyEntry | None:
    """The last whole line; a part of a line behind it is cut off (the table still has that entry)."""
    size = log.seek(0, os.SEEK_END)
    whole, newline, torn = _tail(log, size).rpartition(b"\n")
    if torn:
        log.truncate(size - len(torn))
    if not newline:
        return None
    return entry_of(whole.rpartition(b"\n")[2])


def _tail(log: BufferedRandom, size: int) -> bytes:
    """The end of the log, with the last whole line in it: whoever acts may have a name of any length."""
    length = _TAIL
    while True:
        log.seek(max(0, size - length))
        tail = log.read()
        if tail.count(b"\n") > 1 or length >= size:
            return tail
        length *= 2
