"""Events that are vague in time meet those of their place that may have been when they were, and no others."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from civharm.incidents.blocking import REACH, candidate_pairs, met_in
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.rules import linkage_rules
from civharm.model.places import Place
from civharm.model.times import TimePrecision, When
from support.build import Story

DAY = date(2016, 5, 1)
EVENT = Occurrence(
    key="dated",
    report_id="r1",
    reports=frozenset({"r1"}),
    text_origin="r1",
    claims=(Story().harm("A", "killed 1 civilian"),),
    when=When(start=DAY, end=DAY, precision=TimePrecision.DAY),
    where=None,
    places=(Place(words="Qarya", name="Qarya"),),
    events=frozenset(),
    attackers=frozenset(),
    killed=None,
    injured=None,
    names=frozenset(),
    speakers=frozenset(),
    published=DAY,
)
UNDATED = replace(
    EVENT, key="undated", report_id="r2", reports=frozenset({"r2"}), text_origin="r2", when=None
)


@pytest.mark.parametrize(
    ("days_after", "told", "meets"),
    [
        (0, {}, True),
        (REACH, {}, True),
        (REACH + 2, {}, False),
        (-5, {}, False),
        (300, {"said_days": frozenset({"XXXX-05-01"})}, True),
        (300, {"said_days": frozenset({"XXXX-WXX-7"})}, False),
        (3_000, {"is_earlier": True}, True),
    ],
)
def test_an_undated_event_meets_what_was_shortly_before_its_report(
    days_after: int, told: dict[str, object], meets: bool
) -> None:
    undated = replace(UNDATED, published=DAY + timedelta(days=days_after), **told)  # type: ignore[arg-type]
    assert bool(candidate_pairs([EVENT, undated], alike=())) is meets
    assert bool(met_in(EVENT, undated, alike=())) is meets


def test_an_undated_event_of_a_report_without_a_date_meets_all_of_its_place() -> None:
    assert candidate_pairs([EVENT, replace(UNDATED, published=None)], alike=())


@pytest.mark.parametrize(("first", "meets"), [(-40, True), (1, True), (3, False)])
def test_a_month_meets_the_days_in_it_and_beside_it(first: int, meets: bool) -> None:
    start = DAY + timedelta(days=first)
    month = When(start=start, end=start + timedelta(days=40), precision=TimePrecision.RANGE)
    assert bool(candidate_pairs([EVENT, replace(UNDATED, when=month)], alike=())) is meets


def test_follow_ups_are_within_reach() -> None:
    assert linkage_rules().incident.follow_up_days <= REACH
