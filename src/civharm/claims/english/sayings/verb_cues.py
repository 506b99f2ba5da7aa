"""Sayings whose cue is a verb."""

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from civharm.claims.english.sayings.contents import VerbCue, around, content_of
from civharm.claims.english.sayings.cue_words import about, complement, cue_tokens, with_preposition
from civharm.claims.english.sayings.noun_cues import tells
from civharm.claims.english.sayings.saying import Saying, sayings_of
from civharm.claims.english.sayings.sources import agent_of, can_speak, is_passive, source_of
from civharm.claims.english.sayings.speech import Manner, SpeechWords

_NO_CUE = frozenset({"amod", "aux", "auxpass", "compound"})


def by_verbs(sentence: Tokens, words: SpeechWords) -> Iterator[Saying]:
    """The sayings of the verbs of one sentence, in its order."""
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in _NO_CUE:
            continue
        if is_passive(verb):
            yield from _passive(verb, words)
        elif words.has("seemed", verb):
            yield from _seeming(verb, words)
        elif words.is_cue(verb):
            yield from _active(verb, sentence, words)


def _active(verb: Token, sentence: Tokens, words: SpeechWords) -> Iterator[Saying]:
    source = source_of(verb, words)
    if source is None or not can_speak(source):
        return
    manner, content = content_of(VerbCue(verb, source, sentence, words))
    if manner is Manner.HELD and _is_carried(verb, words):
        return  # "refused to endorse it", "voiced doubts about it": the infinitive or the noun tells
    if manner is Manner.HELD and verb.dep_ == "xcomp":
        return  # what somebody begins, helps or is made to think: the verb above tells
    if content:
        yield from sayings_of(verb, cue_tokens(verb, words), source, manner=manner, content=content)
        return
    preposition = with_preposition(verb, words, "held_about") or about(verb)
    if preposition is not None:
        cue = cue_tokens(verb, words, until=preposition)
        objects = range(preposition.i + 1, preposition.right_edge.i + 1)
        yield from sayings_of(verb, cue, source, manner=Manner.HELD, content=objects)


def _is_carried(verb: Token, words: SpeechWords) -> bool:
    """True for a verb that only carries a noun of speech or thought: "voiced doubts about it"."""
    return words.has("carriers", verb) and any(
        child.dep_ == "dobj" and tells(child, words) for child in verb.rights
    )


def _passive(verb: Token, words: SpeechWords) -> Iterator[Saying]:
    """ "The town is believed to have fallen", "the strike was condemned by the ministry"."""
    agent = agent_of(verb)
    if verb.dep_ == "advcl" and words.is_cue(verb) and _is_referred_to(verb):
        cue = cue_tokens(verb, words)
        yield from sayings_of(verb, cue, agent, manner=Manner.SAID, content=around(verb))
        return
    if words.has("told", verb):
        yield from _told(verb, agent, words)
        return
    if not words.has("at_large", verb) and (agent is None or not words.is_cue(verb)):
        return
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    held = set(complement(verb))
    if subject is not None:
        held |= set(range(subject.left_edge.i, subject.right_edge.i + 1))
    elif verb.dep_ == "acl":
        held |= set(range(verb.head.left_edge.i, verb.i))
    cue = cue_tokens(verb, words, until=about(verb))
    manner = Manner.SAID if agent is not None and words.has("said_objects", verb) else Manner.HELD
    yield from sayings_of(verb, cue, agent, manner=manner, content=held)


def _is_referred_to(verb: Token) -> bool:
    """True for "as reported by the agency"."""
    return any(child.dep_ in {"mark", "advmod"} and child.lower_ == "as" for child in verb.lefts)


def _told(verb: Token, agent: Token | None, words: SpeechWords) -> Iterator[Saying]:
    """ "Was told by residents that", "when asked whether": the subject hears it."""
    clauses = [child for child in verb.rights if child.dep_ in {"ccomp", "xcomp"}]
    content = [index for child in clauses for index in range(child.left_edge.i, child.right_edge.i + 1)]
    manner = Manner.HELD if agent is None else Manner.SAID
    preposition = with_preposition(verb, words, "held_about")
    if not clauses and preposition is not None:
        content = list(range(preposition.i + 1, preposition.right_edge.i + 1))
    cue = cue_tokens(verb, words, until=None if clauses else preposition)
    yield from sayings_of(verb, cue, agent, manner=manner, content=content)


def _seeming(verb: Token, words: SpeechWords) -> Iterator[Saying]:
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or not any(c.dep_ in {"xcomp", "oprd", "acomp", "ccomp"} for c in verb.rights):
        return
    held = {*range(subject.left_edge.i, subject.right_edge.i + 1), *complement(verb)}
    yield from sayings_of(verb, cue_tokens(verb, words), None, manner=Manner.HELD, content=held)
