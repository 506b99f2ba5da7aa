"""Which words make up a cue: "has also said", "pointed out", "called for", "said in a statement"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from civharm.claims.english.sayings.sources import is_passive
from civharm.claims.english.sayings.speech import SpeechWords

_LEFT = frozenset({"aux", "auxpass", "neg", "advmod"})
#: Quotation marks as the parser tells them apart.
QUOTES = frozenset({"“", "”", '"', "«", "»", "''", "``"})
_IN = frozenset({"in", "during", "at", "on", "to", "via", "by"})
#: Adverbs that join a sentence to the one before: no part of how something is said.
_CONNECTIVES = frozenset(
    "however moreover indeed meanwhile instead therefore thus so yet nevertheless nonetheless otherwise".split()
)
#: Prepositions that name what a word of speech or thought is about.
_ABOUT = frozenset("about of upon over against regarding concerning".split())
#: Those that name it after a noun or a passive as well.
_WIDELY_ABOUT = _ABOUT | frozenset("for on to with toward towards as".split())


def cue_tokens(head: Token, words: SpeechWords, *, until: Token | None = None) -> range:
    """The run of tokens around the head of a cue, up to its preposition if one is given."""
    left, right = _start_with_auxiliaries(head), head.i
    left = _start_of_chain(head, left)
    if until is not None:
        return range(left, until.i + 1)
    for child in head.rights:
        last = _last_of(child, words) if child.i == right + 1 else None
        if last is None:
            break
        right = last
    return range(left, right + 1)


def _start_with_auxiliaries(head: Token) -> int:
    """Where "has not yet" begins."""
    doc, left = head.doc, head.i
    while left > 0 and _stands_before(doc[left - 1]) and doc[left - 1].head.i >= left:
        left -= 1
    return left


def _stands_before(token: Token) -> bool:
    """True for auxiliaries, negations and adverbs of manner; "when asked" and "he however said" keep theirs outside."""
    return token.dep_ in _LEFT and token.tag_ != "WRB" and token.lower_ not in _CONNECTIVES


def _start_of_chain(head: Token, left: int) -> int:
    """Where "continued to" and "has tried to" begin, right before the cue."""
    while head.dep_ == "xcomp" and head.head.i == left - 1 and head.head.pos_ in {"VERB", "AUX"}:
        head = head.head
        left = _start_with_auxiliaries(head)
    return left


def _last_of(child: Token, words: SpeechWords) -> int | None:
    """Where a particle, an adverb or "in a statement" ends; None for what is no part of the cue."""
    if child.dep_ == "prt" or (child.dep_ == "advmod" and child.right_edge.i == child.i):
        return child.i
    if child.dep_ != "prep" or child.lower_ not in _IN:
        return None
    return next((noun.i for noun in child.rights if words.has("formal_media", noun)), None)


def with_preposition(head: Token, words: SpeechWords, name: str) -> Token | None:
    """The preposition that makes the word a cue ("called for") with something after it."""
    return next(
        (
            child
            for child in head.rights
            if child.dep_ in {"prep", "prt", "agent"}
            and words.goes_with(name, head, child)
            and any(True for _ in child.rights)
        ),
        None,
    )


def about(head: Token) -> Token | None:
    """The preposition right after the word, or after its particle, that what is told stands behind."""
    names_it = _ABOUT if head.pos_ == "VERB" and not is_passive(head) else _WIDELY_ABOUT
    last = head.i
    for child in head.rights:
        if child.i != _word_after(head.doc, last) or (child.dep_ != "prt" and child.lower_ not in names_it):
            return None
        if any(True for _ in child.rights):
            return child
        last = child.i
    return None


def _word_after(doc: Doc, index: int) -> int:
    """The next token that is no white space."""
    after = index + 1
    while after < len(doc) and doc[after].is_space:
        after += 1
    return after


def complement(head: Token, stops: Sequence[str] = ()) -> Iterator[int]:
    """The tokens right of a cue that complete it: objects, infinitives and their prepositions."""
    for child in head.rights:
        if child.dep_ in {"advcl", "cc", "conj", "parataxis", "agent", *stops} or _ends_phrase(child):
            return
        if child.dep_ not in {"prt", "advmod", "npadvmod", "nsubj"}:
            yield from range(child.left_edge.i, child.right_edge.i + 1)


def _ends_phrase(child: Token) -> bool:
    return child.is_punct and child.text not in QUOTES


def is_quote(token: Token) -> bool:
    """True for a quotation mark."""
    return token.text in QUOTES
