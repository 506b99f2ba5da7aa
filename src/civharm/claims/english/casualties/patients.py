"""Whom a harm word harms: the heads of the phrases for people, by the parse, then by nearness."""

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.lexicon import Frame
from civharm.claims.english.casualties.links import SUBJECTS, antecedent, children, first_joined, is_numbered
from civharm.claims.english.casualties.lists import ends_list
from civharm.claims.english.casualties.objects import (
    near_before,
    objects_of,
    of_auxiliary,
    of_governor,
    sufferers,
    top_of,
)
from civharm.claims.english.casualties.sayers import is_sayer
from civharm.claims.english.casualties.triggers import Trigger

_COMPLEMENTS = ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "acl")
_SELVES = frozenset({"himself", "herself", "themselves", "self"})
_MISLAID = frozenset("conj appos dobj pobj oprd npadvmod dep".split())
_INSIDE_PHRASE = frozenset({"det", "compound", "amod", "nummod", "poss", "nmod"})
_HELPED_WITH = frozenset(
    "treat hospitalize hospitalise take rush transport bring admit receive sustain suffer have".split()
)


def patient_heads(trigger: Trigger, context: Context) -> list[Token]:
    """The heads of the phrases that the harm word takes, without those joined to them by "and"."""
    token = trigger.token
    if (
        trigger.companion is not None
        and trigger.companion.lower_ in _SELVES
        and trigger.frame is Frame.DONE_TO
    ):
        heads = [trigger.companion]
    elif (
        trigger.frame is Frame.DONE_TO
        and trigger.companion is not None
        and lemma(trigger.companion) == "life"
    ):
        heads = _whose_life(trigger.companion, context)
    elif trigger.frame is Frame.DONE_TO:
        heads = objects_of(token, context) or _near(token, context)
    elif trigger.frame is Frame.SUFFERED:
        heads = sufferers(token) or near_before(token, context)
    elif trigger.frame is Frame.STATE:
        heads = _bearers(token, context) or _near(token, context)
    else:
        heads = _counted(token, context)
    found = [head for head in map(antecedent, heads) if head is not None]
    harmed = (head for head in found if not is_sayer(head, context, of=trigger.token))
    return [_including(head, context) or _named_whose(head, context) or head for head in harmed]


def _named_whose(head: Token, context: Context) -> Token | None:
    """ "Two sisters of the journalist Omar Saleh were killed": the sisters, where the parse sees the name alone."""
    first = head
    while any(child.dep_ == "compound" and child.i == first.i - 1 for child in head.children):
        first = first.nbor(-1)
    if head.pos_ != "PROPN" or head.dep_ not in SUBJECTS or first.i == head.sent.start:
        return None
    node = first.nbor(-1)
    if node.pos_ != "NOUN" or node.dep_ != "pobj" or node.head.lower_ != "of":
        return None
    while node.dep_ == "pobj" and node.head.lower_ == "of":
        node = node.head.head
    return node if is_numbered(node, context) else None


def _including(head: Token, context: Context) -> Token | None:
    """ "Between 20 and 23 relatives including six women and an infant": the whole, where the parse sees the last part."""
    if head.dep_ not in SUBJECTS or head.i in context.counts:
        return None
    at = head.left_edge.i - 1
    link = None
    while at >= head.sent.start and context.doc[at].pos_ not in ("AUX",):
        word = context.doc[at]
        if word.lower_ == "including":
            link = word
        elif word.pos_ == "VERB":
            return None
        elif link is not None and at in context.counts:
            whole = top_of(at, context)
            return None if whole.dep_ in SUBJECTS and whole.head.i == head.head.i else whole
        at -= 1
    return None


def _whose_life(life: Token, context: Context) -> list[Token]:
    """ "Claimed the lives of two sisters", "claimed 12 lives", "took his life"."""
    if is_numbered(life, context):
        return [life]
    of = (child for child in life.children if child.lower_ == "of")
    people = [grand for child in of for grand in child.children if grand.dep_ == "pobj"]
    owners = children(life, ("poss",))
    own = [child for child in life.children if child.lower_ == "own"]
    if own and any(owner.lower_ == "their" for owner in owners):  # "both took their own lives"
        return sufferers(life.head)
    return people or (own if owners and own else owners)


def _bearers(token: Token, context: Context) -> list[Token]:
    """Who is dead, injured or missing."""
    if token.dep_ == "advmod" and token.head.i in context.counts:
        return [token.head]  # "six were shot, one of them fatally"
    numbers = [child for child in token.children if child.i in context.counts and child.i < token.i]
    if token.i in context.counts or numbers:
        return [token]
    own = children(token, SUBJECTS) or of_auxiliary(token, ("aux", "auxpass"))
    if own:
        return own
    if context.lexicon.has("conditions_of_injured", lemma(token)):
        return sufferers(token.head.head)  # "two were in critical condition"
    if token.dep_ in ("amod", "nmod", "compound"):
        is_behind = token.i > token.head.i and (token.head.dep_ == "conj" or ends_list(token.head, context))
        return [first_joined(token.head)] if is_behind else [token.head]
    if token.dep_ in ("acl", "relcl", "appos"):
        return [token.head]
    if token.i and (token.i - 1) in context.counts:
        return [token]
    if token.dep_ in _COMPLEMENTS or token.dep_ == "advmod":
        return of_governor(token)
    if token.dep_ == "conj" and token.head.i < token.i:
        return _bearers(token.head, context) if token.head.i not in context.counts else []
    return []


def _counted(token: Token, context: Context) -> list[Token]:
    """ "12 deaths" counts itself; "the deaths of 12 people" counts the people."""
    if is_numbered(token, context):
        return [token]
    people = [
        child
        for preposition in token.children
        if preposition.lower_ in ("of", "among")
        for child in preposition.children
        if child.dep_ == "pobj"
    ]
    if people or context.lexicon.has("shot_nouns", lemma(token)):
        return people or [token]
    helped = _helped(token)
    if helped:
        return helped
    return [child for child in token.children if child.dep_ == "poss"] or [token]


def _helped(token: Token) -> list[Token]:
    """ "12 people suffered injuries", "were treated for injuries": the people, not the injuries."""
    governor = token.head.head if token.head.pos_ == "ADP" else token.head
    if token.head.lower_ == "with" and governor.pos_ in ("NOUN", "PROPN", "NUM"):
        return [governor]
    if token.dep_ in ("dobj", "pobj") and lemma(governor) in _HELPED_WITH:
        return sufferers(governor)
    return []


def _near(token: Token, context: Context) -> list[Token]:
    return _near_after(token, context) or near_before(token, context)


def _near_after(token: Token, context: Context) -> list[Token]:
    """The quantity right behind the harm word, where the parse has lost it."""
    at = token.i + 1
    if at >= len(context.doc) or context.doc[at].is_sent_start:
        return []
    if at in context.counts:
        return [top_of(at, context)]
    return _mislaid_object(context.doc[at]) if token.tag_ in ("VBD", "VBG", "VBZ") else []


def _mislaid_object(first: Token) -> list[Token]:
    """The noun phrase right behind an active verb that the parse has hung elsewhere."""
    noun = first
    while noun.dep_ in _INSIDE_PHRASE and noun.head.i > noun.i:
        noun = noun.head
    is_object = noun.pos_ in ("NOUN", "PROPN") and noun.dep_ in _MISLAID
    return [noun] if is_object else []
