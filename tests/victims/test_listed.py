"""People of a casebook beside a list of others: who is proposed, by what, and that nothing else is."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.model.incidents import Incident
from civharm.model.places import Place
from civharm.model.times import When
from civharm.places.layers.records import Mistake, Record
from civharm.victims.across import across_incidents
from civharm.victims.judged import Judged
from civharm.victims.listed import KnownPerson, ListedMatch, known_people, match_list
from civharm.victims.names import name_book
from civharm.victims.roster import roster_of
from victims.told import judged, mentions

BOOK = name_book()
DAY = date(2017, 3, 17)
INCIDENT = Incident(
    id="i1",
    code="IQ-20170317-a",
    when=When.on(DAY),
    where=Place(words="Tal Warda", name="Tal Warda", within="Mosul"),
    links=(),
    reports=(),
    clusters=(),
)


def known(*lines: str, incident: Incident = INCIDENT) -> list[KnownPerson]:
    return known_people([incident], {incident.id: roster_of(mentions(lines)).people}, BOOK)


def row(number: int, **fields: str) -> Record:
    return Record(number, fields)


def matches(people: list[KnownPerson], *rows: Record | Mistake) -> list[ListedMatch]:
    return match_list(rows, people, list_name="ministry", book=BOOK).matches


CASES = {
    "full name in Arabic": ("Omar Tariq Barakat", {"name_ar": "عمر طارق يونس بركات"}, True),
    "full name in parts": ("Omar Tariq Barakat", {"given": "عمر", "father": "طارق", "family": "بركات"}, True),
    "two words and no more": ("Omar Barakat", {"name": "Omar Barakat"}, False),
    "two words and the age": ("Omar Barakat (44)", {"name": "Omar Barakat", "age": "44"}, True),
    "two words and the birth day": ("Omar Barakat (44)", {"name": "Omar Barakat", "born": "1973-01-02"}, True),
    "two words and the day of death": ("Omar Barakat", {"name": "Omar Barakat", "died": "17/03/2017"}, True),
    "died of the wound later": ("Omar Tariq Barakat", {"name": "Omar Tariq Barakat", "died": "2017-05-01"}, True),
    "dead before": ("Omar Tariq Barakat", {"name": "Omar Tariq Barakat", "died": "2016-05-01"}, False),
    "another father": ("Omar Tariq Barakat", {"name": "Omar Yunis Barakat"}, False),
    "a child of the name": ("Omar Tariq Barakat (4)", {"name": "Omar Tariq Barakat", "age": "44"}, False),
    "a woman of the name": ("Nur Tariq Barakat male", {"name": "Nur Tariq Barakat", "sex": "أنثى"}, False),
    "one word alone": ("Omar (44)", {"name": "Omar", "age": "44", "died": "2017-03-17"}, False),
}  # fmt: skip


@pytest.mark.parametrize(("told", "fields", "is_proposed"), CASES.values(), ids=CASES)
def test_a_person_and_a_row(told: str, fields: dict[str, str], is_proposed: bool) -> None:
    found = matches(known(f"a: {told}"), row(2, **fields))
    assert bool(found) == is_proposed
    for match in found:
        assert match.score == pytest.approx(sum(feature.weight for feature in match.features))


def test_the_place_and_the_day_tell_which_of_two_rows() -> None:
    rows = [
        row(2, name="Omar Barakat", died="2017-03-17", place="Tall Wardah"),
        row(3, name="Omar Barakat", died="2017-05-20"),
    ]
    found = matches(known("a: Omar Barakat"), *rows)
    assert [match.listed.number for match in found] == [2]
    assert {"place", "day of death"} <= {feature.name for feature in found[0].features}


def test_a_person_has_a_few_rows_at_most() -> None:
    rows = [row(number, name="Omar Tariq Barakat", id=str(number)) for number in range(2, 12)]
    assert len(matches(known("a: Omar Tariq Barakat"), *rows)) == BOOK.rules.listed.best


def test_bad_rows_are_told_by_number_and_the_others_are_compared() -> None:
    rows: list[Record | Mistake] = [
        row(2, name="Omar Tariq Barakat", age="Omar"),
        row(3, age="4"),
        row(4, name="12"),
        Mistake(number=5, what="the row can't be read", remedy="mend it"),
        row(6, name="Omar Tariq Barakat", died="31/31/2017"),
        row(7, name="Omar Tariq Barakat"),
    ]
    found = match_list(rows, known("a: Omar Tariq Barakat"), list_name="ministry", book=BOOK)
    assert [mistake.number for mistake in found.mistakes] == [2, 3, 4, 5, 6]
    assert ([match.listed.number for match in found.matches], found.rows) == ([7], 6)
    assert "Omar" not in " ".join(map(str, found.mistakes))


def test_the_key_of_a_row_stays_while_list_and_id_do() -> None:
    people = known("a: Omar Tariq Barakat")
    first = matches(people, row(2, name="Omar Tariq Barakat", id="77"))[0].listed.key
    moved = matches(people, row(9, name="Omar Tareq Yunis Barakat", id="77"))[0].listed.key
    other = match_list([row(2, name="Omar Tariq Barakat", id="77")], people, list_name="other", book=BOOK)
    assert first == moved != other.matches[0].listed.key
    assert "77" not in first


NAMES = st.sampled_from(
    ["Omar Tariq Barakat", "عمر طارق بركات", "Hala Salim Barakat", "Omer Barakat", "Sami"]
)
ROWS = st.lists(st.tuples(NAMES, st.sampled_from(["", "4", "44", "x"])), max_size=8)


@given(rows=ROWS, seed=st.integers(0, 9))
def test_the_order_of_rows_is_of_no_matter(rows: list[tuple[str, str]], seed: int) -> None:
    people = known("a: Omar Tariq Barakat (44)", "a: Hala Salim Barakat", "b: Omar Barakat (4)")
    written = [row(at, id=str(at), name=name, age=age) for at, (name, age) in enumerate(rows, start=2)]
    turned = random.Random(seed).sample(written, len(written))
    assert matches(people, *written) == matches(people, *turned) == matches(people[::-1], *written)


def test_one_death_told_as_two_incidents_is_proposed_and_not_joined() -> None:
    other = replace(INCIDENT, id="i2", code="IQ-20170318-a")
    first, second = (
        mentions(["a: Omar Tariq Barakat (44)"]),
        mentions(["b: عمر طارق بركات", "b: Hala Barakat"]),
    )
    rosters = {"i1": roster_of(first), "i2": roster_of(second)}
    (pair,) = across_incidents([INCIDENT, other], rosters, [*first, *second])
    assert {pair.left, pair.right} == {first[0].id, second[0].id}
    decided = judged([*first, *second], different=[[1, 2]])
    assert across_incidents([INCIDENT, other], rosters, decided) == []


def test_what_people_judged_of_a_row_is_known_of_the_person() -> None:
    told = replace(mentions(["a: Omar Tariq Barakat"])[0], same_as=("list:77",), different_from=("list:78",))
    verdicts = [Judged.of([told]).verdict(told.id, f"list:{row}") for row in (77, 78, 79)]
    assert verdicts == [True, False, None]


def test_another_name_under_an_id_that_was_given_before_is_a_mistake_of_its_row() -> None:
    people = known("a: Omar Tariq Barakat", "a: Hala Salim Barakat")
    rows = [
        row(2, name="Omar Tariq Barakat", id="77"),
        row(3, name="Hala Salim Barakat", id="77"),
        row(4, name="Omar Tariq Barakat", id="77"),
        row(5, name="Hala Salim Barakat"),
        row(6, name="Hala Salim Barakat"),
    ]
    found = match_list(rows, people, list_name="ministry", book=BOOK)
    assert [mistake.number for mistake in found.mistakes] == [3]
    assert "row 2" in str(found.mistakes[0])
    assert "Hala" not in str(found.mistakes[0])
    assert sorted(match.listed.number for match in found.matches) == [2, 4, 5, 6]
