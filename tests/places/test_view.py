"""The map's arithmetic: boxes round the earth, zooms, cells that no view tears."""

import pytest

from civharm.model.errors import InvalidInput
from civharm.places.view import WIDTH, WORLD, Box, View, column_row, lat_lon, parse_box, parse_zoom

BOXES = [
    # as an address has it; as it is meant
    ("30,20,50,40", Box(30, 20, 50, 40)),
    ("-180,-90,180,90", WORLD),
    ("-400,-100,400,100", WORLD),
    ("170,-10,190,10", Box(170, -10, -170, 10)),
    ("-190,-10,-170,10", Box(170, -10, -170, 10)),
    ("370,0,380,1", Box(10, 0, 20, 1)),
    ("170,-10,-170,10", Box(170, -10, -170, 10)),
    ("0,-91,1,95", Box(0, -90, 1, 90)),
]


@pytest.mark.parametrize(("text", "meant"), BOXES)
def test_a_box_is_brought_onto_the_earth(text, meant):
    assert parse_box(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2,3",
        "1,2,3,4,5",
        "a,b,c,d",
        "nan,0,1,1",
        "inf,0,1,1",
        "1e308,0,1e309,1",
        "0,10,1,5",
        "9" * 5000,
    ],
)
def test_a_box_that_is_none_is_refused_with_its_form(text):
    with pytest.raises(InvalidInput, match="box"):
        parse_box(text)


@pytest.mark.parametrize(("text", "zoom"), [("5", 5), ("5.9", 5), ("-3", 0), ("99", 17), ("1e30", 17)])
def test_a_zoom_lies_between_the_farthest_and_the_nearest(text, zoom):
    assert parse_zoom(text) == zoom


@pytest.mark.parametrize("text", ["", "near", "nan", "inf"])
def test_a_zoom_that_is_none_is_refused(text):
    with pytest.raises(InvalidInput, match="zoom"):
        parse_zoom(text)


POINTS = [(0.0, 0.0), (36.335, 43.119), (-33.9, 18.4), (85.0, 179.999), (-85.0, -180.0), (12.5, 180.0)]


@pytest.mark.parametrize(("lat", "lon"), POINTS)
def test_a_point_comes_back_from_the_square_where_it_was(lat, lon):
    back = lat_lon(*column_row(lat, lon))
    assert back == pytest.approx((lat, lon), abs=1e-5)


@pytest.mark.parametrize(("lat", "lon"), [(90.0, 0.0), (-90.0, 0.0), (0.0, 180.0), (0.0, -180.0)])
def test_the_ends_of_the_earth_lie_in_the_square(lat, lon):
    column, row = column_row(lat, lon)
    assert 0 <= column < WIDTH and 0 <= row < WIDTH


@pytest.mark.parametrize("zoom", [0, 3, 11, 17])
@pytest.mark.parametrize("box", [Box(30, 20, 50, 40), Box(170, -10, -170, 10), WORLD])
def test_a_view_is_made_of_whole_cells(box, zoom):
    view = View(box, zoom)
    edges = [edge for one in view.squares for edge in (one.left, one.top, one.right, one.bottom)]
    assert [edge for edge in edges if edge % (1 << view.shift)] == []


def test_a_box_over_the_date_line_is_two_rectangles_that_meet_there():
    east, west = View(Box(170, -10, -170, 10), 5).squares
    assert (east.right, west.left) == (WIDTH, 0)
    assert (east.top, east.bottom) == (west.top, west.bottom)


@pytest.mark.parametrize(
    ("box", "lat", "lon", "is_in"),
    [
        (Box(30, 20, 50, 40), 30, 40, True),
        (Box(30, 20, 50, 40), 30, 51, False),
        (Box(170, -10, -170, 10), 0, 175, True),
        (Box(170, -10, -170, 10), 0, -175, True),
        (Box(170, -10, -170, 10), 0, 0, False),
    ],
)
def test_a_box_knows_what_lies_in_it(box, lat, lon, is_in):
    assert box.contains(lat, lon) is is_in


def test_a_cell_is_as_wide_as_the_map_draws_it():
    """64 pixels where a pixel of zoom 0 is the 512th part of the equator, and half at each next zoom."""
    assert View(Box(0, -1, 1, 1), 10).most_metres == pytest.approx(40_075_017 / 512 / 2**10 * 64, rel=1e-3)
