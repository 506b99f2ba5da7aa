"""Places are shown on a grid, at the centre of an area or by the country alone, and nothing leads back to their points."""

import csv
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.model.coarsening import Area, Coarseness, Coarsening, mark_of
from civharm.model.incidents import Incident
from civharm.model.places import Place, PlaceCandidate, PlacePrecision, distance_m
from civharm.publication.coarsen import cell_of, coarse_line, coarse_place, words_finer
from civharm.publication.lines import to_plain
from civharm.publication.release.changes import Comparison
from civharm.publication.release.incidents import INCIDENTS, Published
from civharm.publication.release.rows import rows_of

SHELTER = Place(
    words="the mill in Tal Warda", name="Tal Warda", id="test:1", country="ZZ", lat=36.34021, lon=43.11893,
    precision=PlacePrecision.LANDMARK, radius_m=50, relation="near", within="Norhaven",
    alternatives=(PlaceCandidate(id="test:2", name="Tel Werde", lat=35.1, lon=43.2, score=0.3),), rule="name",
)  # fmt: skip
GRIDS = [Coarseness.KM_1, Coarseness.KM_5, Coarseness.KM_10]
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("to", "point", "rung"),
    [
        (Coarseness.KM_1, (36.345, 43.115), "neighbourhood"),
        (Coarseness.KM_5, (36.325, 43.125), "subdistrict"),
        (Coarseness.KM_10, (36.35, 43.15), "subdistrict"),
        (Coarseness.COUNTRY, (None, None), "country"),
    ],
)
def test_a_place_is_shown_as_coarsely_as_it_was_decided(to, point, rung):
    shown = coarse_place(SHELTER, (), Coarsening(to=to, name="Riman province"))
    assert ((shown.lat, shown.lon), shown.precision.value) == (point, rung)
    assert (shown.name, shown.words, shown.within) == ("Riman province",) * 3
    assert (shown.id, shown.relation, shown.alternatives, shown.country) == (None, None, (), "ZZ")


def test_without_a_name_the_country_stands_for_it():
    assert coarse_place(SHELTER, (), Coarsening(to=Coarseness.KM_5)).name == "ZZ"


def test_the_centre_of_an_area_stands_for_the_place_that_it_was_chosen_for_and_no_other():
    area = Area(lat=36.0, lon=43.0, radius_m=40_000, of=mark_of(SHELTER))
    how = Coarsening(to=Coarseness.PROVINCE, name="Riman", area=area)
    shown = coarse_place(SHELTER, (), how)
    assert (shown.lat, shown.lon, shown.radius_m, shown.precision.value) == (36.0, 43.0, 40_000, "province")
    moved = coarse_place(replace(SHELTER, lat=35.5), (), how)
    assert (moved.lat, moved.lon, moved.precision.value) == (None, None, "country")


@given(point=POINTS, to=st.sampled_from(GRIDS), radius=st.integers(0, 5_000))
def test_what_happened_lies_within_the_radius_that_is_shown(point, to, radius):
    known = replace(SHELTER, lat=point[0], lon=point[1], radius_m=radius)
    shown = coarse_place(known, (), Coarsening(to=to))
    assert distance_m((shown.lat, shown.lon), point) + radius <= shown.radius_m + 0.001


@given(point=POINTS, to=st.sampled_from(GRIDS))
def test_all_points_of_a_cell_are_shown_alike(point, to):
    """So nothing tells which it was: the cell's own centre is shown as its own centre too."""
    centre = cell_of(point, to)[:2]
    assert cell_of(centre, to)[:2] == centre


@given(point=POINTS, finer=st.sampled_from(GRIDS), coarser=st.sampled_from(GRIDS))
def test_a_coarser_release_adds_nothing_to_a_finer_one(point, finer, coarser):
    finer, coarser = sorted((finer, coarser), key=lambda to: to.rank)
    assert cell_of(cell_of(point, finer)[:2], coarser)[:2] == cell_of(point, coarser)[:2]


@pytest.mark.parametrize("to", [*GRIDS, Coarseness.COUNTRY])
def test_to_show_coarsely_twice_is_to_show_it_once(to):
    once = coarse_place(SHELTER, (), Coarsening(to=to))
    assert coarse_place(once, (), Coarsening(to=to)) == once


def test_a_line_is_shown_as_the_place_itself():
    how = Coarsening(to=Coarseness.KM_5, name="Riman")
    shown = to_plain(Place, coarse_place(SHELTER, (), how))
    assert coarse_line(to_plain(Place, SHELTER), (), how) == shown


@pytest.mark.parametrize(
    ("name", "is_coarse"),
    [
        ("Tal Warda Hospital", True), ("camp 4", True), ("schools of Norhaven", True), ("مستشفى النور", True),
        ("المخيم", True), ("Campo Verde", False), ("Scholarton", False), ("Norhaven", False),
    ],
)  # fmt: skip
def test_places_of_shelter_and_care_are_on_the_grid_by_default_and_keep_their_name(name, is_coarse):
    known = replace(SHELTER, name=name, words=name)
    shown = coarse_place(known, ())
    assert ((shown.lat, shown.lon) != (known.lat, known.lon), shown.name) == (is_coarse, name)
    assert coarse_place(shown, ()) == shown
    assert coarse_place(known, (), Coarsening(to=Coarseness.AS_KNOWN)) == known


def test_what_is_known_to_a_kilometre_only_is_shown_as_it_is():
    camp = replace(SHELTER, name="Norhaven camp", radius_m=1_500, precision=PlacePrecision.TOWN)
    assert coarse_place(camp, ()) == camp


@pytest.mark.parametrize(
    ("to", "precision", "told"),
    [
        (Coarseness.KM_1, PlacePrecision.TOWN, {"Tal Warda", "the mill in Tal Warda", "Norhaven", "Tel Werde"}),
        (Coarseness.COUNTRY, PlacePrecision.PROVINCE, {"Tal Warda", "the mill in Tal Warda", "Norhaven", "Tel Werde"}),
        (Coarseness.PROVINCE, PlacePrecision.PROVINCE, {"Tel Werde"}),
    ],
)  # fmt: skip
def test_words_that_tell_more_than_is_shown(to, precision, told):
    assert set(words_finer(replace(SHELTER, precision=precision), Coarsening(to=to))) == told


def test_the_change_list_says_that_a_place_is_withheld_and_not_what_it_was(tmp_path):
    exact = Incident(
        id="i1", code="ZZ-20210504-a", when=None, where=SHELTER, links=(), reports=(), clusters=()
    )
    hidden = replace(exact, where=coarse_place(SHELTER, (), Coarsening(to=Coarseness.KM_5)))
    (cells,) = INCIDENTS.rows([Published(incident=exact, assessment=None)])
    with (tmp_path / "incidents.csv").open("w", newline="") as file:
        csv.writer(file).writerows([INCIDENTS.names, cells])
    with Comparison(tmp_path) as found:
        found.take([rows_of(Published(incident=hidden, assessment=None))])
        found.finish()
        changed = {change.column: change.before for change in found.changes()}
    assert {"Latitude", "Longitude", "Location"} <= changed.keys()
    assert set(changed.values()) == {"withheld"}
