"""By what totals can be told apart: grade, time, place, party, status, group."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum

from civharm.assessments.totals import (
    Counting,
    Known,
    Total,
    attackers_of,
    month_of,
    total,
    totals_by,
)
from civharm.model.assessments import Grading
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
    """The totals by name, in their order; None for what can't be told, last."""
    if by in (By.STATUS, By.GROUP):
        return _by_people(by, known, counting)
    found = totals_by(
        lambda one: names_of(one, by, known.grading(one), province_of=province_of), known, counting
    )
    return {name: found[name] for name in in_order(by, found)}


def names_of(
    incident: Incident, by: By, grading: Grading | None, *, province_of: ProvinceOf
) -> list[str | None]:
    """The names that an incident goes by; None is what can't be told. Of parties there may be several."""
    if by is By.GRADE:
        return [grading.value if grading else None]
    if by is By.MONTH:
        month = month_of(incident)
        return [f"{month:%Y-%m}" if month else None]
    if by is By.PARTY:
        return attackers_of(incident)
    return [_name(incident, by, province_of)]


def in_order(by: By, names: Iterable[str | None]) -> list[str | None]:
    """Grades as they rank, all others by the alphabet, what can't be told last."""
    found = set(names)
    if by is By.GRADE:
        return [each for each in (*(grading.value for grading in Grading), None) if each in found]
    return sorted(found, key=lambda name: (name is None, name or ""))


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
    return area_name(incident.where, by, province_of)


def area_name(place: Place, by: By, province_of: ProvinceOf) -> str | None:
    """The name of the area of this sort that a place lies in."""
    if by is By.COUNTRY:
        return place.country
    if by is By.PROVINCE:
        return place.name if place.precision is PlacePrecision.PROVINCE else province_of(place)
    if by is By.TOWN:
        return place.name if place.precision in _TOWNS else place.within
    return place.name
