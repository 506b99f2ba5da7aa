"""Incidents of a casebook beside another recorder's list."""

from datetime import date
from typing import Any

import pytest

from civharm.incidents.matching_rules import matching_rules
from civharm.incidents.recorded import event_of_incident, match_incidents
from civharm.model.casualties import Harm, Status
from civharm.places.layers.records import Mistake, Record
from support.build import Story

RULES = matching_rules()


def story() -> Story:
    told = Story()
    told.harm("Outlet A", "killed 3 civilian", at="Tel Zaytun")
    return told


def found(*rows: dict[str, str], **changed: Any) -> Any:
    told = story()
    incident = told.incident()
    records = [Record(number, row) for number, row in enumerate(rows, start=2)]
    return match_incidents([incident], {incident.id: told.assessed()}, records, rules=RULES)


CASES = {
    "one place, day and toll": ({"date": "2017-03-17", "place": "Tall Zaytoun", "killed_min": "3"}, True),
    "in Arabic": ({"date": "17/03/2017", "place_ar": "تل زيتون"}, True),
    "by its point alone": ({"date": "2017-03-17", "place": "Farms", "lat": "36.1", "lon": "42.9", "killed_min": "3"}, True),
    "another day": ({"date": "2017-03-27", "place": "Tel Zaytun", "killed_min": "3"}, False),
    "another place": ({"date": "2017-03-17", "place": "Kafr Sakhr", "killed_min": "3"}, False),
    "a month": ({"date": "2017-03-01", "date_end": "2017-03-31", "place": "Tel Zaytun"}, False),
}  # fmt: skip


@pytest.mark.parametrize(("row", "is_proposed"), CASES.values(), ids=CASES)
def test_an_incident_and_a_row(row: dict[str, str], is_proposed: bool) -> None:
    assert [match.right for match in found(row).proposals] == ["2"] * is_proposed


BAD = {
    "no date": {"place": "Tel Zaytun"},
    "no such day": {"date": "2017-02-30", "place": "Tel Zaytun"},
    "no place": {"date": "2017-03-17"},
    "the end before the beginning": {"date": "2017-03-17", "date_end": "2017-03-01", "place": "Tel Zaytun"},
    "no number": {"date": "2017-03-17", "place": "Tel Zaytun", "killed_min": "many"},
    "no point on earth": {"date": "2017-03-17", "place": "Tel Zaytun", "lat": "136", "lon": "4"},
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_row_is_told_and_the_others_are_matched(bad: dict[str, str]) -> None:
    matched = found(bad, {"date": "2017-03-17", "place": "Tel Zaytun"})
    assert [mistake.number for mistake in matched.mistakes] == [2]
    assert [match.right for match in matched.proposals] == ["3"]
    assert matched.rows == 2


def test_an_incident_of_unknown_toll_says_nothing_of_it() -> None:
    told = story()
    event = event_of_incident(told.incident(), None)
    assert event and event.killed is None and event.start == date(2017, 3, 17)
    toll = told.assessed().toll(Harm.KILLED, Status.CIVILIAN)
    assert toll and event_of_incident(told.incident(), told.assessed()).killed == (3, 3)  # type: ignore[union-attr]


def test_an_incident_without_a_place_is_named_as_such() -> None:
    told = Story()
    told.harm("Outlet A", "killed 3 civilian", at="Nowhere Known")
    matched = match_incidents(
        [told.incident()], {}, [Mistake(number=2, what="broken", remedy="mend it")], rules=RULES
    )
    assert (matched.proposals, matched.rows, len(matched.mistakes)) == ((), 1, 1)
