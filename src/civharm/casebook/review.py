"""What people decided, applied to what machines read: a pure function of claims and decisions.

A machine's new reading never changes a decision. The claim that a person accepted or corrected stays
as that person left it and is moved with its words; a rejected one stays out; where the words are gone,
an issue says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from civharm.casebook.anchors import reanchor, successor
from civharm.model.claims import Claim, Origin
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision, InvalidModel
from civharm.model.ids import stable_id
from civharm.model.issues import Issue
from civharm.publication.lines import claim_from_line, claim_line

#: What a correction can't touch: what the claim is, where its words stand, and who read them.
_FIXED = frozenset(
    {"type", "id", "report", "span", "quote", "prefix", "suffix", "origin", "supersedes", "needs_review"}
)
CLAIM_ACTIONS = frozenset({Action.ACCEPT_CLAIM, Action.CORRECT_CLAIM, Action.REJECT_CLAIM})


class Review(StrEnum):
    """Where a claim stands with people."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ADDED = "added"


_REVIEW_OF = {
    Action.ACCEPT_CLAIM: Review.ACCEPTED,
    Action.CORRECT_CLAIM: Review.CORRECTED,
    Action.REJECT_CLAIM: Review.REJECTED,
    Action.ADD_CLAIM: Review.ADDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A decision on a claim, with the claim and the text that the person had before them.

    Who signs an incident has its claims before them as well (`is_by_signing`): they stay as they were read then.
    """

    decision: Decision
    root: str
    claim: Claim
    text: str
    is_by_signing: bool = False

    @property
    def is_added(self) -> bool:
        """True where the person made the claim."""
        return self.decision.action is Action.ADD_CLAIM


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The claims in force, where each stands with people, and the decisions that lost their words."""

    claims: tuple[Claim, ...]
    reviews: Mapping[str, Review] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What all decisions on one claim come to; `seen` is the claim that the first of them was on.

    `added` is the decision that made the claim, where a person did.
    """

    root: str
    review: Review
    claim: Claim
    seen: Claim
    text: str
    added: Decision | None = None
    is_of_second_reader: bool = False
    is_by_signing: bool = False


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that nobody undid, undos among them; undoing an undo brings its target back."""
    undone: set[str] = set()
    kept: list[Decision] = []
    for decision in reversed(decisions):
        if decision.id in undone:
            continue
        if decision.action is Action.UNDO:
            undone.add(decision.target)
        kept.append(decision)
    return kept[::-1]


def corrected_id(root: str, decision_id: str) -> str:
    """The id of the claim that a correction makes of the claim `root`."""
    return stable_id(root, "corrected", decision_id)


def added_claim(decision: Decision) -> Claim:
    """The claim that a person made by this decision."""
    line: Any = decision.change["claim"]
    return claim_from_line(line)


def correct(claim: Claim, decision: Decision, *, root: str) -> Claim:
    """The claim with a person's changes, superseding the one that it corrects."""
    line = claim_line(claim)
    _check_change(decision.change, line)
    try:
        changed = claim_from_line(line | decision.change)
    except (ValidationError, InvalidModel, KeyError, TypeError, AttributeError) as error:
        raise InvalidDecision(f"the correction does not make a claim: {error}") from None
    return replace(
        changed,
        id=corrected_id(root, decision.id),
        supersedes=claim.id,
        needs_review=False,
        origin=Origin(by="hand", name=decision.author, version=decision.id),
    )


def _check_change(change: Mapping[str, Any], line: Mapping[str, Any]) -> None:
    if not change:
        raise InvalidDecision("a correction needs at least one changed field")
    for name in change:
        if name in _FIXED:
            raise InvalidDecision(f"a correction can't change {name!r}: reject the claim instead")
        if name not in line:
            raise InvalidDecision(f"a claim has no field {name!r}; it has {', '.join(sorted(line))}")


def apply_decisions(
    claims: Sequence[Claim], sightings: Sequence[Sighting], texts: Mapping[str, str]
) -> Reviewed:
    """The claims of the current readings after the decisions in force, in the order of the text."""
    standing = {claim.id: claim for claim in claims}
    reviews: dict[str, Review] = {}
    issues: list[Issue] = []
    folded = verdicts(sightings)
    decided = {verdict.root for verdict in folded}
    for verdict in folded:
        kept = _moved(verdict, texts[verdict.claim.report_id])
        if kept is None:
            issues.append(_lost(verdict))
            continue
        rivals = [] if verdict.added else [c for c in standing.values() if _is_rival(c, verdict, decided)]
        machine = standing.get(verdict.root) or successor(kept, kept.span, rivals)
        issues += _disagreement(verdict, machine, kept)
        if machine is not None:
            del standing[machine.id]
            kept = _in_place_of(machine, kept)
        kept = replace(kept, needs_review=False)
        if not verdict.is_by_signing:
            reviews[kept.id] = verdict.review
        if verdict.review is not Review.REJECTED:
            standing[kept.id] = kept
    issues += _join_events(folded, standing)
    return Reviewed(claims=_in_text_order(claims, standing), reviews=reviews, issues=tuple(issues))


def _join_events(folded: Sequence[Verdict], standing: dict[str, Claim]) -> Iterator[Issue]:
    """Each claim that a person made gets the event of the claim that they named; without one it has an event of its own."""
    by_root = {verdict.root: verdict.claim.id for verdict in folded}
    heirs = {claim.supersedes: claim.id for claim in standing.values() if claim.supersedes}
    for verdict in folded:
        own = standing.get(verdict.claim.id)
        if verdict.added is None or own is None or own.occurrence is not None:
            continue
        named = str(verdict.added.change.get("event_of") or "")
        mate = (
            standing.get(named) or standing.get(by_root.get(named, "")) or standing.get(heirs.get(named, ""))
        )
        if named and mate is None:
            yield _without_event(verdict, named)
        event = mate.occurrence if mate and mate.occurrence else f"hand-{verdict.root}"
        standing[own.id] = replace(own, occurrence=event)


def verdicts(sightings: Sequence[Sighting]) -> list[Verdict]:
    """One verdict a claim; what the person saw at the first decision still in force is its ground."""
    found: dict[str, Verdict] = {}
    for seen in sightings:
        before = found.get(seen.root)
        claim = before.claim if before else seen.claim
        review = Review.ACCEPTED if seen.is_by_signing else _REVIEW_OF[seen.decision.action]
        if review is Review.CORRECTED:
            claim = correct(claim, seen.decision, root=seen.root)
        elif before and (
            (before.review is Review.CORRECTED and review is Review.ACCEPTED) or seen.is_by_signing
        ):
            review = before.review
        text = before.text if before else seen.text
        added = before.added if before else (seen.decision if seen.is_added else None)
        found[seen.root] = Verdict(
            root=seen.root,
            review=review,
            claim=claim,
            seen=before.seen if before else seen.claim,
            text=text,
            added=added,
            is_of_second_reader=seen.claim.needs_review,
            is_by_signing=seen.is_by_signing and (before is None or before.is_by_signing),
        )
    return list(found.values())


def _moved(verdict: Verdict, text: str) -> Claim | None:
    return verdict.claim if text == verdict.text else reanchor(verdict.claim, verdict.text, text)


def _is_rival(candidate: Claim, verdict: Verdict, decided: set[str]) -> bool:
    """True for a machine's claim of the same report that no person has decided on.

    A first reader's claim is no rival of a second reader's, which stands beside it: nor the other way round.
    """
    is_undecided = candidate.id not in decided and candidate.origin.by != "hand"
    is_of_same_reading = candidate.needs_review == verdict.is_of_second_reader
    return candidate.report_id == verdict.claim.report_id and is_undecided and is_of_same_reading


def _in_place_of(machine: Claim, kept: Claim) -> Claim:
    """The occurrence is the new reading's; an accepted claim names the reading that it stands before."""
    supersedes = kept.supersedes or (machine.id if machine.id != kept.id else None)
    return replace(kept, occurrence=machine.occurrence, supersedes=supersedes)


def _in_text_order(read: Sequence[Claim], standing: Mapping[str, Claim]) -> tuple[Claim, ...]:
    reports = {claim.report_id: rank for rank, claim in reversed(list(enumerate(read)))}
    position = {claim.id: rank for rank, claim in enumerate(read)}
    unread = len(read)

    def place(claim: Claim) -> tuple[int, int, int, str]:
        rank = position.get(claim.id, unread)
        return (reports.get(claim.report_id, unread), claim.span.start, rank, claim.id)

    return tuple(sorted(standing.values(), key=place))


#: What of a claim is not what it says: where its words stand, who read them and how sure of it they were.
_NOT_SAID = frozenset(
    {"report", "span", "quote", "prefix", "suffix", "origin", "ordinal", "occurrence", "supersedes"}
    | {"hedges", "confidence", "needs_review", "protected"}
)
_NOT_TOLD = frozenset({"span", "words", "rule"})


def content_of(claim: Claim) -> dict[str, Any]:
    """What a claim says: what a reader or a person may see otherwise."""
    said = {key: value for key, value in claim_line(claim).items() if key not in _NOT_SAID}
    told: dict[str, Any] = _without_words(said)
    return told


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_words(inner) for key, inner in value.items() if key not in _NOT_TOLD}
    return [_without_words(inner) for inner in value] if isinstance(value, list) else value


def _disagreement(verdict: Verdict, machine: Claim | None, kept: Claim) -> Iterator[Issue]:
    """What the machine reads now where it is neither what the person saw nor what the person made of it."""
    if machine is None:
        if verdict.review is not Review.REJECTED and verdict.added is None:
            yield _reads(verdict, "no-longer", "reads no such claim any more")
        return
    now = content_of(machine) | {"id": ""}
    known = [content_of(claim) | {"id": ""} for claim in (verdict.seen, kept)]
    if now not in known:
        differing = ", ".join(sorted(key for key in now if now[key] != known[-1].get(key)))
        yield _reads(verdict, "otherwise", f"now reads otherwise: {differing}")


def _reads(verdict: Verdict, how: str, happened: str) -> Issue:
    decided = "claim of a signed incident" if verdict.is_by_signing else f"{verdict.review} claim"
    return Issue(
        stage="review",
        code=f"machine-reads-{how}",
        message=f"of the {decided} {verdict.claim.id} the machine {happened}; the decision stands",
        report_id=verdict.claim.report_id,
    )


def _without_event(verdict: Verdict, named: str) -> Issue:
    return Issue(
        stage="review",
        code="event-of-added-claim",
        message=(
            f"the claim {verdict.claim.id}, made by {verdict.claim.origin.name}, tells of the event of the claim "
            f"{named}, which is in force no more: it stands as an event of its own"
        ),
        report_id=verdict.claim.report_id,
    )


def _lost(verdict: Verdict) -> Issue:
    return Issue(
        stage="review",
        code="decision-without-words",
        message=(
            f"the words of the {verdict.review} claim {verdict.claim.id} are no longer in the text: "
            f"{verdict.claim.quote.exact!r}; decide on the new reading"
        ),
        report_id=verdict.claim.report_id,
    )
