"""Sayings whose cue is a colon: "The mayor: “We are staying.”", "Agency: two bridges closed"."""

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from civharm.claims.english.sayings.cue_words import is_quote
from civharm.claims.english.sayings.saying import Saying, sayings_of
from civharm.claims.english.sayings.speech import Manner

#: Longest phrase before a colon that is taken for a name, in tokens.
_LONGEST_NAME = 8
_SPEAKING = frozenset({"PERSON", "ORG", "NORP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def by_colons(sentence: Tokens) -> Iterator[Saying]:
    """The saying of a sentence that begins with who speaks, a colon, and what is said."""
    colon = next((token for token in sentence if token.text == ":"), None)
    if colon is None or colon.i + 1 >= sentence.end or colon.i == sentence.start:
        return
    source = _source(sentence, colon)
    if source is not None:
        content = range(colon.i + 1, sentence.end)
        yield from sayings_of(colon, range(colon.i, colon.i + 1), source, manner=Manner.SAID, content=content)


def _source(sentence: Tokens, colon: Token) -> Token | None:
    """The one phrase before the colon; without a quotation after it only a name, with a clause after it."""
    before = sentence.doc[sentence.start : colon.i]
    if len(before) > _LONGEST_NAME or any(token.pos_ in {"VERB", "AUX"} for token in before):
        return None
    heads = [t for t in before if t.pos_ in _NOMINAL and (t.head.i >= colon.i or t.head.i == t.i)]
    if len(heads) != 1:
        return None
    is_quoted = is_quote(colon.nbor(1))
    tells = any(token.pos_ in {"VERB", "AUX"} for token in sentence.doc[colon.i + 1 : sentence.end])
    is_name = heads[0].ent_type_ in _SPEAKING and heads[0].i == colon.i - 1 and tells
    return heads[0] if is_quoted or is_name else None
