"""How evidence was collected: who, with what, from where, and what servers answered (METHOD R48, R49). Unknown is None."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request to a server and what it answered, as a web archive has it.

    `headers` are those of the answer, one a line; `ip` is the server's address; `software` is what made the archive. `copies`
    say where that put what it stored, copies in archives of others among them, and `hash` is what it hashed that to.
    """

    url: str
    at: datetime | None = None
    status: int | None = None
    headers: str = ""
    ip: str | None = None
    software: str | None = None
    copies: tuple[str, ...] = ()
    hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What is known of how a capture came here, beside its name, its method and its time.

    `collector` is who had it taken in, `tool` the program with its version, `vantage` where the machine stood as its owner
    says. `modified_at` is what the file system stated of a file that was handed in. `copies` are addresses of copies in
    archives of others, as somebody gave them.
    """

    collector: str | None = None
    tool: str | None = None
    vantage: str | None = None
    modified_at: datetime | None = None
    copies: tuple[str, ...] = ()


def asked(fetched: Sequence[Fetch]) -> str | None:
    """The address that was asked for: the first, from which redirects led on."""
    return fetched[0].url if fetched else None


def without_people(collection: Collection | None) -> Collection | None:
    """The same without what tells of the person who collected it."""
    if collection is None:
        return None
    return Collection(tool=collection.tool, copies=collection.copies)
