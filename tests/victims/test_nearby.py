"""What words in common are worth is never less than what the names are: nobody is missed by it."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from civharm.model.incidents import score_of
from civharm.victims.likeness import name_reasons
from civharm.victims.names import NameBook, name_book
from civharm.victims.nearby import Nearby, Vocabulary

BOOK = name_book()
CASES = yaml.safe_load((Path(__file__).parent / "names.yml").read_text(encoding="utf-8"))
PAIRS = [pair for kinds in CASES.values() for pairs in kinds.values() for pair in pairs]
WORDS = st.sampled_from(
    "Omar Omer Yousef Joseph Muhammad Qandilat Qandilaat al-Barakat Barakaat محمد عمر البركات Abu عبد الله Aya Aia".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


def worth(left: str, right: str, *, least: float) -> float | None:
    nearby = Nearby([[BOOK.read(left)]], BOOK)
    return dict(nearby.worth([BOOK.read(right)], least=least)).get(0)


def is_bounded(left: str, right: str) -> bool:
    """True if names that are worth more than a kunya are worth no more than their words."""
    score = score_of(name_reasons(BOOK.read(left), BOOK.read(right), BOOK))
    return score <= BOOK.rules.name.kunya or (worth(left, right, least=score) or 0.0) >= score


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_words_are_worth_as_much_as_the_names(left: str, right: str) -> None:
    assert is_bounded(left, right) and is_bounded(right, left)


@given(left=NAMES, right=NAMES)
def test_words_are_worth_as_much_as_any_names(left: str, right: str) -> None:
    assert is_bounded(left, right)


def test_words_that_are_worth_less_bring_nobody_together() -> None:
    assert worth("Muhammad Ahmad", "Ahmad Muhammad", least=6.0) is None
    assert worth("Omar Barakat", "Hala Qandilat", least=0.0) is None


def test_a_person_is_worth_what_the_best_of_the_names_is() -> None:
    nearby = Nearby([[BOOK.read("Omar Barakat"), BOOK.read("Omar Tariq Barakat")], [BOOK.read("Omar")]], BOOK)
    found = dict(nearby.worth([BOOK.read("Omar Tariq Barakat")], least=1.0))
    assert found[0] > found[1] and found[0] == worth("Omar Tariq Barakat", "Omar Tariq Barakat", least=1.0)


FORGIVING = BOOK.rules.name.model_copy(update={"alike": 0.6})
SPELLINGS = "yousef joseph yusuf يوسف omar omer عمر ammar hassan hussein haitham هيثم qandilat qandilab barakat barakaz بركات aya aia آية".split()


@pytest.mark.parametrize("word", SPELLINGS)
def test_a_vocabulary_finds_all_words_that_are_alike_slips_as_well(word: str) -> None:
    book = NameBook(BOOK.rules.model_copy(update={"name": FORGIVING}))
    keys = [book.read(each).words[0].key for each in SPELLINGS]
    (own,) = (each.key for each in book.read(word).words)
    alike = {key for key in keys if book.likeness(own, key) >= FORGIVING.alike}
    assert {other for other, _ in Vocabulary(keys, book).like(own)} == alike
