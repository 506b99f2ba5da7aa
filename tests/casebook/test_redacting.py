"""Words that people black out of a report: in no copy that leaves the team, and always in the original."""

from dataclasses import replace

import pytest

from civharm.catalogue.masking import masked, public
from civharm.catalogue.stored import stored_record
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.model.redaction import BLACKED_OUT, blacked_out
from civharm.model.speakers import Speaker, SpeakerKind
from civharm.pipeline import refresh

TEXT = (
    "Shells killed three people in Norhaven near the blue   gate, Odo Amar Vell said. The blue gate burned."
)


@pytest.fixture
def told(casebook, new_page, keep):
    page = new_page(TEXT, "a.txt")
    witness = Speaker(name="Odo Amar Vell", role=None, kind=SpeakerKind.WITNESS, words="Odo Amar Vell")
    claim = page.claim("Shells killed three people in Norhaven near the blue   gate, Odo Amar Vell said")
    keep(page, replace(claim, speaker=witness), page.claim("The blue gate burned", 1))
    refresh(casebook)
    return casebook


@pytest.fixture
def report(told):
    return told.reports()[0].id


def text_of(casebook, made=public):
    return next(iter(made(stored_record(casebook)).texts.values()))


def test_words_are_in_no_copy_that_leaves_the_team(told, report, decide):
    redaction = decide(Action.REDACT, report, quotes=["blue gate", "three"])
    assert text_of(told) == (
        f"Shells killed {BLACKED_OUT} people in Norhaven near the {BLACKED_OUT}, {BLACKED_OUT} said. "
        f"The {BLACKED_OUT} burned."
    )
    assert "blue" in text_of(told, masked)
    assert told.content(told.captures()[0].sha256).decode() == TEXT
    assert "blue" not in str(public(stored_record(told)))
    decide(Action.UNDO, redaction.id)
    assert "The blue gate burned" in text_of(told)


def test_what_is_said_stands_where_its_span_says_in_the_copy(told, report, decide):
    decide(Action.REDACT, report, quotes=["near the blue gate"])
    record = public(stored_record(told))
    assert all(claim.anchored_in(record.texts[claim.report_id]) for claim in record.claims)
    assert record.claims[1].quote.exact == "The blue gate burned"
    assert record.reports[0].chars == len(record.texts[report])


def test_no_mask_tells_how_long_a_name_is(told):
    text = text_of(told)
    assert f"gate, {BLACKED_OUT} said" in text
    claim = public(stored_record(told)).claims[0]
    assert claim.speaker.name == BLACKED_OUT
    assert claim.span.end - claim.span.start == len(claim.quote.exact)
    assert "█" * 6 not in str(public(stored_record(told)))


def test_a_copy_is_made_and_its_hash_is_signed(told, report, decide):
    from civharm.casebook.models import RenditionRow  # needs a casebook opened

    decide(Action.REDACT, report, quotes=["Norhaven"])
    decide(Action.REDACT, report, quotes=["burned"])
    first, second = (each.change for each in told.decisions())
    copies = RenditionRow.objects.using(told.alias).filter(renderer="redaction").order_by("id")
    assert [row.rendition_id for row in copies] == [first["copy"], second["copy"]]
    assert "Norhaven" not in copies[0].text
    assert ("Norhaven" in copies[1].text, "burned" in copies[1].text) == (False, False)
    assert first["places"] == [[30, 38]]
    assert told.verify() == ()


def test_words_stay_blacked_out_when_the_report_is_rendered_anew(told, report, decide, new_page, keep):
    decide(Action.REDACT, report, quotes=["blue gate"])
    page = new_page(TEXT, "a.txt").rendered(f"Front page. {TEXT}")
    keep(page, page.claim("The blue gate burned"), version="2")
    assert "blue" not in text_of(told)


@pytest.mark.parametrize(
    ("change", "told_back"),
    [
        ({}, "quote the words"),
        ({"quotes": [" "]}, "quote the words"),
        ({"quotes": ["green gate"]}, "does not stand"),
        ({"quotes": "gate"}, "list of words"),
        ({"span": [5, 900]}, "where words of the report stand"),
        ({"span": [6, 6]}, "where words of the report stand"),
        ({"quotes": ["gate"], "by": "me"}, "no field 'by'"),
    ],
)
def test_what_blacks_out_nothing_is_refused(report, decide, change, told_back):
    with pytest.raises(InvalidDecision, match=told_back):
        decide(Action.REDACT, report, **change)


@pytest.mark.parametrize(
    ("text", "quotes", "copy"),
    [
        ("abc", [], "abc"),
        ("a b c", ["b"], "a █████ c"),
        ("a b c", ["b", "b c"], "a █████"),
        ("ab", ["a", "b"], "█████"),
        ("aXa", ["a"], "█████X█████"),
        ("قال سالم إن", ["سالم"], "قال █████ إن"),
        ("a.c abc", ["a.c"], "█████ abc"),
    ],
)
def test_a_copy_has_one_mask_for_each_run_of_words(text, quotes, copy):
    assert blacked_out(text, quotes) == copy
