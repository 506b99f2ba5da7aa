"""What is asked of the catalogue: filters, order, counts, totals, cells, queues; the same on both databases."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from civharm.assessments.totals import Counting, Known, totals_by_grading
from civharm.catalogue.asking import (
    NONE,
    Box,
    ClaimFilter,
    IncidentFilter,
    IncidentSort,
    Kind,
    Paging,
    Queue,
    ReportFilter,
    Step,
)
from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.stored import stored_record
from civharm.catalogue.tiles import cell_of, ranges_of
from civharm.catalogue.walls import EVERYTHING, Walls
from civharm.model.errors import InvalidInput, NotFound

ALL = ("machine", "reviewed", "lead")
AROUND = Box(south=33.5, west=42.5, north=36.6, east=44.8)
MOSUL = Box(south=36.3, west=43.0, north=36.4, east=43.2)

#: Who may look into no compartment.
OUTSIDE = Walls.of(())

#: Which places a filter leaves; incidents of the war by the name of their place.
FILTERS = [
    ("nothing narrows", {}, {"Orchard Quarter", "Tel Zaytun", "Wardan", "Mill Quarter"}),
    ("leads too", {"statuses": ALL}, {"Orchard Quarter", "Tel Zaytun", "Wardan", "Mill Quarter", "Rumman Town", None}),
    ("leads alone", {"statuses": ("lead",)}, {"Rumman Town", None}),
    ("from a day on", {"start": date(2017, 4, 2)}, {"Tel Zaytun", "Wardan", "Mill Quarter"}),
    ("up to a day", {"end": date(2017, 4, 2)}, {"Orchard Quarter", "Tel Zaytun"}),
    ("within days", {"start": date(2017, 4, 3), "end": date(2017, 5, 8)}, set()),
    ("a country", {"countries": ("IQ",)}, {"Orchard Quarter", "Tel Zaytun", "Wardan", "Mill Quarter"}),
    ("no country", {"countries": (NONE,), "statuses": ALL}, {None}),
    ("a place", {"places": ("Wardan", "Tel Zaytun")}, {"Tel Zaytun", "Wardan"}),
    ("a party", {"parties": ("Southern Front",)}, {"Wardan", "Mill Quarter"}),
    ("no party", {"parties": (NONE,), "statuses": ALL}, {"Rumman Town", None}),
    ("an event", {"events": ("shelling",)}, {"Tel Zaytun"}),
    ("many killed", {"killed_min": 12}, {"Orchard Quarter", "Wardan"}),
    ("a box", {"box": MOSUL}, {"Orchard Quarter", "Mill Quarter"}),
    ("a box over the date line", {"box": Box(south=30, west=44.3, north=40, east=-170)}, {"Wardan"}),
    ("unplaced", {"is_unplaced": True, "statuses": ALL}, {None}),
    ("undated", {"is_undated": True, "statuses": ALL}, {"Rumman Town"}),
    ("dated", {"is_undated": False, "statuses": ("lead",)}, {None}),
    ("not signed", {"is_signed": False, "places": ("Wardan",)}, {"Wardan"}),
    ("signed", {"is_signed": True}, set()),
    ("words", {"text": "market strikes"}, {"Orchard Quarter"}),
    ("Arabic words", {"text": "موصل قتل"}, {"Tel Zaytun"}),
    ("a queue", {"queue": Queue.UNDATED, "statuses": ALL}, {"Rumman Town"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("narrowed", "left"), [each[1:] for each in FILTERS], ids=[each[0] for each in FILTERS]
)
def test_a_filter_leaves(shared: Catalogue, narrowed: dict[str, object], left: set[str | None]):
    found = shared.incidents(IncidentFilter(**narrowed), walls=EVERYTHING)
    assert {line.place for line in found.lines} == left
    assert found.total == len(found.lines) == len(left)


def test_a_bad_search_in_a_filter_is_an_error(shared: Catalogue):
    with pytest.raises(InvalidInput):
        shared.incidents(IncidentFilter(text='"open'), walls=EVERYTHING)


@pytest.mark.parametrize("is_descending", [True, False])
@pytest.mark.parametrize("sort", IncidentSort)
def test_every_order_is_an_order_and_its_pieces_are_the_whole(
    shared: Catalogue, sort: IncidentSort, is_descending: bool
):
    wanted = IncidentFilter(statuses=ALL)

    def piece(start: int, count: int) -> list[str]:
        paging = Paging(start=start, count=count)
        found = shared.incidents(
            wanted, walls=EVERYTHING, sort=sort, is_descending=is_descending, paging=paging
        )
        return [line.id for line in found.lines]

    whole = piece(0, 50)
    assert len(whole) == len(set(whole)) == 6
    assert [*piece(0, 4), *piece(4, 4)] == whole


COLUMNS = {"when": "when_start", "killed_max": "killed_max", "place": "place"}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("is_descending", [True, False])
def test_the_unknown_comes_last(shared: Catalogue, column: str, is_descending: bool):
    found = shared.incidents(
        IncidentFilter(statuses=ALL), walls=EVERYTHING, sort=IncidentSort(column), is_descending=is_descending
    )
    values = [getattr(line, COLUMNS[column]) for line in found.lines]
    known = [value for value in values if value is not None]
    assert values[: len(known)] == known
    assert all((a >= b) if is_descending else (a <= b) for a, b in pairwise(known))


def test_facets_count_as_if_their_own_field_did_not_narrow(shared: Catalogue):
    facets = shared.facets(IncidentFilter(events=("shelling",), statuses=ALL), walls=EVERYTHING)
    assert {each.value: each.count for each in facets.events} == {"airstrike": 5, "shelling": 1}
    assert {each.value: each.count for each in facets.parties} == {"River Militia": 1}
    assert {each.value: each.count for each in facets.places} == {"Tel Zaytun": 1}
    assert (facets.unplaced, facets.undated) == (0, 0)
    whole = shared.facets(IncidentFilter(statuses=ALL), walls=EVERYTHING)
    assert {each.value: each.count for each in whole.parties}[NONE] == 2
    assert (whole.unplaced, whole.undated) == (1, 1)


@pytest.mark.parametrize(
    ("step", "starts"),
    [
        (Step.DAY, ["2017-03-17", "2017-04-02", "2017-05-09", "2017-06-01"]),
        (Step.MONTH, ["2017-03-01", "2017-04-01", "2017-05-01", "2017-06-01"]),
        (Step.YEAR, ["2017-01-01"]),
        (None, ["2017-03-17", "2017-04-02", "2017-05-09", "2017-06-01"]),
    ],
)
def test_the_timeline_counts_by_steps(shared: Catalogue, step: Step | None, starts: list[str]):
    found = shared.histogram(walls=EVERYTHING, step=step)
    assert [column.start.isoformat() for column in found.columns] == starts
    assert sum(column.incidents for column in found.columns) == 4
    assert sum(column.killed_max or 0 for column in found.columns) == 15 + 5 + 40 + 7
    assert (found.longer, found.undated) == (0, 0)


def test_what_is_undated_is_said_beside_the_timeline(shared: Catalogue):
    assert shared.histogram(IncidentFilter(statuses=("lead",)), walls=EVERYTHING).undated == 1


def test_totals_are_those_of_the_record(shared: Catalogue):
    record = stored_record(shared.casebook)
    known = Known(
        incidents=record.incidents,
        assessments={each.incident_id: each for each in record.assessments},
        relations=record.relations,
    )
    by_grade = totals_by_grading(known, Counting())
    found = shared.totals(walls=EVERYTHING)
    assert {name: (t.incidents, t.min, t.max, t.unknown_min, t.unknown_max) for name, t in found.grades} == {
        grading.value if grading else "ungraded": (t.incidents, t.min, t.max, t.unknown_min, t.unknown_max)
        for grading, t in by_grade.items()
    }
    assert found.all.incidents == 4


@pytest.mark.parametrize("point", [(0.0, 0.0), (36.34, 43.11), (-90.0, -180.0), (90.0, 180.0), (51.5, -0.1)])
def test_a_point_s_cell_lies_in_the_runs_of_a_box_around_it(point: tuple[float, float]):
    lat, lon = point
    box = Box(
        south=max(-90, lat - 1), west=max(-180, lon - 1), north=min(90, lat + 1), east=min(180, lon + 1)
    )
    runs = ranges_of(box)
    assert any(first <= cell_of(lat, lon) <= last for first, last in runs)
    assert all(a[1] + 1 < b[0] for a, b in pairwise(runs))


def test_reports_are_listed_with_what_they_hold(shared: Catalogue):
    found = shared.reports(ReportFilter(languages=("ar",)), walls=EVERYTHING)
    (line,) = found.lines
    assert (line.source, line.claims, line.incidents, line.has_harm) == ("وكالة الرافد", 1, 1, True)
    assert shared.reports(walls=EVERYTHING).total == 8
    assert shared.reports(ReportFilter(text="market"), walls=EVERYTHING).total == 1
    assert shared.reports(ReportFilter(start=date(2017, 4, 1)), walls=EVERYTHING).total == 1


def test_claims_are_found_by_incident(shared: Catalogue):
    (line,) = shared.incidents(IncidentFilter(places=("Orchard Quarter",)), walls=EVERYTHING).lines
    found = shared.claims(ClaimFilter(incidents=(line.id,)), walls=EVERYTHING)
    assert found.total == 2
    assert {claim.incidents for claim in found.lines} == {(line.id,)}


def test_search_finds_incidents_and_reports(shared: Catalogue):
    found = shared.search("الموصل", walls=EVERYTHING)
    assert [hit.incident and hit.incident.place for hit in found.incidents] == ["Tel Zaytun"]
    assert [hit.title for hit in found.reports] == ["Report 2 of وكالة الرافد"]
    assert [piece.text for piece in found.reports[0].snippet if piece.is_hit] == ["الموصل"]


def test_queues_say_what_waits_and_why(shared: Catalogue):
    counts = shared.queue_counts(walls=EVERYTHING)
    assert counts[Queue.NEW_REPORTS] == 8
    assert counts[Queue.TO_GRADE] == 4
    (undated,) = shared.queue(Queue.UNDATED, walls=EVERYTHING).lines
    assert (undated.kind, undated.reason) == (Kind.INCIDENT, "no_time")
    (unplaced,) = shared.queue(Queue.UNPLACED, walls=EVERYTHING).lines
    assert unplaced.reason == "no_place"


def test_who_works_on_what_is_seen_until_it_is_over(own: Catalogue, monkeypatch: pytest.MonkeyPatch):
    mine = own.take(Kind.REPORT, "r1", person="Ada")
    assert own.take(Kind.REPORT, "r1", person="Mira").name == "Ada"
    assert own.workers([(Kind.REPORT, "r1"), (Kind.REPORT, "r2")]) == {(Kind.REPORT, "r1"): mine}
    own.leave(Kind.REPORT, "r1", person="Mira")
    assert own.workers([(Kind.REPORT, "r1")])
    monkeypatch.setattr(type(own), "_now", lambda _: datetime(2021, 5, 4, 13, tzinfo=UTC))
    assert own.workers([(Kind.REPORT, "r1")]) == {}
    later = own.take(Kind.REPORT, "r1", person="Mira")
    assert (later.name, later.until - later.since) == ("Mira", timedelta(minutes=30))
    own.leave(Kind.REPORT, "r1", person="Mira")
    assert own.workers([(Kind.REPORT, "r1")]) == {}


def test_who_goes_away_has_a_minute_to_come_back(own: Catalogue):
    own.take(Kind.REPORT, "r1", person="Ada")
    own.lapse(Kind.REPORT, "r1", person="Mira")
    own.lapse(Kind.REPORT, "r1", person="Ada")
    (left,) = own.workers([(Kind.REPORT, "r1")]).values()
    assert left.until - left.since == timedelta(minutes=1)
    back = own.take(Kind.REPORT, "r1", person="Ada")
    assert back.until - back.since == timedelta(minutes=30)


def test_a_task_is_found_by_its_key(shared: Catalogue):
    (line,) = shared.queue(Queue.UNDATED, walls=EVERYTHING).lines
    assert shared.queue_line(line.key, walls=EVERYTHING) == line
    assert shared.queue_line("nothing", walls=EVERYTHING) is None


def test_all_that_is_worked_on_is_listed_by_what_it_is_called_but_for_what_is_behind_walls(shared: Catalogue):
    seen = shared.reports(walls=OUTSIDE).lines
    hidden = next(line for line in shared.reports(walls=EVERYTHING).lines if line not in seen)
    incident = shared.incidents(walls=OUTSIDE).lines[0]
    for kind, subject, person in (
        (Kind.REPORT, seen[0].id, "Ada"),
        (Kind.INCIDENT, incident.id, "Mira"),
        (Kind.INCIDENT, "no longer there", "Mira"),
        (Kind.REPORT, hidden.id, "Noor"),
    ):
        shared.take(kind, subject, person=person)
    open_to_all = {("Ada", seen[0].title), ("Mira", incident.code)}
    held = shared.all_held(walls=EVERYTHING)
    assert {(each.worker.name, each.title) for each in held} == {*open_to_all, ("Noor", hidden.title)}
    held = shared.all_held(walls=OUTSIDE)
    assert {(each.worker.name, each.title) for each in held} == open_to_all


def test_searches_are_kept_by_their_owner(own: Catalogue):
    own.save_search("ada", "North", "text=a")
    own.save_search("ada", "North", "text=b")
    own.save_search("mira", "North", "text=c")
    assert [(each.name, each.query) for each in own.saved_searches("ada")] == [("North", "text=b")]
    own.forget_search("ada", "North")
    assert own.saved_searches("ada") == ()
    with pytest.raises(NotFound):
        own.forget_search("ada", "North")
    with pytest.raises(InvalidInput):
        own.save_search("ada", "  ", "text=a")
