"""Speakers on a table of short texts: named, described, known again, private or not."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.claims.english.parties import find_parties, party_lexicon
from civharm.claims.english.sayings.attribution import find_attributions
from civharm.claims.english.sayings.speakers import speaker_book
from civharm.codebook import default_codebook
from civharm.lang.english import parse
from civharm.model.speakers import Speaker
from support.documents import parsed_alone

CASES = yaml.safe_load(Path(__file__).with_name("speakers_cases.yml").read_text(encoding="utf-8"))


def speakers(text: str) -> list[Speaker]:
    codebook = default_codebook()
    lexicon = party_lexicon(codebook)
    doc = parse(text, names=lexicon.joined_names)
    parties = find_parties(doc, text, lexicon)
    document = parsed_alone(doc, text, parties)
    words, kinds = codebook.cues("en-speech"), codebook.cues("en-speakers")
    book = speaker_book(parties, doc, codebook=codebook, words=words, kinds=kinds)
    return [a.speaker for a in find_attributions(document, book, codebook.cues("en-speech"))]


def fields(speaker: Speaker) -> Mapping[str, Any]:
    return {
        "name": speaker.name,
        "others": list(speaker.other_names),
        "role": speaker.role,
        "kind": speaker.kind.value,
        "words": speaker.words,
        "party": speaker.party,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_speakers_of(case: Mapping[str, Any]) -> None:
    found = [fields(speaker) for speaker in speakers(case["text"])]
    assert [
        {name: one[name] for name in wanted} for one, wanted in zip(found, case["speakers"], strict=True)
    ] == case["speakers"]
