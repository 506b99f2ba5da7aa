"""Who said what: cues of speech, their sources and contents, across sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from civharm.claims.english.document import Attribution, EnglishDocument, spans_overlap_any
from civharm.claims.english.frames import chars, clause_head, trimmed
from civharm.claims.english.speakers import SpeakerBook, source_phrase
from civharm.codebook.load import CueWords
from civharm.model.claims import Stance
from civharm.model.spans import Span
from civharm.model.speakers import Speaker
from civharm.model.times import When

_QUOTES = frozenset('“”"«»')
_OPENING = frozenset('“"«')
_CONTENT = frozenset({"ccomp", "parataxis"})
_STANCES = (Stance.DENIED, Stance.CONFIRMED, Stance.ESTIMATED, Stance.ALLEGED, Stance.RETRACTED)


def find_attributions(
    document: EnglishDocument, book: SpeakerBook, cues: CueWords
) -> tuple[Attribution, ...]:
    """All attributions in the order of the text; a quotation that runs on keeps its speaker."""
    found: list[Attribution] = []
    for sentence in document.sentences:
        here = [*_by_verbs(document, sentence, book, cues), *_by_according(document, sentence, book, cues)]
        if not here and found:
            here = list(_running_on(sentence, found[-1]))
        found.extend(here)
    return tuple(found)


def _by_verbs(
    document: EnglishDocument, sentence: Tokens, book: SpeakerBook, cues: CueWords
) -> Iterator[Attribution]:
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or verb.lemma_.lower() not in cues["said"]:
            continue
        source = _source_of(verb)
        content = _content_of(verb, sentence)
        if source is None or not content:
            continue
        speaker = book.meet(source)
        if speaker is not None and _can_speak(speaker, source):
            yield _attribution(document, verb, speaker, content, cues)


def _attribution(
    document: EnglishDocument, verb: Token, speaker: Speaker, content: tuple[Span, ...], cues: CueWords
) -> Attribution:
    return Attribution(
        speaker=speaker,
        source=speaker.span or Span(verb.idx, verb.idx),
        cue=Span(verb.idx, verb.idx + len(verb)),
        content=content,
        stance=Stance.ASSERTED if _claims_responsibility(verb) else _stance_of(verb.lemma_.lower(), cues),
        cue_lemma=verb.lemma_.lower(),
        said_on=_said_on(document, verb, content),
        is_direct=any(token.text in _OPENING for token in verb.sent),
    )


def _claims_responsibility(verb: Token) -> bool:
    """Who claims responsibility does not allege: it says what it did itself."""
    return any(child.lemma_.lower() in {"responsibility", "credit"} for child in verb.children)


def _source_of(verb: Token) -> Token | None:
    """The subject of the cue; in "said Brig. Gen. X" the last of what the parser calls its subjects."""
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    if own:
        named = [child for child in own if child.ent_type_ == "PERSON"]
        return named[-1] if named else own[-1]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return _source_of(verb.head)
    passive = [child for child in verb.children if child.dep_ == "agent"]
    return next((obj for by in passive for obj in by.children if obj.dep_ == "pobj"), None) or _before_cue(
        verb
    )


def _before_cue(verb: Token) -> Token | None:
    """The noun phrase between the last comma and a cue that ends the sentence: "…, an army captain said."."""
    sentence = verb.sent
    if any(token.is_alpha for token in verb.doc[verb.i + 1 : sentence.end]):
        return None
    start = verb.i
    while start > sentence.start and verb.doc[start - 1].text not in {",", "”", '"'}:
        start -= 1
    phrase = verb.doc[start : verb.i]
    if start == sentence.start or not len(phrase) or phrase.root.pos_ not in {"NOUN", "PROPN"}:
        return None
    return phrase.root


def _can_speak(speaker: Speaker, source: Token) -> bool:
    return (
        source.pos_ in {"PROPN", "NOUN", "PRON"}
        and source.lower_ not in {"which", "that", "what", "this"}
        and bool(speaker.words)
    )


def _content_of(verb: Token, sentence: Tokens) -> tuple[Span, ...]:
    """The clause that the cue governs, or the rest of the sentence where the cue is parenthetical."""
    clauses = [child for child in verb.children if child.dep_ in _CONTENT]
    if not clauses and verb.dep_ in {"parataxis", "ccomp"} and verb.head.pos_ in {"VERB", "AUX"}:
        return _around(verb, sentence)
    if not clauses and _is_afterthought(verb):
        return _around(verb, sentence)
    if not clauses and verb.lemma_.lower() in _WITH_OBJECT:
        clauses = [child for child in verb.children if child.dep_ in {"dobj", "xcomp"}]
    if not clauses and any(token.text in _QUOTES for token in sentence):
        return _around(verb, sentence)
    if not clauses and verb.lemma_ in _WITH_COMPLEMENT and verb.i + 1 < sentence.end:
        return (trimmed(verb.doc.text, Span(verb.nbor(1).idx, sentence.end_char)),)
    return tuple(_subtree_spans(clause, verb) for clause in clauses)


def _is_afterthought(verb: Token) -> bool:
    """A cue that the parser hangs beside the content: "A bomb killed two, X said."."""
    has_own_source = any(child.dep_ == "nsubj" for child in verb.children)
    is_listed = any(child.dep_ == "cc" for child in verb.head.children)
    return verb.dep_ == "conj" and has_own_source and not is_listed


#: Cues whose object is what they say: "denied the strike", "reported 12 deaths".
_WITH_OBJECT = frozenset(
    {
        "deny",
        "reject",
        "dismiss",
        "confirm",
        "estimate",
        "admit",
        "acknowledge",
        "report",
        "document",
        "record",
        "count",
    }
)
_WITH_COMPLEMENT = frozenset({"compare", "describe", "accuse", "blame", "warn", "claim"})


def _around(verb: Token, sentence: Tokens) -> tuple[Span, ...]:
    """The sentence without the cue and its source."""
    own = {
        token.i
        for child in verb.children
        if child.dep_ in {"nsubj", "npadvmod", "punct"}
        for token in child.subtree
    }
    own.add(verb.i)
    runs: list[list[Token]] = [[]]
    for token in sentence:
        if token.i in own:
            runs.append([])
        else:
            runs[-1].append(token)
    spans = (Span(run[0].idx, run[-1].idx + len(run[-1])) for run in runs if any(t.is_alpha for t in run))
    return tuple(trimmed(sentence.doc.text, span) for span in spans)


def _subtree_spans(clause: Token, verb: Token) -> Span:
    left, right = clause.left_edge, clause.right_edge
    if left.i <= verb.i <= right.i:  # a crossing parse: take the side that the clause's head is on
        left, right = (left, verb.nbor(-1)) if clause.i < verb.i else (verb.nbor(1), right)
    return trimmed(verb.doc.text, Span(left.idx, right.idx + len(right)))


def _by_according(
    document: EnglishDocument, sentence: Tokens, book: SpeakerBook, cues: CueWords
) -> Iterator[Attribution]:
    for token in sentence:
        if token.lower_ != "according" or token.i + 1 >= sentence.end or token.nbor(1).lower_ != "to":
            continue
        objects = [t for t in token.subtree if t.dep_ == "pobj" and t.head.lower_ == "to"]
        speaker = book.meet(objects[0]) if objects else None
        if speaker is None:
            continue
        phrase = chars(source_phrase(objects[0]))
        yield Attribution(
            speaker=speaker,
            source=phrase,
            cue=Span(token.idx, token.nbor(1).idx + 2),
            content=tuple(_outside(sentence, Span(token.idx, phrase.end))),
            stance=Stance.ASSERTED,
            cue_lemma="according to",
            said_on=None,
        )


def _outside(sentence: Tokens, inner: Span) -> Iterator[Span]:
    text = sentence.doc.text
    for span in (Span(sentence.start_char, inner.start), Span(inner.end, max(inner.end, sentence.end_char))):
        kept = trimmed(text, span)
        if any(character.isalpha() for character in kept.of(text)):
            yield kept


def _running_on(sentence: Tokens, last: Attribution) -> Iterator[Attribution]:
    """A quoted sentence without a cue, right after one with a speaker, is still that speaker's."""
    words = [token.text for token in sentence if not token.is_space]
    near = sentence.start_char - max(span.end for span in (*last.content, last.cue, last.source)) < 8
    if near and words and words[0] in _OPENING:
        yield replace(last, content=(trimmed(sentence.doc.text, chars(sentence)),), is_direct=True)


def _said_on(document: EnglishDocument, verb: Token, content: Sequence[Span]) -> When | None:
    """A time in the cue's own clause, outside what is said: "said Tuesday that …", "in a statement on Thursday".

    In "…, said X" what stands before the cue is content, however the parser hangs it.
    """
    source = _source_of(verb)
    is_inverted = source is not None and source.i > verb.i
    for expression in document.times:
        if expression.when.start is None or spans_overlap_any(expression.span, content):
            continue
        if is_inverted and expression.span.start < verb.idx:
            continue
        token = document.token_at(expression.span)
        if token is not None and clause_head(token).i == verb.i:
            return expression.when
    return None


def _stance_of(lemma: str, cues: CueWords) -> Stance:
    return next((stance for stance in _STANCES if lemma in cues[stance.value]), Stance.ASSERTED)


def said_spans(attributions: Sequence[Attribution]) -> tuple[Span, ...]:
    """Where cues and sources stand: words there are not part of what is told."""
    return tuple(span for attribution in attributions for span in (attribution.source, attribution.cue))
