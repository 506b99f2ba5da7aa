"""Why two claims are of one incident or of two: all features of their events with their weights, and what people said."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from civharm.incidents.blocking import met_in
from civharm.incidents.link import Compared, LinkingTerms, compared
from civharm.model.claims import Claim
from civharm.model.errors import NotFound
from civharm.model.incidents import Feature, Judgement
from civharm.model.reports import Report
from civharm.model.ways import shortest_way


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Two claims of a chain with the score that ties them."""

    left: str
    right: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPair:
    """Two claims, what speaks for and against one incident, and the thresholds that the sum is held to.

    `is_one_event` is True where one report, or copies of one, tell both as one event: then nothing is compared.
    `met_in` says why they were compared at all; nothing in it means that they never were. `chain` are the pairs that
    join the two over others, `judgements` those of people on either of them.
    """

    left: str
    right: str
    is_one_event: bool
    score: float | None
    features: tuple[Feature, ...]
    met_in: tuple[str, ...]
    join: float
    doubt: float
    veto: float
    chain: tuple[Step, ...]
    judgements: tuple[Judgement, ...]


def explain_pair(
    reports: Sequence[Report],
    texts: Mapping[str, str],
    claims: Sequence[Claim],
    pair: tuple[str, str],
    *,
    terms: LinkingTerms,
) -> ExplainedPair:
    """The two claims as linking sees them. Raises NotFound for a claim that is of no event."""
    found = compared(reports, texts, claims, terms=terms)
    bench = found.bench
    event_of = {
        claim.id: key for key, members in bench.members.items() for each in members for claim in each.claims
    }
    left, right = (_event(claim, event_of) for claim in pair)
    rules = bench.rules
    scored = bench.pair(left, right) if left != right else None
    return ExplainedPair(
        left=pair[0],
        right=pair[1],
        is_one_event=scored is None,
        score=scored.score if scored else None,
        features=scored.features if scored else (),
        met_in=_met_in(left, right, found) if scored else (),
        join=rules.join,
        doubt=rules.doubt,
        veto=rules.veto,
        chain=_chain(left, right, found, join=rules.join) if scored and scored.score < rules.join else (),
        judgements=tuple(each for each in terms.judgements if {each.left, each.right} & set(pair)),
    )


def _met_in(left: str, right: str, found: Compared) -> tuple[str, ...]:
    events = found.bench.events
    return met_in(events[left], events[right], alike=found.alike, posts=found.posts)


def _event(claim: str, event_of: Mapping[str, str]) -> str:
    if claim not in event_of:
        raise NotFound(
            f"the claim {claim} tells of no event: it is in no incident, and is compared with nothing"
        )
    return event_of[claim]


def _chain(left: str, right: str, found: Compared, *, join: float) -> tuple[Step, ...]:
    """The shortest way from one event to the other by pairs that are surely enough one; nothing where there is none."""
    near: dict[str, list[str]] = defaultdict(list)
    for pair in found.pairs:
        if pair.score >= join:
            near[pair.left].append(pair.right)
            near[pair.right].append(pair.left)
    way = shortest_way(left, right, lambda event: sorted(near[event]))
    return tuple(_step(one, other, found) for one, other in pairwise(way))


def _step(left: str, right: str, found: Compared) -> Step:
    events, score = found.bench.events, found.bench.score(left, right)
    return Step(left=events[left].founding_claim, right=events[right].founding_claim, score=score)
