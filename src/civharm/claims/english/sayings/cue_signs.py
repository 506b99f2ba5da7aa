"""Signs by which the words of a cue are known: closed classes of the parse, our own word lists, what the grammar found.

No word of any text is a sign: weights over them hold nothing of the texts that they were fitted on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from civharm.claims.english.sayings.cue_words import QUOTES
from civharm.claims.english.sayings.quotations import Quotation
from civharm.claims.english.sayings.saying import Saying
from civharm.claims.english.sayings.speech import Manner, SpeechWords
from civharm.model.spans import Span

Flags = NDArray[np.uint8]
Indices = NDArray[np.int64]

_ATTRIBUTES = ("POS", "DEP", "TAG", "ENT_TYPE", "ORTH", "LEMMA", "IDX", "HEAD")
_PARTS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE".split()
_ROLES = (
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj "
    "csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd "
    "parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp"
).split()
_TAGS = (
    "CC CD DT EX FW IN JJ JJR JJS LS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG "
    "VBN VBP VBZ WDT WP WP$ WRB , . : `` '' -LRB- -RRB- HYPH NFP $ _SP XX ADD AFX"
).split()
_NAMED = "PERSON ORG NORP GPE DATE".split()
_SUBJECTS = ("nsubj", "nsubjpass")
#: Word lists that say something about a token by its lemma alone.
_LISTS = (
    "at_large bodies carriers denied estimated formal_media goes_on held held_adjectives held_nouns "
    "media_of_speech outlet_words persons put_at said said_nouns said_objects seemed seen told will_nouns"
).split()
#: How far a head is looked for, in tokens: farther counts as this far.
_FAR = 5


@dataclass(frozen=True, slots=True)
class CueSigns:
    """One row for each token that was parsed; `tokens` are their places in the doc, `head` the rows of their heads.

    `near` counts for a token's neighbours as well, `own` for what hangs on it alone.
    """

    near: Flags
    own: Flags
    head: Indices
    tokens: Indices


def cue_signs(
    doc: Doc, found: Sequence[Saying], quotations: Iterable[Quotation], words: SpeechWords
) -> CueSigns:
    """The signs of all parsed tokens of a text in which the grammar has found some sayings."""
    columns = np.asarray(doc.to_array(list(_ATTRIBUTES)), dtype=np.uint64).reshape(-1, len(_ATTRIBUTES))
    tokens = np.nonzero(columns[:, 1])[0]
    columns = columns[tokens]
    parts, roles, tags, named = (
        _one_of(columns[:, at], names, doc) for at, names in enumerate((_PARTS, _ROLES, _TAGS, _NAMED))
    )
    marks = _one_of(columns[:, 4], sorted(QUOTES), doc).any(axis=1, keepdims=True)
    told = _told(columns[:, 6].astype(np.int64), found, quotations)
    head = np.searchsorted(tokens, tokens + columns[:, 7].astype(np.int64))
    return CueSigns(
        near=np.hstack([parts, roles, named, marks, _listed(columns[:, 5], doc, words), told]).astype(
            np.uint8
        ),
        own=np.hstack([tags, _hanging(roles, head), _subject(parts, named, roles, head), _way(head)]),
        head=head,
        tokens=tokens,
    )


def _one_of(values: NDArray[np.uint64], names: Sequence[str], doc: Doc) -> Flags:
    """One column for each name: which of them the token has."""
    known = np.array([doc.vocab.strings[name] for name in names], dtype=np.uint64)
    has: Flags = (values[:, None] == known).astype(np.uint8)
    return has


def _listed(lemmas: NDArray[np.uint64], doc: Doc, words: SpeechWords) -> Flags:
    """Which of our word lists hold the token's lemma."""
    by_word, none = _lists_by_word(words)
    different, back = np.unique(lemmas, return_inverse=True)
    rows = [by_word.get(doc.vocab.strings[int(lemma)].lower(), none) for lemma in different]
    return np.array(rows, dtype=np.uint8).reshape(len(different), len(none))[back]


@lru_cache(maxsize=4)
def _lists_by_word(words: SpeechWords) -> tuple[dict[str, Flags], Flags]:
    """For each word of the lists which of them hold it, and the same for all other words."""
    lists = [*(words.sets[name] for name in _LISTS), frozenset(words.prepositions["held_about"])]
    listed = frozenset().union(*lists)
    by_word = {word: np.array([word in each for each in lists], dtype=np.uint8) for word in listed}
    return by_word, np.zeros(len(lists), dtype=np.uint8)


def _told(starts: Indices, found: Sequence[Saying], quotations: Iterable[Quotation]) -> Flags:
    """Which tokens stand in a quotation, and in which part of a saying that the grammar found."""
    plain = [saying for saying in found if not saying.is_nested]
    nested = [saying for saying in found if saying.is_nested]
    columns = [_within(starts, (quotation.span for quotation in quotations))]
    for sayings in (plain, nested):
        columns += [
            _within(starts, (saying.cue for saying in sayings)),
            _within(starts, (saying.source for saying in sayings if saying.source is not None)),
            _within(starts, (span for saying in sayings for span in saying.content)),
        ]
    columns.append(_within(starts, (saying.cue for saying in plain if saying.manner is Manner.HELD)))
    columns.append(_within(starts, (_word(saying) for saying in plain)))
    return np.stack(columns, axis=1)


def _word(saying: Saying) -> Span:
    return Span(saying.head.idx, saying.head.idx + len(saying.head))


def _within(starts: Indices, spans: Iterable[Span]) -> Flags:
    """1 for tokens that begin in one of the spans."""
    marked = np.zeros(len(starts), dtype=np.uint8)
    for span in spans:
        first, end = np.searchsorted(starts, (span.start, span.end))
        marked[first:end] = 1
    return marked


def _hanging(roles: Flags, head: Indices) -> Flags:
    """The roles of what hangs on a token, on its left and on its right."""
    hanging = np.zeros((len(head), 2 * len(_ROLES)), dtype=np.uint8)
    child, role = np.nonzero(roles)
    is_child = head[child] != child
    child, role = child[is_child], role[is_child]
    hanging[head[child], role + len(_ROLES) * (child > head[child])] = 1
    return hanging


def _subject(parts: Flags, named: Flags, roles: Flags, head: Indices) -> Flags:
    """What kind of word and name the subject of a token is."""
    subjects = np.nonzero(roles[:, [_ROLES.index(role) for role in _SUBJECTS]].any(axis=1))[0]
    kinds = np.zeros((len(head), len(_PARTS) + len(_NAMED)), dtype=np.uint8)
    kinds[head[subjects]] = np.hstack([parts, named])[subjects]
    return kinds


def _way(head: Indices) -> Flags:
    """How far and on which side the head stands."""
    far = np.clip(head - np.arange(len(head)), -_FAR, _FAR) + _FAR
    way: Flags = np.eye(2 * _FAR + 1, dtype=np.uint8)[far]
    return way
