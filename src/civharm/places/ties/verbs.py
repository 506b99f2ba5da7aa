"""What the event's verb itself tells of where its place may stand."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from civharm.codebook import default_codebook
from civharm.places.ties.route import CLAUSES
from civharm.places.words import place_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLASSES = ("harming", "happening", "law", "doing")
_SAYING = frozenset("say tell report add".split())
_LASTING = frozenset({"since", "during"})
#: "Over 150,000 people": who counts so many counts them over years, mostly in a whole country.
_MANY_DIGITS = 5


def of_verb(verb: "Token") -> Iterator[str]:
    """Names of features that all places of a sentence share."""
    yield f"verb_tag_{verb.tag_}"
    yield f"verb_dep_{verb.dep_ if verb.dep_ in CLAUSES or verb.dep_ == 'ROOT' else 'other'}"
    yield from _of_children(verb)
    if any(token.lower_ in _LASTING for token in verb.subtree):
        yield "verb_lasting"
    lemma = verb.lemma_.lower()
    yield from (f"verb_of_{name}" for name in _CLASSES if lemma in verb_class(name))
    if is_taking(verb):
        yield "verb_of_taking"
    if is_saying(verb):
        yield "verb_of_saying"
    if verb.pos_ in ("NOUN", "PROPN", "AUX"):
        yield f"verb_pos_{verb.pos_}"


def _of_children(verb: "Token") -> Iterator[str]:
    locative = place_words("en")["where"]
    for child in verb.children:
        if child.dep_ in ("auxpass", "neg", "dobj", "nsubj", "nsubjpass"):
            yield f"verb_has_{child.dep_}"
        if child.tag_ == "MD" or (child.tag_ == "TO" and child.dep_ == "aux"):
            yield f"verb_has_{child.tag_}"
        if child.dep_ == "aux" and child.lemma_ in ("have", "be"):
            yield f"verb_has_{child.lemma_}"
        if child.dep_ == "prep" and child.lower_ in locative:
            yield "verb_has_where"
        if child.dep_ in ("nsubjpass", "dobj", "nsubj") and any(map(_is_large, child.subtree)):
            yield "verb_counts_many"


def _is_large(token: "Token") -> bool:
    return bool(token.like_num) and "," in token.text and len(token.text) >= _MANY_DIGITS


def is_taking(verb: "Token") -> bool:
    """True for verbs whose object is the place: "captured X"."""
    return verb.lemma_.lower() in place_words("en")["taking"]


def is_saying(verb: "Token") -> bool:
    """True for verbs that introduce what somebody says."""
    return verb.lemma_.lower() in _SAYING or verb.lower_ in place_words("en")["speech"]


@lru_cache(maxsize=8)
def verb_class(name: str) -> frozenset[str]:
    """The lemmas of a list of the codebook's words for circumstances."""
    return frozenset(default_codebook().cues("en-circumstances")[name])
