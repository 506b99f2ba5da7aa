"""What somebody looks for: words that must all be there, "phrases", beginnings* and words that must -not be there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from civharm.catalogue.asking import Piece
from civharm.catalogue.words import Word, variants, words_of
from civharm.model.errors import InvalidInput

_LONGEST = 500
_MOST_TERMS = 32
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
#: So many characters are shown before and behind a hit.
_AROUND = 90
_MOST_READ = 200_000

#: Keys that follow each other, any of several at each place.
Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing looked for: any of these runs of keys; of the last key only the beginning where `is_beginning`."""

    runs: tuple[Keys, ...]
    is_beginning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """All terms of `wanted` must be there, none of `unwanted`."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()


def read_search(text: str) -> Search:
    """What the words of a search box ask for. Raises InvalidInput, which says what is wrong with them."""
    plain = " ".join(text.translate(_QUOTES).split())
    if len(plain) > _LONGEST:
        raise _bad(f"a search of {len(plain)} characters is too long: give {_LONGEST} at most")
    if plain.count('"') % 2:
        raise _bad("a quotation mark is missing: phrases stand between two of them")
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for found in _TERM.finditer(plain):
        term = _term(found)
        (unwanted if found["minus"] else wanted).append(term)
    if not wanted:
        raise _bad("say what to look for" + (" besides what must not be there" if unwanted else ""))
    if len(wanted) + len(unwanted) > _MOST_TERMS:
        raise _bad(f"that are too many words: give {_MOST_TERMS} at most")
    return Search(wanted=tuple(wanted), unwanted=tuple(unwanted))


def _term(found: re.Match[str]) -> Term:
    is_phrase = found["phrase"] is not None
    words = found["phrase"] if is_phrase else found["word"]
    keys = tuple(word.key for word in words_of(words))
    if not keys:
        raise _bad(f"there is no word in {found.group()!r} to look for")
    runs = tuple((first, *keys[1:]) for first in variants(keys[0]))
    return Term(runs=runs, is_beginning=words.endswith("*") and not is_phrase)


def _bad(message: str) -> InvalidInput:
    return InvalidInput(message, code="bad-search")


def hits(words: Sequence[Word], search: Search) -> Iterator[tuple[int, int]]:
    """Where the wanted terms stand among words: the first of each run, and one past its last."""
    for at in range(len(words)):
        for term in search.wanted:
            for run in term.runs:
                if _stands(words, at, run, term.is_beginning):
                    yield at, at + len(run)


def matches(text: str, search: Search) -> bool:
    """True if a text has all that is wanted and nothing that is not: what the databases must find, said plainly."""
    words = list(words_of(text))
    return all(_has(words, term) for term in search.wanted) and not any(
        _has(words, term) for term in search.unwanted
    )


def _has(words: Sequence[Word], term: Term) -> bool:
    return any(_stands(words, at, run, term.is_beginning) for run in term.runs for at in range(len(words)))


def _stands(words: Sequence[Word], at: int, run: Keys, is_beginning: bool) -> bool:
    there = words[at : at + len(run)]
    if len(there) < len(run):
        return False
    *before, last = zip(there, run, strict=True)
    is_last = last[0].key.startswith(last[1]) if is_beginning else last[0].key == last[1]
    return is_last and all(word.key == key for word, key in before)


def snippet(text: str, search: Search) -> tuple[Piece, ...]:
    """The text around the first hit, all hits in it marked; its beginning where none is in it."""
    text = text[:_MOST_READ]
    words = list(words_of(text))
    spans = [(words[first].start, words[after - 1].end) for first, after in hits(words, search)]
    begin = max(0, spans[0][0] - _AROUND) if spans else 0
    end = min(len(text), (spans[0][1] if spans else 0) + 2 * _AROUND)
    begin, end = _whole_words(text, begin, end)
    pieces, at = [Piece(text="…")] if begin else [], begin
    for start, after in spans:
        if start >= at and after <= end:
            pieces += [Piece(text=text[at:start]), Piece(text=text[start:after], is_hit=True)]
            at = after
    pieces.append(Piece(text=text[at:end]))
    pieces += [Piece(text="…")] if end < len(text) else []
    return tuple(piece for piece in pieces if piece.text)


def _whole_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """The same piece without half words at its ends."""
    if begin and (space := text.find(" ", begin)) != -1 and space < end:
        begin = space + 1
    if end < len(text) and (space := text.rfind(" ", begin, end)) > begin:
        end = space
    return begin, end
