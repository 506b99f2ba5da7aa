"""Who says it is nobody harmed: "..., wounding dozens, an army captain at the aid station said".

The parse often joins such a speaker to the harmed in front of it, and leaves the verb of speech without a subject.
"""

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_STATEMENTS = ("ccomp", "parataxis", "advcl")
_LONGEST_SPEAKER = 20


def is_sayer(token: Token, context: Context, *, of: Token) -> bool:
    """True for a word of the phrase for the speaker of a statement in front of it that the word `of` belongs to."""
    end = min(token.sent.end, token.i + 1 + _LONGEST_SPEAKER)
    for verb in context.doc[token.i + 1 : end]:
        if verb.tag_ in _FINITE and context.lexicon.has("said", lemma(verb)):
            start = _speaker_start(verb, context)
            if start is not None and of.i < start <= token.i:
                return True
    return False


def _speaker_start(verb: Token, context: Context) -> int | None:
    """Where the speaker's phrase begins, between the statement and the verb of speech."""
    statement = next((child for child in verb.children if child.dep_ in _STATEMENTS), None)
    if statement is None or statement.i > verb.i or any(child.dep_ == "auxpass" for child in verb.children):
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is not None:
        return subject.left_edge.i if statement.i < subject.i < verb.i else None
    return _lost_start(verb, statement, context)


def _lost_start(verb: Token, statement: Token, context: Context) -> int | None:
    """Behind the last comma; "Karim, a doctor, said": behind the one before the aside."""
    if verb.dep_ == "conj" or any(child.dep_ in ("dobj", "attr") for child in verb.children):
        return None  # "..., said an army captain": behind the verb
    commas = [word.i for word in context.doc[statement.i : verb.i] if word.text == ","]
    if commas and commas[-1] == verb.i - 1:
        commas = commas[:-2]
    return commas[-1] + 1 if commas else None
