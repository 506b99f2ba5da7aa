"""What of a report is worth a parse, by its words."""

import pytest

from civharm.claims.english.reader import EnglishReader
from civharm.claims.english.relevance import Relevance, only, relevance
from civharm.codebook import default_codebook
from civharm.lang.english import is_parsed, parse
from civharm.model.reports import Report
from civharm.places.gazetteer import open_gazetteer

TELLING = {
    "harm": "Twelve people were slain in the old market.",
    "an irregular form": "Gunmen shot the baker.",
    "an attack": "Warplanes were heard before the airstrike.",
    "control beside a party": "The Islamic State holds the bridge.",
    "an answer beside a party": "The coalition denied it.",
    "displacement": "Families fled to the south.",
    "people who leave, counted": "About 8,000 people leave each day.",
    "a phrase of several words": "Three were taken to a hospital.",
}
IDLE = {
    "ordinary": "The council met to discuss the price of bread.",
    "a word of two meanings": "The campaign for clean streets was a push in the right direction.",
    "control of something else": "She took the prize and held it high.",
}
FILLER = "The council talked about water pipes and school books. " * 60


@pytest.fixture(scope="module")
def wanted() -> Relevance:
    return relevance(default_codebook())


@pytest.mark.parametrize("sentence", TELLING.values(), ids=TELLING.keys())
def test_is_parsed(wanted: Relevance, sentence: str) -> None:
    text = FILLER + sentence + " " + FILLER
    assert any(sentence in passage.of(text) for passage in wanted.passages(text))


@pytest.mark.parametrize("sentence", IDLE.values(), ids=IDLE.keys())
def test_is_left_out(wanted: Relevance, sentence: str) -> None:
    assert wanted.passages(FILLER + sentence) == ()


def test_the_sentence_that_names_the_speaker_is_parsed_too(wanted: Relevance) -> None:
    named = "“The roads are bad,” said Dr. Salma Haddad of the clinic."
    text = FILLER + named + " They are worse now. She said that nine people died there. " + FILLER
    assert any(named in passage.of(text) for passage in wanted.passages(text))


def test_a_dense_report_is_parsed_whole(wanted: Relevance) -> None:
    text = "Nine people died. It rained. Two were wounded."
    assert [passage.of(text) for passage in wanted.passages(text)] == [text]


def test_a_report_that_opens_with_harm_is_parsed_whole(wanted: Relevance) -> None:
    text = "Nine people died in the flats. " + FILLER
    assert [passage.of(text) for passage in wanted.passages(text)] == [text]


def test_a_very_long_report_is_not_parsed_whole_for_its_opening(wanted: Relevance) -> None:
    text = "Nine people died in the flats. " + 3 * FILLER
    assert [passage.of(text).strip() for passage in wanted.passages(text)] == [
        "Nine people died in the flats."
    ]


def test_a_short_report_that_tells_of_something_twice_is_parsed_whole(wanted: Relevance) -> None:
    twice = "It rained. " * 5 + "Nine people died. Two were wounded. " + "It rained. " * 5
    assert [passage.of(twice) for passage in wanted.passages(twice)] == [twice]
    once = "It rained. " * 5 + "Nine people died. " + "It rained. " * 5
    assert [passage.of(once) for passage in wanted.passages(once)] != [once]


def test_a_report_that_tells_of_nothing_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = EnglishReader(default_codebook(), open_gazetteer())
    parsed: list[str] = []
    monkeypatch.setattr(
        "civharm.claims.english.reader.parse", lambda text, **_: parsed.append(text) or parse(text)
    )
    report = Report(id="r", sha256="0" * 64, capture_sha256="0" * 64, rendition_id="t")
    assert reader.read(report, FILLER).claims == () and not parsed
    reader.read(report, FILLER + "Nine people died.")
    assert len(parsed) == 1


def test_what_is_covered_keeps_offsets(wanted: Relevance) -> None:
    text = FILLER + "Nine people were killed on Monday. " + FILLER
    passages = wanted.passages(text)
    covered = only(text, passages)
    assert len(covered) == len(text)
    assert all(passage.of(covered) == passage.of(text) for passage in passages)
    assert "council" not in covered[passages[-1].end :]


def test_only_the_passages_are_parsed(wanted: Relevance) -> None:
    text = FILLER + "Nine people were killed on Monday. " + FILLER
    doc = parse(text, passages=wanted.passages(text))
    assert doc.text == text
    assert 0 < sum(map(is_parsed, doc.sents)) < 5 < sum(1 for _ in doc.sents)


@pytest.mark.parametrize("is_selective", [True, False])
def test_the_claim_is_the_same_with_the_filter_and_without(is_selective: bool) -> None:
    text = (
        FILLER + "\n\nNine people were killed in an airstrike in Mosul, the Nineveh Record said.\n\n" + FILLER
    )
    reader = EnglishReader(default_codebook(), open_gazetteer(), is_selective=is_selective)
    report = Report(id="r", sha256="0" * 64, capture_sha256="0" * 64, rendition_id="t")
    [claim] = [claim for claim in reader.read(report, text).claims if claim.casualties]
    assert (claim.casualties[0].count.min, claim.where[0].name) == (9, "Mosul")
