"""A name that one claim protects stays masked whatever people decide on that claim, wherever it is shown."""

from dataclasses import replace

import pytest

from civharm.catalogue.masking import masked
from civharm.catalogue.stored import stored_record
from civharm.cli.shown import lines, shown_in
from civharm.cli.shown import masked as masked_for_the_eye
from civharm.model.casualties import Harm
from civharm.model.decisions import Action
from civharm.model.spans import Span
from civharm.model.speakers import Speaker, SpeakerKind
from civharm.model.victims import Victim
from civharm.pipeline import refresh

TEXT = (
    "On Tuesday shells killed three people in Norhaven. One was Taro Quill, said Odo Vell, a neighbour. "
    "Vell had run to Mira Dask and hid there. A day later Dask left, and so did Odo Vell."
)
NAMES = ("Quill", "Vell", "Dask")
WITNESS = Speaker(name="Odo Vell", role="neighbour", kind=SpeakerKind.WITNESS, words="Odo Vell, a neighbour")
ADD, CORRECT, REJECT, UNDO = (
    Action.ADD_CLAIM,
    Action.CORRECT_CLAIM,
    Action.REJECT_CLAIM,
    Action.UNDO,
)
OFFICIAL = {"name": "Odo Vell", "role": "mayor", "kind": "local_official", "words": "Odo Vell"}


def at(text, words):
    return Span(text.index(words), text.index(words) + len(words))


@pytest.fixture
def claim(keep, new_page):
    """One claim protects a witness, a shelter's name, and the one killed; another report tells of them too."""
    report = new_page(TEXT)
    read = report.claim("shells killed three people")
    read = replace(read, speaker=WITNESS, protected=(at(TEXT, "Mira Dask"),))
    victim = Victim(
        id="v",
        claim_id=read.id,
        report_id=report.report.id,
        name="Taro Quill",
        span=at(TEXT, "Taro Quill"),
        harm=Harm.KILLED,
    )
    other = new_page("Near Norhaven Taro Quill, Odo Vell and Mira Dask were seen. Shells fell.", "other.txt")
    keep(other, other.claim("Shells fell"))
    keep(report, read, victims=(victim,))
    return read


def all_that_is_shown(casebook):
    """Everything that commands, pages, catalogue and release are made of."""
    refresh(casebook)
    shown = shown_in(casebook, is_protected_shown=False)
    hidden = masked_for_the_eye(shown)
    record = masked(stored_record(casebook))
    yield "lines", str(list(lines(shown, is_protected_shown=False)))
    yield "for the eye", str((hidden.reports, hidden.texts, hidden.claims, hidden.incidents, hidden.issues))
    yield "record", str(record)
    yield "claims in words", str([casebook.state().claim_words(claim.id) for claim in record.claims])


def assert_nobody_is_named(casebook):
    for where, told in all_that_is_shown(casebook):
        assert [name for name in NAMES if name in told] == [], where


DECISIONS = {
    "rejected": [(REJECT, {})],
    "mask taken away": [(CORRECT, {"protected": []})],
    "speaker corrected": [(CORRECT, {"speaker": OFFICIAL, "protected": []})],
    "corrected, then rejected": [(CORRECT, {"protected": [], "speaker": None}), (REJECT, {})],
}


@pytest.mark.parametrize("decisions", DECISIONS.values(), ids=DECISIONS)
def test_whatever_is_decided_on_the_claim_that_protects(casebook, claim, decide, decisions):
    assert_nobody_is_named(casebook)
    for action, change in decisions:
        decide(action, claim.id, **change)
    assert_nobody_is_named(casebook)


def protecting(text, words):
    span = at(text, words)
    return {"protected": [[span.start, span.end]]}


@pytest.mark.parametrize("last", [REJECT, CORRECT, UNDO])
def test_what_a_person_protected_stays_so(casebook, claim, decide, last):
    sentence = "A day later Dask left"
    corrected = decide(CORRECT, claim.id, **protecting(TEXT, "Norhaven"))
    assert "Norhaven" not in masked(stored_record(casebook)).texts[claim.report_id]
    target = corrected.id if last is UNDO else claim.id
    decide(last, target, **({"protected": []} if last is CORRECT else {}))
    text = masked(stored_record(casebook)).texts[claim.report_id]
    assert "Norhaven" not in text and sentence not in text


@pytest.fixture(params=[f"Corrected. {TEXT}", "Corrected: three died; Odo Vell, Mira Dask and Taro Quill."])
def again(request, new_page):
    """The page in another rendition: its words have moved, or are gone."""
    return new_page(TEXT).rendered(request.param)


def test_it_stays_so_when_the_text_moves_or_its_words_are_gone(casebook, claim, keep, decide, again):
    decide(REJECT, claim.id)
    keep(again, version="2")
    shown = str(masked(stored_record(casebook)))
    assert "Vell" not in shown and "Dask" not in shown


def test_a_mask_of_what_stands_is_made_no_wider(casebook, claim, decide):
    """What is shown of a casebook in which nobody decided anything is what its own claims protect."""
    record = stored_record(casebook)
    alone = masked(replace(record, protection=None))
    assert masked(record).texts == alone.texts
