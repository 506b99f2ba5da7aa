"""Sayings on a table of short texts: source, cue and content by the grammar of the words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.claims.english.document import readable_sentences
from civharm.claims.english.sayings.by_grammar import sayings_by_grammar
from civharm.claims.english.sayings.quotations import find_quotations
from civharm.claims.english.sayings.saying import Saying
from civharm.claims.english.sayings.speech import Manner, speech_words
from civharm.codebook import default_codebook
from civharm.lang.english import parse

CASES = yaml.safe_load(Path(__file__).with_name("sayings_cases.yml").read_text(encoding="utf-8"))


def sayings(text: str) -> list[Saying]:
    doc, words = parse(text), speech_words(default_codebook().cues("en-speech"))
    return sayings_by_grammar(text, readable_sentences(doc, text), find_quotations(text), words)


def in_words(saying: Saying, text: str) -> list[str | None]:
    source = saying.source.of(text) if saying.source else None
    return [source, saying.cue.of(text), *(span.of(text) for span in saying.content)]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_finds(case: Mapping[str, Any]) -> None:
    found = sayings(case["text"])
    for manner, wanted in ((Manner.SAID, "sayings"), (Manner.HELD, "views")):
        told = [in_words(saying, case["text"]) for saying in found if saying.manner is manner]
        assert all(one in told for one in case.get(wanted, ())), told
    assert not {saying.cue.of(case["text"]) for saying in found} & set(case.get("never", ()))


def test_what_is_said_inside_a_quotation_is_nested() -> None:
    found = sayings("“They told us that help was coming,” said Umm Karim.")
    assert {
        saying.cue.of("“They told us that help was coming,” said Umm Karim."): saying.is_nested
        for saying in found
    } == {
        "told": True,
        "said": False,
    }


def test_views_inside_what_somebody_says_are_left_out() -> None:
    assert [saying.head.text for saying in sayings("The mayor said that families wanted a truce.")] == [
        "said"
    ]
