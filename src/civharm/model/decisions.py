"""Human acts: appended, signed, reasoned, never overwritten by a machine."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from civharm.model.errors import InvalidDecision


class Action(StrEnum):
    """What a person decided."""

    ACCEPT_CLAIM = "accept_claim"
    CORRECT_CLAIM = "correct_claim"
    REJECT_CLAIM = "reject_claim"
    #: A claim that a person makes of words that no reader claimed.
    ADD_CLAIM = "add_claim"
    #: Whether two claims speak of one incident: same, different or unsure.
    JUDGE = "judge"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    #: Whether two incidents that stay two may count the same people.
    RELATE = "relate"
    #: Whether two mentions of victims, or a mention and a row in a list of others, are one person: same or different.
    JUDGE_PERSON = "judge_person"
    SIGN_GRADING = "sign_grading"
    OVERRIDE_STRIKE = "override_strike"
    OVERRIDE_BOUND = "override_bound"
    SIGN_OFF = "sign_off"
    SETTLE_PLACE = "settle_place"
    REFUSE_PROPOSAL = "refuse_proposal"
    #: Words on an incident, for the team or for the public; the reason holds them.
    NOTE = "note"
    #: How coarsely the place of an incident is shown.
    COARSEN_PLACE = "coarsen_place"
    #: What somebody agreed to or refused, for which purposes.
    CONSENT = "consent"
    #: A record of one's own archive is an incident of this casebook, with the code that it had there.
    ADOPT = "adopt"
    #: Words of a report are in no copy of it that leaves the team.
    REDACT = "redact"
    #: Evidence is not destroyed while it holds.
    HOLD = "hold"
    UNDO = "undo"


#: Decisions on which claims speak of one incident; each comes to judgements on claims.
LINKING_ACTIONS = frozenset({Action.JUDGE, Action.MERGE, Action.SPLIT, Action.MOVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One signed human act on `target` (a claim, an incident, a name, or the decision that is undone).

    `change` holds the corrected fields of a claim, or all of a new one, in the form of the output contract, the grading, the claims that
    are judged, or where the name lies. `seen` are the versions of what the person had before them.
    """

    id: str
    action: Action
    target: str
    author: str
    reason: str
    decided_at: datetime
    change: dict[str, object] = field(default_factory=dict)
    seen: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.author.strip() or not self.reason.strip():
            raise InvalidDecision("a decision needs an author and a reason")
        if self.decided_at.tzinfo is None:
            raise InvalidDecision("a decision needs a time with a time zone")

    @property
    def named(self) -> tuple[str, ...]:
        """All that it may be on: its target, and ids among the words of its change."""
        return (self.target, *words_in(self.change))


def words_in(value: object) -> Iterator[str]:
    """All words in a change or a part of one, names of its fields too: ids stand on either side (a sign-off's claims)."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from value
        for inner in value.values():
            yield from words_in(inner)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from words_in(inner)
