"""People as they may be shown: no field holds a name, and of the living nothing is told that finds them."""

import json

import pytest

from civharm.publication.people import age_group, person_line, person_words, withheld
from civharm.victims.roster import roster_of
from victims.told import mentions


def person(*told: str):
    (found,) = roster_of(mentions(told)).people
    return found


DEAD = person("a: Hana Qandil (9) female killed", "b: هناء قنديل (10)")
WOUNDED = person("a: Hana Qandil (9) female injured")


@pytest.mark.parametrize("each", [DEAD, WOUNDED], ids=["dead", "wounded"])
def test_no_field_holds_a_name(each):
    for told in (
        json.dumps(person_line(each, is_protected_shown=False), ensure_ascii=False),
        person_words(each),
        str(withheld(each)),
    ):
        assert not {"Hana", "Qandil", "هناء", "قنديل"} & set(told.replace('"', " ").replace("'", " ").split())


def test_of_the_living_no_exact_age_is_told():
    ages = [
        [told["value"] for told in person_line(each, is_protected_shown=False)["ages"]]
        for each in (DEAD, WOUNDED)
    ]
    assert ages == [[10, 9], []]
    assert (age_group(WOUNDED), age_group(withheld(WOUNDED))) == ("child", "child")


def test_who_asks_sees_names_and_what_is_told_otherwise():
    line = person_line(DEAD, is_protected_shown=True)
    assert ({told["value"] for told in line["names"]}, line["conflicts"]) == (
        {"Hana Qandil", "هناء قنديل"},
        ["age"],
    )
    assert person_words(DEAD) == "killed, child, female, in 2 reports, age told otherwise"
