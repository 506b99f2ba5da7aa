"""Name, title and role in the words of a source phrase."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

_ARTICLE = re.compile(r"^(?:an?|the|one|another)\s+", re.IGNORECASE)
_IN_PHRASE = frozenset({"appos", "prep", "case", "flat", "acl", "amod", "compound", "nummod", "conj", "cc"})
#: Ranks that the parser tears off a name; the full list of titles is the codebook's.
_RANKS = frozenset("brig. gen. col. lt. maj. capt. sgt. adm. dr. mr. mrs. ms. prof.".split())
_NO_PERSON = frozenset({"ORG", "GPE", "NORP", "LOC", "FAC"})
_SERVICES = frozenset({"police", "army", "navy", "air", "border", "security", "traffic"})
_JOINERS = frozenset({"-", "al"})


@dataclass(frozen=True, slots=True)
class Named:
    """What a source phrase says of who speaks: no name where it only describes."""

    name: str | None
    role: str | None
    is_person: bool


def named(source: Token, titles: frozenset[str]) -> Named:
    """The name and the role in a source phrase."""
    bearer = _named_apposition(source) or source
    name, title, is_person = _name_and_title(bearer, titles)
    role = ", ".join(part for part in (title, _role_words(source, name)) if part) or None
    return Named(name, role, is_person)


def source_phrase(source: Token) -> Tokens:
    """The source with its apposition, without relative clauses: "Brig. Gen. X, a spokesman for Y"."""
    doc = source.doc
    left, right = source.left_edge.i, source.i
    for child in source.rights:
        if child.dep_ == "relcl" or (child.pos_ == "VERB" and child.dep_ not in {"acl", "appos"}):
            break
        if child.dep_ == "acl" and doc[child.left_edge.i - 1].text == ",":
            break  # "an official, speaking on condition of anonymity"
        if child.dep_ in _IN_PHRASE:
            right = max(right, _end_without_relative(child))
    while left > 0 and doc[left - 1].lower_ in _RANKS:
        left -= 1
    while right > source.i and doc[right].tag_ == "POS":
        right -= 1
    return doc[left : right + 1]


def without_article(words: str) -> str:
    """ "spokesman" for "a spokesman"."""
    return _ARTICLE.sub("", words)


def private_names(source: Token) -> list[str]:
    """All names in a phrase that describes private persons: "residents Ali Hadi and Samir Fadel".

    Places that they are of or from are no names of persons.
    """
    runs = _capitalised_runs(list(source.subtree))
    return [run.text for run in runs if not _is_place(run)]


def _capitalised_runs(tokens: list[Token]) -> Iterator[Tokens]:
    start: int | None = None
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        is_part = token.text[:1].isupper() and not token.is_sent_start and token.is_alpha
        if is_part and start is None:
            start = token.i
        goes_on = after is not None and (after.text[:1].isupper() or after.text in _JOINERS)
        if start is not None and (is_part or token.text in _JOINERS) and not goes_on:
            yield token.doc[start : token.i + 1]
            start = None
        elif not is_part and token.text not in _JOINERS:
            start = None


def _is_place(run: Tokens) -> bool:
    """True for what hangs on "of", "in", "from": and for what the model holds for a place, group or day."""
    at = run.root.head if run.root.dep_ == "pobj" else None
    if at is not None and at.lower_ != "as":
        return True
    return run.root.ent_type_ in _NO_PERSON | {"DATE", "EVENT"} and run.root.dep_ in {
        "compound",
        "amod",
        "poss",
    }


def _named_apposition(source: Token) -> Token | None:
    """The name in "a spokesman for the coalition, Col. Peter Marsh"."""
    if source.pos_ == "PROPN":
        return None
    inside = source.doc[source.i : source_phrase(source).end]
    return next(
        (t for t in inside if t.dep_ == "appos" and t.pos_ == "PROPN" and t.ent_type_ == "PERSON"), None
    )


def _name_and_title(source: Token, titles: frozenset[str]) -> tuple[str | None, str | None, bool]:
    run = _proper_run(source)
    words = run.text.split() if run is not None else []
    title = [word for word in words if word.lower().rstrip(".") in titles]
    if title and words[-1] == title[-1] and source.ent_type_ != "PERSON":  # "the Prime Minister"
        return None, " ".join(words), True
    if title and words.index(title[0]) > 0 and words[0].lower() in _SERVICES:  # "Police Colonel X"
        title = [*words[: words.index(title[0])], *title]
    before = _titles_before(source.doc, run.start if run is not None else source.i, titles)
    name = [word for word in words if word not in title]
    if not name:
        return None, None, False
    if not _is_person(source, has_title=bool(title or before)):
        return without_article(source_phrase(source).text), None, False
    return " ".join(name), " ".join([*before, *title]) or None, True


def _proper_run(source: Token) -> Tokens | None:
    if source.pos_ != "PROPN":
        return None
    start = source.i
    while start > source.left_edge.i and (
        source.doc[start - 1].pos_ == "PROPN" or source.doc[start - 1].text in _JOINERS
    ):
        start -= 1
    return source.doc[start : source.i + 1]


def _titles_before(doc: Doc, start: int, titles: frozenset[str]) -> list[str]:
    """The run of titles that ends where the name starts: "Brig. Gen."."""
    first = start
    while first > 0 and doc[first - 1].lower_.rstrip(".") in titles:
        first -= 1
    return [token.text for token in doc[first:start]]


def _is_person(source: Token, *, has_title: bool) -> bool:
    if has_title:
        return True
    if source.ent_type_ == "PERSON":  # no person is called "the"
        return not any(child.lower_ == "the" for child in source.lefts)
    is_described = any(child.dep_ == "appos" and child.pos_ == "NOUN" for child in source.children)
    return is_described and source.ent_type_ not in {"ORG", "GPE", "NORP"}


def _role_words(source: Token, name: str | None) -> str | None:
    """The apposition of a name ("a spokesman for Y"), or the description itself where no name is given."""
    named_after = _named_apposition(source)
    if named_after is not None:
        return without_article(source.doc[source.left_edge.i : named_after.left_edge.i].text).rstrip(" ,")
    for child in source.rights:
        if child.dep_ == "appos" and not child.like_num:
            return without_article(source.doc[child.left_edge.i : _end_without_relative(child) + 1].text)
    if name is not None:
        modifiers = [t for t in source.lefts if t.dep_ in {"compound", "nmod"} and t.pos_ == "NOUN"]
        return source.doc[modifiers[0].left_edge.i : modifiers[-1].i + 1].text if modifiers else None
    return without_article(source_phrase(source).text) if source.pos_ == "NOUN" else None


def _end_without_relative(token: Token) -> int:
    """Last token of the subtree, cut before a relative clause ("…, which led the attack")."""
    inside = list(token.subtree)
    for position, inner in enumerate(inside):
        if inner.dep_ == "relcl" or inner.tag_ == "WDT" or inner.tag_ == "WP":
            start = inner.left_edge.i if inner.dep_ == "relcl" else inner.i
            kept = [t for t in inside[:position] if t.i < start and not t.is_punct]
            return kept[-1].i if kept else token.i
    while inside and inside[-1].is_punct:
        inside.pop()
    return inside[-1].i if inside else token.i
