import pytest

from civharm.incidents.likeness import Likeness, own_words
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
