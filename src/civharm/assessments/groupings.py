"""By what totals can be told apart: grade, time, place, party, status, group."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from civharm.assessments.totals import (
    Counting,
    Known,
    Total,
    total,
    totals_by,
    totals_by_grading,
    totals_by_month,
    totals_by_party,
)
from civharm.model.casualties import Status
from civharm.model.incidents import Incident
from civharm.model.places import Place, PlacePrecision

ProvinceOf = Callable[[Place], str | None]
_TOWNS = frozenset({PlacePrecision.VILLAGE, PlacePrecision.TOWN, PlacePrecision.CITY})


class By(StrEnum):
    """What a total is told for each of."""

    GRADE = "grade"
    MONTH = "month"
    YEAR = "year"
    COUNTRY = "country"
    PROVINCE = "province"
    TOWN = "town"
    PLACE = "place"
    PARTY = "party"
    STATUS = "status"
    GROUP = "group"


def named_totals(
    by: By, known: Known, counting: Counting, *, province_of: ProvinceOf
) -> dict[str | None, Total]:
    """The totals by name, sorted but for grades; None for what can't be told, last."""
    if by is By.GRADE:
        graded = totals_by_grading(known, counting)
        return {grading.value if grading else None: found for grading, found in graded.items()}
    if by is By.MONTH:
        return {
            f"{month:%Y-%m}" if month else None: found
            for month, found in totals_by_month(known, counting).items()
        }
    if by is By.PARTY:
        return _sorted(totals_by_party(known, counting))
    if by in (By.STATUS, By.GROUP):
        return _by_people(by, known, counting)
    return _sorted(totals_by(lambda one: [_name(one, by, province_of)], known, counting))


def _by_people(by: By, known: Known, counting: Counting) -> dict[str | None, Total]:
    """One total for each status or group that some claim speaks of: they are of the same incidents."""
    tolls = [toll for one in known.alleged for toll in known.assessments[one.id].standing_tolls]
    if by is By.STATUS:
        told = {toll.status for toll in tolls if toll.group == counting.group}
        ways = {status.value: replace(counting, status=status) for status in Status if status in told}
    else:
        groups = {toll.group for toll in tolls if toll.status is counting.status}
        ways = {
            group: replace(counting, group=group)
            for group in sorted(groups, key=lambda group: (group != "all", group))
        }
    return {name: total(known.alleged, known, way) for name, way in ways.items()}


def _name(incident: Incident, by: By, province_of: ProvinceOf) -> str | None:
    if by is By.YEAR:
        when = incident.when
        is_one = (
            when is not None
            and when.start is not None
            and when.end is not None
            and when.start.year == when.end.year
        )
        return str(when.start.year) if is_one and when and when.start else None
    if incident.where is None:
        return None
    return _area(incident.where, by, province_of)


def _area(place: Place, by: By, province_of: ProvinceOf) -> str | None:
    if by is By.COUNTRY:
        return place.country
    if by is By.PROVINCE:
        return place.name if place.precision is PlacePrecision.PROVINCE else province_of(place)
    if by is By.TOWN:
        return place.name if place.precision in _TOWNS else place.within
    return place.name


def _sorted(totals: Mapping[str | None, Total]) -> dict[str | None, Total]:
    return {name: totals[name] for name in sorted(totals, key=lambda name: (name is None, name or ""))}
