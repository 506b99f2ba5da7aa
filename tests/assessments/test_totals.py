"""The pitfalls of METHOD 1.6, and the arithmetic of totals."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civharm.assessments.groupings import By, named_totals
from civharm.assessments.overlaps import Overlaps, Range
from civharm.assessments.totals import (
    Counting,
    Known,
    Total,
    headline,
    total,
    totals_by_grading,
    totals_by_month,
    totals_by_party,
)
from civharm.model.assessments import Assessment, Bound, Grading, StrikeStatus, Toll
from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Incident, RecordStatus, Relation, RelationKind
from civharm.model.times import TimePrecision, When
from support.build import DAY, attackers, place

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


def incident(
    name: str, when: When | None = None, by: tuple[str, ...] = (), at: str | None = None
) -> Incident:
    return Incident(
        id=name,
        code="",
        when=when,
        where=place(at) if at else None,
        links=(),
        reports=(),
        clusters=(),
        parties=attackers(by),
    )


def known(assessments: list[Assessment], *incidents: Incident, relations: tuple[Relation, ...] = ()) -> Known:
    given = {one.id: one for one in incidents}
    return Known(
        incidents=tuple(given.get(one.incident_id, incident(one.incident_id)) for one in assessments),
        assessments={one.incident_id: one for one in assessments},
        relations=relations,
    )


def summed(*assessments: Assessment, relations: tuple[Relation, ...] = ()) -> Total:
    at_hand = known(list(assessments), relations=relations)
    return total(at_hand.alleged, at_hand, KILLED)


BOUNDS = st.tuples(st.none() | st.integers(0, 50), st.none() | st.integers(0, 50)).map(
    lambda ends: ends if None in ends else tuple(sorted(ends))
)
MANY = st.lists(st.tuples(BOUNDS, st.sampled_from([*Grading, None]))).map(
    lambda rows: [assessed(*ends, grading, str(at)) for at, (ends, grading) in enumerate(rows)]
)


@given(MANY)
def test_minimum_never_above_maximum(many: list[Assessment]) -> None:
    added = summed(*many)
    assert added.min is None or (added.max is not None and added.min <= added.max)


@given(MANY)
def test_totals_by_grading_add_up_to_the_total(many: list[Assessment]) -> None:
    parts = totals_by_grading(known(many), KILLED).values()
    whole = summed(*many)
    assert sum(part.incidents for part in parts) == whole.incidents == len(many)
    assert sum(part.max or 0 for part in parts) == (whole.max or 0)
    assert sum(part.unknown_min for part in parts) == whole.unknown_min


@given(MANY)
def test_an_incident_counts_once(many: list[Assessment]) -> None:
    assert summed(*many, *many) == summed(*many)


@given(MANY)
def test_the_headline_and_what_it_leaves_out_are_everything(many: list[Assessment]) -> None:
    spoken = headline(known(many), KILLED)
    assert not spoken.excluded.keys() & {Grading.CONFIRMED, Grading.FAIR}
    assert spoken.total.incidents + sum(part.incidents for part in spoken.excluded.values()) == len(many)


def test_pitfall_a_an_unknown_maximum_is_at_least_the_minimum() -> None:
    added = summed(assessed(5, None), assessed(2, 4, name="j"))
    assert (added.min, added.max, added.unknown_max) == (7, 9, 0)


def test_pitfall_b_two_parties_count_an_incident_once() -> None:
    both = known([assessed(5, 5)], incident("i", by=("Party A", "Party B")))
    by_party = totals_by_party(both, KILLED)
    assert {party: added.min for party, added in by_party.items()} == {"Party A": 5, "Party B": 5}
    assert total(both.alleged, both, KILLED).min == 5


def test_pitfall_b_a_party_named_twice_counts_an_incident_once() -> None:
    twice = known([assessed(5, 5)], incident("i", by=("Party A", "Party A")))
    assert {party: added.min for party, added in totals_by_party(twice, KILLED).items()} == {"Party A": 5}


def test_pitfall_c_the_undated_have_no_month() -> None:
    across = When(start=date(2017, 2, 27), end=date(2017, 3, 5), precision=TimePrecision.WEEK)
    incidents = [incident("a", When.on(DAY)), incident("b"), incident("c", across)]
    by_month = totals_by_month(known([assessed(1, 1, name=name) for name in "abc"], *incidents), KILLED)
    assert {month: added.incidents for month, added in by_month.items()} == {date(2017, 3, 1): 1, None: 2}


def test_pitfall_d_the_headline_says_what_it_leaves_out() -> None:
    spoken = headline(
        known([assessed(5, 5), assessed(7, 7, Grading.WEAK, "w"), assessed(9, 9, None, "n")]), KILLED
    )
    assert (spoken.total.min, spoken.total.max) == (5, 5)
    assert spoken.words == "confirmed and fair incidents only; left out: 1 weak, 1 ungraded"


def test_a_signed_grading_goes_before_the_proposed_one() -> None:
    signed = replace(assessed(5, 5, Grading.FAIR), grading=Grading.WEAK)
    assert headline(known([signed]), KILLED).total.incidents == 0


def test_a_lead_and_an_event_without_alleged_harm_are_in_no_total() -> None:
    lead = replace(incident("l"), status=RecordStatus.LEAD)
    nothing_alleged = replace(assessed(None, None, name="n"), harm_reported=False)
    at_hand = known([assessed(5, 5), assessed(7, 7, name="l"), nothing_alleged], lead)
    assert [one.id for one in at_hand.alleged] == ["i"]


def test_t13_all_unknown_is_unknown_and_not_nothing() -> None:
    added = summed(assessed(None, None))
    assert (added.incidents, added.min, added.max, added.unknown_min, added.unknown_max) == (
        1,
        None,
        None,
        1,
        1,
    )
    none_killed = summed(assessed(0, 0))
    assert (none_killed.min, none_killed.max, none_killed.unknown_min) == (0, 0, 0)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (By.GRADE, {"fair": 2, None: 1}),
        (By.MONTH, {"2017-03": 2, None: 1}),
        (By.YEAR, {"2017": 2, None: 1}),
        (By.COUNTRY, {"IQ": 2, None: 1}),
        (By.PROVINCE, {"Nineveh": 2, None: 1}),
        (By.TOWN, {"Mosul": 1, None: 2}),
        (By.PLACE, {"Mosul": 1, "Nineveh": 1, None: 1}),
        (By.PARTY, {"Party A": 2, None: 1}),
        (By.STATUS, {"civilian": 3}),
        (By.GROUP, {"all": 3}),
    ],
)
def test_totals_by_name(by: By, expected: dict) -> None:
    at_hand = known(
        [assessed(1, 2, name="a"), assessed(1, 2, name="b"), assessed(1, 2, None, "c")],
        incident("a", When.on(DAY), by=("Party A",), at="Mosul"),
        incident("b", When.on(DAY), by=("Party A",), at="Nineveh"),
        incident("c"),
    )
    found = named_totals(by, at_hand, KILLED, province_of=lambda where: "Nineveh" if where.id else None)
    assert {name: added.incidents for name, added in found.items()} == expected


# Incidents that may count the same people


def may_overlap(left: str, right: str) -> Relation:
    return Relation(left=left, right=right, kind=RelationKind.MAY_OVERLAP, reason="test")


def part_of(part: str, whole: str, *, is_decided: bool = True) -> Relation:
    return Relation(left=part, right=whole, kind=RelationKind.PART_OF, reason="test", is_decided=is_decided)


A, B, C = "a", "b", "c"
SHARED = {
    "may overlap: the minimum of one, the greater maximum": (
        {A: (3, 10), B: (2, 10)}, [may_overlap(A, B)], (3, 10),
    ),
    "may overlap: apart they are all the people surely told": (
        {A: (10, 10), B: (10, 10)}, [may_overlap(A, B)], (10, 20),
    ),
    "may overlap: a chain leaves its ends apart": (
        {A: (4, 6), B: (5, 9), C: (3, 8)}, [may_overlap(A, B), may_overlap(B, C)], (7, 14),
    ),
    "may overlap: an unknown minimum is no number": (
        {A: (None, 12), B: (5, 5)}, [may_overlap(A, B)], (5, 12),
    ),
    "may overlap: nothing known": ({A: (None, None), B: (5, 7)}, [may_overlap(A, B)], (5, 7)),
    "part of: the whole has its people": ({A: (5, 5), B: (20, 30)}, [part_of(A, B)], (20, 30)),
    "part of: parts that count more raise the whole": (
        {A: (15, 15), B: (12, 14), C: (20, None)}, [part_of(A, C), part_of(B, C)], (27, 29),
    ),
    "part of: the whole is of unknown number": ({A: (5, 6), B: (None, None)}, [part_of(A, B)], (5, 6)),
    "part of, proposed by a machine: nothing is taken out but the doubt": (
        {A: (5, 5), B: (20, 22)}, [part_of(A, B, is_decided=False)], (20, 25),
    ),
    "part of a part": ({A: (5, 5), C: (20, 30)}, [part_of(A, B), part_of(B, C)], (20, 30)),
    "a part shares with what its whole shares with": (
        {A: (5, 5), C: (8, 8)}, [part_of(A, B), may_overlap(B, C)], (8, 13),
    ),
    "parts of one whole are apart": ({A: (5, 5), B: (4, 4)}, [part_of(A, C), part_of(B, C)], (9, 9)),
    "part of itself is no relation": ({A: (5, 5), B: (4, 4)}, [part_of(A, A)], (9, 9)),
    "part of each other: of one the people are counted": (
        {A: (5, 5), B: (7, 7)}, [part_of(A, B), part_of(B, A)], (7, 7),
    ),
    "a relation with an incident that is not counted here": ({A: (5, 5)}, [may_overlap(A, B)], (5, 5)),
}  # fmt: skip


@pytest.mark.parametrize(("ranges", "relations", "expected"), SHARED.values(), ids=SHARED.keys())
def test_people_of_two_incidents_are_counted_once(ranges: dict, relations: list, expected: tuple) -> None:
    assert Overlaps(relations).sum({one: Range(*ends) for one, ends in ranges.items()}) == expected


NAMES = list("abcdefg")
RANGES = st.dictionaries(st.sampled_from(NAMES), BOUNDS.map(lambda ends: Range(*ends).filled), min_size=1)
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))
RELATIONS = st.lists(
    st.one_of(
        PAIRS.map(lambda pair: may_overlap(*pair)),
        PAIRS.map(lambda pair: part_of(*pair)),
        PAIRS.map(lambda pair: part_of(*pair, is_decided=False)),
    ),
    max_size=8,
)


@given(RANGES, RELATIONS)
def test_a_sum_lies_between_the_largest_and_the_plain_sum(ranges: dict, relations: list) -> None:
    shared, plain = Overlaps(relations).sum(ranges), Overlaps().sum(ranges)
    for end in (0, 1):
        told = [ends[end] for ends in ranges.values() if ends[end] is not None]
        assert (shared[end] is None) == (not told)
        assert not told or max(told) <= shared[end] <= plain[end]
    assert shared.min is None or shared.min <= shared.max


@settings(deadline=None)
@given(RANGES, RELATIONS, st.randoms(use_true_random=False))
def test_order_changes_no_sum(ranges: dict, relations: list, random) -> None:
    shuffled, names = list(relations), list(ranges)
    random.shuffle(shuffled)
    random.shuffle(names)
    assert Overlaps(shuffled).sum({one: ranges[one] for one in names}) == Overlaps(relations).sum(ranges)


@given(RANGES, RELATIONS, BOUNDS)
def test_an_incident_without_a_relation_adds_exactly_its_bounds(ranges: dict, relations: list, ends) -> None:
    other = Range(*ends).filled
    before, after = Overlaps(relations).sum(ranges), Overlaps(relations).sum({**ranges, "other": other})
    for was, now, more in zip(before, after, other, strict=True):
        assert (now or 0) - (was or 0) == (more or 0)


@given(RANGES, RELATIONS, PAIRS)
def test_one_more_doubt_never_raises_the_minimum(ranges: dict, relations: list, pair) -> None:
    before, after = Overlaps(relations).sum(ranges), Overlaps([*relations, may_overlap(*pair)]).sum(ranges)
    assert (after.min or 0) <= (before.min or 0) and (after.max or 0) <= (before.max or 0)


def test_two_neighbours_never_both_set_the_minimum() -> None:
    chain = [may_overlap(*pair) for pair in pairwise(NAMES)]
    assert Overlaps(chain).sum({one: Range(1, 1) for one in NAMES}).min == 4


def test_a_chain_across_a_city_is_summed_and_states_too_much_nowhere() -> None:
    names = [f"i{number:05}" for number in range(10_000)]
    chain = [may_overlap(*pair) for pair in pairwise(names[:5_000])]
    shared = Overlaps(chain).sum({one: Range(2, 3) for one in names})
    assert (shared.min, shared.max) == (2 * 2_500 + 2 * 5_000, 30_000)


def test_numbers_beyond_all_sense_are_added_exactly() -> None:
    added = summed(*(assessed(0, 2_000_000_000, name=str(number)) for number in range(9)))
    assert (added.min, added.max) == (0, 18_000_000_000)


def test_a_total_says_how_many_overlap_and_what_plain_addition_gives() -> None:
    added = summed(assessed(3, 10, name=A), assessed(2, 10, name=B), relations=(may_overlap(A, B),))
    assert (added.min, added.max, added.overlapping, added.apart) == (3, 10, 2, Range(5, 20))
