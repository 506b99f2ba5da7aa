"""All that a release tells of one incident, in the cells of its tables: told once, and then only written.

A catalogue keeps these beside its sheets, for a million incidents are read and written in the time in which as many
objects could not be made.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
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
from civharm.publication.release.tables import Table, Told

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


class Counts(NamedTuple):
    """What an incident adds to the totals: its range for each of `COUNTED`, and to which of them by its names."""

    ranges: Sequence[tuple[int | None, int | None]]
    grading: str | None
    names: Mapping[str, Sequence[str | None]]
    area: Area | None


class IncidentRows(NamedTuple):
    """One incident in a release: its rows by table, and what totals and changes are made of.

    `feature` and `event` are its lines of GeoJSON and JSON-LD. `counts` is None where no harm to civilians is alleged; `claims` and `reports` are what it rests on.
    """

    id: str
    aliases: Sequence[str]
    method: str | None
    is_coarse: bool
    counts: Counts | None
    claims: Sequence[str]
    reports: Sequence[str]
    feature: str
    event: str
    tables: Mapping[str, Told]


def packed(told: IncidentRows) -> str:
    """As it is kept: a line that is read, then all that is written as it is, of which that line tells how long it is."""
    *rest, feature, event, tables = told
    pieces = [feature, event, *chain.from_iterable((cells, lines) for _, cells, lines in tables.values())]
    sizes = [(name, rows, len(cells), len(lines)) for name, (rows, cells, lines) in tables.items()]
    head = to_json((*rest, len(feature), len(event), sizes)).decode()
    return "\n".join((head, "".join(pieces)))


def unpacked(kept: Sequence[str]) -> list[IncidentRows]:
    """What `packed` made of some."""
    starts = [each.index("\n") for each in kept]
    heads = from_json(f"[{','.join([each[:start] for each, start in zip(kept, starts, strict=True)])}]")
    return [_read(head, text, start + 1) for head, text, start in zip(heads, kept, starts, strict=True)]


def _read(head: list[Any], text: str, start: int) -> IncidentRows:
    """Of an incident: what its first line says, and the pieces that stand in the text from `start` on."""
    id, aliases, method, is_coarse, counts, claims, reports, feature, event, sizes = head
    middle = start + feature
    end = middle + event
    features, events, tables = text[start:middle], text[middle:end], {}
    for name, rows, cells, lines in sizes:
        middle = end + cells
        tables[name] = Told(rows, text[end:middle], text[middle : (end := middle + lines)])
    kept = _counts_read(counts) if counts else None
    return IncidentRows(id, aliases, method, is_coarse, kept, claims, reports, features, events, tables)


def _counts_read(kept: list[Any]) -> Counts:
    ranges, grading, names, area = kept
    return Counts(ranges, grading, names, Area(*area) if area else None)


def rows_of(shown: Published) -> IncidentRows:
    """What a release tells of an incident."""
    incident, assessment = shown.incident, shown.assessment
    found = [(table.name, table.told(about(shown))) for table, about in TABLES_OF_INCIDENTS]
    return IncidentRows(
        id=incident.id,
        aliases=incident.aliases,
        method=assessment.method if assessment else None,
        is_coarse=is_shown_coarsely(shown.place),
        counts=_counts(shown),
        claims=tuple(shown.report_of),
        reports=tuple(dict.fromkeys((*incident.reports, *shown.report_of.values()))),
        feature=to_json(incident_feature(incident, assessment)).decode(),
        event=to_json(event_of(shown)).decode(),
        tables={name: told for name, told in found if told.rows},
    )


def _counts(shown: Published) -> Counts | None:
    incident, assessment = shown.incident, shown.assessment
    if assessment is None or not is_alleged(incident, assessment):
        return None
    grading = grading_of(assessment)
    names = {
        by.value: tuple(dict.fromkeys(names_of(incident, by, grading, province_of=lambda _: None)))
        for by in _TOLD_BY
    }
    return Counts(
        ranges=tuple(range_of(assessment, counting) for counting in COUNTED),
        grading=grading.value if grading else None,
        names=names,
        area=Area.of(shown.place) if shown.place else None,
    )
