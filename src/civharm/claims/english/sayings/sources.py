"""Whose saying it is: the head of the source phrase of a cue, and the whole phrase."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from civharm.claims.english.sayings.speech import SpeechWords

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_NO_SOURCE = frozenset({"there", "this", "that", "what", "these", "those"})
_NOBODY = frozenset({"nobody", "no-one", "none", "neither"})
_PEOPLE_IF_TOLD = frozenset({"those", "these"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ACTIVE = frozenset({"nsubj", "aux", "dobj"})
_SKIPPED = frozenset({"ADV", "AUX", "PART"})


def source_of(verb: Token, words: SpeechWords) -> Token | None:
    """The subject of the cue, or of the verb that it depends on; in the passive the agent."""
    own = _own_subject(verb)
    if own is not None:
        return own
    if is_passive(verb):
        return agent_of(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return _issuer(verb.head, words) or verb.head
    torn = _noun_before(verb)
    if torn is not None and not _is_listed(verb):
        return torn
    return _inherited(verb, words)


def _issuer(noun: Token, words: SpeechWords) -> Token | None:
    """Who issued the statement in "issued a statement saying"."""
    is_issued = (
        noun.dep_ == "dobj" and words.has("media_of_speech", noun) and words.has("carriers", noun.head)
    )
    return source_of(noun.head, words) if is_issued else None


def _own_subject(verb: Token) -> Token | None:
    """In "said Brig. Gen. X" the last of what the parser calls its subjects."""
    if is_passive(verb):
        return None
    subjects = [_without_clause(child) for child in verb.children if child.dep_ == "nsubj"]
    own = [subject for subject in subjects if subject.pos_ in _NOMINAL]
    named = [child for child in own if child.ent_type_ == "PERSON"]
    return (named or own)[-1] if own else None


def _without_clause(subject: Token) -> Token:
    """The noun of "the mayor, meanwhile, who was there, said", where the parser takes the clause for the subject."""
    if subject.pos_ not in {"VERB", "AUX"} or not any(is_relative(child) for child in subject.children):
        return subject
    nouns = (child for child in subject.lefts if child.dep_ == "nsubj" and not is_relative(child))
    return next(nouns, subject)


def agent_of(verb: Token) -> Token | None:
    """Who stands after "by"."""
    by = (child for child in verb.children if child.dep_ == "agent")
    return next((obj for preposition in by for obj in preposition.children if obj.dep_ == "pobj"), None)


def is_passive(verb: Token) -> bool:
    """True for "was told", "the claim made by" and "asked whether …, he said"."""
    roles = {child.dep_ for child in verb.children}
    if roles & {"auxpass", "nsubjpass"}:
        return True
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or (verb.dep_ == "advcl" and not roles & _ACTIVE))


def _inherited(verb: Token, words: SpeechWords) -> Token | None:
    """The subject of the verb that the cue completes, continues or accompanies."""
    above = verb.head
    if above.i == verb.i:
        return None
    if verb.dep_ == "pcomp" and above.head.i != above.i:
        return _subject_around(above.head, words)
    if verb.dep_ == "xcomp":
        hearer = next((child for child in above.children if child.dep_ == "dobj"), None)
        if hearer is not None and words.has("told", above):
            return hearer
    outer = cue_joined_to(verb, words)
    if outer is not None:
        return source_of(outer, words)
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"}:
        return _subject_around(above, words)
    return None


def cue_joined_to(verb: Token, words: SpeechWords) -> Token | None:
    """The cue that a second cue goes on from: "said that two died and warned of more", which the parser joins to "died"."""
    if verb.dep_ != "conj" or not words.has("said", verb) or any(c.dep_ in _SUBJECTS for c in verb.children):
        return None
    above = verb.head
    while above.dep_ == "conj" and above.head.i != above.i:
        above = above.head
    outer = above.head
    is_told = above.dep_ == "ccomp" and outer.i < above.i and words.has("said", outer)
    return outer if is_told and outer.tag_ == verb.tag_ and verb.tag_ in _FINITE else None


def _subject_around(word: Token, words: SpeechWords) -> Token | None:
    """The subject of a verb, passive or not; for a noun whose deed is told its possessor."""
    if word.pos_ in {"VERB", "AUX"}:
        subject = next((child for child in word.children if child.dep_ in _SUBJECTS), None)
        return subject if subject is not None else source_of(word, words)
    return next((child for child in word.children if child.dep_ == "poss"), None)


def _is_listed(verb: Token) -> bool:
    """True for the second of "came and said"."""
    before = verb.doc[verb.i - 1] if verb.i else None
    return before is not None and before.dep_ == "cc"


def _noun_before(verb: Token) -> Token | None:
    """The noun phrase torn off a finite cue: "…, an army captain said."."""
    if verb.tag_ not in _FINITE or any(child.dep_ == "nsubj" for child in verb.children):
        return None
    at, first = verb.i - 1, verb.sent.start
    while at >= first and (verb.doc[at].pos_ in _SKIPPED or verb.doc[at].text == ","):
        at -= 1
    if at < first or verb.doc[at].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    noun = verb.doc[at]
    while noun.dep_ in {"appos", "compound", "pobj", "prep", "flat"} and noun.head.i < verb.i:
        noun = noun.head
    start = noun.left_edge.i
    is_set_off = start == first or verb.doc[start - 1].is_punct
    return noun if is_set_off and noun.pos_ in {"NOUN", "PROPN", "PRON"} and noun.i < verb.i else None


def can_speak(source: Token) -> bool:
    """False for words that stand for things and clauses; "those close to him" are people."""
    if source.lower_ in _PEOPLE_IF_TOLD and any(True for _ in source.rights):
        return True
    return source.pos_ in _NOMINAL and source.lower_ not in _NO_SOURCE


def is_nobody(source: Token) -> bool:
    """True for "no group" and "nobody": they say nothing."""
    return source.lower_ in _NOBODY or any(child.lower_ in {"no", "neither"} for child in source.lefts)


def is_relative(source: Token) -> bool:
    """True for "who" in "the man who said"."""
    return source.tag_ in {"WP", "WDT", "WP$"}


def antecedent(source: Token) -> Token:
    """What a relative pronoun stands for, or "its" in "withdrew its claim"; any other source stands for itself."""
    if source.dep_ == "poss" and source.pos_ == "PRON" and source.head.dep_ == "dobj":
        owner = _own_subject(source.head.head)
        return owner if owner is not None else source
    if not is_relative(source):
        return source
    clause = source.head
    while clause.dep_ not in {"relcl", "acl"} and clause.head.i != clause.i:
        clause = clause.head
    return clause.head if clause.dep_ in {"relcl", "acl"} else source


def whole_phrase(source: Token, cue: Token) -> Tokens:
    """The source with its appositions and relative clauses, up to the cue."""
    doc = source.doc
    left, right = source.left_edge.i, source.right_edge.i
    if is_relative(source):
        right = source.i
    while right > source.i and doc[right].tag_ == "POS":
        right -= 1
    if left <= cue.i <= right:
        left, right = (left, cue.i - 1) if source.i < cue.i else (cue.i + 1, right)
    while right > source.i and _is_edge(doc[right]):
        right -= 1
    while left < source.i and (doc[left].is_punct or doc[left].dep_ == "cc"):
        left += 1
    return doc[left : right + 1]


def _is_edge(token: Token) -> bool:
    return token.is_space or token.dep_ == "cc" or (token.is_punct and token.text != ")")
