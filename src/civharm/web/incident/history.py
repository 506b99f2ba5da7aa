"""How an incident came to be as it is: each decision and each change by the machine, before and after in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from civharm.casebook.overriding import with_decisions
from civharm.casebook.review import in_force
from civharm.model.decisions import Action, Decision
from civharm.model.incidents import RecordStatus
from civharm.web.incident.facts import Change, Facts, differences, facts_of

if TYPE_CHECKING:
    from civharm.casebook.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One moment in the life of an incident. No decision: the machine composed or worked it out anew."""

    at: datetime
    decision: Decision | None
    method: str
    changes: tuple[Change, ...]
    facts: Facts
    is_first: bool = False
    is_undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An incident as it was known on a day, beside how it stands now."""

    day: date
    facts: Facts
    since: tuple[Change, ...]


def history(versions: "Sequence[Version]", decisions: Sequence[Decision]) -> tuple[Event, ...]:
    """Versions and decisions in the order in which they came; `decisions` are all that concern the incident."""
    standing = {each.id for each in in_force(decisions)}
    events = list(_events(versions, decisions))
    return tuple(
        replace(event, is_undone=event.decision is not None and event.decision.id not in standing)
        for event in events
        if event.decision or event.changes
    )


def _events(versions: "Sequence[Version]", decisions: Sequence[Decision]) -> Iterator[Event]:
    moments: list[Version | Decision] = sorted([*versions, *decisions], key=_moment)
    version: Version | None = None
    made: list[Decision] = []
    before: Facts = {}
    for moment in moments:
        decision = moment if isinstance(moment, Decision) else None
        if isinstance(moment, Decision):
            made.append(moment)
        else:
            version = moment
        after = _facts(version, made)
        is_first = decision is None and not before
        changes = differences(before, after)
        yield Event(
            at=_moment(moment),
            decision=decision,
            method=version.assessment.method if version and version.assessment else "",
            changes=changes,
            facts=after,
            is_first=is_first,
        )
        before = after


def _moment(each: "Version | Decision") -> datetime:
    return each.decided_at if isinstance(each, Decision) else each.at


def _facts(version: "Version | None", made: Sequence[Decision]) -> Facts:
    """What stood then: the machine's version, with what people had decided on it by then."""
    if version is None or version.incident is None:
        return {}
    standing = in_force(made)
    incident, assessment = version.incident, version.assessment
    if assessment is not None:
        assessment = with_decisions(assessment, standing)
    is_signed = any(each.action is Action.SIGN_GRADING for each in standing)
    if is_signed and incident.status is RecordStatus.MACHINE:
        incident = replace(incident, status=RecordStatus.REVIEWED)
    return facts_of(incident, assessment)


def known_on(day: date, events: Sequence[Event]) -> Known:
    """What was known at the end of a day in UTC, and what has come out otherwise since."""
    then = next((event.facts for event in reversed(events) if event.at.date() <= day), {})
    now = events[-1].facts if events else {}
    return Known(day=day, facts=then, since=differences(then, now))
