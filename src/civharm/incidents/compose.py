"""The fields of an incident from its claims; where they conflict, the other readings stay visible."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from civharm.incidents.bench import Bench
from civharm.incidents.independence import Origins
from civharm.incidents.judge import ScoredPair
from civharm.incidents.occurrences import Occurrence, civilian_casualties
from civharm.incidents.rules import IncidentLimits
from civharm.incidents.sisters import dated_by_sisters
from civharm.incidents.whereabouts import whereabouts
from civharm.model.claims import Claim, ClaimKind, Involvement, Party
from civharm.model.incidents import Feature, Incident, Link, LinkPart, RecordStatus
from civharm.model.places import Place, PlacePrecision
from civharm.model.times import TimePrecision, When

_OF_EVENTS = frozenset({ClaimKind.HARM, ClaimKind.ATTACK, ClaimKind.RESPONSE})
_SUPPORTING = frozenset({ClaimKind.HARM, ClaimKind.ATTACK})
#: Of a large group so many events are compared with one that no likely pair ties to it, to say what ties it to the rest.
_NEIGHBOURS = 200
#: First and last day of a time.
_Ends = tuple[date | None, date | None]
_ASIDE = (
    Feature(name="aside", weight=0.0, detail="no day or place of its own: told with the event before it"),
)


def compose(group: Sequence[str], bench: Bench, *, origins: Origins) -> Incident:
    """One incident, or a lead that says what it lacks. It bears no id yet."""
    told = [member for key in group for member in bench.members[key]]
    told.sort(key=lambda member: (not member.harms, member.published or date.max, member.key))
    claims = [claim for member in told for claim in member.claims]
    when, other_dates = _when(_times(told, bench.rules.incident.longest_days))
    where, other_places = whereabouts(told, bench.rules.whereabouts)
    event, kinds = _most_told(told), {name for member in told for name in member.events}
    lacks = _lacking(when, where, claims=claims, limits=bench.rules.incident)
    reports = sorted({claim.report_id for claim in claims if claim.kind in _OF_EVENTS})
    return Incident(
        id="",
        code="",
        when=when,
        where=where,
        links=_links(group, bench, founding=told[0].founding_claim),
        reports=tuple(reports),
        clusters=origins.clusters(claims),
        parties=_parties(claims),
        event=event,
        other_events=tuple(name for name in sorted(kinds) if name != event),
        status=RecordStatus.LEAD if lacks else RecordStatus.MACHINE,
        other_dates=other_dates,
        other_places=other_places,
        lacks=lacks,
    )


def _links(group: Sequence[str], bench: Bench, *, founding: str) -> tuple[Link, ...]:
    members = frozenset(group)
    nearest = {key: bench.nearest(key, members, group[:_NEIGHBOURS]) for key in group}
    links = [link for key in group for link in _links_of(key, nearest[key], bench=bench)]
    return tuple(sorted(links, key=lambda link: link.claim_id != founding))


def _links_of(key: str, nearest: ScoredPair | None, *, bench: Bench) -> Iterable[Link]:
    for member in bench.members[key]:
        for claim in member.claims:
            yield Link(
                claim_id=claim.id,
                part=LinkPart.SUPPORTS if claim.kind in _SUPPORTING else LinkPart.CONTEXT,
                score=nearest.score if nearest else 0.0,
                features=(*_ASIDE * (claim.id in member.asides), *(nearest.features if nearest else ())),
            )


def _times(told: Sequence[Occurrence], longest_days: int) -> list[When]:
    """The times that the texts give it, whether they tell of harm or of the attack; no period beside a day."""
    given = {(member.text_origin, member.when): member.when for member in told if member.when}
    given |= dated_by_sisters(told)
    known = list(given.values())
    return [when for when in known if when.days and when.days <= longest_days] or known


def _when(whens: Iterable[When]) -> tuple[When | None, tuple[When, ...]]:
    """The days on which all agree; where some don't, the reading of most, and the others beside it."""
    known = sorted(whens, key=_time_order)
    if not known:
        return None, ()
    told: dict[_Ends, list[When]] = defaultdict(list)
    for when in known:
        told[when.start, when.end].append(when)
    agreeing = max(
        (_agreeing_with(ends, told) for ends in told), key=lambda kept: sum(len(told[ends]) for ends in kept)
    )
    first = told[agreeing[0]][0]
    others = [when for ends, (when, *_) in told.items() if ends not in agreeing and not when.overlaps(first)]
    return _intersection([when for ends in agreeing for when in told[ends]]), tuple(others)


def _agreeing_with(first: _Ends, told: Iterable[_Ends]) -> list[_Ends]:
    """Times that share days with one of them and with each other, the most exact first."""
    agreeing, shared = [first], first
    for ends in told:
        if ends != first and (both := _shared(shared, ends)):
            agreeing.append(ends)
            shared = both
    return agreeing


def _shared(one: _Ends, other: _Ends) -> _Ends | None:
    """The days of both; None where there are none."""
    start = max((each for each in (one[0], other[0]) if each), default=None)
    end = min((each for each in (one[1], other[1]) if each), default=None)
    return None if start and end and start > end else (start, end)


def _intersection(whens: Sequence[When]) -> When | None:
    starts = [when.start for when in whens if when.start]
    ends = [when.end for when in whens if when.end]
    start, end = max(starts, default=None), min(ends, default=None)
    if start and end and start > end:
        return None
    exact = next((when for when in whens if (when.start, when.end) == (start, end)), None)
    if exact:
        return exact
    precision = TimePrecision.DAY if start == end else TimePrecision.RANGE
    words = "; ".join(dict.fromkeys(when.words for when in whens if when.words))
    return When(start=start, end=end, precision=precision, words=words, rule="days on which the claims agree")


def _time_order(when: When) -> tuple[bool, int, str]:
    return when.days is None, when.days or 0, f"{when.start}–{when.end}"


def _parties(claims: Iterable[Claim]) -> tuple[Party, ...]:
    """One party for each name and part; known if one claim says that it is known."""
    found: dict[tuple[str, str], Party] = {}
    for claim in claims:
        if claim.kind in _SUPPORTING:
            for party in claim.parties:
                key = (party.part.value, party.name)
                kept = found.get(key)
                if kept is None or (_is_known(party) and not _is_known(kept)):
                    found[key] = party
    return tuple(found[key] for key in sorted(found))


def _is_known(party: Party) -> bool:
    return party.involvement is Involvement.KNOWN


def _most_told(told: Sequence[Occurrence]) -> str | None:
    """The kind of attack that most reports name; the first in the alphabet of several."""
    names = [event for member in told for event in member.events]
    return min(set(names), key=lambda name: (-names.count(name), name), default=None)


def _lacking(
    when: When | None, where: Place | None, *, claims: Sequence[Claim], limits: IncidentLimits
) -> tuple[str, ...]:
    """What keeps it from being an incident (METHOD R6); nothing if it is one."""
    lacks = []
    if when is None or when.days is None or when.days > limits.longest_days:
        lacks.append("no time")
    if where is None or _is_too_coarse(where, limits.coarsest_place):
        lacks.append("no place")
    harmed = [
        count for claim in claims if claim.kind is ClaimKind.HARM for count in civilian_casualties(claim)
    ]
    if not harmed and any(claim.casualties for claim in claims):
        lacks.append("no civilian harm")
    elif not any(count.count.min is not None or count.count.max is not None for count in harmed):
        lacks.append("no number")
    return tuple(lacks)


def _is_too_coarse(place: Place, coarsest: PlacePrecision) -> bool:
    return place.precision is not PlacePrecision.UNKNOWN and place.precision.coarseness > coarsest.coarseness
