"""Sayings whose cue is a noun ("his claim that"), an adjective ("was sure that") or "according to"."""

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from civharm.claims.english.sayings.cue_words import about, cue_tokens
from civharm.claims.english.sayings.saying import Saying, sayings_of
from civharm.claims.english.sayings.sources import can_speak, source_of, whole_phrase
from civharm.claims.english.sayings.speech import Manner, SpeechWords


def by_nouns(sentence: Tokens, words: SpeechWords) -> Iterator[Saying]:
    """The sayings that nouns and adjectives of one sentence make."""
    for token in sentence:
        if token.pos_ == "NOUN":
            yield from _by_noun(token, words)
        elif token.pos_ in {"ADJ", "VERB"} and token.dep_ == "acomp":
            yield from _by_adjective(token, words)


def _by_noun(noun: Token, words: SpeechWords) -> Iterator[Saying]:
    if noun.dep_ == "pobj" and words.has("media_of_speech", noun) and words.has("said", noun.head.head):
        return  # "said in a statement that": the verb's saying
    told = _told_by(noun, words)
    if told is None:
        return
    manner, content, last = told
    carrier = noun.head if noun.dep_ in {"dobj", "attr"} and words.has("carriers", noun.head) else None
    source = _holder(noun, carrier, words)
    if source is None and manner is Manner.HELD and carrier is None:
        return
    first = cue_tokens(carrier, words).start if carrier is not None else _first_of(noun, source)
    yield from sayings_of(noun, range(first, last + 1), source, manner=manner, content=content)


def tells(noun: Token, words: SpeechWords) -> bool:
    """True if the noun has what is told with it: "doubts about the count"."""
    return _told_by(noun, words) is not None


def _told_by(noun: Token, words: SpeechWords) -> tuple[Manner, range, int] | None:
    """What a noun tells, in its clause, its infinitive or after its preposition; with the last token of the cue."""
    clause = next((c for c in noun.rights if c.dep_ in {"acl", "ccomp"} and _is_that_clause(c)), None)
    if clause is not None and words.has("said_nouns", noun):
        return Manner.SAID, range(clause.left_edge.i, clause.right_edge.i + 1), noun.i
    infinitive = _infinitive(noun, words)
    if infinitive is not None:
        return Manner.HELD, range(infinitive.left_edge.i, infinitive.right_edge.i + 1), noun.i
    preposition = about(noun) if words.has("held_nouns", noun) else None
    if preposition is None:
        return None
    return Manner.HELD, range(preposition.i + 1, preposition.right_edge.i + 1), preposition.i


def _infinitive(noun: Token, words: SpeechWords) -> Token | None:
    """The infinitive of "the decision to withdraw"."""
    clauses = (child for child in noun.rights if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB")
    return next(clauses, None) if words.has("will_nouns", noun) else None


def _first_of(noun: Token, source: Token | None) -> int:
    """Where the noun begins with its adjectives, after its possessor; "the" belongs to a cue that nobody speaks."""
    possessors = [child.right_edge.i + 1 for child in noun.lefts if child.dep_ == "poss"]
    first = max(possessors, default=noun.left_edge.i)
    return first + 1 if source is not None and noun.doc[first].lower_ == "the" else first


def _is_that_clause(clause: Token) -> bool:
    return clause.pos_ in {"VERB", "AUX"} and any(
        child.lower_ in {"that", "whether"} and child.dep_ == "mark" for child in clause.children
    )


def _holder(noun: Token, carrier: Token | None, words: SpeechWords) -> Token | None:
    """Whose claim it is: its possessor, who made it, or who stands after "by" or "among"."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if owner is not None:
        return owner
    maker = source_of(carrier, words) if carrier is not None else None
    if maker is not None and can_speak(maker):
        return maker
    by = (
        child
        for child in noun.rights
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "among", "from"}
    )
    return next((obj for preposition in by for obj in preposition.children if obj.dep_ == "pobj"), None)


def _by_adjective(adjective: Token, words: SpeechWords) -> Iterator[Saying]:
    if not words.has("held_adjectives", adjective):
        return
    copula = adjective.head
    source = next((child for child in copula.children if child.dep_ == "nsubj"), None)
    if source is None or not can_speak(source) or source.lower_ == "it":
        return
    clause = next((c for c in adjective.rights if c.dep_ in {"ccomp", "xcomp", "advcl"}), None)
    preposition = next((c for c in adjective.rights if c.dep_ == "prep"), None)
    if clause is not None:
        content, last = range(clause.left_edge.i, clause.right_edge.i + 1), adjective.i
    elif preposition is not None:
        content, last = range(preposition.i + 1, preposition.right_edge.i + 1), preposition.i
    else:
        return
    cue = range(cue_tokens(copula, words).start, last + 1)
    yield from sayings_of(adjective, cue, source, manner=Manner.HELD, content=content)


def by_according(sentence: Tokens, words: SpeechWords) -> Iterator[Saying]:
    """ "According to X" says the rest of its sentence."""
    for token in sentence:
        if token.lower_ != "according" or token.i + 1 >= sentence.end or token.nbor(1).lower_ != "to":
            continue
        source = next((t for t in token.subtree if t.dep_ == "pobj" and t.head.lower_ == "to"), None)
        if source is None:
            continue
        own = set(range(token.i, whole_phrase(source, token).end))
        content = [i for i in range(sentence.start, sentence.end) if i not in own]
        yield from sayings_of(token, range(token.i, token.i + 2), source, manner=Manner.SAID, content=content)
