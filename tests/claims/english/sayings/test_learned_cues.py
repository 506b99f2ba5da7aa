"""What the net adds to the grammar's sayings; its arithmetic on a net made by hand."""

import numpy as np
import pytest

from civharm.claims.english.document import EnglishDocument
from civharm.claims.english.sayings.attribution import find_sayings
from civharm.claims.english.sayings.by_grammar import sayings_by_grammar
from civharm.claims.english.sayings.cue_net import CueNet, cue_net
from civharm.claims.english.sayings.cue_signs import CueSigns, cue_signs
from civharm.claims.english.sayings.learned_cues import may_tell_more
from civharm.claims.english.sayings.quotations import find_quotations
from civharm.claims.english.sayings.saying import Saying
from civharm.claims.english.sayings.speech import Manner, speech_words
from civharm.codebook import default_codebook
from civharm.lang.english import parse
from civharm.model.spans import Span
from support.documents import parsed_alone

TEXT = (
    "Two bridges were hit, said Capt. Samir Fadel. He denied that the school had been a target. “We looked,” he "
    "added, “and found nobody.” Residents fear more raids. According to the mayor, three people died."
)


def document_of(text: str, passages: tuple[Span, ...] | None = None) -> EnglishDocument:
    return parsed_alone(parse(text, passages=passages), text)


def sayings(text: str, passages: tuple[Span, ...] | None = None) -> list[Saying]:
    return find_sayings(document_of(text, passages), default_codebook().cues("en-speech"))


@pytest.mark.parametrize(
    ("text", "source", "cue", "manner"),
    [
        (
            "The ministry issued a statement saying that nine people were killed.",
            "The ministry",
            "issued a statement saying",
            Manner.SAID,
        ),
        (
            "Layla Noor wrote in her post that her uncle was buried on Monday.",
            "Layla Noor",
            "wrote in her post",
            Manner.SAID,
        ),
        (
            "A text under the photo reads: “May he rest in peace, our brother Salim.”",
            "A text under the photo",
            "reads",
            Manner.SAID,
        ),
        (
            "The council has thrown its support behind the plan.",
            "The council",
            "thrown its support behind",
            Manner.HELD,
        ),
    ],
)
def test_a_cue_reaches_as_far_as_it_goes_and_frames_that_no_list_holds_are_found(
    text: str, source: str, cue: str, manner: Manner
) -> None:
    (saying,) = [each for each in sayings(text) if not each.is_nested]
    assert saying.source is not None
    assert (saying.source.of(text), saying.cue.of(text), saying.manner) == (source, cue, manner)


def test_what_the_grammar_found_keeps_its_source_and_its_content() -> None:
    document, words = document_of(TEXT), speech_words(default_codebook().cues("en-speech"))
    found = sayings_by_grammar(TEXT, document.parsed, find_quotations(TEXT), words)
    told = {each.head.i: (each.source, each.content, each.manner) for each in sayings(TEXT)}
    assert len(found) == 5
    assert all(told[each.head.i] == (each.source, each.content, each.manner) for each in found)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("A text under the photo begins: “May he rest in peace, our brother Salim.”", True),
        ("The mayor said that the road was closed.", False),
        ("The mayor said that it was clear why the road was closed.", False),
        ("Two bridges were hit.", False),
    ],
)
def test_the_net_is_asked_where_a_clause_hangs_on_a_verb_that_is_no_cue(text: str, may: bool) -> None:
    document, words = document_of(text), speech_words(default_codebook().cues("en-speech"))
    found = sayings_by_grammar(text, document.parsed, find_quotations(text), words)
    assert may_tell_more(document.doc, found) is may


def test_it_says_nothing() -> None:
    assert all(
        each.source is None for each in sayings("It became clear that the names belong to one family.")
    )


def test_what_was_not_parsed_is_never_a_cue() -> None:
    first = Span(0, TEXT.index("He denied"))
    assert [each.cue.of(TEXT) for each in sayings(TEXT, (first,))] == ["said"]


@pytest.mark.parametrize("text", ["", " ", "…", "said"])
def test_a_text_without_a_sentence_has_no_sayings(text: str) -> None:
    assert sayings(text) == []


def test_the_weights_that_are_shipped_fit_the_signs() -> None:
    document, words = document_of(TEXT), speech_words(default_codebook().cues("en-speech"))
    signs = cue_signs(document.doc, (), (), words)
    assert (signs.near.shape[1], signs.own.shape[1]) == (cue_net().near.shape[1], cue_net().own.shape[1])


def test_the_net_looks_at_neighbours_and_heads() -> None:
    # three tokens, the second one the head; its one sign counts 1 for the next token and 2 for those it is head of
    near = np.zeros((7, 1, 1), dtype=np.float32)
    near[1], near[5] = 1, 2
    net = CueNet(
        near=near,
        own=np.zeros((2, 1, 1), dtype=np.float32),
        bias=np.zeros(1, dtype=np.float32),
        out=np.ones(1, dtype=np.float32),
        out_bias=0.0,
    )
    signs = CueSigns(
        near=np.array([[0], [1], [0]], dtype=np.uint8),
        own=np.zeros((3, 1), dtype=np.uint8),
        head=np.array([1, 1, 1]),
        tokens=np.arange(3),
    )
    assert net.chances(signs) == pytest.approx(1 / (1 + np.exp([-2.0, -2.0, -3.0])))
