"""A person's name, taken apart: kunya, and the chain of given, father's, grandfather's and family name.

Reports and lists leave out words of the chain as they like. Articles, titles and "son of" say nothing; "Abd al-Rahman" and
"Salah al-Din" are one word each, however they are written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from civharm.codebook import Codebook, default_codebook
from civharm.lang.arabic import fold_word
from civharm.places.names import is_arabic, plain_key
from civharm.victims.rules import VictimRules, victim_rules
from civharm.victims.sounds import likeness, sounds_of

_ARTICLE, _LATIN_ARTICLES = "ال", frozenset("al el ul il".split())
#: Before a letter of the sun the l of the article is that letter: "ash-Shami".
_SUN_ARTICLE = re.compile(r"[aeu](sh|th|dh|[tdrszn])\Z")
#: "Aljasim"; "Alaa", "Ali" and "Elias" have no article.
_GLUED_ARTICLE = re.compile(r"[ae]l(?=[b-df-hj-km-np-tv-xz]\w{3})")
_ABD = re.compile(r"abd[aeou]+(?:l|(?=r))(?=\w{2})|عبدال(?=..)")
_ABD_ALONE = re.compile(r"abd(?:[aeou]+[lr]?)?\Z|عبد\Z")
_DIN = re.compile(r"[aeou](?:l)?d{1,2}(?:i|ee)ne?\Z|الدين\Z")
_DIN_ALONE = frozenset("din deen dine eddin eddine eldin eldeen uddin aldin aldeen الدين دين".split())
_LONGEST = 10
#: The fewest words of a name in Arabic script.
_FULL = 2


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name, folded; `has_article` for a nisba or an epithet: "al-Masri"."""

    key: str
    has_article: bool = False


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of a name in their order, and the kunya where one stands in front."""

    words: tuple[Word, ...]
    kunya: str | None = None
    is_arabic: bool = False

    @property
    def is_empty(self) -> bool:
        """True where nothing is left that tells a person."""
        return not self.words and self.kunya is None


class NameBook:
    """What a codebook knows of names: words that are none, names that many bear, their spellings."""

    def __init__(self, rules: VictimRules, given_names: Iterable[str] = ()) -> None:
        self.rules = rules
        self._given = frozenset(map(fold_word, given_names))
        self._silent = frozenset(map(plain_key, rules.titles | rules.links))
        self._kunyas = {plain_key(word): _KUNYAS[kind] for word, kind in rules.kunyas.items()}
        self._read = lru_cache(maxsize=1 << 16)(self._parsed)
        self._like = lru_cache(maxsize=1 << 18)(self._likeness)

    def read(self, written: str) -> PersonName:
        """The name in what was written; never fails, and may be empty."""
        return self._read(written)

    def likeness(self, left: str, right: str) -> float:
        """From 0 to 1: how surely two words are one name, in any script."""
        return self._like(*sorted((left, right)))

    def share(self, word: str, *, is_first: bool) -> float:
        """The share of people who bear a name."""
        found = self._shares.get(word)
        least = self.rules.name.given_rest if is_first else self.rules.name.rest
        return max(found or 0.0, least)

    def common_names(self, word: str) -> frozenset[str]:
        """The names that many bear which a word may stand for."""
        return self._known.get(word, frozenset())

    def keys(self, name: PersonName) -> Iterator[str]:
        """Under what the words of a name meet those that sound alike, the given name first."""
        return (key for word in name.words for key in self.sounds(word))

    def sounds(self, word: Word) -> Iterator[str]:
        """The consonants of a word, by each way to read it."""
        return (sound.consonants or sound.letters for sound in sounds_of(word.key))

    def is_surely_name(self, written: str) -> bool:
        """Arabic script has no capitals: a given name of the codebook and one more word are surely a name."""
        name = self.read(written)
        if not name.is_arabic:
            return not name.is_empty
        words = fold_word(written).split()
        return len(words) >= _FULL and words[0] in self._given

    @cached_property
    def _known(self) -> Mapping[str, frozenset[str]]:
        """The names that a spelling may stand for."""
        known: dict[str, set[str]] = {}
        for common in self.rules.common:
            for spelling in (common.name, *common.latin):
                for word in self._parsed(spelling).words:
                    known.setdefault(word.key, set()).add(common.name)
        return {spelling: frozenset(names) for spelling, names in known.items()}

    @cached_property
    def _shares(self) -> Mapping[str, float]:
        of_thousand = {common.name: common.of_thousand for common in self.rules.common}
        return {
            spelling: max(of_thousand[name] for name in names) / 1000
            for spelling, names in self._known.items()
        }

    def _likeness(self, left: str, right: str) -> float:
        mine, theirs = self._known.get(left), self._known.get(right)
        if mine and theirs:
            return 1.0 if mine & theirs else 0.0
        return likeness(left, right)

    def _parsed(self, written: str) -> PersonName:
        tokens = [token for token in plain_key(written).split() if any(map(str.isalpha, token))]
        tokens = [token for token in tokens[: 3 * _LONGEST] if token not in self._silent or len(tokens) == 1]
        words, kunya = list(_words(tokens, self._kunyas)), None
        if words and words[0].key.startswith(tuple(_KUNYAS.values())):
            kunya = words.pop(0).key
        return PersonName(tuple(words[:_LONGEST]), kunya, is_arabic(written))


@lru_cache(maxsize=4)
def name_book(codebook: Codebook | None = None) -> NameBook:
    """What a codebook knows of names, the shipped one by default. Raises InvalidCodebook."""
    given = (codebook or default_codebook()).cues("ar-names").values()
    return NameBook(victim_rules(codebook), (name for names in given for name in names))


#: What "father of" and "mother of" are in a key, in any spelling.
FATHER_OF = "ab+"
_KUNYAS = {"father": FATHER_OF, "mother": "um+"}


def _words(tokens: Sequence[str], kunyas: Mapping[str, str]) -> Iterator[Word]:
    """Words put together: articles with what follows, "Abd", "Abu" with theirs, "al-Din" with what is before."""
    held: list[Word] = []
    at = 0
    while at < len(tokens):
        word, at = _word(tokens, at, kunyas)
        if held and word.key in _DIN_ALONE:
            held[-1] = Word(f"{held[-1].key}din" if word.key.isascii() else f"{held[-1].key}دين")
        else:
            held.append(word)
    return iter(held)


def _word(tokens: Sequence[str], at: int, kunyas: Mapping[str, str]) -> tuple[Word, int]:
    """The word that begins with a token, and where the next begins."""
    token = tokens[at]
    if _is_article(tokens, at):
        word, end = _word(tokens, at + 1, kunyas)
        return Word(word.key, has_article=True), end
    if at + 1 < len(tokens) and token in kunyas:
        word, end = _word(tokens, at + 1, {})
        return Word(kunyas[token] + word.key), end
    if at + 1 < len(tokens) and _ABD_ALONE.match(token):
        word, end = _word(tokens, at + 1, {})
        return Word("abd" + word.key if token.isascii() else _ABD.sub("عبد", "عبد" + word.key)), end
    return _bare(token), at + 1


def _is_article(tokens: Sequence[str], at: int) -> bool:
    if at + 1 >= len(tokens):
        return False
    sun = _SUN_ARTICLE.match(tokens[at])
    return tokens[at] in _LATIN_ARTICLES or (sun is not None and tokens[at + 1].startswith(sun[1]))


def _bare(token: str) -> Word:
    if token in _DIN_ALONE:
        return Word(token)
    if _ABD.match(token):
        return Word(_ABD.sub("abd" if token.isascii() else "عبد", token, count=1))
    if len(token) > 5 and (din := _DIN.search(token)) and din.start() > 2:
        return Word(token[: din.start()] + ("din" if token.isascii() else "دين"))
    if token.startswith(_ARTICLE) and len(token) > 4:
        return Word(token[2:], has_article=True)
    if (glued := _GLUED_ARTICLE.match(token)) is not None:
        return Word(token[glued.end() :], has_article=True)
    return Word(token)
