"""People's word on how two incidents lie to each other: they may overlap, the one is part of the other, or they are apart.

Each decision keeps the claims of both incidents as the person saw them, so that it survives re-reading; what it comes
to is a pure function of the decisions in force and of what the machine proposes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from civharm.casebook.judging import Standing, groups
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Relation, RelationKind
from civharm.model.issues import Issue
from civharm.model.proposals import Proposal, ProposalKind

#: What a person says to take a relation away.
APART = "apart"
#: The incident that holds a claim as its own, by id; None where none does.
Holder = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relating:
    """The relations in force, by claims, and the decisions that speak of incidents which are no longer two."""

    relations: tuple[Relation, ...]
    lost: tuple[Decision, ...] = ()


def relating_of(
    proposed: Iterable[Relation], decisions: Iterable[Decision], standing: Standing, holder: Holder
) -> Relating:
    """What a machine proposes, with what people said in its place. The later of two words on one pair holds."""
    said: dict[frozenset[str], Relation | None] = {}
    lost: list[Decision] = []
    for decision in decisions:
        if decision.action is Action.RELATE:
            ends = [_anchor(group, standing, holder) for group in groups(decision)]
            known = [claim for claim in ends if claim is not None]
            pair = frozenset(filter(None, map(holder, known)))
            if len(pair) == 2:
                said[pair] = _relation(known[0], known[1], decision)
            else:
                lost.append(decision)
    kept = [
        one for one in proposed if frozenset(filter(None, map(holder, (one.left, one.right)))) not in said
    ]
    return Relating(relations=(*kept, *(one for one in said.values() if one)), lost=tuple(lost))


def awaited(
    proposals: Iterable[Proposal], proposed: Sequence[Relation], holder: Holder
) -> Iterator[Relation]:
    """What may belong to a signed incident may count its people until somebody takes or refuses the proposal."""
    known = {frozenset(map(holder, (one.left, one.right))) for one in proposed}
    for each in proposals:
        if each.kind is not ProposalKind.JOIN or not each.claims or not each.anchor:
            continue
        pair = frozenset(map(holder, (each.claims[0], each.anchor)))
        if pair not in known:
            known.add(pair)
            yield Relation(
                left=each.claims[0],
                right=each.anchor,
                kind=RelationKind.MAY_OVERLAP,
                reason=f"whether they are one waits for a person: proposal {each.id}",
            )


def _relation(left: str, right: str, decision: Decision) -> Relation | None:
    kind = kind_of(decision)
    if kind is None:
        return None
    return Relation(
        left=left, right=right, kind=kind, reason=f"{decision.author}: {decision.reason}", is_decided=True
    )


def _anchor(claims: Sequence[str], standing: Standing, holder: Holder) -> str | None:
    """The first claim that still stands, and is an incident's own."""
    stands = (standing(claim) for claim in claims)
    return next((claim for claim in stands if claim is not None and holder(claim)), None)


def kind_of(decision: Decision) -> RelationKind | None:
    """What a person said; None where the two are apart. Raises InvalidDecision."""
    word = decision.change.get("relation")
    if word == APART:
        return None
    try:
        return RelationKind(str(word))
    except ValueError:
        allowed = ", ".join((*RelationKind, APART))
        raise InvalidDecision(f"to relate two incidents needs the relation, one of {allowed}") from None


def relating_issues(relating: Relating) -> Iterator[Issue]:
    """Words of people that bind nothing any more, for a person to look at."""
    for decision in relating.lost:
        message = (
            f"the decision {decision.id} ({decision.action}, by {decision.author}) binds nothing any more: the two "
            "incidents have become one, or one of them is gone; relate anew, or undo it"
        )
        yield Issue(stage="incidents", code="relation-without-incidents", message=message)
