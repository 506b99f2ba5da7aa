"""Incidents of a casebook, and rows of another recorder's list, in the one form in which they are matched."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from civharm.incidents.matching import ProposedMatch, RecordedEvent, match_events
from civharm.incidents.matching_rules import MatchingRules
from civharm.lists.cells import day, degrees, whole
from civharm.model.assessments import Assessment
from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Incident, RecordStatus
from civharm.model.places import PlacePrecision
from civharm.places.layers.records import BadRow, Mistake, Record

_WIDE = PlacePrecision.SUBDISTRICT.coarseness
#: Governorates are spelt in too many ways to keep lists apart by them: day and place do.
_ANYWHERE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMatches:
    """What matching a list gave: proposals, rows that can't be read, and incidents that lack what matching needs."""

    proposals: tuple[ProposedMatch, ...]
    mistakes: tuple[Mistake, ...]
    rows: int
    unmatchable: tuple[str, ...]


def match_incidents(
    incidents: Iterable[Incident],
    assessments: Mapping[str, Assessment],
    records: Iterable[Record | Mistake],
    *,
    rules: MatchingRules,
) -> ListMatches:
    """The rows of a list that are likely incidents of the casebook, each in one proposal at most."""
    own, unmatchable = list[RecordedEvent](), list[str]()
    for incident in incidents:
        if incident.status is not RecordStatus.LEAD:
            event = event_of_incident(incident, assessments.get(incident.id))
            if event is None:
                unmatchable.append(incident.id)
            else:
                own.append(event)
    mistakes, theirs = list[Mistake](), list[RecordedEvent]()
    for row in _events(records):
        if isinstance(row, Mistake):
            mistakes.append(row)
        else:
            theirs.append(row)
    return ListMatches(
        proposals=match_events(own, theirs, rules=rules),
        mistakes=tuple(mistakes),
        rows=len(mistakes) + len(theirs),
        unmatchable=tuple(unmatchable),
    )


def event_of_incident(incident: Incident, assessment: Assessment | None) -> RecordedEvent | None:
    """An incident as a table tells it; None where it has no day or no place."""
    when, where = incident.when, incident.where
    if when is None or where is None or when.start is None or when.end is None:
        return None
    toll = assessment.toll(Harm.KILLED, Status.CIVILIAN) if assessment else None
    low, high = (toll.min.value, toll.max.value) if toll else (None, None)
    return RecordedEvent(
        id=incident.id,
        start=when.start,
        end=when.end,
        places=tuple(dict.fromkeys((where.name, where.words))),
        area=_ANYWHERE,
        within=where.within,
        points=((where.lat, where.lon),) if where.lat is not None and where.lon is not None else (),
        killed=_killed(low, high),
        is_wide=where.precision.coarseness >= _WIDE,
    )


def event_of_row(record: Record) -> RecordedEvent:
    """A row of a list. `id` is the number of the row, which no list has twice. Raises BadRow."""
    fields = record.fields
    start = day(fields.get("date", ""), "date")
    if start is None:
        raise BadRow("no date", "a row needs the day of the incident")
    end = day(fields.get("date_end", ""), "last day") or start
    if end < start:
        raise BadRow("the last day is before the first", "look whether the two are swapped")
    places = tuple(filter(None, (fields.get("place", ""), fields.get("place_ar", ""))))
    within = fields.get("within") or None
    if not places and not within:
        raise BadRow("no place", "a row needs the name of a place")
    return RecordedEvent(
        id=str(record.number),
        start=start,
        end=end,
        places=places or (within or "",),
        area=_ANYWHERE,
        within=within,
        points=tuple(_points(fields)),
        killed=_killed(
            whole(fields.get("killed_min", ""), "killed_min"),
            whole(fields.get("killed_max", ""), "killed_max"),
        ),
        is_wide=not places,
    )


def _events(records: Iterable[Record | Mistake]) -> Iterator[RecordedEvent | Mistake]:
    for record in records:
        if isinstance(record, Mistake):
            yield record
            continue
        try:
            yield event_of_row(record)
        except BadRow as error:
            yield error.at(record.number)


def _killed(low: int | None, high: int | None) -> tuple[int, int] | None:
    """From the least to the most; one bound stands for both, none for not told."""
    known = [bound for bound in (low, high) if bound is not None]
    return (min(known), max(known)) if known else None


def _points(fields: Mapping[str, str]) -> Iterator[tuple[float, float]]:
    lat, lon = degrees(fields.get("lat", ""), "lat"), degrees(fields.get("lon", ""), "lon")
    if lat is not None and lon is not None:
        yield lat, lon
