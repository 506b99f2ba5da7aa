"""Notes that people wrote on an incident: decisions that change nothing of it, for the team alone or for the public.

A note may be an entry of the verification log (METHOD R50): which analysis it is of, and what it rests on; and it may
name a copy of a page in an archive of others (R49).
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision

_LONGEST_ADDRESS = 2_000


class NoteVisibility(StrEnum):
    """Who a note is for."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Analysis(StrEnum):
    """What was analysed: who says it, what is said and shown, or the file and its traces."""

    SOURCE = "source"
    CONTENT = "content"
    TECHNICAL = "technical"


class Basis(StrEnum):
    """What a finding is: seen, concluded from what was seen, or nothing, which is a finding too."""

    OBSERVED = "observed"
    INFERRED = "inferred"
    NOTHING_FOUND = "nothing_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note with the decision that made it, whose reason holds its words."""

    decision: Decision
    visibility: NoteVisibility
    analysis: Analysis | None = None
    basis: Basis | None = None
    copy: str | None = None

    @property
    def words(self) -> str:
        """What was written."""
        return self.decision.reason

    @property
    def is_public(self) -> bool:
        """True if it goes into releases."""
        return self.visibility is NoteVisibility.PUBLIC


def note_of(decision: Decision) -> Note:
    """The note that a decision makes; nothing said is internal, and of no analysis. Raises InvalidDecision."""
    said = decision.change
    if unknown := sorted(said.keys() - {"visibility", "analysis", "basis", "copy"}):
        raise InvalidDecision(
            f"a note has no field {unknown[0]!r}; it has visibility, analysis, basis and copy"
        )
    analysis, basis = _one_of(Analysis, said, "analysis"), _one_of(Basis, said, "basis")
    if basis is not None and analysis is None:
        raise InvalidDecision(f"a finding is of an analysis: say which, {', '.join(Analysis)}")
    return Note(
        decision=decision,
        visibility=_one_of(NoteVisibility, said, "visibility") or NoteVisibility.INTERNAL,
        analysis=analysis,
        basis=basis,
        copy=_address(said.get("copy")),
    )


def change_of(note: Note) -> dict[str, object]:
    """What a decision says of a note: what is not said stays away."""
    told = {
        "visibility": note.visibility, "analysis": note.analysis, "basis": note.basis, "copy": note.copy,
    }  # fmt: skip
    return {key: str(each) for key, each in told.items() if each}


def notes_on(names: Container[str], decisions: Iterable[Decision]) -> tuple[Note, ...]:
    """The notes on an incident, by its id or those it had before; `decisions` are those in force."""
    return tuple(note_of(each) for each in decisions if each.action is Action.NOTE and each.target in names)


_Word = TypeVar("_Word", NoteVisibility, Analysis, Basis)


def _one_of(kind: type[_Word], said: Mapping[str, object], field: str) -> _Word | None:
    """The word said, None for none. Raises InvalidDecision."""
    if said.get(field) in (None, ""):
        return None
    try:
        return kind(str(said[field]))
    except ValueError:
        raise InvalidDecision(f"the {field} of a note is one of {', '.join(kind)}") from None


def _address(said: object) -> str | None:
    if said in (None, ""):
        return None
    address = str(said).strip()
    is_one = address.startswith(("http://", "https://")) and len(address.split()) == 1
    if not is_one or len(address) > _LONGEST_ADDRESS:
        raise InvalidDecision("a copy in an archive is told by its address: https://…")
    return address
