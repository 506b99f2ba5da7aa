"""Who says what: the sayings of a text, and the attributions that they make once their speakers are known."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Token

from civharm.claims.english.casualties.context import lemma
from civharm.claims.english.document import Attribution, EnglishDocument, spans_overlap_any
from civharm.claims.english.frames import chars, clause_head
from civharm.claims.english.sayings.by_grammar import sayings_by_grammar
from civharm.claims.english.sayings.learned_cues import may_tell_more, with_learned
from civharm.claims.english.sayings.naming import source_phrase
from civharm.claims.english.sayings.quotations import find_quotations
from civharm.claims.english.sayings.saying import Saying
from civharm.claims.english.sayings.sources import antecedent, is_nobody
from civharm.claims.english.sayings.speakers import SpeakerBook
from civharm.claims.english.sayings.speech import Manner, speech_words
from civharm.claims.english.sayings.withheld import is_withheld
from civharm.codebook.load import CueWords
from civharm.model.claims import Stance
from civharm.model.spans import Span
from civharm.model.speakers import Speaker
from civharm.model.times import When

_STANCES = (Stance.DENIED, Stance.CONFIRMED, Stance.ESTIMATED, Stance.ALLEGED, Stance.RETRACTED)
_NAMED = frozenset({"name", "identify", "quote"})
_FIRST_PERSON = frozenset({"i", "we"})
_NOBODY = frozenset({"you", "one", "what", "this", "your", "my", "our", "me", "us"})


def find_sayings(document: EnglishDocument, cues: CueWords) -> list[Saying]:
    """All sayings of a text in the order of their cues, views and sayings without a source among them."""
    words, quotations = speech_words(cues), find_quotations(document.text)
    found = sayings_by_grammar(document.text, document.parsed, quotations, words)
    return with_learned(document.doc, found, quotations, words)


def _find_said(document: EnglishDocument, cues: CueWords) -> list[Saying]:
    """What is said, without views: the net takes time, and is asked only where it could find more of that."""
    words, quotations = speech_words(cues), find_quotations(document.text)
    found = sayings_by_grammar(document.text, document.parsed, quotations, words)
    if may_tell_more(document.doc, found):
        found = with_learned(document.doc, found, quotations, words)
    return [saying for saying in found if saying.manner is Manner.SAID]


def find_attributions(
    document: EnglishDocument, book: SpeakerBook, cues: CueWords
) -> tuple[Attribution, ...]:
    """What is said by somebody, in the order of the text.

    "We" in a quotation is who is quoted; "reports that" in what somebody says are passed on by that speaker.
    """
    found: list[Attribution] = []
    by_who_speaks: list[Saying] = []
    for saying in _find_said(document, cues):
        if _asks_for_no_name(saying):
            continue
        if saying.source_head is None or saying.source_head.lower_ in _FIRST_PERSON:
            by_who_speaks.append(saying)
        elif saying.source_head.lower_ not in _NOBODY and not is_nobody(saying.source_head):
            found.append(_attribution(document, saying, book.meet(saying.source_head), cues))
    around = _Around(found)
    quoted = [
        _attribution(document, saying, outer, cues) for saying in by_who_speaks if (outer := around(saying))
    ]
    return tuple(sorted([*found, *quoted], key=lambda attribution: attribution.cue.start))


def _asks_for_no_name(saying: Saying) -> bool:
    """ "Who asked not to be named" describes the speaker."""
    return any(child.dep_ == "xcomp" and lemma(child) in _NAMED for child in saying.head.children)


class _Around:
    """Finds who says the words that a saying stands in."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._contents = sorted(
            ((span.start, span.end, a.speaker) for a in attributions for span in a.content),
            key=lambda c: c[:2],
        )

    def __call__(self, saying: Saying) -> Speaker | None:
        at = bisect_right(self._contents, saying.cue.start, key=lambda content: content[0])
        nearest = self._contents[max(0, at - _DEPTH) : at]
        return next((speaker for _, end, speaker in nearest if end > saying.cue.start), None)


#: How many contents back the one around a saying is looked for.
_DEPTH = 4


def _attribution(document: EnglishDocument, saying: Saying, speaker: Speaker, cues: CueWords) -> Attribution:
    head = saying.head
    cue = lemma(head)
    is_according = head.lower_ == "according"
    return Attribution(
        speaker=speaker,
        source=chars(source_phrase(antecedent(saying.source_head)))
        if saying.source_head is not None
        else Span(head.idx, head.idx),
        cue=saying.cue if is_according else Span(head.idx, head.idx + len(head)),
        content=saying.content,
        stance=_stance(saying, cues),
        cue_lemma="according to" if is_according else cue,
        said_on=None if is_according else _said_on(document, saying),
        is_direct=saying.is_direct,
        withheld=saying.cue if is_withheld(head) else None,
    )


def _stance(saying: Saying, cues: CueWords) -> Stance:
    """How sure the speaker is, by the cue; "retracted its statement that" by the verb above the noun."""
    head = saying.head
    if _claims_responsibility(saying):
        return Stance.ASSERTED
    if head.pos_ == "NOUN" and _is_called_false(head, cues):
        return Stance.DENIED
    if is_withheld(head):
        return Stance.ALLEGED
    above = _stance_of(lemma(head.head), cues) if _is_own_word(head) else Stance.ASSERTED
    if above is not Stance.ASSERTED:
        return above
    source = saying.source_head
    is_passed_on = head.pos_ == "NOUN" if source is None else _is_hearsay(source, cues)
    return Stance.ALLEGED if is_passed_on else _stance_of(lemma(head), cues)


def _is_hearsay(source: Token, cues: CueWords) -> bool:
    """True for "according to reports", of which nobody is named."""
    is_bare = all(child.dep_ == "amod" for child in source.lefts) and not any(True for _ in source.rights)
    return source.tag_ == "NNS" and is_bare and lemma(source) in cues["said_nouns"]


def _is_called_false(noun: Token, cues: CueWords) -> bool:
    """True for "the claim that … was false"."""
    if noun.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    said_of = (child for child in noun.head.children if child.dep_ in {"acomp", "attr"})
    return any(lemma(word) in cues["false_words"] for word in (noun.head, *said_of))


def _is_own_word(noun: Token) -> bool:
    """True for the speaker's own statement: "retracted its statement", "confirmed the report"."""
    owners = [child for child in noun.lefts if child.dep_ == "poss"]
    is_object = noun.pos_ == "NOUN" and noun.dep_ in {"dobj", "nsubjpass"}
    return is_object and all(owner.pos_ == "PRON" for owner in owners)


def _claims_responsibility(saying: Saying) -> bool:
    """Who claims responsibility, or an attack, does not allege: it says what it did itself."""
    head = saying.head
    claimed = [child for child in head.children if child.dep_ in {"dobj", "nsubjpass"}]
    is_deed = lemma(head) == "claim" and any(child.pos_ == "NOUN" for child in claimed)
    return is_deed or any(lemma(child) in {"responsibility", "credit"} for child in claimed)


def _said_on(document: EnglishDocument, saying: Saying) -> When | None:
    """A time in the cue's own clause, outside what is said: "said Tuesday that …", "in a statement on Thursday".

    In "…, said X" what stands before the cue is content, however the parser hangs it.
    """
    verb, source = saying.head, saying.source_head
    is_inverted = source is not None and source.i > verb.i
    times = document.times
    first = bisect_left(times, verb.sent.start_char, key=lambda time: time.span.start)
    for expression in times[first:]:
        if expression.span.start >= verb.sent.end_char:
            break
        if expression.when.start is None or spans_overlap_any(expression.span, saying.content):
            continue
        if is_inverted and expression.span.start < verb.idx:
            continue
        token = document.token_at(expression.span)
        if token is not None and clause_head(token).i == verb.i:
            return expression.when
    return None


def _stance_of(cue: str, cues: CueWords) -> Stance:
    return next((stance for stance in _STANCES if cue in cues[stance.value]), Stance.ASSERTED)
