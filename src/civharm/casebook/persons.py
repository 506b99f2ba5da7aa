"""Decisions on who is one person: mentions of victims, and rows in lists of others, are one or are not.

A decision keeps where each mention stands, not the name, so that it binds the mention that a newer reading makes of the same
words. As everywhere, what contradicts earlier decisions is refused when it is made, and set aside where a new reading brings it about.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from civharm.casebook.judging import VERDICT_WORDS, groups, listed, verdict_of
from civharm.incidents.judge import Judged, without_contradictions
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Judgement, Verdict
from civharm.model.issues import Issue
from civharm.model.spans import Span
from civharm.model.victims import Person, Victim

#: How the key of a row in a list of others begins.
LIST = "list:"
#: So many mentions of a person a decision keeps at most.
_MOST = 100
#: The mention that stands for one now, None where none does; the second argument is where it stood.
Standing = Callable[[str, Any], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonJudging:
    """What the decisions in force come to, and those that bind nothing any more."""

    judged: Judged
    lost: tuple[Decision, ...] = ()


def person_judging(decisions: Iterable[Decision], mentions: Sequence[Victim]) -> PersonJudging:
    """What decisions in force come to, in the order of the log."""
    standing = _standing_among(mentions)
    made, lost = list[Judgement](), list[Decision]()
    for decision in decisions:
        if decision.action is Action.JUDGE_PERSON:
            judgements = list(_judgements(decision, standing))
            made += judgements
            if not judgements:
                lost.append(decision)
    return PersonJudging(judged=without_contradictions(made), lost=tuple(lost))


def _judgements(decision: Decision, standing: Standing) -> Iterator[Judgement]:
    """All mentions of people judged to be one are tied; of two, each is kept from each of the other's."""
    verdict = verdict_of(decision)
    places: Any = decision.change.get("at", {})
    sides = [[standing(name, places.get(name)) for name in side] for side in groups(decision, "people")]
    known = [list(dict.fromkeys(name for name in side if name is not None)) for side in sides]
    pairs = product(*known)
    if verdict is Verdict.POSITIVE and all(known):
        pairs = product([known[0][0]], [*known[1], *known[0][1:]])
    for left, right in pairs:
        if left != right:
            yield Judgement(left=left, right=right, verdict=verdict, decision_id=decision.id)


def with_judgements(mentions: Sequence[Victim], judging: PersonJudging) -> tuple[Victim, ...]:
    """The mentions, each with all that it was judged to be one with, and not, directly or over others."""
    ties = judging.judged.ties()
    names = sorted(judging.judged.claims)
    if not names:
        return tuple(mentions)
    whole: dict[str, list[str]] = defaultdict(list)
    for name in names:
        whole[ties.whole(name)].append(name)

    def others(victim: Victim) -> Victim:
        if victim.id not in ties:
            return victim
        same = (name for name in whole[ties.whole(victim.id)] if name != victim.id)
        different = (name for name in names if ties.are_apart(victim.id, name))
        return replace(victim, same_as=tuple(same), different_from=tuple(different))

    return tuple(map(others, mentions))


def judged_person(
    decision: Decision,
    mentions: Sequence[Victim],
    *,
    people: Iterable[Person],
    before: Iterable[Decision],
) -> Decision:
    """A verdict on two people, or on a person and a row of a list. Raises InvalidDecision."""
    verdict = verdict_of(decision)
    if verdict is Verdict.UNSURE:
        raise InvalidDecision(
            "people are judged to be one or two: who may be one is listed without a judgement"
        )
    named = [_mention_named(name, mentions) for name in listed(decision, "mentions")]
    if len(named) != 2 or named[0] == named[1] or all(name.startswith(LIST) for name in named):
        raise InvalidDecision("name two different people, or a person and the key of a row in a list")
    for other in before:
        if other.action is Action.JUDGE_PERSON and set(listed(other, "mentions")) == set(named):
            raise InvalidDecision(
                f"{other.author} has judged these two {VERDICT_WORDS[verdict_of(other)]} already: "
                f"undo the decision {other.id} first"
            )
    sides = _sides(named, people)
    held = {name for side in sides for name in side}
    places = {
        victim.id: [victim.report_id, victim.span.start, victim.span.end]
        for victim in mentions
        if victim.id in held
    }
    change: dict[str, object] = {"mentions": named, "verdict": verdict.value, "people": sides, "at": places}
    target = next(name for name in named if not name.startswith(LIST))
    return replace(decision, target=target, change=change)


def _sides(named: Sequence[str], people: Iterable[Person]) -> list[list[str]]:
    """All mentions of each of the two people; of two mentions that make one person, each by itself."""
    person_of = {mention: person for person in people for mention in person.mentions}
    found = [person_of.get(name) for name in named]
    if found[0] is not None and found[0] == found[1]:
        return [[name] for name in named]
    return [
        [name, *(each for each in (person.mentions if person else ()) if each != name)][:_MOST]
        for name, person in zip(named, found, strict=True)
    ]


def check_contradictions(
    decisions: Sequence[Decision], before: PersonJudging, mentions: Sequence[Victim]
) -> None:
    """Raises InvalidDecision, with the chain, where decisions come to a contradiction that was not there before."""
    known = {each.judgement for each in before.judged.set_aside}
    after = person_judging(decisions, mentions).judged
    new = next((each for each in after.set_aside if each.judgement not in known), None)
    if new is not None:
        found = after.contradiction(new)
        made = ", ".join(dict.fromkeys(link.decision_id for link in (*found.links, found.apart)))
        raise InvalidDecision(
            f"this contradicts earlier judgements: {found} (decisions {made}); undo one of them first, or judge "
            "otherwise"
        )


def person_issues(judging: PersonJudging) -> Iterator[Issue]:
    """What a person should look at. Mentions are told by their ids, which name nobody."""
    for decision in judging.lost:
        message = (
            f"the decision {decision.id} ({decision.action}, by {decision.author}) binds nothing any more: a mention "
            "that it speaks of is no longer read, or both are one now; judge anew, or undo it"
        )
        yield Issue(stage="victims", code="judgement-without-mention", message=message)
    for each in judging.judged.set_aside:
        message = (
            f"since reports were read anew, the decision {each.judgement.decision_id} contradicts earlier ones and is set "
            f"aside: {judging.judged.contradiction(each)}; undo one of them"
        )
        yield Issue(stage="victims", code="contradicting-judgement", message=message)


def _mention_named(name: str, mentions: Sequence[Victim]) -> str:
    """The id of the mention that a name or its beginning means; a key of a list is taken as it is."""
    if name.startswith(LIST) and len(name) > len(LIST):
        return name
    found = {victim.id for victim in mentions if victim.id.startswith(name)} if name else set()
    if name in found:
        return name
    if len(found) != 1:
        what = "no person or mention" if not found else f"{len(found)} mentions begin with"
        raise InvalidDecision(f"{what} {name!r} in this casebook: `civharm victims list` shows their ids")
    return found.pop()


def _standing_among(mentions: Sequence[Victim]) -> Standing:
    by_report: dict[str, list[Victim]] = defaultdict(list)
    for victim in mentions:
        by_report[victim.report_id].append(victim)
    known = {victim.id for victim in mentions}

    def standing(name: str, place: Any) -> str | None:
        if name in known or name.startswith(LIST):
            return name
        if not isinstance(place, list | tuple) or len(place) != 3:
            return None
        stood = Span(int(place[1]), int(place[2]))
        there = (victim.id for victim in by_report.get(str(place[0]), ()) if victim.span.overlaps(stood))
        return min(there, default=None)

    return standing
