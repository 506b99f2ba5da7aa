"""Incidents that people signed keep their claims; what the machine would have done otherwise becomes proposals."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from civharm.incidents.bench import Bench
from civharm.incidents.cluster import Group
from civharm.incidents.judge import Bindings, Pair, ScoredPair, ordered
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.ties import Ties
from civharm.model.claims import Claim
from civharm.model.ids import stable_id
from civharm.model.incidents import DoubtfulPair, Verdict
from civharm.model.proposals import Hold, Proposal, ProposalKind

#: Names of incidents that hold events, by the event's key.
Held = Mapping[str, str]


def keep_held(holds: Iterable[Hold], ties: Ties) -> None:
    """Hold the claims together, but for those that people took out since. Of two holds on a claim the later counts."""
    held: dict[str, str] = {}
    for hold in holds:
        founding = hold.claims[0]
        for claim in hold.claims:
            if not ties.are_apart(founding, claim):
                held[claim] = hold.incident
    for claim, incident in held.items():
        ties.hold(claim, incident)


def held_events(events: Mapping[str, Sequence[Occurrence]], ties: Ties) -> dict[str, str]:
    """The events whose claims are held."""
    found = {}
    for key, members in events.items():
        holder = next((ties.holder(claim) for member in members for claim in member.claim_ids), None)
        if holder is not None:
            found[key] = holder
    return found


def pulled_apart(events: Iterable[str], held: Held) -> list[Pair]:
    """Events that a reader took for one, and that are two because some of their claims are held and others are not."""
    pairs = []
    for key in events:
        first, _, part = key.partition("/")
        if part and (first in held) != (key in held):
            pairs.append(ordered(first, key))
    return pairs


def let_go(bindings: Bindings, pulled: Iterable[Pair]) -> Bindings:
    """The bindings as if nothing was held: what only a hold pulled apart is one again."""
    ties = bindings.ties()
    one = {pair: Verdict.POSITIVE for pair in pulled if not ties.are_apart(*pair)}
    return Bindings(verdicts={**one, **bindings.verdicts})


def proposals_between(
    free: Sequence[Group], groups: Sequence[Group], *, held: Held, bench: Bench
) -> tuple[Proposal, ...]:
    """What the groups would be if nothing was held, against what they are."""
    return tuple(
        proposal
        for incident in sorted(set(held.values()))
        for proposal in _proposals_for(incident, free, groups, held=held, bench=bench)
    )


def _proposals_for(
    incident: str, free: Sequence[Group], groups: Sequence[Group], *, held: Held, bench: Bench
) -> Iterator[Proposal]:
    own = {key for key, holder in held.items() if holder == incident}
    group = {key for group in groups if own.intersection(group) for key in group}
    homes = [home for home in free if own.intersection(home)]
    home = max(homes, key=lambda home: (len(own.intersection(home)), home))
    for other in groups:
        coming = set(home).intersection(other) - group
        if coming and not any(held.get(key, incident) < incident for key in coming):
            pair = _best(group, coming, bench)
            joining = _proposal(ProposalKind.JOIN, incident, coming, pair=pair, bench=bench)
            yield replace(joining, is_whole=coming >= set(other))
    for away in homes:
        if away is not home:
            leaving = own.intersection(away)
            pair = _best(own - leaving, leaving, bench)
            yield _proposal(ProposalKind.SPLIT, incident, leaving, pair=pair, bench=bench)


def _best(own: Iterable[str], others: Iterable[str], bench: Bench) -> tuple[str, ScoredPair]:
    """The event of the first that is most like one of the others, with the reasons."""
    pairs = [(key, bench.pair(key, other)) for key in sorted(own) for other in sorted(others)]
    return max(pairs, key=lambda found: (found[1].score, found[1].pair))


def _proposal(
    kind: ProposalKind,
    incident: str,
    keys: Iterable[str],
    *,
    pair: tuple[str, ScoredPair],
    bench: Bench,
) -> Proposal:
    own, scored = pair
    claims = [claim for key in sorted(keys) for member in bench.members[key] for claim in member.claims]
    return Proposal(
        id=stable_id("proposal", kind.value, incident, *sorted(map(grounds, claims))),
        kind=kind,
        incident=incident,
        claims=tuple(claim.id for claim in claims),
        anchor=bench.events[own].founding_claim,
        score=scored.score,
        features=scored.features,
    )


def is_proposed(pair: DoubtfulPair, proposals: Iterable[Proposal], held: Mapping[str, str]) -> bool:
    """True if one of the two would join the incident of the other: a proposal says so already.

    `held` are the incidents that hold events, by the event's founding claim.
    """
    sides = ((pair.left, pair.right), (pair.right, pair.left))
    return any(
        each.kind is ProposalKind.JOIN and held.get(own) == each.incident and other in each.claims
        for each in proposals
        for own, other in sides
    )


def grounds(claim: Claim) -> str:
    """What a claim says, whoever read it and wherever it stands: a refusal holds as long as it says the same."""
    says = (claim.id, claim.kind, claim.stance, claim.event, claim.parties, claim.casualties, claim.response)
    times = (claim.when.start, claim.when.end) if claim.when else None
    return repr((says, times, [(place.id, place.name) for place in claim.where]))
