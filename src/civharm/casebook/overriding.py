"""Strike statuses and bounds of tolls that people set, and their sign-off: pure functions of decisions.

What people set stands beside what the machine found and never takes its place unseen. The machine goes on to assess;
where it comes to something else than it had when a person decided, an issue says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from civharm.casebook.signing import grading_of
from civharm.model.assessments import Assessment, End, Override, StrikeStatus
from civharm.model.casualties import MOST_PEOPLE, Harm, Status
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Incident
from civharm.model.issues import Issue

#: What a person can set of an incident, and what is signed off.
OVERRIDES = frozenset({Action.SIGN_GRADING, Action.OVERRIDE_STRIKE, Action.OVERRIDE_BOUND})
#: The rule by which the machine counts those who are named.
_NAMED = "T2"
_FIELDS = frozenset({"harm", "status", "group", "min", "max"})
_SET_APART = frozenset({Action.OVERRIDE_STRIKE, Action.OVERRIDE_BOUND, Action.SIGN_OFF})
#: Clocks of two machines may differ by so much.
CLOCK_SKEW = timedelta(minutes=5)
_Word = TypeVar("_Word", Harm, Status, StrikeStatus)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Whether a casebook wants a second person to sign off (METHOD R16)."""

    is_second_person_needed: bool = False


def strike_of(decision: Decision) -> StrikeStatus:
    """The strike status that a decision sets."""
    return _word(StrikeStatus, decision, "strike_status")


def overrides_of(decision: Decision) -> tuple[Override, ...]:
    """The ends of a toll that a decision sets."""
    change = decision.change
    if unknown := sorted(change.keys() - _FIELDS):
        raise InvalidDecision(f"a bound has no field {unknown[0]!r}; it has {', '.join(sorted(_FIELDS))}")
    ends = [end for end in End if end in change]
    if not ends:
        raise InvalidDecision("name a minimum, a maximum or both")
    group = change.get("group", "all")
    if not isinstance(group, str) or not group.strip():
        raise InvalidDecision("the group must be a word, such as all, children, women or men")
    harm, status = _word(Harm, decision, "harm"), _word(Status, decision, "status")
    return tuple(
        Override(
            harm=harm,
            status=status,
            group=group,
            end=end,
            value=_people(change[end]),
            author=decision.author,
            decision_id=decision.id,
        )
        for end in ends
    )


def _people(value: object) -> int | None:
    """A number of people; None is unknown."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidDecision(f"a bound is a whole number of people, or unknown; not {value!r}")
    if not 0 <= value <= MOST_PEOPLE:
        raise InvalidDecision(f"a bound lies between 0 and {MOST_PEOPLE:,} people; not {value:,}")
    return value


def _word(form: type[_Word], decision: Decision, name: str) -> _Word:
    try:
        return form(str(decision.change[name]))
    except (KeyError, ValueError):
        raise InvalidDecision(f"{name} must be one of {', '.join(form)}") from None


def with_decisions(assessment: Assessment, decisions: Iterable[Decision]) -> Assessment:
    """The assessment with what people set of its incident; `decisions` are those on it in force, in their order."""
    said: dict[str, object] = {"grading": None, "signed_strike_status": None, "is_signed_off": False}
    overrides: list[Override] = []
    for decision in decisions:
        if decision.action is Action.SIGN_GRADING:
            said["grading"] = grading_of(decision)
        elif decision.action is Action.OVERRIDE_STRIKE:
            said["signed_strike_status"] = strike_of(decision)
        elif decision.action is Action.OVERRIDE_BOUND:
            overrides += overrides_of(decision)
        if decision.action in OVERRIDES or decision.action is Action.SIGN_OFF:
            said["is_signed_off"] = decision.action is Action.SIGN_OFF
    return replace(assessment, overrides=tuple(overrides), **said)  # type: ignore[arg-type]


def check_bounds(decision: Decision, assessment: Assessment, disjoint: Sequence[str]) -> None:
    """Raises InvalidDecision where what a decision sets can't hold beside the rest of the toll.

    `assessment` has what people set before; `disjoint` are groups without a person in common. Minimum and maximum may
    not cross; a part is no more than its whole, the whole no less than its parts together (T11), nor than the people
    who are named (T2).
    """
    overrides = overrides_of(decision)
    after = replace(assessment, overrides=(*assessment.overrides, *overrides))
    harm, status, group = overrides[0].counted
    low, high = (_end(after, harm, status, group, end) for end in End)
    if low is not None and high is not None and low > high:
        raise InvalidDecision(
            f"the minimum {low} lies above the maximum {high}: set both, or undo what was set"
        )
    machine = assessment.machine_toll(harm, status, group)
    named = machine.min.value if machine and machine.min.rule == _NAMED else None
    if named is not None and low is not None and low < named:
        raise InvalidDecision(
            f"{named} people are named (T2): the minimum can't be {low}; reject the claims that name them wrongly"
        )
    _check_parts(after, harm, status, disjoint)


def _end(assessment: Assessment, harm: Harm, status: Status, group: str, end: End) -> int | None:
    """What was set last, else the machine's value; nothing follows anything here."""
    for override in reversed(assessment.overrides):
        if override.counted == (harm, status, group) and override.end is end:
            return override.value
    toll = assessment.machine_toll(harm, status, group)
    return toll.bound(end).value if toll else None


def _check_parts(assessment: Assessment, harm: Harm, status: Status, disjoint: Sequence[str]) -> None:
    whole = _end(assessment, harm, status, "all", End.MAX)
    parts = {group: _end(assessment, harm, status, group, End.MIN) for group in disjoint}
    least = sum(value for value in parts.values() if value is not None)
    if whole is not None and least > whole:
        told = ", ".join(f"{value} {group}" for group, value in parts.items() if value is not None)
        raise InvalidDecision(
            f"the whole is {whole} at most, but its parts are {least} at least ({told}): T11"
        )
    total = _end(assessment, harm, status, "all", End.MIN)
    if total is not None and total < least:
        raise InvalidDecision(f"the whole can't be {total}: its parts are {least} together at least (T11)")


def check_sign_off(decision: Decision, decisions: Sequence[Decision], policy: Policy) -> None:
    """Raises InvalidDecision where nothing is signed yet, or the second person is the first (METHOD R16).

    `decisions` are those in force. One person alone may sign off where the casebook does not want a second one and the
    decision says so (`alone`).
    """
    own = [each for each in decisions if each.target == decision.target and each.action in OVERRIDES]
    if not any(each.action is Action.SIGN_GRADING for each in own):
        raise InvalidDecision("nothing to sign off: sign the grading first")
    is_alone = decision.change.get("alone", False)
    if not isinstance(is_alone, bool) or decision.change.keys() - {"alone"}:
        raise InvalidDecision("a sign-off says nothing but whether it is alone: true or false")
    authors = sorted({each.author for each in own if _same_person(each.author, decision.author)})
    if authors and policy.is_second_person_needed:
        raise InvalidDecision(
            f"{decision.author} decided here before: this casebook wants a second person to sign off"
        )
    if authors and not is_alone:
        raise InvalidDecision(
            f"{decision.author} decided here before: a second person signs off; who works alone says so (--alone)"
        )


def _same_person(name: str, other: str) -> bool:
    return " ".join(name.split()).casefold() == " ".join(other.split()).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The machine's assessment of an incident, now and as it stood when a decision was made."""

    then: Assessment | None
    now: Assessment | None


def disagreements(decisions: Iterable[Decision], assessed: Mapping[str, Assessed]) -> Iterator[Issue]:
    """Where the machine has come to something else since a person decided, and not to what the person said.

    `decisions` are those in force, `assessed` is by decision.
    """
    for decision in decisions:
        found = assessed.get(decision.id)
        if found is None or found.then is None or found.now is None:
            continue
        for what, said, before, after in _compared(decision, found.then, found.now):
            if after not in (before, said):
                yield Issue(
                    stage="assessments",
                    code="machine-disagrees",
                    message=(
                        f"{decision.author} set {what} of the incident {decision.target} to {_shown(said)} where the "
                        f"machine had {_shown(before)}; now it has {_shown(after)}: look again, and decide or undo "
                        f"{decision.id}"
                    ),
                )


def without_incident(decisions: Iterable[Decision], incidents: Sequence[Incident]) -> Iterator[Issue]:
    """What people set of an incident that is another's part now, or is composed no longer: it holds nowhere."""
    current = {incident.id for incident in incidents}
    heirs = {alias: incident for incident in incidents for alias in incident.aliases}
    for decision in decisions:
        if decision.action in _SET_APART and decision.target not in current:
            heir = heirs.get(decision.target)
            happened = f"became part of {heir.code or heir.id}" if heir else "is no longer composed"
            yield Issue(
                stage="assessments",
                code="override-incident-merged" if heir else "override-incident-gone",
                message=(
                    f"the incident {decision.target}, for which {decision.author} decided {decision.action} "
                    f"({decision.id}), {happened}: decide anew or undo"
                ),
            )


def dated_before(decisions: Iterable[Decision], known_at: Mapping[str, datetime]) -> Iterator[Issue]:
    """Decisions that bear a time before what they decide on was there: some clock was wrong. They hold all the same."""
    for decision in decisions:
        known = known_at.get(decision.id)
        if known is not None and decision.decided_at < known - CLOCK_SKEW:
            yield Issue(
                stage="review",
                code="decision-dated-before",
                message=(
                    f"the decision {decision.id} of {decision.author} is dated {decision.decided_at:%Y-%m-%d %H:%M} "
                    f"UTC, before what it decides on was recorded ({known:%Y-%m-%d %H:%M} UTC): some clock is wrong"
                ),
            )


def _compared(
    decision: Decision, then: Assessment, now: Assessment
) -> Iterator[tuple[str, object, object, object]]:
    """What a decision set: in words, as the person said, as the machine had it and has it."""
    if decision.action is Action.SIGN_GRADING:
        yield "the grading", grading_of(decision), then.proposed_grading, now.proposed_grading
    elif decision.action is Action.OVERRIDE_STRIKE:
        yield "the strike status", strike_of(decision), then.strike_status, now.strike_status
    elif decision.action is Action.OVERRIDE_BOUND:
        for each in overrides_of(decision):
            what = f"the {each.end}imum of {each.status} {each.harm} ({each.group})"
            before, after = (_machine(each, assessment) for assessment in (then, now))
            yield what, each.value, before, after


def _machine(override: Override, assessment: Assessment) -> int | None:
    toll = assessment.machine_toll(*override.counted)
    return toll.bound(override.end).value if toll else None


def _shown(value: object) -> str:
    return "unknown" if value is None else str(value)
