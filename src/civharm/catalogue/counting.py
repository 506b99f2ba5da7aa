"""Numbers about what a filter finds: facets, the timeline, totals."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from civharm.assessments.overlaps import Overlaps, Range
from civharm.assessments.totals import HEADLINE
from civharm.catalogue.asking import (
    NONE,
    UNGRADED,
    Column,
    Facets,
    FacetValue,
    Histogram,
    IncidentFilter,
    Step,
    Totals,
    TotalsByGrade,
)
from civharm.catalogue.models import IncidentRow, RelationRow
from civharm.catalogue.narrowing import incidents
from civharm.catalogue.sight import Sight
from civharm.model.assessments import Grading
from civharm.model.incidents import RecordStatus, Relation, RelationKind

_MOST_VALUES = 60
_AT_ONCE = 20_000
_MOST_DAYS, _MOST_MONTHS = 130, 240


#: Fields of the filter whose values are counted, and where they stand.
_COUNTED = {
    "gradings": "grade",
    "strike_statuses": "strike_status",
    "statuses": "status",
    "countries": "country",
    "places": "place",
    "parties": "parties",
    "events": "event",
}
#: Narrows nothing, and has leads too.
_NOTHING = IncidentFilter(statuses=())
#: How many incidents have a value of a column.
Counts = Counter[str | None]


def facets(sight: Sight, wanted: IncidentFilter) -> Facets:
    """How many incidents have which value; of a field that narrows, as if it did not."""
    rows = incidents(sight, wanted).order_by()
    counts = _counts(sight, wanted)
    parties = _parties(counts.pop("parties"))
    return Facets(
        **{field: _most_frequent(counted) for field, counted in counts.items()},
        parties=parties,
        unplaced=rows.filter(cell=None).count(),
        undated=rows.filter(when_start=None).count(),
    )


def _counts(sight: Sight, wanted: IncidentFilter) -> dict[str, Counts]:
    """By index where nothing else narrows; else one pass through the rows for all fields that do not narrow."""
    narrowing = [field for field in _COUNTED if getattr(wanted, field)]
    free = [field for field in _COUNTED if field not in narrowing]
    found = {field: _count(sight, wanted, field) for field in narrowing}
    if replace(wanted, statuses=()) == _NOTHING:
        found |= {field: _count(sight, wanted, field) for field in free}
    else:
        found |= _in_one_pass(sight, wanted, free)
    return found


def _count(sight: Sight, wanted: IncidentFilter, field: str) -> Counts:
    rows = incidents(sight, wanted, without=field).order_by().values_list(_COUNTED[field])
    nothing: dict[str, Any] = {"statuses": (), field: ()}
    if replace(wanted, **nothing) != _NOTHING:
        return Counter(value for (value,) in rows.iterator(_AT_ONCE))
    return Counter(dict(rows.annotate(count=Count("id"))))


def _in_one_pass(sight: Sight, wanted: IncidentFilter, fields: Sequence[str]) -> dict[str, Counts]:
    rows = incidents(sight, wanted).order_by().values_list(*(_COUNTED[field] for field in fields))
    found: dict[str, Counts] = {field: Counter() for field in fields}
    read = rows.iterator(_AT_ONCE)
    while some := list(islice(read, _AT_ONCE)):
        for field, values in zip(fields, zip(*some, strict=True), strict=True):
            found[field].update(values)
    return found


def _most_frequent(counts: Counts) -> tuple[FacetValue, ...]:
    found = sorted(counts.items(), key=lambda each: (-each[1], each[0] is None, each[0] or ""))
    return tuple(FacetValue(value=value or NONE, count=count) for value, count in found[:_MOST_VALUES])


def _parties(counts: Counts) -> tuple[FacetValue, ...]:
    """Incidents name few different sets of parties: these are counted, then the parties in them."""
    named: Counter[str] = Counter()
    for parties, count in counts.items():
        for name in json.loads(parties or "[]") or (NONE,):
            named[name] += count
    found = sorted(named.items(), key=lambda each: (each[0] == NONE, -each[1], each[0]))
    return tuple(FacetValue(value=name, count=count) for name, count in found[:_MOST_VALUES])


def histogram(sight: Sight, wanted: IncidentFilter, step: Step | None) -> Histogram:
    """Incidents by time; without a step that which gives a readable number of columns."""
    rows = incidents(sight, wanted).order_by()
    intervals = [
        _Interval(*each)
        for each in rows.exclude(when_start=None)
        .values_list("when_start", "when_end")
        .annotate(count=Count("id"), low=Sum("killed_min"), high=Sum("killed_most"))
        .order_by("when_start", "when_end")
    ]
    step = step or _step_for(intervals)
    columns = tuple(
        _column(begin, of_one) for begin, of_one in groupby(intervals, lambda each: _begin(each.start, step))
    )
    return Histogram(
        step=step,
        columns=columns,
        longer=sum(each.incidents for each in intervals if each.reaches_beyond(step)),
        undated=rows.filter(when_start=None).count(),
    )


class _Interval(NamedTuple):
    """All incidents of one interval."""

    start: date
    end: date | None
    incidents: int
    low: int | None
    high: int | None

    def reaches_beyond(self, step: Step) -> bool:
        """True where the end lies in a later step, or nothing is known of it."""
        return self.end is None or _begin(self.end, step) != _begin(self.start, step)


def _begin(day: date, step: Step) -> date:
    if step is Step.DAY:
        return day
    return day.replace(day=1) if step is Step.MONTH else day.replace(month=1, day=1)


def _step_for(intervals: Sequence[_Interval]) -> Step:
    days = (intervals[-1].start - intervals[0].start).days if intervals else 0
    if days <= _MOST_DAYS:
        return Step.DAY
    return Step.MONTH if days <= _MOST_MONTHS * 30 else Step.YEAR


def _column(begin: date, intervals: Iterable[_Interval]) -> Column:
    listed = list(intervals)
    return Column(
        start=begin,
        incidents=sum(each.incidents for each in listed),
        killed_min=_added(each.low for each in listed),
        killed_max=_added(each.high for each in listed),
    )


def totals(sight: Sight, wanted: IncidentFilter) -> TotalsByGrade:
    """Civilians killed over the incidents of a filter, by grade; by the arithmetic of `assessments.totals`."""
    related = RelationRow.objects.using(sight.alias)
    near = {one for pair in related.values_list("left", "right") for one in pair}
    rows = incidents(sight, wanted).order_by().filter(is_harm_alleged=True)
    rows = rows.exclude(status=RecordStatus.LEAD.value)
    ranges = _ranges_of(rows, near)
    alone = _apart(rows, {one for found in ranges.values() for one in found})
    overlaps = Overlaps(map(_relation, related))
    by_grade = {
        grade: _together(alone.get(grade, _NOBODY), ranges.get(grade, {}), overlaps)
        for grade in (*(each.value for each in Grading), UNGRADED)
        if grade in alone or grade in ranges
    }
    supported = [each.value for each in HEADLINE]
    return TotalsByGrade(
        grades=tuple(by_grade.items()),
        supported=_over(supported, alone, ranges, overlaps),
        all=_over([*alone, *ranges], alone, ranges, overlaps),
    )


_NOBODY: Mapping[str, Any] = {"count": 0, "low": None, "high": None, "no_low": 0, "no_high": 0}
Ranges = Mapping[str, Range]


def _relation(row: RelationRow) -> Relation:
    kind = RelationKind.PART_OF if row.is_sure_part else RelationKind.MAY_OVERLAP
    return Relation(left=row.left, right=row.right, kind=kind, reason="", is_decided=row.is_sure_part)


def _ranges_of(rows: QuerySet[IncidentRow], near: Iterable[str]) -> dict[str, dict[str, Range]]:
    """By grade the ranges of those incidents that may share people with others."""
    found: dict[str, dict[str, Range]] = {}
    wanted, at_once = sorted(near), 500
    for at in range(0, len(wanted), at_once):
        some = rows.filter(incident_id__in=wanted[at : at + at_once])
        for one, grade, low, high in some.values_list("incident_id", "grade", "killed_min", "killed_max"):
            found.setdefault(grade, {})[one] = Range(low, high)
    return found


def _apart(rows: QuerySet[IncidentRow], near: set[str]) -> dict[str, dict[str, Any]]:
    """By grade the plain sums of all other incidents."""
    if near:
        related = RelationRow.objects.using(rows.db)
        rows = rows.exclude(incident_id__in=related.values("left")).exclude(
            incident_id__in=related.values("right")
        )
    summed = rows.values("grade").annotate(
        count=Count("id"),
        low=Sum("killed_min"),
        high=Sum("killed_most"),
        no_low=Count("id", filter=Q(killed_min=None)),
        no_high=Count("id", filter=Q(killed_max=None)),
    )
    return {each["grade"]: dict(each) for each in summed}


def _over(
    grades: Iterable[str],
    alone: Mapping[str, Mapping[str, Any]],
    ranges: Mapping[str, Ranges],
    overlaps: Overlaps,
) -> Totals:
    """The total over several grades."""
    named = set(grades)
    sums = [alone[grade] for grade in sorted(named & alone.keys())]
    joined = {one: ends for grade in named & ranges.keys() for one, ends in ranges[grade].items()}
    added = {key: _added(each[key] for each in sums) for key in ("low", "high")}
    counts = {key: sum(each[key] for each in sums) for key in ("count", "no_low", "no_high")}
    return _together({**added, **counts}, joined, overlaps)


def _together(alone: Mapping[str, Any], ranges: Ranges, overlaps: Overlaps) -> Totals:
    """The total of incidents that share people with nobody and of those that may."""
    shared, plain = overlaps.sum(ranges), Overlaps().sum(ranges)
    return Totals(
        incidents=alone["count"] + len(ranges),
        min=_added((alone["low"], shared.min)),
        max=_added((alone["high"], shared.max)),
        unknown_min=alone["no_low"] + sum(ends.min is None for ends in ranges.values()),
        unknown_max=alone["no_high"] + sum(ends.max is None for ends in ranges.values()),
        overlapping=len(overlaps.among(ranges)),
        apart_min=_added((alone["low"], plain.min)),
        apart_max=_added((alone["high"], plain.max)),
    )


def _added(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
