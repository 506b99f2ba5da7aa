"""Human acts: appended, signed, reasoned, never overwritten by a machine."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from civharm.model.errors import InvalidDecision


class Action(StrEnum):
    """What a person decided."""

    ACCEPT_CLAIM = "accept_claim"
    CORRECT_CLAIM = "correct_claim"
    REJECT_CLAIM = "reject_claim"
    SIGN_GRADING = "sign_grading"
    SETTLE_PLACE = "settle_place"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One signed human act on `target` (a claim, an incident, a name, or the decision that is undone).

    `change` holds the corrected fields of a claim in the form of the output contract, the grading, or where the
    name lies.
    """

    id: str
    action: Action
    target: str
    author: str
    reason: str
    decided_at: datetime
    change: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.author.strip() or not self.reason.strip():
            raise InvalidDecision("a decision needs an author and a reason")
        if self.decided_at.tzinfo is None:
            raise InvalidDecision("a decision needs a time with a time zone")
