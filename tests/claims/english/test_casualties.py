"""Casualties of English sentences: cases as a table, properties on any text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from civharm.claims.english.casualties import CasualtyMention, find_casualties
from civharm.codebook import default_codebook
from civharm.lang.english import parse

CASES = yaml.safe_load((Path(__file__).parent / "casualties.yml").read_text(encoding="utf-8"))
PROFILE, CUES = default_codebook().profile(), default_codebook().cues("en-casualties")
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
    victims = [victim for mention in read(text) for victim in mention.victims]
    assert [(v.name, v.age, v.sex) for v in victims] == [
        ("Samir Odeh", 34, None),
        ("Lina Odeh", 30, "female"),
        ("Adam", None, "male"),
    ]


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
