"""Names are found as one expression over all of them would find them, however many there are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.publication.hidden import MASK, HiddenNames

FOUND = [
    ("in any case", ["Huda Karam"], "HUDA  karam met Huda Karama", f"{MASK * 11} met Huda Karama"),
    ("the longest", ["Huda", "Huda Karam"], "Huda Karam, Huda", f"{MASK * 10}, {MASK * 4}"),
    ("with what Arabic joins", ["سامر حداد"], "وسامر حداد وبسامر حداد", f"{MASK * 10} {MASK * 11}"),
    ("that begins with such a letter", ["وليد"], "قال وليد ووليد", f"قال {MASK * 4} {MASK * 5}"),
    ("with vowel signs", ["مُحمد"], "ومُحمد", MASK * 6),
    ("in quotation marks", ["‘Ali Omar"], "said ‘Ali Omar", f"said ‘{MASK * 8}"),
    ("with a hyphen", ["al-Tai Omar"], "Al-Tai Omar; al Tai Omar", f"{MASK * 11}; {MASK * 11}"),
    (
        "in an address",
        ["Huda Karam"],
        "/huda-karam-killed?q=Huda%20Karam",
        f"/{MASK * 10}-killed?q={MASK * 12}",
    ),
    (
        "in a file's name",
        ["Huda Karam"],
        "Huda_Karam_2.txt hudakaram.jpg",
        f"{MASK * 10}_2.txt {MASK * 9}.jpg",
    ),
    ("in a hashtag", ["Huda Karam"], "#HudaKaram #HudaKaramWasKilled", f"#{MASK * 9} #{MASK * 9}WasKilled"),
    ("with the family first", ["Huda Karam"], "KARAM, Huda; Karam Huda", f"{MASK * 11}; {MASK * 10}"),
    ("with an initial", ["Huda Karam"], "Huda A. Karam, Huda B Karam", f"{MASK * 13}, {MASK * 12}"),
    ("without the initial", ["Huda A. Karam"], "Huda Karam", MASK * 10),
    ("with a particle", ["Huda Karam"], "Huda al-Karam", MASK * 13),
    ("with marks of direction", ["Huda Karam"], "\u2067Huda\u200f Karam\u2069", MASK * 13),
    (
        "without accents",
        ["José Núñez"],
        "Jose Nunez, JOSE\u0301 Nu\u0301n\u0303ez",
        f"{MASK * 10}, {MASK * 13}",
    ),
    (
        "in other spellings of Arabic",
        ["ليلى الجبوري"],
        "لَيْلَى الجُبُوري، ليلي_الجبورى",
        f"{MASK * 17}، {MASK * 12}",
    ),
    ("in a coded address", ["ليلى نور"], "/%D9%84%D9%8A%D9%84%D9%89-%D9%86%D9%88%D8%B1/", f"/{MASK * 43}/"),
    ("not across a sentence's distance", ["Ali Omar"], "Ali and then Omar", "Ali and then Omar"),
    ("with a Turkish i", ["ırmak Kaya"], "Irmak Kaya", MASK * 10),
    ("not within a word", ["Ali"], "Alice, Khalid, Ali", f"Alice, Khalid, {MASK * 3}"),
    ("not of one letter", ["A", " "], "A b", "A b"),
    ("none", [], "Huda", "Huda"),
]


@pytest.mark.parametrize(("names", "words", "shown"), [case[1:] for case in FOUND], ids=[c[0] for c in FOUND])
def test_names_are_hidden(names: list[str], words: str, shown: str):
    assert HiddenNames(names).masked(words) == shown


def test_kept_names_are_passed_over_whole():
    hidden = HiddenNames(["Adnan", "Sarraf"], ["Adnan Sarraf"])
    assert hidden.masked("Adnan, Mayor Adnan Sarraf, Sarraf") == f"{MASK * 5}, Mayor Adnan Sarraf, {MASK * 6}"


def test_what_hides_the_same_has_the_same_mark():
    assert HiddenNames(["a b", "c d"]).mark == HiddenNames(["c d", "a b", "a b"]).mark
    assert (
        len({HiddenNames(["a b"]).mark, HiddenNames(["a b"], ["a b"]).mark, HiddenNames(["b a"]).mark}) == 3
    )


def expression(names: list[str]) -> re.Pattern[str]:
    """All names in one, as the plain way of saying what is hidden."""

    def of(name: str) -> str:
        joined = "[وفبلك]{0,2}" if re.search(r"[\u0621-\u064a]", name) else ""
        return rf"(?<!\w){joined}" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"

    worth = sorted({name for name in names if len(name.strip()) > 1}, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(of, worth)) or r"(?!)", re.IGNORECASE)


PARTS = st.sampled_from(
    ["Ali", "ali", "Omar", "Al-Tai", "al", "Tai", "I", "ي", "وليد", "ليد", "سامر", "ب", "d'Or", "é"]
)
NAMES = st.lists(st.lists(PARTS, min_size=1, max_size=3).map(" ".join), max_size=6)
TEXTS = st.lists(st.tuples(PARTS, st.sampled_from([" ", "  ", ", ", "-", "و", "", "\n"]))).map(
    lambda pairs: "".join(part + gap for part, gap in pairs)
)


@given(NAMES, TEXTS)
def test_all_that_one_expression_finds_is_hidden(names: list[str], text: str):
    found = expression(names).sub(lambda match: MASK * len(match.group()), text)
    shown = HiddenNames(names).masked(text)
    assert len(shown) == len(text)
    assert [at for at, letter in enumerate(found) if letter == MASK and shown[at] != MASK] == []


@given(
    st.lists(st.sampled_from(["Ali", "Omar", "Tai Omar", "Ali Tai", "Sara"])),
    st.lists(st.sampled_from(["Alim", "Somar", "Tai", "Sar a", "وليد", "12", "%", "%D9", "é"])).map(" ".join),
)
def test_nothing_else_is_hidden(names: list[str], text: str):
    assert HiddenNames(names).masked(text) == text
