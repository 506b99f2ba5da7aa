"""People, and what they may do. Knows no store and no web."""

import getpass
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from civharm.model.decisions import Action


class Right(StrEnum):
    """Something that a person may do."""

    LOOK = "look"
    ADD_REPORTS = "add_reports"
    #: Accept, correct and reject claims.
    REVIEW = "review"
    #: Link, place, grade, set bounds: all that makes an incident.
    ASSESS = "assess"
    #: Confirm as the second person what another one signed.
    SIGN_OFF = "sign_off"
    PUBLISH = "publish"
    #: See names of victims and witnesses; every look is logged.
    SEE_PROTECTED = "see_protected"
    ADMINISTER = "administer"


class Role(StrEnum):
    """What a person is on the team."""

    READER = "reader"
    REVIEWER = "reviewer"
    ASSESSOR = "assessor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"

    @property
    def rights(self) -> frozenset[Right]:
        """All that the role may do."""
        return _RIGHTS[self]


_OF_CLAIMS = frozenset(
    {Action.ACCEPT_CLAIM, Action.CORRECT_CLAIM, Action.REJECT_CLAIM, Action.ADD_CLAIM, Action.REDACT}
)


def right_for(action: Action) -> Right:
    """What a person must be allowed to do to decide it."""
    if action in _OF_CLAIMS:
        return Right.REVIEW
    if action is Action.CONSENT:
        return Right.SEE_PROTECTED
    return Right.SIGN_OFF if action is Action.SIGN_OFF else Right.ASSESS


_READER = frozenset({Right.LOOK})
_REVIEWER = _READER | {Right.ADD_REPORTS, Right.REVIEW}
_ASSESSOR = _REVIEWER | {Right.ASSESS, Right.SIGN_OFF, Right.SEE_PROTECTED}
_PUBLISHER = _ASSESSOR | {Right.PUBLISH}
_RIGHTS = {
    Role.READER: _READER,
    Role.REVIEWER: _REVIEWER,
    Role.ASSESSOR: _ASSESSOR,
    Role.PUBLISHER: _PUBLISHER,
    # who keeps the accounts keeps no record: an administrator who assesses as well has a second account
    Role.ADMINISTRATOR: _READER | {Right.ADMINISTER},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works with a casebook. `compartments` are those that they may look into; None is all of them.

    `name` is what their decisions are signed with; `login` is "" for who works alone, without one.
    """

    name: str
    rights: frozenset[Right]
    login: str = ""
    role: Role | None = None
    compartments: frozenset[str] | None = frozenset()
    is_alone: bool = False

    @classmethod
    def alone(cls) -> Self:
        """Who works with a casebook of their own on their own machine: they may do everything."""
        return cls(name=_user_name(), rights=frozenset(Right), compartments=None, is_alone=True)

    @classmethod
    def nobody(cls) -> Self:
        """Who has not logged in: they may do nothing."""
        return cls(name="", rights=frozenset())

    def may(self, right: Right) -> bool:
        return right in self.rights

    def may_look_behind(self, walls: Collection[str]) -> bool:
        """True if they may look into all compartments that something is in."""
        return self.compartments is None or self.compartments.issuperset(walls)


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return "unknown"
