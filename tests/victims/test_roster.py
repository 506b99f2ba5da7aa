"""Who the people of an incident are, by the mentions of its reports."""

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from civharm.model.casualties import Harm
from civharm.model.victims import Victim
from civharm.victims.floor import surely_different
from civharm.victims.judged import Judged
from civharm.victims.names import name_book
from civharm.victims.roster import Roster, roster_of
from victims.told import judged, mention, mentions

CASES = yaml.safe_load((Path(__file__).parent / "people.yml").read_text(encoding="utf-8"))
LINES = [line for case in CASES for line in case["told"]]


def numbers(told: list[Victim], roster: Roster) -> list[list[int]]:
    number_of = {victim.id: number for number, victim in enumerate(told, start=1)}
    return sorted(sorted(number_of[name] for name in person.mentions) for person in roster.people)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_people(case: dict[str, Any]) -> None:
    told = judged(mentions(case["told"]), same=case.get("same", ()), different=case.get("different", ()))
    roster = roster_of(told)
    assert numbers(told, roster) == case["people"]
    if "harm" in case:
        assert [person.harm for person in roster.people] == case["harm"]
    conflicts = {field for person in roster.people for field in person.conflicts}
    assert conflicts == set(case.get("conflicts", ()))
    number_of = {victim.id: number for number, victim in enumerate(told, start=1)}
    first = {person.id: min(number_of[name] for name in person.mentions) for person in roster.people}
    doubtful = sorted(sorted((first[pair.left], first[pair.right])) for pair in roster.doubtful)
    if "doubtful" in case:
        assert doubtful == case["doubtful"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_floor_of_killed_civilians(case: dict[str, Any]) -> None:
    told = judged(mentions(case["told"]), same=case.get("same", ()), different=case.get("different", ()))
    people = [
        person
        for person in roster_of(told).people
        if person.harm is Harm.KILLED and "combatant" not in [each.value for each in person.statuses]
    ]
    killed = {victim.id: victim for victim in told if victim.harm is Harm.KILLED}
    assert len(surely_different(people, killed, Judged.of(told), name_book())) == case["floor"]


@given(lines=st.lists(st.sampled_from(LINES), max_size=12), seed=st.integers(0, 99))
def test_the_order_of_mentions_is_of_no_matter(lines: list[str], seed: int) -> None:
    told = mentions(lines)
    turned = random.Random(seed).sample(told, len(told))
    assert roster_of(told) == roster_of(turned)


@given(lines=st.lists(st.sampled_from(LINES), max_size=12))
def test_every_mention_is_one_person_s_and_the_floor_no_more_than_the_people(lines: list[str]) -> None:
    told = mentions(lines)
    people = roster_of(told).people
    assert sorted(name for person in people for name in person.mentions) == sorted(each.id for each in told)
    by_id = {victim.id: victim for victim in told}
    assert len(surely_different(people, by_id, Judged(), name_book())) <= len(people)


@given(lines=st.lists(st.sampled_from(LINES), min_size=2, max_size=8), is_same=st.booleans())
def test_what_people_judged_holds(lines: list[str], is_same: bool) -> None:
    told = mentions(lines)
    pair = [[1, 2]]
    roster = roster_of(judged(told, same=pair) if is_same else judged(told, different=pair))
    together = any({told[0].id, told[1].id} <= set(person.mentions) for person in roster.people)
    assert together == is_same


@given(lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=8))
def test_a_report_told_twice_adds_nobody(lines: list[str]) -> None:
    """Two mentions that tell the same in one report are one unit: to read a report twice changes nothing."""
    told = mentions(lines)
    twice = [*told, *(mention(line, number) for number, line in enumerate(lines, start=100))]
    assert len(roster_of(twice).people) == len(roster_of(told).people)


def test_people_of_one_family_are_told_so() -> None:
    told = mentions(["a: Omar Barakat", "a: Hala Barakat", "a: Sami Haddad"])
    family = {person.names[0].value: person.family for person in roster_of(told).people}
    assert family == {"Omar Barakat": 1, "Hala Barakat": 1, "Sami Haddad": None}


def test_thousands_of_reports_of_one_house() -> None:
    given_names = "Omar Hala Rami Tuqa Sami Yunis Ahmad Lina Adam Noor".split()
    told = mentions([f"r{at}: {given_names[at % 10]} Barakat" for at in range(5_000)])
    assert len(roster_of(told).people) == len(given_names)
