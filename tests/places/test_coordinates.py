"""Cases of `coordinates.yml`, and squares of the grid all over the earth."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from civharm.model.errors import InvalidInput
from civharm.model.places import distance_m
from civharm.places.borders import country_box, looks_swapped
from civharm.places.coordinates import parse_coordinates
from civharm.places.grid import grid_square
from civharm.places.keys import GAZETTEER

CASES = yaml.safe_load((Path(__file__).parent / "coordinates.yml").read_text(encoding="utf-8"))
LATITUDES = st.floats(-79.99, 83.99)
LONGITUDES = st.floats(-179.99, 179.99)
#: Half of the diagonals of the cells of one to five digits each way.
RADII = st.sampled_from([7072, 708, 71, 8, 1])


@pytest.mark.parametrize("case", CASES["reads"], ids=lambda case: case["text"][:40])
def test_coordinates_are_read_as_people_write_them(case: dict[str, Any]) -> None:
    found = parse_coordinates(case["text"])
    assert found.point == pytest.approx(tuple(case["at"]), abs=2e-5)
    asked = {key: value for key, value in case.items() if key not in ("text", "at")}
    assert {key: getattr(found, key) for key in asked} == asked


@pytest.mark.parametrize("case", CASES["refuses"], ids=lambda case: case["text"][:40])
def test_what_states_no_point_is_refused_with_a_remedy(case: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match=case["says"]) as refused:
        parse_coordinates(case["text"])
    assert refused.value.code == case["code"]


@given(LATITUDES, LONGITUDES, RADII)
@example(0.25, 0.0, 1)
@example(-56.0, -180.0, 7072)
@example(-1e-9, 0.0, 7072)
@example(72.0, -174.0, 1)
@example(75.0573372687061, 112.74888483463303, 708)
def test_a_point_lies_in_its_square_everywhere(lat: float, lon: float, radius_m: int) -> None:
    square = grid_square(lat, lon, radius_m=radius_m)
    assert square is not None
    cell = parse_coordinates(square)
    assert cell.radius_m == radius_m
    assert distance_m((lat, lon), cell.point) <= radius_m * 1.01 + 1


@pytest.mark.parametrize(
    ("lat", "lon", "zone"),
    [(60.39, 5.32, "32V"), (60.0, 2.9, "31V"), (78.2, 15.6, "33X"), (74.0, 20.9, "33X"), (77.0, 21.1, "35X")],
)
def test_the_wide_zones_of_norway_and_svalbard(lat: float, lon: float, zone: str) -> None:
    square = grid_square(lat, lon)
    assert square is not None
    assert square.startswith(zone)
    assert distance_m(parse_coordinates(square).point, (lat, lon)) < 2


@pytest.mark.parametrize("lat", [84.5, -80.5, 90])
def test_there_is_no_square_at_the_poles(lat: float) -> None:
    assert grid_square(lat, 10) is None


@given(st.text(max_size=60))
def test_any_text_is_a_point_on_the_earth_or_refused(text: str) -> None:
    try:
        lat, lon = parse_coordinates(text).point
    except InvalidInput:
        return
    assert abs(lat) <= 90
    assert abs(lon) <= 180


@pytest.mark.parametrize("text", ["1" * 10_000, "36°20′" * 3_000, "38SLF" + "1 " * 9_000, "lat " * 3_000])
def test_long_texts_are_refused_at_once(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_coordinates(text)


def test_a_swapped_pair_is_seen_by_its_country() -> None:
    box = country_box(sqlite3.connect(GAZETTEER), "IQ")
    assert box is not None
    assert looks_swapped(43.12, 36.34, box)
    assert not looks_swapped(36.34, 43.12, box)
    assert not looks_swapped(48.85, 2.35, box)
    assert country_box(sqlite3.connect(GAZETTEER), "XX") is None
