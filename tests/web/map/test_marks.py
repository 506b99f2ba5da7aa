"""Marks of the map: the databases count as plain Python does, nothing is lost, and vague places are never points."""

import random
from collections.abc import Iterator
from datetime import date

import pytest

from civharm.casebook.store import Casebook
from civharm.places.view import WORLD, Box, View, column_row
from civharm.web.setup import ready

ready()

from civharm.catalogue.asking import IncidentFilter  # noqa: E402 - tables need Django
from civharm.catalogue.catalogue import Catalogue  # noqa: E402 - likewise
from civharm.catalogue.marks import Grade, Placed, Point, plain_marks  # noqa: E402 - likewise
from civharm.catalogue.models import IncidentRow, WallRow  # noqa: E402 - likewise
from civharm.catalogue.tiles import cell_of  # noqa: E402 - likewise
from civharm.catalogue.walls import EVERYTHING, Walls  # noqa: E402 - likewise
from civharm.web.map.counting import InMemory  # noqa: E402 - likewise

ALL = IncidentFilter()
GRADINGS = ("confirmed", "fair", "weak", "contested", "discounted", None)
RUNGS = (
    ("exact_location", 60),
    ("neighbourhood", 1500),
    ("city", 8000),
    ("province", 70_000),
    ("country", 400_000),
)
TOWNS = ((36.3, 43.1), (33.3, 44.4), (-17.8, 177.4), (-16.8, -179.9), (71.0, 179.5), (0.0, 0.0))
VIEWS = [
    View(WORLD, 0), View(WORLD, 3), View(Box(38, 30, 50, 40), 6), View(Box(42.5, 36, 43.5, 36.6), 9),
    View(Box(43.05, 36.25, 43.15, 36.35), 12), View(Box(43.09, 36.29, 43.11, 36.31), 17),
    View(Box(170, -25, -170, -10), 5), View(Box(177, -20, -179, -15), 8), View(Box(10, 60, 20, 70), 9),
]  # fmt: skip


def some_incidents(count: int = 400) -> list[Placed]:
    chance = random.Random(7)
    return [an_incident(chance, number) for number in range(count)]


def an_incident(chance: random.Random, number: int) -> Placed:
    lat, lon = chance.choice(TOWNS)
    rung, radius = chance.choice(RUNGS)
    if chance.random() < 0.6:
        lat, lon = round(lat + chance.gauss(0, 0.2), 5), round(lon + chance.gauss(0, 0.2), 5)
        lon = lon - 360 if lon > 180 else lon + 360 if lon < -180 else lon
    column, row = column_row(lat, lon)
    return Placed(
        id=f"i{number:04}", lat=lat, lon=lon, column=column, row=row, radius_m=radius, place=f"{rung} {lat} {lon}",
        precision=rung, grade=Grade(chance.choice(GRADINGS), False),
    )  # fmt: skip


def a_row(each: Placed, wall: int, **fields: object) -> IncidentRow:
    known = {
        "incident_id": each.id, "code": each.id, "status": "machine", "lat": each.lat, "lon": each.lon,
        "cell": cell_of(each.lat, each.lon), "radius_m": each.radius_m, "precision": each.precision, "place": each.place,
        "proposed": each.grade.grading, "grade": each.grade.grading or "ungraded", "digest": "", "wall": wall,
    }  # fmt: skip
    return IncidentRow(**{**known, **fields})


@pytest.fixture
def catalogue(tmp_path, database_url) -> Iterator[Catalogue]:
    casebook = Casebook.create(tmp_path / "casebook", database_url=database_url, actor="tester")
    yield Catalogue(casebook=casebook)
    casebook.close()


def wall(catalogue: Catalogue, compartments: str = "[]") -> int:
    made, _ = WallRow.objects.using(catalogue.casebook.alias).get_or_create(compartments=compartments)
    return made.id


def put(catalogue: Catalogue, rows: list[IncidentRow]) -> None:
    IncidentRow.objects.using(catalogue.casebook.alias).bulk_create(rows)


def marks(catalogue: Catalogue, view: View, wanted: IncidentFilter = ALL, walls: Walls = EVERYTHING):
    return plain_marks(catalogue.marks(wanted, view, walls=walls))


def rounded(plain):
    """Sums of a database differ in the last digit."""
    for cell in plain["cells"]:
        cell["lat"], cell["lon"] = round(cell["lat"], 4), round(cell["lon"], 4)
    return plain


def test_a_database_counts_every_view_as_python_does(catalogue):
    incidents = some_incidents()
    put(catalogue, [a_row(each, wall(catalogue)) for each in incidents])
    expected = InMemory(placed=incidents, unplaced=0)
    for view in VIEWS:
        assert rounded(marks(catalogue, view)) == rounded(plain_marks(expected.counted(view))), view


def test_nothing_is_dropped_far_off():
    incidents = some_incidents()
    counted = InMemory(placed=incidents, unplaced=11).counted(View(WORLD, 3))
    assert (counted.drawn, counted.in_view, counted.found, counted.unplaced) == (400, 400, 400, 11)


def test_what_has_no_room_is_counted_beside_the_map():
    far_apart = [an_incident(random.Random(number), number) for number in range(3)]
    spread = [
        Placed(
            id=f"s{number}", lat=number % 30, lon=number / 30, column=column_row(number % 30, number / 30)[0],
            row=column_row(number % 30, number / 30)[1], radius_m=60, place="", precision="exact_location",
            grade=Grade(None, False),
        )
        for number in range(900)
    ]  # fmt: skip
    counted = InMemory(placed=[*far_apart, *spread], unplaced=0).counted(View(Box(0, 0, 31, 31), 9))
    assert counted.drawn < counted.in_view
    assert counted.in_view >= 900


@pytest.mark.parametrize(
    ("radius", "zoom", "is_area"),
    [
        (60, 9, False),
        (8000, 5, False),
        (8000, 10, True),
        (70_000, 5, False),
        (70_000, 7, True),
        (400_000, 4, True),
    ],
)
def test_a_place_is_an_area_where_its_circle_is_wider_than_a_mark(radius, zoom, is_area):
    one = some_incidents(1)[0]
    placed = Placed(**{name: getattr(one, name) for name in one.__slots__} | {"radius_m": radius})
    box = Box(placed.lon - 1, placed.lat - 1, placed.lon + 1, placed.lat + 1)
    (spot,) = InMemory(placed=[placed], unplaced=0).counted(View(box, zoom)).spots
    assert spot.is_area is is_area


def test_an_area_is_told_of_wherever_its_circle_reaches(catalogue):
    one = some_incidents(1)[0]
    province = Placed(
        **{name: getattr(one, name) for name in one.__slots__}
        | {"lat": 36.3, "lon": 43.1, "radius_m": 70_000, "precision": "province"}
    )
    put(catalogue, [a_row(province, wall(catalogue), lat=36.3, lon=43.1, cell=cell_of(36.3, 43.1))])
    near, far = Box(43.5, 36.5, 43.6, 36.6), Box(44.9, 36.5, 45.0, 36.6)
    assert [spot["precision"] for spot in marks(catalogue, View(near, 12))["spots"]] == ["province"]
    assert marks(catalogue, View(far, 12))["spots"] == []


def test_the_filter_narrows_the_marks(catalogue):
    put(catalogue, [a_row(each, wall(catalogue)) for each in some_incidents()])
    fair = marks(catalogue, View(WORLD, 3), IncidentFilter(gradings=("fair",)))
    shown = {share[0] for mark in (*fair["cells"], *fair["spots"]) for share in mark["grades"]}
    assert shown == {"fair"}
    assert fair["found"] < 400


def test_a_signed_grade_is_told_from_a_proposed_one(catalogue):
    one = some_incidents(1)[0]
    row = a_row(one, wall(catalogue), proposed="weak", signed="fair", grade="fair")
    put(catalogue, [row])
    (spot,) = marks(catalogue, View(WORLD, 3))["spots"]
    assert spot["grades"] == [["fair", True, 1]]


def test_what_lies_behind_a_wall_is_counted_nowhere(catalogue):
    open_one, closed_one, unplaced = some_incidents(3)
    closed = wall(catalogue, '["closed"]')
    put(
        catalogue,
        [
            a_row(open_one, wall(catalogue)),
            a_row(closed_one, closed),
            a_row(unplaced, closed, lat=None, lon=None, cell=None),
        ],
    )
    outside = marks(catalogue, View(WORLD, 3), walls=Walls.of(()))
    assert (outside["found"], outside["unplaced"], outside["drawn"]) == (1, 0, 1)
    inside = marks(catalogue, View(WORLD, 3), walls=Walls.of(("closed",)))
    assert (inside["found"], inside["unplaced"], inside["drawn"]) == (2, 1, 2)
    point = Point(closed_one.lat, closed_one.lon, closed_one.radius_m)
    assert catalogue.incidents_at(IncidentFilter(), point, walls=Walls.of(())) == []
    assert catalogue.incidents_at(IncidentFilter(), point, walls=EVERYTHING) == [closed_one.id]


def test_incidents_of_a_spot_come_latest_first(catalogue):
    one = some_incidents(1)[0]
    days = {"a": date(2017, 3, 1), "b": date(2017, 5, 1), "c": None}
    rows = [
        a_row(one, wall(catalogue), incident_id=name, code=name, when_start=day) for name, day in days.items()
    ]
    put(catalogue, rows)
    point = Point(one.lat, one.lon, one.radius_m)
    assert catalogue.incidents_at(IncidentFilter(), point, walls=EVERYTHING) == ["b", "a", "c"]
