"""Arabic text folded for matching, with a map from every folded character back to the original.

Folding takes away what the same word may be written with or without: vowel signs, tatweel, the seats of hamza,
marks of direction, the underscores of hashtags, and the tricks by which posts hide words from filters
("قتـ ـلى", "قـ.ـوات"). Quotes and spans stay those of the original.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from civharm.model.spans import Span

_TATWEEL = "\u0640"
#: Vowel signs, Quranic signs, superscript alef.
_SIGNS = r"\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED"
#: Marks of direction, joiners, variation selectors, the byte order mark.
_INVISIBLE = r"\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFE00-\uFE0F\uFEFF"
_LETTER = r"\u0621-\u063A\u0641-\u064A\u0671-\u06D3"
#: A word torn apart by tatweels: a tatweel, a few separators, and the rest of the word.
_TEAR = re.compile(
    rf"{_TATWEEL}+[{_SIGNS}{_INVISIBLE}]*(?:[ .\u00B7*/_'-][{_INVISIBLE}]*){{0,2}}{_TATWEEL}*(?=[{_LETTER}])"
)
#: The same with a sign that no word has inside ("قت*ل", "قص/ف").
_STAR = re.compile(rf"(?<=[{_LETTER}{_SIGNS}])[*|](?=[{_LETTER}])")
#: The same with dots ("الق.صف"); a dot without a space may end a sentence too, so only within words that posts hide.
_DOTTED = re.compile(rf"[{_LETTER}]+(?:\.{{1,3}}[{_LETTER}]+)+")
_HIDDEN = re.compile(
    "قصف|[قف]تل|قتيل|ست?شه[اد]|شهيد|شهداء|صاب|صيب|جرح|جريح|جراح|ستهد[ا]?ف|مجزر|انفجا|قذ[ائ]?يف|قذائف|صاروخ|حتلال|عتقل|عتقال"
    "|رتزق|داعش|طيران|قوات|يليشي|عدوان|سرائيل|غتيال|عدام|ضحاي|شتباك"
)
_DROPPED = re.compile(rf"[{_TATWEEL}{_SIGNS}{_INVISIBLE}]")
#: The digit one in the place of an alef ("د١عش").
_FALSE_ALEF = re.compile(rf"(?<=[{_LETTER}])\u0661(?=[{_LETTER}{_TATWEEL}])")
#: Where a post lost the space or line break between two words: no word goes on after a ta marbuta, a hashtag not
#: after "breaking", and verbs of harm begin in no long word.
_GLUED = re.compile(
    rf"(?<=\u0629)[{_LETTER}]|(?<=#عاجل)[{_LETTER}]|(?<=[{_LETTER}]{{5}})(?:است(?=هدف|شهد|شهاد)|[أا](?=صيب|نتقلت? [إا]لى رحمة))"
)
#: The Hijri year sign is a word of one letter that ends in a tatweel: no torn word.
_HIJRI = re.compile(rf"(?<![{_LETTER}{_TATWEEL}])\u0647{_TATWEEL}+(?=\s+[^\s{_TATWEEL}]|\W|$)")

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیېۍ", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ە": "ه",
        "،": ",",
        "؛": ";",
        "؟": "?",
        "٪": "%",
        "٫": ".",
        "٬": ",",
        "_": " ",
        "#": " ",
        "\u00a0": " ",
        **dict.fromkeys("«»“”„", '"'),
    }
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origin[i]` is where character i stands in the original, `original` that text."""

    original: str
    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of the original that folded characters `start` to `end` came from.

        Signs that follow the last letter belong to it.
        """
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else len(self.original)
            return Span(at, at)
        first, last = self.origin[start], self.origin[end - 1] + 1
        limit = self.origin[end] if end < len(self.origin) else len(self.original)
        while last < limit and _DROPPED.match(self.original, last):
            last += 1
        return Span(first, last)

    def at(self, offset: int) -> int:
        """Where the folded text goes on from an offset of the original."""
        return bisect_left(self.origin, offset)


def fold(text: str) -> Folded:
    """The folded form of a text of any script; other scripts are lower-cased."""
    dropped = _dropped(text)
    glued = {match.start() for match in _GLUED.finditer(text)}
    letters: list[str] = []
    origin: list[int] = []
    for at, letter in enumerate(text):
        if at not in dropped:
            plain = _plain(letter)
            if glued and at in glued:
                plain = " " + plain
            letters.append(plain)
            origin.extend([at] * len(plain))
    for match in _FALSE_ALEF.finditer(text):
        folded_at = bisect_left(origin, match.start())
        letters[_piece_at(letters, folded_at)] = "ا"
    return Folded(text, "".join(letters), tuple(origin))


@lru_cache(maxsize=8192)
def fold_word(words: str) -> str:
    """Folded words without their map: for lists of cue words and names."""
    return " ".join(fold(words).text.split())


def _dropped(text: str) -> set[int]:
    hijri = {at for match in _HIJRI.finditer(text) for at in range(*match.span())}
    dropped = {match.start() for match in _DROPPED.finditer(text)}
    for pattern in (_TEAR, _STAR):
        for match in pattern.finditer(text):
            if match.start() not in hijri:
                dropped.update(range(*match.span()))
    for match in _DOTTED.finditer(text):
        dropped.update(_hiding_dots(text, match.start(), match.end()))
    return dropped


def _hiding_dots(text: str, start: int, end: int) -> list[int]:
    """The dots of a dotted run that lie inside a word that posts hide."""
    letters = [at for at in range(start, end) if text[at] != "."]
    joined = "".join(text[at] for at in letters)
    found = (match.span() for match in _HIDDEN.finditer(joined))
    inside = ((letters[first], letters[after - 1]) for first, after in found)
    return [at for first, last in inside for at in range(first, last) if text[at] == "."]


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if "\ufb50" <= letter <= "\ufdff" or "\ufe70" <= letter <= "\ufefc":
        letter = unicodedata.normalize("NFKC", letter)
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    lowered = letter.lower() if len(letter.lower()) == len(letter) else letter
    return lowered.translate(_FOLDED)


def _piece_at(pieces: list[str], folded_at: int) -> int:
    length = 0
    for index, piece in enumerate(pieces):
        if length >= folded_at:
            return index
        length += len(piece)
    return len(pieces) - 1
