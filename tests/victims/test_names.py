"""Names of people in any spelling, script and order."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from civharm.codebook import load_codebook
from civharm.model.errors import InvalidCodebook
from civharm.model.incidents import score_of
from civharm.victims.likeness import name_reasons
from civharm.victims.names import name_book
from civharm.victims.rules import victim_rules

BOOK = name_book()
CASES = yaml.safe_load((Path(__file__).parent / "names.yml").read_text(encoding="utf-8"))
PAIRS = [
    pytest.param(*pair, is_same == "same", id=f"{is_same}: {' / '.join(pair)}")
    for is_same, kinds in CASES.items()
    for pairs in kinds.values()
    for pair in pairs
]
WORDS = st.sampled_from(
    "Omar Ahmad Muhammad Yunis al-Shami Abu Barakat محمد عمر الشامي عبد الله bin Salah al-Din ، - (5)".split()
)
NAMES = st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=20)


def score(left: str, right: str) -> float:
    return score_of(name_reasons(BOOK.read(left), BOOK.read(right), BOOK))


@pytest.mark.parametrize(("left", "right", "is_same"), PAIRS)
def test_two_names(left: str, right: str, is_same: bool) -> None:
    assert (score(left, right) + BOOK.rules.within.prior >= BOOK.rules.within.join) == is_same


@pytest.mark.parametrize(
    ("rare", "common"),
    [("Tuqa", "Muhammad"), ("Tuqa Qandil", "Muhammad Qandil"), ("طيف قنديل", "محمد قنديل")],
)
def test_a_name_that_many_bear_says_less(rare: str, common: str) -> None:
    assert score(common, common) < score(rare, rare)


def test_a_common_given_name_alone_joins_nobody() -> None:
    assert score("Muhammad", "محمد") + BOOK.rules.within.prior < BOOK.rules.within.join


def test_a_name_that_all_the_house_bears_says_less() -> None:
    full = BOOK.read("Omar Barakat")
    at_home = name_reasons(full, full, BOOK, lambda word: 0.25 if word == "barakat" else 0.0)
    assert score_of(at_home) < score("Omar Barakat", "Omar Barakat")


@pytest.mark.parametrize(
    ("written", "words", "kunya"),
    [
        ("Abu Omar al-Shami", ["shami"], "ab+omar"),
        ("أم محمد", [], "um+محمد"),
        ("Tariq Abu Zayd", ["tariq", "ab+zayd"], None),
        ("Abd al-Aziz Nasr", ["abdaziz", "nasr"], None),
        ("Alaa Alhassan", ["alaa", "hassan"], None),
        ("Elias Aldin", ["eliasdin"], None),
        ("12 ()", [], None),
    ],
)
def test_a_name_taken_apart(written: str, words: list[str], kunya: str | None) -> None:
    name = BOOK.read(written)
    assert ([word.key for word in name.words], name.kunya) == (words, kunya)


@given(left=NAMES, right=NAMES)
def test_the_order_of_two_names_is_of_no_matter(left: str, right: str) -> None:
    assert name_reasons(BOOK.read(left), BOOK.read(right), BOOK) == name_reasons(
        BOOK.read(right), BOOK.read(left), BOOK
    )


@given(name=NAMES)
def test_nobody_is_unlike_himself(name: str) -> None:
    assert all(feature.weight >= 0 for feature in name_reasons(BOOK.read(name), BOOK.read(name), BOOK))


@given(left=NAMES, right=NAMES)
def test_no_reason_says_a_name(left: str, right: str) -> None:
    told = " ".join(feature.detail for feature in name_reasons(BOOK.read(left), BOOK.read(right), BOOK))
    names = {word for word in (left + " " + right).split() if len(word) > 3 and word.isalpha()}
    ours = set(
        "another place name given word likeness perhaps family father beside same words order kunya".split()
    )
    assert not {name for name in names if name in told.split()} - ours


def test_rules_that_lack_an_entry_are_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "victims.yml").write_text("version: own", encoding="utf-8")
    with pytest.raises(InvalidCodebook, match=r"rules/victims\.yml: entry within"):
        victim_rules(load_codebook(tmp_path))
