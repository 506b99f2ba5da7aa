"""Precision in the codes of ACLED and UCDP, and back."""

import pytest

from civharm.model.places import LocatedBy, Place, PlacePrecision
from civharm.publication.crosswalk import (
    acled_geo_precision,
    grid_of,
    precision_of_acled,
    precision_of_ucdp,
    ucdp_where_prec,
)

CODES = {
    PlacePrecision.EXACT: (1, 1),
    PlacePrecision.STREET: (1, 1),
    PlacePrecision.LANDMARK: (1, 1),
    PlacePrecision.NEIGHBOURHOOD: (1, 1),
    PlacePrecision.VILLAGE: (1, 1),
    PlacePrecision.TOWN: (1, 1),
    PlacePrecision.CITY: (1, 1),
    PlacePrecision.SUBDISTRICT: (2, 3),
    PlacePrecision.DISTRICT: (2, 3),
    PlacePrecision.PROVINCE: (3, 4),
    PlacePrecision.COUNTRY: (3, 6),
    PlacePrecision.UNKNOWN: (2, 2),
}


def place(
    precision: PlacePrecision = PlacePrecision.TOWN, relation: str | None = None, rule: str = ""
) -> Place:
    return Place(words="Qasr", name="Qasr", country="IQ", lat=36.3402, lon=43.1189, precision=precision, radius_m=71,
                 relation=relation, rule=rule, located_by=LocatedBy.GAZETTEER)  # fmt: skip


def codes(of: Place | None) -> tuple[int | None, int | None]:
    return acled_geo_precision(of), ucdp_where_prec(of)


@pytest.mark.parametrize("precision", PlacePrecision)
def test_every_rung_has_its_codes(precision: PlacePrecision):
    assert codes(place(precision)) == CODES[precision]


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("near", (2, 2)),
        ("outside", (2, 2)),
        ("12 km south of", (2, 2)),
        ("north of", (2, 2)),
        ("western outskirts of", (2, 2)),
        ("western", (1, 1)),
        ("the north of", (1, 1)),
        ("old city of", (1, 1)),
        ("west bank of", (1, 1)),
        ("central", (1, 1)),
    ],
)
def test_what_is_around_a_place_is_near_it(relation: str, expected: tuple[int, int]):
    assert codes(place(relation=relation)) == expected


def test_between_two_places_is_a_line():
    assert codes(place(PlacePrecision.DISTRICT, relation="between", rule="between")) == (2, 5)


def test_without_a_point_the_country_is_all_that_is_known():
    assert codes(Place(words="Qasr", name="Qasr", country="IQ")) == (3, 6)
    assert codes(Place(words="Qasr", name="Qasr")) == (None, None)
    assert codes(None) == (None, None)


@pytest.mark.parametrize("code", [1, 2, 3])
def test_codes_of_acled_survive_the_way_there_and_back(code: int):
    assert acled_geo_precision(place(precision_of_acled(code))) == code


@pytest.mark.parametrize("code", [1, 2, 3, 4, 6])
def test_codes_of_ucdp_survive_the_way_there_and_back(code: int):
    assert ucdp_where_prec(place(precision_of_ucdp(code))) == code


@pytest.mark.parametrize("code", [0, 5, 7, 9])
def test_lines_waters_and_unknown_codes_are_no_rung(code: int):
    assert precision_of_ucdp(code) is PlacePrecision.UNKNOWN


def test_a_grid_square_is_no_finer_than_the_radius():
    assert grid_of(place()) == "38S LF 311 233"
    assert grid_of(Place(words="Qasr", name="Qasr")) is None
