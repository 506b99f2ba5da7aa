"""Decisions that record what somebody agreed to: whom it is about is found, and all that they are called is kept with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from civharm.casebook.state import State
from civharm.model.consent import Answer, Whose, answer_of, day_of, purposes_of
from civharm.model.decisions import Decision
from civharm.model.errors import InvalidDecision
from civharm.victims.rosters import rosters

_FIELDS = frozenset({"answer", "purposes", "how", "on", "until", "also_called"})
#: What a decision has that was recorded before, and is worked out anew where it is made again; the names are added.
_WORKED_OUT = frozenset({"whose", "subjects", "names", "reports"})
_LONGEST_HOW = 2000
_LONGEST_NAME = 200
_SHORTEST_ID = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Whom a decision is about: the ids that mean them, what they are called, and the reports that name them."""

    target: str
    whose: Whose
    subjects: tuple[str, ...]
    names: tuple[str, ...]
    reports: tuple[str, ...]


def completed(decision: Decision, state: State) -> Decision:
    """The decision with whom it is about. Raises InvalidDecision."""
    change = decision.change
    if unknown := sorted(change.keys() - _FIELDS - _WORKED_OUT):
        raise InvalidDecision(f"consent has no field {unknown[0]!r}; it has {', '.join(sorted(_FIELDS))}")
    answer, purposes = answer_of(change), purposes_of(change)
    how = str(change.get("how") or "").strip()
    if not how or len(how) > _LONGEST_HOW:
        raise InvalidDecision(
            "say how it was given: in person, by telephone, in writing, by whom for a child"
        )
    on = day_of(change, "on") or decision.decided_at.date()
    until = day_of(change, "until")
    _check_days(answer, on=on, until=until, decided=decision.decided_at.date())
    asked = _asked(decision.target, state)
    names = (*asked.names, *_also_called(change.get("also_called")), *_also_called(change.get("names")))
    if not names:
        raise InvalidDecision(f"{asked.target} names nobody: consent is of somebody who has a name")
    said: dict[str, object] = {
        "answer": answer.value,
        "purposes": sorted(each.value for each in purposes),
        "how": how,
        "on": on.isoformat(),
        **({"until": until.isoformat()} if until else {}),
        "whose": asked.whose.value,
        "subjects": list(asked.subjects),
        "names": list(dict.fromkeys(names)),
        "reports": list(asked.reports),
    }
    return replace(decision, target=asked.target, change=said)


def _check_days(answer: Answer, *, on: date, until: date | None, decided: date) -> None:
    if on > decided:
        raise InvalidDecision(f"nobody has said anything on {on} yet: set the day on which it was said")
    if until is not None and answer is not Answer.GIVEN:
        raise InvalidDecision("only consent that is given runs out: a refusal holds until somebody agrees")
    if until is not None and until < on:
        raise InvalidDecision(f"it ends on {until}, before it was given on {on}")


def _also_called(words: object) -> tuple[str, ...]:
    if words is None:
        return ()
    if not isinstance(words, list | tuple) or not all(isinstance(each, str) for each in words):
        raise InvalidDecision("also_called is a list of names")
    names = tuple(each.strip() for each in words if each.strip())
    if any(len(each) > _LONGEST_NAME for each in names):
        raise InvalidDecision(f"a name has {_LONGEST_NAME} characters at most")
    return names


def _asked(name: str, state: State) -> _Asked:
    """Who is meant by the id of a person or a mention, of a claim that they speak in, or of a report that they published."""
    victims = _begun(name, (victim.id for victim in state.mentions))
    if len(victims) == 1:
        return _victim(victims[0], state)
    claims = {claim.id: claim for claim in state.reviewed.claims}
    if len(found := _begun(name, claims)) == 1:
        claim = claims[found[0]]
        names = claim.speaker.names if claim.speaker else ()
        root = state.root_of(claim.id)
        return _Asked(
            target=root,
            whose=Whose.SPEAKER,
            subjects=tuple(dict.fromkeys((root, claim.id))),
            names=names,
            reports=(claim.report_id,),
        )
    reports = {report.id: report for report in state.reports}
    if len(found := _begun(name, reports)) == 1:
        report = reports[found[0]]
        return _Asked(
            target=report.id,
            whose=Whose.SOURCE,
            subjects=(report.id,),
            names=tuple(each for each in (report.author, report.source) if each),
            reports=(report.id,),
        )
    raise InvalidDecision(
        f"no person, claim or report {name[:80]!r} in this casebook: `civharm victims list INCIDENT` shows the ids of "
        "people; a witness is named by a claim that they speak in, who posted a report by the report"
    )


def _begun(name: str, ids: Iterable[str]) -> list[str]:
    """The id itself, else those that begin with it."""
    known = list(dict.fromkeys(ids))
    if name in known:
        return [name]
    return [each for each in known if each.startswith(name)] if len(name) >= _SHORTEST_ID else []


def _victim(mention: str, state: State) -> _Asked:
    """The whole person: all mentions that are one person's in an incident of theirs, however they are spelled."""
    people = (
        person for roster in rosters(state.incidents, state.victims).values() for person in roster.people
    )
    whole = {mention, *(each for person in people if mention in person.mentions for each in person.mentions)}
    mentions = [victim for victim in state.mentions if victim.id in whole]
    return _Asked(
        target=mention,
        whose=Whose.VICTIM,
        subjects=tuple(victim.id for victim in mentions),
        names=tuple(dict.fromkeys(victim.name for victim in mentions)),
        reports=tuple(dict.fromkeys(victim.report_id for victim in mentions)),
    )
