"""Casualties of English sentences: cases as a table, properties on any text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from civharm.claims.english.casualties.finder import CasualtyMention, find_casualties
from civharm.claims.english.casualties.lexicon import casualty_cues
from civharm.codebook import default_codebook
from civharm.lang.english import parse

CASES = yaml.safe_load((Path(__file__).parent / "casualties.yml").read_text(encoding="utf-8"))
PROFILE, CUES = default_codebook().profile(), casualty_cues(default_codebook())
WORDS = st.sampled_from(
    "12 killed and wounded , . including three children women of them were dead the a toll rose to at least "
    "people no family bodies Ali Omar ( 34 ) -old year his wife with among those injured \n\n missing".split(
        " "
    )
)


def read(text: str) -> list[CasualtyMention]:
    return find_casualties(parse(text), PROFILE, CUES)


def row(mention: CasualtyMention) -> list[Any]:
    casualties = mention.casualties
    count = casualties.count
    notes = {
        "part": casualties.part_of is not None,
        "beside": casualties.beside is not None,
        "denied": mention.negated,
        "period": mention.is_period_total,
        "before": mention.is_definite,
    }
    counted = [str(casualties.harm), str(casualties.status), casualties.group, count.min, count.max]
    return (
        counted
        + [str(count.open)] * (count.open is not None)
        + [name for name, holds in notes.items() if holds]
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_a_sentence_gives_the_counts_of_a_careful_reader(case: dict[str, Any]) -> None:
    assert [row(mention) for mention in read(case["text"])] == case["counts"]


def test_a_part_names_the_words_of_its_whole() -> None:
    whole, part = read("Strikes killed at least 12 people, including three children.")
    assert part.casualties.part_of == whole.casualties.count.words == "at least 12"


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("Gunmen killed three shepherds.", "Gunmen"),
        ("Three people were killed by a suicide bomber.", "a suicide bomber"),
        ("An Israeli airstrike killed three people.", "An Israeli airstrike"),
        ("Three people were killed.", None),
    ],
)
def test_the_agent_of_the_clause_is_the_attacker(text: str, attacker: str | None) -> None:
    [mention] = read(text)
    assert (mention.attacker and mention.attacker.of(text)) == attacker


def test_names_come_with_age_and_sex() -> None:
    text = "Samir Odeh, 34, was killed with his 30-year-old wife, Lina Odeh, and their son, Adam."
    found = (victim for mention in read(text) for victim in mention.victims)
    victims = sorted(found, key=lambda victim: victim.span)
    assert [(v.name, v.age, v.sex) for v in victims] == [
        ("Samir Odeh", 34, None),
        ("Lina Odeh", 30, "female"),
        ("Adam", None, "male"),
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Among the dead were Salwa A., 34, and her sons Yousif, 9, and Adam, 6.",
            [("Salwa A.", 34), ("Yousif", 9), ("Adam", 6)],
        ),
        (
            "Omar Saleh (41) was killed with his wife Huda (38), their sons Yahya (9) and Anas (5), and their daughter Rim (12).",
            [("Omar Saleh", 41), ("Huda", 38), ("Yahya", 9), ("Anas", 5), ("Rim", 12)],
        ),
        (
            "The shell killed Omar Saleh and his three sons, 18-year-old Khalil, 14-year-old Muhammad, and 12-year-old Hamza.",
            [("Omar Saleh", None), ("Khalil", 18), ("Muhammad", 14), ("Hamza", 12)],
        ),
        (
            "Two people were killed. The victims were identified as Samir Odeh, 34, and Lina Odeh, 9.",
            [("Samir Odeh", 34), ("Lina Odeh", 9)],
        ),
        (
            "Two people were killed. The victims were identified as 20-year-old Pavel Tessel and 17-year-old Yuri Brand. Tessel died at the scene.",
            [("Pavel Tessel", 20), ("Yuri Brand", 17), ("Tessel", None)],
        ),
        (
            "An airstrike killed 12 civilians on Tuesday, including Huda Marwani and Layla Jabouri, relatives said.",
            [("Huda Marwani", None), ("Layla Jabouri", None)],
        ),
    ],
)
def test_every_name_of_a_list_is_a_victim(text: str, named: list[tuple[str, int | None]]) -> None:
    assert [(victim.name, victim.age) for mention in read(text) for victim in mention.victims] == named


def test_a_list_of_names_is_counted_and_its_children_are_a_part() -> None:
    whole, part = read("Among the dead were Salwa A., 34, and her sons Yousif, 9, and Adam, 6.")
    assert [row(whole), row(part)] == [
        ["killed", "unknown", "all", 3, 3],
        ["killed", "civilian", "children", 2, 2, "part"],
    ]


def test_a_part_told_later_lies_in_its_own_sentence() -> None:
    text = "The raid hit two houses, killing eight people. Three of the dead were civilians."
    _, part = read(text)
    assert part.span.of(text) == part.sentence.of(text)[:-1] == "Three of the dead were civilians"
    assert part.trigger.of(text) == "dead"


def test_the_words_of_a_mention_stand_at_its_spans() -> None:
    text = "On Monday, at least 12 civilians were killed."
    [mention] = read(text)
    found = [span.of(text) for span in (mention.span, mention.patient, mention.trigger, mention.sentence)]
    assert found == ["at least 12 civilians were killed", "at least 12 civilians", "killed", text]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_is_read_without_a_crash_and_quoted_exactly(text: str) -> None:
    for mention in read(text):
        spans = (
            mention.span,
            mention.patient,
            mention.trigger,
            mention.sentence,
            mention.casualties.count.span,
        )
        assert all(span is not None and span.start < span.end <= len(text) for span in spans)
        assert mention.casualties.count.span is not None
        assert mention.casualties.count.span.of(text) == mention.casualties.count.words
        assert all(victim.span.of(text) == victim.name for victim in mention.victims)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Salim Haddad, Noor Karam and Yusuf Barzani were killed.", {"Salim Haddad", "Noor Karam", "Yusuf Barzani"}),
        ("Salim Haddad, Noor Karam and two others were killed.", {"Salim Haddad", "Noor Karam"}),
        ("Nadia Karim Saleh, 22, was among those killed in the airstrike.", {"Nadia Karim Saleh"}),
        ("Omar Haddad, a 41-year-old baker, was among those killed, the mayor said.", {"Omar Haddad"}),
        ("The airstrike killed 12 people, among them Nadia Saleh, 22.", {"Nadia Saleh"}),
        ("Nadia Saleh and Omar Haddad were among the dead.", {"Nadia Saleh", "Omar Haddad"}),
        ("Among the dead was Nadia Saleh, 22.", {"Nadia Saleh"}),
        ("Omar Haddad was not among those killed.", set()),
        ("Omar Haddad was among those who killed the guard.", set()),
        ("The strike killed 12 people in several towns, among them Hama.", set()),
        ("The dead were civilians, among them Nadia Saleh.", {"Nadia Saleh"}),
        ("The victims are civilians, and among them is Nadia Saleh.", {"Nadia Saleh"}),
        ("The victims were all civilians, including Nadia Saleh, 34.", {"Nadia Saleh"}),
        ("Those killed included Nadia Saleh and Omar Haddad.", {"Nadia Saleh", "Omar Haddad"}),
        ("Among the dead: Nadia Saleh, Omar Haddad, Noor Karam.", {"Nadia Saleh", "Omar Haddad", "Noor Karam"}),
        ("The dead were of one family: Omar Haddad, his wife Salma and their children Sami, Lina and Nour.", {"Omar Haddad", "Salma", "Sami", "Lina", "Nour"}),
        ("The wounded, among them Omar Haddad, were flown out on Friday.", {"Omar Haddad"}),
        ("Among those killed on the bridge was the imam, Sheikh Omar al-Saad.", {"Sheikh Omar al-Saad"}),
        ("Her mother, Salma Idris, was among the victims of the strike.", {"Salma Idris"}),
        ("Police identified the victim as Salma Idris, 24.", {"Salma Idris"}),
        ("Relatives mourned the victims, Omar Haddad and Noor Karam.", {"Omar Haddad", "Noor Karam"}),
        ("The dead were Islamic State fighters, and the wounded were from Tal Afar.", set()),
        ("The dead included Palestinian Authority officials.", set()),
        ("The victims were flown to four hospitals, including Karim Medical Center.", set()),
        ("The victims were brought to Mosul and to Salam Hospital, Karim Aziz said.", set()),
    ],
)  # fmt: skip
def test_everybody_named_among_the_harmed_is_a_victim(text: str, names: set[str]) -> None:
    assert {victim.name for mention in read(text) for victim in mention.victims} == names
