"""Notes that people wrote on an incident: decisions that change nothing of it, for the team alone or for the public."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision


class NoteVisibility(StrEnum):
    """Who a note is for."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note with the decision that made it, whose reason holds its words."""

    decision: Decision
    visibility: NoteVisibility

    @property
    def words(self) -> str:
        """What was written."""
        return self.decision.reason

    @property
    def is_public(self) -> bool:
        """True if it goes into releases."""
        return self.visibility is NoteVisibility.PUBLIC


def visibility_of(decision: Decision) -> NoteVisibility:
    """Who a note is for; nothing said is internal. Raises InvalidDecision."""
    if unknown := sorted(decision.change.keys() - {"visibility"}):
        raise InvalidDecision(f"a note has no field {unknown[0]!r}; it has visibility")
    try:
        return NoteVisibility(str(decision.change.get("visibility", NoteVisibility.INTERNAL)))
    except ValueError:
        raise InvalidDecision(f"a note is one of {', '.join(NoteVisibility)}") from None


def notes_on(names: Container[str], decisions: Iterable[Decision]) -> tuple[Note, ...]:
    """The notes on an incident, by its id or those it had before; `decisions` are those in force."""
    return tuple(
        Note(decision=each, visibility=visibility_of(each))
        for each in decisions
        if each.action is Action.NOTE and each.target in names
    )
