"""Incidents of two recorders: which are proposed as the same."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.incidents.matching import RecordedEvent, match_events
from civharm.incidents.naming import name_likeness, names_in

DAY = date(2018, 5, 4)
KINDS = frozenset({"village", "town", "near"})


def record(id: str, *places: str, day: int = 0, days: int = 1, **fields: Any) -> RecordedEvent:
    start = DAY + timedelta(days=day)
    described: dict[str, Any] = {
        "places": places or ("Tal Warda",),
        "area": "Raqqa",
        "killed": (3, 3),
        **fields,
    }
    return RecordedEvent(id=id, start=start, end=start + timedelta(days=days - 1), **described)


@pytest.mark.parametrize(
    ("other", "is_proposed"),
    [
        (record("b", "Tall Wardah village"), True),
        (record("b", "تل وردة"), True),
        (record("b", "Tal Warda/Khirbat Sur village", killed=(2, 4)), True),
        (record("b", "Tal Warda", day=1), True),
        (record("b", "Tal Warda", day=3), False),
        (record("b", "Tal Warda", area="Aleppo"), False),
        (record("b", "Kafr Zayn"), False),
        (record("b", "Tal Warda", killed=(0, 0)), False),
        (record("b", "Tal Warda", killed=(40, 40), day=1), False),
        (record("b", "Tal Warda", days=30), False),
        (record("b", "Tal Warda road", killed=(9, 9)), False),
        (record("b", "Raqqa governorate", is_wide=True), False),
    ],
    ids=[
        "spelling",
        "script",
        "two names",
        "next day",
        "days apart",
        "area",
        "place",
        "nobody",
        "toll",
        "a month",
        "road",
        "wide",
    ],
)
def test_one_incident_in_two_tables(other: RecordedEvent, is_proposed: bool) -> None:
    proposed = match_events([record("a")], [other])
    assert [(match.left, match.right) for match in proposed] == [("a", "b")] * is_proposed
    for match in proposed:
        assert match.score == pytest.approx(sum(feature.weight for feature in match.features))


def test_a_point_tells_what_the_names_do_not() -> None:
    near, far = ((36.0, 38.9),), ((36.9, 38.9),)
    ours = record("a", "Northern Farms", points=near)
    assert match_events([ours], [record("b", "Bir Hamad", points=near)])
    assert not match_events([ours], [record("b", "Bir Hamad", points=far)])


def test_each_record_is_proposed_once_and_the_surer_pair_first() -> None:
    ours = [record("a", "Tal Warda"), record("c", "Tal Warda", killed=(8, 8))]
    theirs = [record("b", "Tal Warda", killed=(8, 8)), record("d", "Tal Warda", killed=(3, 3))]
    expected = {("a", "d"), ("c", "b")}
    assert {(match.left, match.right) for match in match_events(ours, theirs)} == expected
    assert match_events(ours[::-1], theirs[::-1]) == match_events(ours, theirs)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Al Warda (Kafr Zayn)", ("Al Warda", "Kafr Zayn")),
        ("Tal Warda village, Kafr Zayn", ("Tal Warda", "Kafr Zayn")),
        ("near town", ()),
        ("", ()),
    ],
)
def test_names_in_a_place_column(written: str, names: tuple[str, ...]) -> None:
    assert names_in(written, kinds=KINDS) == names


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share_and_the_same_both_ways_for_the_same_name(left: str, right: str) -> None:
    assert 0.0 <= name_likeness(left, right) <= 1.0
    assert name_likeness(left, left) in (0.0, 1.0)
