"""The sayings that the grammar and the word lists find by themselves."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Span as Tokens

from civharm.claims.english.sayings.colon_cues import by_colons
from civharm.claims.english.sayings.nesting import without_inner
from civharm.claims.english.sayings.noun_cues import by_according, by_nouns
from civharm.claims.english.sayings.quotations import Quotation
from civharm.claims.english.sayings.quoting import with_quotations
from civharm.claims.english.sayings.saying import Saying
from civharm.claims.english.sayings.speech import SpeechWords
from civharm.claims.english.sayings.verb_cues import by_verbs


def sayings_by_grammar(
    text: str, sentences: Iterable[Tokens], quotations: Sequence[Quotation], words: SpeechWords
) -> list[Saying]:
    """All of them in the order of their cues, views and sayings without a source among them."""
    found = [saying for sentence in sentences for saying in _in_sentence(sentence, words)]
    found.sort(key=lambda saying: saying.cue.start)
    return list(without_inner(text, with_quotations(text, found, quotations), quotations))


def _in_sentence(sentence: Tokens, words: SpeechWords) -> Iterator[Saying]:
    yield from by_verbs(sentence, words)
    yield from by_nouns(sentence, words)
    yield from by_according(sentence, words)
    yield from by_colons(sentence)
