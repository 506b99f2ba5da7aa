"""The pitfalls of METHOD 1.6, and the arithmetic of totals."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from civharm.assessments.totals import (
    Counting,
    Total,
    headline,
    total,
    totals_by_grading,
    totals_by_month,
    totals_by_party,
)
from civharm.model.assessments import Assessment, Bound, Grading, StrikeStatus, Toll
from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Incident
from civharm.model.times import TimePrecision, When
from support.build import DAY, attackers

KILLED = Counting()


def assessed(
    low: int | None, high: int | None, grading: Grading | None = Grading.FAIR, name: str = "i"
) -> Assessment:
    toll = Toll(harm=Harm.KILLED, status=Status.CIVILIAN, min=Bound(value=low), max=Bound(value=high))
    return Assessment(
        incident_id=name,
        method="test",
        strike_status=StrikeStatus.LIKELY,
        proposed_grading=grading,
        grading=None,
        reasons=(),
        tolls=(toll,),
        conceded=(),
        independent_clusters=2,
        harm_reported=True,
    )


def incident(name: str, when: When | None = None, by: tuple[str, ...] = ()) -> Incident:
    return Incident(
        id=name, code="", when=when, where=None, links=(), reports=(), clusters=(), parties=attackers(by)
    )


BOUNDS = st.tuples(st.none() | st.integers(0, 50), st.none() | st.integers(0, 50)).map(
    lambda ends: ends if None in ends else tuple(sorted(ends))
)
MANY = st.lists(st.tuples(BOUNDS, st.sampled_from([*Grading, None]))).map(
    lambda rows: [assessed(*ends, grading, str(at)) for at, (ends, grading) in enumerate(rows)]
)


@given(MANY)
def test_minimum_never_above_maximum(many: list[Assessment]) -> None:
    added = total(many, KILLED)
    assert added.min is None or (added.max is not None and added.min <= added.max)


@given(MANY)
def test_totals_by_grading_add_up_to_the_total(many: list[Assessment]) -> None:
    parts = totals_by_grading(many, KILLED).values()
    whole = total(many, KILLED)
    assert sum(part.incidents for part in parts) == whole.incidents == len(many)
    assert sum(part.max or 0 for part in parts) == (whole.max or 0)
    assert sum(part.unknown_min for part in parts) == whole.unknown_min


@given(MANY)
def test_an_incident_counts_once(many: list[Assessment]) -> None:
    assert total(many * 2, KILLED) == total(many, KILLED)


@given(MANY)
def test_the_headline_and_what_it_leaves_out_are_everything(many: list[Assessment]) -> None:
    spoken = headline(many, KILLED)
    assert not spoken.excluded.keys() & {Grading.CONFIRMED, Grading.FAIR}
    assert spoken.total.incidents + sum(part.incidents for part in spoken.excluded.values()) == len(many)


def test_an_unknown_maximum_is_at_least_the_minimum() -> None:
    assert total([assessed(5, None)], KILLED) == Total(incidents=1, min=5, max=5)


def test_all_unknown_is_unknown_and_not_nothing() -> None:
    assert total([assessed(None, None)], KILLED) == Total(incidents=1, unknown_min=1, unknown_max=1)


def test_two_parties_count_an_incident_once() -> None:
    both = incident("i", by=("Party A", "Party B"))
    by_party = totals_by_party([both], [assessed(5, 5)], counting=KILLED)
    assert {party: added.min for party, added in by_party.items()} == {"Party A": 5, "Party B": 5}
    assert total([assessed(5, 5)], KILLED).min == 5


def test_the_undated_have_no_month() -> None:
    across = When(start=date(2017, 2, 27), end=date(2017, 3, 5), precision=TimePrecision.WEEK)
    incidents = [incident("a", When.on(DAY)), incident("b"), incident("c", across)]
    by_month = totals_by_month(incidents, [assessed(1, 1, name=name) for name in "abc"], counting=KILLED)
    assert {month: added.incidents for month, added in by_month.items()} == {date(2017, 3, 1): 1, None: 2}
