"""What the pages of keeping and destroying show. Names in it are masked; what lies behind a wall is counted alone."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from civharm.model.decisions import Decision
from civharm.model.tombstones import Due, Tombstone
from civharm.web.incident.facts import Change, differences, facts_of

if TYPE_CHECKING:
    from civharm.casebook.destroying import Destruction
    from civharm.casebook.state import State
    from civharm.casebook.store import Casebook

#: So many characters of a hash a person types to have what it names destroyed.
TYPED = 12
_MOST = 200
#: True if the reports that something is of are open to the person; what is of none is open to who sees everything.
IsOpen = Callable[[Collection[str]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """A capture that is due to be destroyed."""

    due: Due
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    """A hold that stands: the decision, and how many captures it keeps."""

    decision: Decision
    captures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingPage:
    """All of the page; the counts tell what is not listed on it."""

    due: tuple[DueLine, ...]
    due_more: int
    held: tuple[HeldLine, ...]
    destroyed: tuple[Tombstone, ...]
    policy: tuple[tuple[str, int], ...]


def keeping_page(casebook: "Casebook", now: datetime, is_open: IsOpen, *, who: str) -> KeepingPage:
    """What is due, held and destroyed in a casebook. Raises CasebookError for a policy that can't be read.

    Nobody knows any more behind which wall something lay that was destroyed: who does not see everything sees their own acts.
    """
    from civharm.casebook.retention import due, policy_in
    from civharm.casebook.tombstones import tombstones

    state, policy = casebook.state(), policy_in(casebook.folder.path)
    found = list(due(state, state.captures, policy, now))
    shown = [each for each in found[: 5 * _MOST] if is_open(each.reports)][:_MOST]
    about = state.protection.about
    stones = [each for each in tombstones(casebook.alias)[::-1] if each.by == who or is_open(())]
    rules = {"without_harm": policy.without_harm, "unread": policy.unread}
    named = [*rules.items(), *((f"method {name}", days) for name, days in policy.methods.items())]
    return KeepingPage(
        due=tuple(DueLine(due=each, name=about(each.reports).words(each.name)) for each in shown),
        due_more=len(found) - len(shown),
        held=tuple(_held(state, is_open)),
        destroyed=tuple(stones[:_MOST]),
        policy=tuple((name, days) for name, days in named if days is not None),
    )


def _held(state: "State", is_open: IsOpen) -> Sequence[HeldLine]:
    from civharm.casebook.holding import held_captures

    reports: dict[str, list[str]] = {}
    for row in state.report_rows.values():
        reports.setdefault(row.capture_id, []).append(row.report_id)
    kept: dict[str, list[str]] = {}
    decisions = {}
    for capture, decision in held_captures(state).items():
        kept.setdefault(decision.id, []).append(capture)
        decisions[decision.id] = decision
    return [
        HeldLine(decision=decisions[each], captures=len(captures))
        for each, captures in kept.items()
        if is_open([report for capture in captures for report in reports.get(capture, ())])
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An incident that would stand otherwise."""

    id: str
    name: str
    is_signed: bool
    is_gone: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionPage:
    """What destroying a capture would come to; `typed` is what a person types to have it done."""

    sha256: str
    rule: str
    stones: tuple[Tombstone, ...]
    changed: tuple[Changed, ...]
    hidden: int
    handed_over: tuple[str, ...]

    @property
    def typed(self) -> str:
        """The beginning of the hash."""
        return self.sha256[:TYPED]


def destruction_page(
    casebook: "Casebook", found: "Destruction", *, sha256: str, rule: str, is_open: Callable[[str], bool]
) -> DestructionPage:
    """The foreseen effect for a person, incident by incident."""
    ids = {each for stone in found.tombstones for each in stone.incidents}
    bags = [each for each in casebook.custody() if each.action == "evidence_exported" and each.subject in ids]
    shown = [each for each in found.differs if is_open(each)]
    return DestructionPage(
        sha256=sha256,
        rule=rule,
        stones=found.tombstones,
        changed=tuple(_changed(each, found) for each in shown),
        hidden=len(found.differs) - len(shown),
        handed_over=tuple(
            _("A bag of incident %(incident)s was handed over on %(day)s by %(who)s: it still holds it.")
            % {"incident": each.subject, "day": each.at[:10], "who": each.actor}
            for each in bags
        ),
    )


def _changed(incident_id: str, found: "Destruction") -> Changed:
    was, comes = found.differs[incident_id]
    incident = was.incident or comes.incident
    return Changed(
        id=incident_id,
        name=(incident.code if incident else "") or incident_id,
        is_signed=incident_id in found.signed,
        is_gone=comes.incident is None,
        changes=differences(
            facts_of(was.incident, was.assessment), facts_of(comes.incident, comes.assessment)
        ),
    )
