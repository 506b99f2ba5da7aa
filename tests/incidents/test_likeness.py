import pytest

from civharm.incidents.likeness import Likeness, Rarity, own_words
from civharm.model.reports import Report
from civharm.model.spans import Span
from support.build import own_words as words

EVENT = words("the mill")


def half_of(text: str, other: str) -> str:
    """Half of the words of the one, half of the other."""
    return " ".join(text.split()[::2] + words(other).split()[::2])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [(EVENT, 0.99, 1.01), (half_of(EVENT, "a"), 0.2, 0.8), (words("else"), 0.0, 0.05), ("?", 0.0, 0.0)],
    ids=["the same words", "half of them", "others", "no words"],
)
def test_how_alike_two_texts_are(text: str, low: float, high: float) -> None:
    likeness = Likeness({"mill": EVENT, "other": text, "third": words("far away")})
    assert low <= likeness.between("mill", "other") <= high
    assert likeness.between("mill", "other") == likeness.between("other", "mill")


def test_alike_are_those_above_the_limit() -> None:
    texts = {"a": EVENT, "b": half_of(EVENT, "b"), "c": words("else")}
    assert list(Likeness(texts).alike(0.15)) == [("a", "b")]
    assert list(Likeness(texts).alike(0.99)) == []


def test_what_everybody_writes_tells_little() -> None:
    everyday = "killed in an attack today"
    texts = {str(at): f"{everyday} {words(str(at))}" for at in range(20)}
    assert Likeness(texts).between("0", "1") < 0.1


def test_page_furniture_is_not_compared() -> None:
    text = "Menu Home Contact. " + EVENT
    told = Report(
        id="r", sha256="r", capture_sha256="r", rendition_id="r", chars=len(text), body=(Span(19, len(text)),)
    )
    assert own_words(told, text) == EVENT


def test_with_a_table_of_words_the_likeness_of_two_reports_depends_on_them_alone() -> None:
    texts = {"a": EVENT, "b": f"{EVENT} {words('more')}", "c": words("three")}
    rarity = Rarity.of(texts.values())
    others = {f"other {at}": f"{words(str(at))} {EVENT}" for at in range(9)}
    crowded = Likeness(texts | others, rarity)
    assert crowded.between("a", "b") == Likeness(texts, rarity).between("a", "b")
    assert crowded.between("a", "b") != Likeness(texts | others).between("a", "b")


def test_words_are_as_rare_as_in_the_texts_where_no_table_is_given() -> None:
    texts = {"a": EVENT, "b": f"{EVENT} {words('more')}"}
    assert Likeness(texts).rarity == Rarity.of(texts.values())


def test_a_word_that_the_table_does_not_hold_is_the_rarest() -> None:
    rarity = Rarity.of([EVENT, EVENT, f"{EVENT} once bakery", "bakery"])
    assert rarity.weight_of("never") == rarity.weight_of("once") > rarity.weight_of("bakery")
