"""Decisions on which claims speak of one incident, as judgements on claims: pure functions of decisions.

`merge`, `split` and `move` are the words of assessors. Each decision keeps the claims that the person had before them;
what they come to now is judgements on the claims that stand for those today. So they bind the machine, whatever it
reads later, and a rebuild comes to the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import Any

from civharm.incidents.judge import Contradiction, Judged, without_contradictions
from civharm.model.decisions import LINKING_ACTIONS, Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import GivenId, Judgement, Verdict
from civharm.model.issues import Issue

#: The claim that stands for a claim now; None where none does.
Standing = Callable[[str], str | None]
#: How a person says what the machine calls positive, negative and unsure.
VERDICT_WORDS = {Verdict.POSITIVE: "same", Verdict.NEGATIVE: "different", Verdict.UNSURE: "unsure"}
#: Decisions that name several incidents, with the claims of each.
_OF_SEVERAL = frozenset({Action.MERGE, Action.RELATE})
#: So many pairs of claims one decision may part: an incident of 5,000 reports and what a person can look through.
MOST_PAIRS = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """What the decisions in force come to: judgements that hold together, and decisions that bind no more."""

    judged: Judged
    lost: tuple[Decision, ...] = ()


def judging_of(decisions: Sequence[Decision], standing: Standing) -> Judging:
    """What decisions in force come to, in the order of the log, which no clock changes."""
    linking = [each for each in decisions if each.action in LINKING_ACTIONS]
    taken_out: set[str] = set()
    made: list[list[Judgement]] = []
    for decision in reversed(linking):
        made.append(list(_judgements(decision, standing, taken_out)))
        taken_out.update(_taken_out(decision))
    made.reverse()
    return Judging(
        judged=without_contradictions(judgement for judgements in made for judgement in judgements),
        lost=tuple(each for each, judgements in zip(linking, made, strict=True) if not judgements),
    )


def claims_of(decision: Decision) -> tuple[str, ...]:
    """All claims that a decision on linking, or on relations, names."""
    if decision.action in _OF_SEVERAL:
        return tuple(claim for group in groups(decision) for claim in group)
    return tuple(claim for name in ("claims", "rest", "others") for claim in listed(decision, name))


def incidents_of(decision: Decision) -> tuple[str, ...]:
    """All incidents that a decision is about."""
    if decision.action in _OF_SEVERAL:
        return tuple(listed(decision, "incidents"))
    to = decision.change.get("to")
    return (decision.target, str(to)) if decision.action is Action.MOVE and to else (decision.target,)


def ids_left_behind(
    given: Iterable[GivenId], decisions: Iterable[Decision], heir: Callable[[str], str]
) -> tuple[GivenId, ...]:
    """The log of ids, in which claims that people moved leave the id of their incident with what remained of it."""
    moves = [each for each in decisions if each.action is Action.MOVE]
    return tuple(reduce(partial(_without_moved, heir=heir), moves, record) for record in given)


def _without_moved(record: GivenId, move: Decision, *, heir: Callable[[str], str]) -> GivenId:
    out = set(map(heir, listed(move, "claims")))
    if record.id == move.change.get("to") or out.isdisjoint(record.claims):
        return record
    left = (*(claim for claim in record.claims if claim not in out), *map(heir, listed(move, "rest")))
    return replace(record, claims=tuple(dict.fromkeys(left)))


def _judgements(decision: Decision, standing: Standing, taken_out: set[str]) -> Iterator[Judgement]:
    """The judgements that a decision comes to now; none where what it speaks of is gone."""
    if decision.action is Action.JUDGE:
        pair = [standing(claim) for claim in listed(decision, "claims")]
        verdict = verdict_of(decision)
        yield from _pairs(pair[:1], pair[1:], verdict, decision)
    elif decision.action is Action.MERGE:
        anchors = [_anchor(group, standing, taken_out) for group in groups(decision)]
        yield from _pairs(anchors[:1], anchors[1:], Verdict.POSITIVE, decision)
    else:
        yield from _parted(decision, standing, taken_out)


def _parted(decision: Decision, standing: Standing, taken_out: set[str]) -> Iterator[Judgement]:
    """What was taken out of an incident is one, or one with what it was moved to, and apart from what remained."""
    out = _standing(listed(decision, "claims"), standing)
    rest = _standing(listed(decision, "rest"), standing)
    if decision.action is Action.MOVE:
        home = _anchor(listed(decision, "others"), standing, taken_out)
        if home is None:
            return
        yield from _pairs(out, [home], Verdict.POSITIVE, decision)
    else:
        yield from _pairs(out[:1], out[1:], Verdict.POSITIVE, decision)
    yield from _pairs(out, [claim for claim in rest if claim not in out], Verdict.NEGATIVE, decision)


def _pairs(
    left: Iterable[str | None], right: Sequence[str | None], verdict: Verdict, decision: Decision
) -> Iterator[Judgement]:
    for one in left:
        for other in right:
            if one is not None and other is not None:
                yield Judgement(left=one, right=other, verdict=verdict, decision_id=decision.id)


def _standing(claims: Iterable[str], standing: Standing) -> list[str]:
    return list(dict.fromkeys(stands for claim in claims if (stands := standing(claim)) is not None))


def _anchor(claims: Iterable[str], standing: Standing, taken_out: set[str]) -> str | None:
    """The claim that stands for an incident as a person saw it: the first that nobody took out of it since."""
    return next(iter(_standing((each for each in claims if each not in taken_out), standing)), None)


def _taken_out(decision: Decision) -> Sequence[str]:
    is_out = decision.action in (Action.SPLIT, Action.MOVE)
    return listed(decision, "claims") if is_out else ()


def verdict_of(decision: Decision) -> Verdict:
    """The verdict of a person on two claims."""
    try:
        return Verdict(str(decision.change["verdict"]))
    except (KeyError, ValueError):
        raise InvalidDecision(f"a judgement needs a verdict, one of {', '.join(Verdict)}") from None


def listed(decision: Decision, name: str) -> Sequence[str]:
    """The ids under a name in the change; none where there are none."""
    value: Any = decision.change.get(name, ())
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise InvalidDecision(f"{name} must be a list of ids")
    return value


def groups(decision: Decision, name: str = "claims") -> Sequence[Sequence[str]]:
    value: Any = decision.change.get(name, ())
    is_groups = isinstance(value, list | tuple) and all(isinstance(group, list | tuple) for group in value)
    if not is_groups or not all(isinstance(each, str) for group in value for each in group):
        raise InvalidDecision(f"{name} must be lists of ids")
    return value  # type: ignore[no-any-return]


def judging_issues(
    judging: Judging, decisions: Mapping[str, Decision], words: Callable[[Contradiction], str]
) -> Iterator[Issue]:
    """What a person should look at: decisions whose claims are gone, and judgements that came to contradict others."""
    for decision in judging.lost:
        yield Issue(
            stage="incidents",
            code="judgement-without-claims",
            message=(
                f"the decision {decision.id} ({decision.action}, by {decision.author}) binds nothing any more: "
                "claims that it speaks of are no longer read, or were rejected; judge anew, or undo it"
            ),
        )
    told: set[str] = set()
    for each in judging.judged.set_aside:
        if each.judgement.decision_id not in told:
            told.add(each.judgement.decision_id)
            decision = decisions[each.judgement.decision_id]
            yield Issue(
                stage="incidents",
                code="contradicting-judgement",
                message=(
                    f"since reports were read anew, the decision {decision.id} ({decision.action}, by "
                    f"{decision.author}) contradicts earlier ones and is set aside in part: "
                    f"{words(judging.judged.contradiction(each))}; "
                    "undo one of them"
                ),
            )
