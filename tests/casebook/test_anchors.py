import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.casebook.anchors import find_again, reanchor, successor
from civharm.model.claims import ClaimKind
from civharm.model.spans import Quote, Span

TEXT = "Two died in Arn. Later two died in Bel. Then all was quiet."


def quote_of(words: str, text: str = TEXT, *, after: int = 0) -> Quote:
    start = text.index(words, after)
    return Quote.at(text, Span(start, start + len(words)))


CASES = [
    ("moved", "Then all was quiet", "Corrected. " + TEXT),
    ("new lines", "all was quiet", TEXT.replace(" ", "\n  ")),
    ("told apart by what follows", "wo died in", "Note. " + TEXT),
]


@pytest.mark.parametrize(("why", "words", "text"), CASES, ids=[case[0] for case in CASES])
def test_words_are_found_again(why, words, text):
    span = find_again(quote_of(words), text)
    assert span is not None
    assert span.of(text).split() == words.split()


def test_the_second_of_two_is_found_as_the_second():
    text = "New: " + TEXT
    assert find_again(quote_of("wo died", after=10), text) == Span(
        text.rindex("wo died"), text.rindex("wo died") + 7
    )


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (Quote(exact="gone"), TEXT),
        (Quote(exact=""), TEXT),
        (Quote(exact="died"), "x died y died z"),
    ],
)
def test_gone_or_undecided_words_have_no_place(quote, text):
    assert find_again(quote, text) is None


@given(before=st.text(max_size=40), after=st.text(max_size=40))
def test_any_text_around_leaves_unique_words_findable(before, after):
    words = "exactly ⟨these⟩ words"
    text = before + words + after
    assert find_again(Quote(exact=words), text) == Span(len(before), len(before) + len(words))


def test_all_spans_of_a_claim_move_with_their_words(page):
    from dataclasses import replace

    claim = page.claim("shells killed three people")
    name = Span(page.text.index("Odo Vell"), page.text.index("Odo Vell") + 8)
    claim = replace(claim, when=replace(claim.when, span=Span(3, 10)), protected=(name,))
    moved = reanchor(claim, page.text, "Correction: " + page.text)
    assert (moved.span, moved.when.span) == (claim.span.shifted(12), Span(15, 22))
    assert moved.protected == (name.shifted(12),)


def test_a_protected_name_that_is_gone_protects_the_whole_quote(page):
    from dataclasses import replace

    name = Span(page.text.index("Odo Vell"), page.text.index("Odo Vell") + 8)
    claim = replace(page.claim("shells killed three people"), protected=(name,))
    moved = reanchor(claim, page.text, page.text.replace("Odo Vell", "the mayor"))
    assert moved.protected == (moved.span,)


def test_a_claim_whose_words_are_gone_has_no_anchor(page):
    assert reanchor(page.claim("shells killed"), page.text, "Nothing happened.") is None


def test_the_successor_shares_kind_and_most_characters(page):
    old = page.claim("killed three people")
    near, far = page.claim("shells killed three people"), page.claim("three people in Norhaven")
    other = page.claim("killed three people", kind=ClaimKind.STATEMENT)
    assert successor(old, old.span, [far, other, near]) == near
    assert successor(old, old.span, [other]) is None
