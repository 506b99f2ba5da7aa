"""People whom a headline lists with commas alone in front of the harm word: "Woman, 3 others shot at market".

The parse takes one of them for the subject and loses the rest. Without a number ("Father, husband shot") they may be
one person.
"""

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.triggers import Trigger

_BEFORE_HARM = frozenset({"ADV", "AUX"})
_IN_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "SPACE"})
_OPENING = frozenset({":", ";", "—", "–", "|"})
_HYPHEN = "-"
_LEAVE = "leave"
_ATTACKED_BY = frozenset({"dobj", "dative"})


def enumerated_before(trigger: Trigger, context: Context) -> list[Token]:
    """The heads of such a list in the order of the text; empty where it is anything else."""
    opening = trigger.token.sent.start
    if any(child.dep_ in _ATTACKED_BY for child in trigger.token.children):
        return []  # "Police, 2 guards shoot a man"
    at = trigger.start - 1
    while at > opening and context.doc[at].pos_ in _BEFORE_HARM:
        at -= 1
    members: list[Token] = []
    while at >= opening and _is_person(context.doc[at], context):
        members.insert(0, context.doc[at])
        start = _start(at, opening, context)
        if start == opening or _opens_list(context.doc[start - 1]):
            is_counted = any(index in context.counts for index in range(start, trigger.start))
            return members if len(members) > 1 and is_counted else []
        if context.doc[start - 1].text != ",":
            return []
        at = start - 2
    return []


def _opens_list(before: Token) -> bool:
    """ "Ashford shooting leaves man, 2 teens wounded"."""
    return before.text in _OPENING or lemma(before) == _LEAVE


def _is_person(token: Token, context: Context) -> bool:
    is_aged = token.lower_ == "old" and token.i > 1 and token.nbor(-2).lower_ == "year"
    return lemma(token) in context.lexicon.person_words or token.i in context.counts or is_aged


def _start(at: int, opening: int, context: Context) -> int:
    """Where the bare noun phrase that ends here begins; articles belong to sentences, not to headlines."""
    start = at
    while start > opening and _is_inside(context.doc[start - 1]):
        start -= 1
    return start


def _is_inside(token: Token) -> bool:
    return token.pos_ in _IN_PHRASE or token.text == _HYPHEN
