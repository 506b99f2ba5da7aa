"""Where a place's name hangs in the parse: "the outskirts of the town of X" hangs there as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from civharm.model.spans import Span
from civharm.places.words import place_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_ATTRIBUTES = frozenset({"compound", "nmod", "amod"})
_BESIDE = frozenset({"conj", "appos"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The words that name one place.

    `name` is the head of the name itself, `top` that of all words that name the place, `steps` how the one leads
    to the other. `preposition` stands before them, `governor` is what they hang on: a verb or a noun.
    """

    name: "Token"
    top: "Token"
    steps: frozenset[str]
    preposition: "Token | None"
    governor: "Token"


def site_of(name: "Token") -> Site:
    """The site of the place whose name has this head."""
    top, steps = name, set[str]()
    for step, above in _steps(name):
        steps.add(step)
        top = above
    preposition = top.head if top.dep_ == "pobj" else None
    governor = (preposition or top).head
    if preposition is not None and governor.dep_ == "prep":  # "out of X", "from near X"
        steps.add("double_preposition")
        governor = governor.head
    return Site(name=name, top=top, steps=frozenset(steps), preposition=preposition, governor=governor)


def _steps(name: "Token") -> "Iterator[tuple[str, Token]]":
    """Each step up with where it leads; one that leaves the place stays where it is, and is the last."""
    here = name
    while here.head.i != here.i:
        step, above = _step(here)
        if step:
            yield step, above
        if above.i == here.i:
            return
        here = above


def _step(here: "Token") -> "tuple[str, Token]":
    above = here.head
    if here.dep_ in _BESIDE:
        return here.dep_, above
    if here.dep_ in _ATTRIBUTES:
        names_place = _is_kind(above) or above.pos_ == "PROPN"
        return (here.dep_, above) if names_place else ("of_noun", here)
    if here.dep_ == "poss":
        return ("part's", above) if _is_kind(above) or _is_part(above) else ("of_owner", here)
    if here.dep_ == "pobj" and above.lower_ == "of" and above.head.i != above.i:
        if _is_kind(above.head):
            return "kind_of", above.head
        if _is_part(above.head):
            return "part_of", above.head
    return "", here


def _is_kind(token: "Token") -> bool:
    words = place_words("en")
    return token.lower_ in words.kinds or token.lower_ in words["features"]


def _is_part(token: "Token") -> bool:
    words = place_words("en")
    return token.lower_ in words["parts"] or token.lower_ in words["directions"]


def names_place(token: "Token") -> bool:
    """True for a noun that says what sort of place, or which part of one."""
    return _is_kind(token) or _is_part(token)


def head_of(tokens: "list[Token]", span: Span) -> "Token | None":
    """The word of a name that the rest of the sentence hangs on."""
    inside = [t for t in tokens if t.idx < span.end and span.start < t.idx + len(t) and not t.is_space]
    members = {t.i for t in inside}
    outward = (t for t in inside if t.head.i not in members or t.head.i == t.i)
    return next(outward, inside[0] if inside else None)
