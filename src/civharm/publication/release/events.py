"""The incidents in the columns of two event data sets, for those whose programs read these: like them, not of them.

ACLED's fatalities are one conservative integer (METHOD 3.1), UCDP's best is the minimum as well: the ranges are in the
notes and in low and high. What the sets ask for and we do not know stays empty.
"""

from datetime import date

from civharm.model.casualties import Harm, Status
from civharm.model.times import TimePrecision, When
from civharm.publication.cells import Cell
from civharm.publication.crosswalk import acled_geo_precision, ucdp_where_prec
from civharm.publication.release.incidents import (
    Published,
    attackers,
    bound,
    clusters,
    of_place,
    of_when,
)
from civharm.publication.release.tables import Column, Kind, Table

_REMOTE, _ATTACK = "Explosions/Remote violence", "Violence against civilians"
_ACLED_TYPES = {
    "airstrike": (_REMOTE, "Air/drone strike"),
    "shelling": (_REMOTE, "Shelling/artillery/missile attack"),
    "chemical": (_REMOTE, "Chemical weapon"),
    "suicide": (_REMOTE, "Suicide bomb"),
    "car": (_REMOTE, "Remote explosive/landmine/IED"),
    "bombing": (_REMOTE, "Remote explosive/landmine/IED"),
    "mine": (_REMOTE, "Remote explosive/landmine/IED"),
    "clash": ("Battles", "Armed clash"),
    **dict.fromkeys(("assault", "execution", "raid", "shooting", "stabbing"), (_ATTACK, "Attack")),
    "abduction": (_ATTACK, "Abduction/forced disappearance"),
}
#: At most so many days to each of UCDP's codes of precision in time.
_DATE_PREC = ((1, 1), (6, 2), (7, 3), (31, 4))
_YEAR = 5
_killed_min = bound("min", Harm.KILLED, Status.CIVILIAN)
_killed_max = bound("max", Harm.KILLED, Status.CIVILIAN)


def _of_type(each: Published, rung: int) -> Cell:
    types = _ACLED_TYPES.get(each.incident.event or "")
    return types[rung] if types else None


def _acled_time_precision(when: When) -> Cell:
    """1 a day, 2 within a week, 3 a month or more."""
    days = _days(when)
    if days is None or when.precision is TimePrecision.UNKNOWN:
        return None
    return 1 if days == 1 else 2 if days <= 7 else 3


def _ucdp_date_prec(when: When) -> Cell:
    days = _days(when)
    if days is None:
        return None
    return next((code for most, code in _DATE_PREC if days <= most), _YEAR)


def _days(when: When) -> int | None:
    return (when.end - when.start).days + 1 if when.start and when.end else None


def _day(day: date | None) -> Cell:
    return str(day) if day else None


def _range_words(each: Published) -> Cell:
    low, high = _killed_min(each), _killed_max(each)
    ends = ("unknown" if end is None else str(end) for end in (low, high))
    return f"Civilians killed: {'–'.join(ends)}; {clusters(each)} independent clusters of reporting."


ACLED: Table[Published] = Table(
    name="acled_like",
    title="The incidents in ACLED's columns; fatalities are the minimum of civilians killed.",
    key=("event_id_cnty",),
    columns=(
        Column(name="event_id_cnty", meaning="Code of the incident.", of=lambda each: each.incident.code),
        Column(name="event_date", meaning="First day of the event.", kind=Kind.DATE, of=of_when(lambda when: _day(when.start))),
        Column(name="year", meaning="Its year.", kind=Kind.INTEGER, of=of_when(lambda when: when.start.year if when.start else None)),
        Column(name="time_precision", meaning="1 day, 2 week, 3 month or more.", kind=Kind.INTEGER, of=of_when(_acled_time_precision)),
        Column(name="event_type", meaning="ACLED's type; empty where none fits.", of=lambda each: _of_type(each, 0)),
        Column(name="sub_event_type", meaning="ACLED's sub-type.", of=lambda each: _of_type(each, 1)),
        Column(name="actor1", meaning="Attackers named.", of=attackers),
        Column(name="actor2", meaning="Civilians.", of=lambda each: "Civilians"),
        Column(name="country", meaning="ISO 3166 code.", of=of_place(lambda place: place.country)),
        Column(name="location", meaning="Place.", of=of_place(lambda place: place.name)),
        Column(name="latitude", meaning="WGS 84.", kind=Kind.NUMBER, of=of_place(lambda place: place.lat)),
        Column(name="longitude", meaning="WGS 84.", kind=Kind.NUMBER, of=of_place(lambda place: place.lon)),
        Column(name="geo_precision", meaning="ACLED's code.", kind=Kind.INTEGER, of=of_place(acled_geo_precision)),
        Column(name="fatalities", meaning="Minimum of civilians killed; empty is unknown.", kind=Kind.INTEGER, of=_killed_min),
        Column(name="notes", meaning="The range, and how many clusters of reporting.", of=_range_words),
    ),
)  # fmt: skip

GED: Table[Published] = Table(
    name="ged_like",
    title="The incidents in columns of UCDP's GED; best and low are the minimum of civilians killed, high the maximum.",
    key=("id",),
    columns=(
        Column(name="id", meaning="Id of the incident.", of=lambda each: each.incident.id),
        Column(name="relid", meaning="Its code.", of=lambda each: each.incident.code),
        Column(name="year", meaning="Year of the first day.", kind=Kind.INTEGER, of=of_when(lambda when: when.start.year if when.start else None)),
        Column(name="side_a", meaning="Attackers named.", of=attackers),
        Column(name="side_b", meaning="Civilians.", of=lambda each: "Civilians"),
        Column(name="number_of_sources", meaning="Reports behind the incident.", kind=Kind.INTEGER, of=lambda each: each.incident.report_count),
        Column(name="where_prec", meaning="UCDP's code.", kind=Kind.INTEGER, of=of_place(ucdp_where_prec)),
        Column(name="where_coordinates", meaning="Place.", of=of_place(lambda place: place.name)),
        Column(name="latitude", meaning="WGS 84.", kind=Kind.NUMBER, of=of_place(lambda place: place.lat)),
        Column(name="longitude", meaning="WGS 84.", kind=Kind.NUMBER, of=of_place(lambda place: place.lon)),
        Column(name="country", meaning="ISO 3166 code.", of=of_place(lambda place: place.country)),
        Column(name="date_prec", meaning="1 day, 2 to 6 days, 3 week, 4 month, 5 more.", kind=Kind.INTEGER, of=of_when(_ucdp_date_prec)),
        Column(name="date_start", meaning="First day.", kind=Kind.DATE, of=of_when(lambda when: _day(when.start))),
        Column(name="date_end", meaning="Last day.", kind=Kind.DATE, of=of_when(lambda when: _day(when.end))),
        Column(name="deaths_civilians", meaning="Minimum of civilians killed.", kind=Kind.INTEGER, of=_killed_min),
        Column(name="best", meaning="The same.", kind=Kind.INTEGER, of=_killed_min),
        Column(name="low", meaning="The same.", kind=Kind.INTEGER, of=_killed_min),
        Column(name="high", meaning="Maximum of civilians killed.", kind=Kind.INTEGER, of=_killed_max),
    ),
)  # fmt: skip
