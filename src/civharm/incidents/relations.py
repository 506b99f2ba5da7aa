"""Which incidents that stay two may count the same people: proposed from doubtful pairs and containment, with reasons.

A family that dies within a larger reported strike is a record of its own and among the dead of the other; two records
of one day and quarter that nobody can tell apart may be one. A machine proposes, a person decides.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from civharm.incidents.compare import days_apart
from civharm.incidents.distance import is_fine, same_place, separation
from civharm.incidents.occurrences import alleges_harm, civilian_casualties
from civharm.model.casualties import Harm
from civharm.model.claims import Claim, PartyPart
from civharm.model.incidents import (
    DoubtfulPair,
    Incident,
    Judgement,
    Relation,
    RelationKind,
    Verdict,
)
from civharm.model.places import Place, PlacePrecision

#: A slip of one day is usual; incidents that lie farther apart don't share their dead.
_SLIP = 1
#: The longest time of a whole, in days, and its coarsest place: a larger one would have half a war for its parts.
_LONGEST = 7
_COARSEST = PlacePrecision.DISTRICT


def proposed_relations(
    doubtful: Iterable[DoubtfulPair],
    incidents: Sequence[Incident],
    claims: Iterable[Claim],
    *,
    judgements: Iterable[Judgement] = (),
    vague: Collection[str] = (),
) -> tuple[Relation, ...]:
    """The doubtful pairs of two incidents, and those of which one lies within the other, by founding claims.

    A report that tells of both as two events speaks for two, and so does a person's judgement. `vague` are kinds of
    attack that contradict no other.
    """
    field = _Field(claims, vague)
    holder = {claim: incident for incident in incidents for claim in incident.own_claims}
    parted = {
        _both(holder[one.left], holder[one.right])
        for one in judgements
        if one.verdict is Verdict.NEGATIVE and one.left in holder and one.right in holder
    }
    found: dict[frozenset[str], Relation] = {}
    for pair in doubtful:
        left, right = holder.get(pair.left), holder.get(pair.right)
        if left and right and _both(left, right) not in parted and _may_be_one(left, right):
            found.setdefault(_both(left, right), field.doubted(left, right, pair))
    for part, whole in field.contained(incidents):
        if _both(part, whole) not in parted and (why := field.why_inside(part, whole)):
            found.setdefault(_both(part, whole), _relation(part, whole, RelationKind.PART_OF, why))
    return tuple(found.values())


def by_incident(relations: Iterable[Relation], incidents: Iterable[Incident]) -> tuple[Relation, ...]:
    """The relations with ids of incidents for claims; those of an incident that is no more are left out."""
    holder = {claim: incident.id for incident in incidents for claim in incident.own_claims}
    found = (
        replace(one, left=holder[one.left], right=holder[one.right])
        for one in relations
        if one.left in holder and one.right in holder
    )
    return tuple(one for one in found if one.left != one.right)


class _Field:
    """What the comparison of incidents needs beside them; the numbers of each are gathered once."""

    def __init__(self, claims: Iterable[Claim], vague: Collection[str]) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._vague = frozenset(vague)
        self._numbers: dict[str, list[int]] = {}

    def doubted(self, left: Incident, right: Incident, pair: DoubtfulPair) -> Relation:
        """Two that may be one; the one is a part where it lies within the other."""
        part, whole = sorted((left, right), key=lambda one: (self._most(one), one.founding_claim))
        speaks_for = ", ".join(feature.name for feature in pair.features if feature.weight > 0) or "nothing"
        doubt = f"kept apart in doubt (score {pair.score:+.1f}; for one event: {speaks_for})"
        inside = self.why_inside(part, whole)
        kind = RelationKind.PART_OF if inside else RelationKind.MAY_OVERLAP
        relation = _relation(part, whole, kind, "; ".join(filter(None, (doubt, inside))))
        return replace(relation, features=pair.features)

    def contained(self, incidents: Iterable[Incident]) -> Iterator[tuple[Incident, Incident]]:
        """Those of one day of which the one has a fine place and the other a coarse one, each two once."""
        fine: dict[date, list[Incident]] = defaultdict(list)
        coarse = list[Incident]()
        for one in incidents:
            if one.where is not None and is_fine(one.where):
                for day in _days(one):
                    fine[day].append(one)
            elif one.where is not None and one.where.precision.coarseness <= _COARSEST.coarseness:
                coarse.append(one)
        for whole in coarse:
            parts = {part.founding_claim: part for day in _days(whole) for part in fine[day]}
            yield from ((part, whole) for part in parts.values())

    def why_inside(self, part: Incident, whole: Incident) -> str:
        """Why the dead of the one may be among those of the other; nothing where something rules it out."""
        if not _place_inside(part.where, whole.where) or not _days_inside(part, whole):
            return ""
        if set(part.reports) & set(whole.reports) or self._is_otherwise(part, whole):
            return ""
        fewer, more = self._killed(part), self._killed(whole)
        if not fewer or not more or max(fewer) >= min(more):
            return ""
        return f"its time and place lie in those of the other, and {max(fewer)} killed are fewer than {min(more)}"

    def _is_otherwise(self, part: Incident, whole: Incident) -> bool:
        """True for another kind of attack, or for other attackers."""
        events = {part.event, whole.event}
        if len(events) > 1 and None not in events and not events & self._vague:
            return True
        mine, theirs = _attackers(part), _attackers(whole)
        return bool(mine and theirs and not mine & theirs)

    def _most(self, incident: Incident) -> int:
        return max(self._killed(incident), default=0)

    def _killed(self, incident: Incident) -> list[int]:
        """All numbers of killed people who are not all fighters that the incident's own claims tell."""
        if incident.founding_claim not in self._numbers:
            own = (self._claims[claim] for claim in incident.own_claims if claim in self._claims)
            told = chain.from_iterable(civilian_casualties(claim) for claim in own if alleges_harm(claim))
            counts = [each.count for each in told if each.harm is Harm.KILLED and each.group == "all"]
            numbers = [number for count in counts for number in (count.min, count.max) if number is not None]
            self._numbers[incident.founding_claim] = numbers
        return self._numbers[incident.founding_claim]


def _relation(part: Incident, whole: Incident, kind: RelationKind, reason: str) -> Relation:
    return Relation(left=part.founding_claim, right=whole.founding_claim, kind=kind, reason=reason)


def _both(left: Incident, right: Incident) -> frozenset[str]:
    return frozenset({left.founding_claim, right.founding_claim})


def _may_be_one(left: Incident, right: Incident) -> bool:
    if left is right or set(left.reports) & set(right.reports):
        return False
    if left.when is None or right.when is None or left.when.overlaps(right.when):
        return True
    apart = days_apart(left.when, right.when)
    return apart is not None and apart <= _SLIP


def _days(incident: Incident) -> list[date]:
    """The days of a short time; none of a long one or an open one."""
    when = incident.when
    if when is None or when.start is None or when.days is None or when.days > _LONGEST:
        return []
    return [when.start + timedelta(days=offset) for offset in range(when.days)]


def _days_inside(part: Incident, whole: Incident) -> bool:
    return bool(days := _days(part)) and set(days) <= set(_days(whole))


def _place_inside(inner: Place | None, area: Place | None) -> bool:
    """True for one fine place, and for a coarser one that has the other within its radius."""
    if inner is None or area is None:
        return False
    if same_place(area, inner):
        return is_fine(area)
    ratio = separation(area, inner)
    return ratio is not None and ratio <= 1 and area.precision.coarseness > inner.precision.coarseness


def _attackers(incident: Incident) -> set[str]:
    return {party.name for party in incident.parties if party.part is PartyPart.ATTACKER}
