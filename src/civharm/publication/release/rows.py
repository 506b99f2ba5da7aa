"""All that a release tells of one incident, in the cells of its tables: told once, and then only written.

A catalogue keeps these beside its sheets, for a million incidents are read and written in the time in which as many
objects could not be made.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

from pydantic_core import from_json, to_json

from civharm.assessments.groupings import By, names_of
from civharm.assessments.totals import Counting, grading_of, is_alleged, range_of
from civharm.model.casualties import Harm, Status
from civharm.model.places import Place, PlacePrecision
from civharm.publication.coarsen import is_shown_coarsely
from civharm.publication.geojson import incident_feature
from civharm.publication.release import evidence, people
from civharm.publication.release.events import ACLED, GED
from civharm.publication.release.hxl import HXL
from civharm.publication.release.incidents import INCIDENTS, Published
from civharm.publication.release.linked_events import event_of
from civharm.publication.release.tables import Row, Table

#: Whose numbers the totals add up.
COUNTED = (Counting(harm=Harm.KILLED), Counting(harm=Harm.INJURED), Counting(status=Status.COMBATANT))
#: What totals are told apart by, and an incident tells by itself: its province the gazetteer knows.
_TOLD_BY = (By.GRADE, By.MONTH, By.COUNTRY, By.PARTY)
#: What the rows of a table are about, of each incident.
TABLES_OF_INCIDENTS: tuple[tuple[Table[Any], Callable[[Published], Iterable[Any]]], ...] = (
    *((table, lambda each: (each,)) for table in (INCIDENTS, ACLED, GED, HXL)),
    (people.TOLLS, people.tolls),
    (people.POSITIONS, people.positions),
    (people.REASONS, people.reasons),
    (people.VICTIMS, people.victims),
    (people.NOTES, lambda each: each.notes),
    (evidence.LINKS, evidence.links),
)


class Area(NamedTuple):
    """What of a place tells in which province it lies."""

    name: str
    id: str | None
    country: str | None
    within: str | None
    precision: str

    @classmethod
    def of(cls, place: Place) -> Self:
        return cls(place.name, place.id, place.country, place.within, place.precision.value)

    @property
    def place(self) -> Place:
        """As much of the place."""
        return Place(
            words=self.name, name=self.name, id=self.id, country=self.country, within=self.within,
            precision=PlacePrecision(self.precision),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What an incident adds to the totals: its range for each of `COUNTED`, and to which of them by its names."""

    ranges: Sequence[tuple[int | None, int | None]]
    grading: str | None
    names: Sequence[tuple[str, str | None]]
    area: Area | None

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Of what `json_of` kept of them."""
        return cls(**{**kept, "area": Area(*kept["area"]) if kept["area"] else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRows:
    """One incident in a release: its rows by table with the lines of CSV that they are, and what totals and changes are made of.

    `feature` and `event` are its lines of GeoJSON and JSON-LD. `counts` is None where no harm to civilians is alleged; `claims` and `reports` are what it rests on.
    """

    id: str
    aliases: Sequence[str]
    rows: Mapping[str, Sequence[Row]]
    lines: Mapping[str, str]
    feature: str
    event: str
    method: str | None
    is_coarse: bool
    counts: Counts | None
    claims: Sequence[str]
    reports: Sequence[str]


def json_of(told: IncidentRows) -> str:
    """As it is kept: three lines, of which two are written as they are."""
    rest = to_json(replace(told, feature="", event="")).decode()
    return f"{rest}\n{told.feature}\n{told.event}"


def from_kept(kept: str) -> IncidentRows:
    """What `json_of` kept."""
    rest, feature, event = kept.split("\n")
    told = from_json(rest)
    told["feature"], told["event"] = feature, event
    told["counts"] = Counts.of(told["counts"]) if told["counts"] else None
    return IncidentRows(**told)


def rows_of(shown: Published) -> IncidentRows:
    """What a release tells of an incident."""
    incident, assessment = shown.incident, shown.assessment
    found = [(table, list(table.rows(about(shown)))) for table, about in TABLES_OF_INCIDENTS]
    return IncidentRows(
        id=incident.id,
        aliases=incident.aliases,
        rows={table.name: rows for table, rows in found if rows},
        lines={table.name: table.lines(rows) for table, rows in found if rows},
        feature=to_json(incident_feature(incident, assessment)).decode(),
        event=to_json(event_of(shown)).decode(),
        method=assessment.method if assessment else None,
        is_coarse=is_shown_coarsely(shown.place),
        counts=_counts(shown),
        claims=tuple(shown.report_of),
        reports=tuple(dict.fromkeys((*incident.reports, *shown.report_of.values()))),
    )


def _counts(shown: Published) -> Counts | None:
    incident, assessment = shown.incident, shown.assessment
    if assessment is None or not is_alleged(incident, assessment):
        return None
    grading = grading_of(assessment)
    named = (
        (by.value, name)
        for by in _TOLD_BY
        for name in dict.fromkeys(names_of(incident, by, grading, province_of=lambda _: None))
    )
    return Counts(
        ranges=tuple(range_of(assessment, counting) for counting in COUNTED),
        grading=grading.value if grading else None,
        names=tuple(named),
        area=Area.of(shown.place) if shown.place else None,
    )
