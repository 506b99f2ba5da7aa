import pytest

from civharm.incidents.copies import copy_groups, near_copies, repeated_words
from support.build import own_words

AGENCY = own_words("agency")
SHORT = " ".join(AGENCY.split()[:12])
ARABIC = "قال الدفاع المدني إن غارة جوية أصابت منزلا في حي البستان وقتلت اثني عشر مدنيا بينهم ثلاثة أطفال فجر الجمعة"
POINTED = "قالَ الدفاعُ المدنيّ إنّ غارةً جويةً أصابت منزلاً في حيّ البستان وقتلت اثني عشر مدنياً بينهم ثلاثة أطفال فجر الجمعة"


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        (AGENCY, AGENCY, "same text"),
        (AGENCY, AGENCY.upper() + ".", "same text"),
        (AGENCY, AGENCY + " Our desk adds this line.", "near-copy"),
        (AGENCY + " " + own_words("more"), SHORT, "stands in the longer"),
        (ARABIC, POINTED, "same text"),
    ],
)
def test_reprints_are_copies(left: str, right: str, reason: str) -> None:
    (copy,) = near_copies({"a": left, "b": right})
    assert reason in copy.reason


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (AGENCY, own_words("another desk")),
        (AGENCY, ""),
        ("", ""),
        ("five people were killed in the north", "five people were killed in the south"),
    ],
)
def test_others_are_not(left: str, right: str) -> None:
    assert near_copies({"a": left, "b": right}) == ()


def test_groups_are_named_by_the_first_report() -> None:
    texts = {"c": AGENCY, "a": AGENCY, "b": own_words("else")}
    assert copy_groups(texts, near_copies(texts)) == {"a": "a", "b": "b", "c": "a"}


def test_thousands_of_copies_are_joined_without_comparing_all_pairs() -> None:
    texts = {f"{number:04}": f"{AGENCY} Edition {number}." for number in range(3000)}
    copies = near_copies(texts)
    assert len(copies) == 2999
    assert set(copy_groups(texts, copies).values()) == {"0000"}


def test_a_text_joins_by_any_copy_of_its_copies() -> None:
    words = AGENCY.split()
    part = len(words) // 4
    first, middle, last = (" ".join(words[start : start + 3 * part]) for start in (0, part // 2, part))
    texts = {"a": first, "b": middle, "c": last}
    assert set(copy_groups(texts, near_copies(texts)).values()) == {"a"}


def test_the_same_sentence_of_direct_speech_is_found_again() -> None:
    said = "“The house came down on all of us before the morning prayer”"
    texts = {"a": f"She said: {said}.", "b": f"{said}, a woman told us.", "c": "“Nothing to add,” he said."}
    assert [(copy.left, copy.right) for copy in repeated_words(texts)] == [("a", "b")]
