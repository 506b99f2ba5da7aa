"""Members of a list whom the parse has hung elsewhere: "killed an officer and three other people".

They are known by their place: right behind the member before, introduced by a number, "a" or "his".
"""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma

_NAME_AND_AGE = re.compile(r"(?:,\s(?:[A-Z][\w\'’.-]+\s?){1,4})?(?:,?\s\(?\d{1,3}\)?)?(?=,?\s)")
_INSIDE = frozenset("det amod compound nummod quantmod poss nmod case advmod npadvmod punct".split())
_ELSEWHERE = frozenset("conj appos dep npadvmod nsubj nsubjpass".split())
_BESIDE_SUBJECT = frozenset("npadvmod nsubj nsubjpass dep".split())
_INTRODUCING = frozenset("a an another his her their".split())
_LONGEST_PHRASE = 8
_SAID_BEHIND = 3  # "2 others critically injured"


def mislaid_member(last: Token, context: Context) -> Token | None:
    """The people right behind the last member, if they belong to nothing that is said otherwise."""
    start = _start_of_next(last, context)
    head = _head_of_phrase(start, context) if start is not None else None
    if start is None or head is None or not _is_person(head, context) or _has_own_verb(head, context):
        return None
    is_introduced = start.lower_ in _INTRODUCING or start.i in context.counts
    is_elsewhere = head.dep_ in _ELSEWHERE and not (last.i <= head.head.i < head.i)
    return head if is_introduced and is_elsewhere else None


def names_in_front(first: Token) -> Iterator[Token]:
    """ "Salim Haddad, Noor Karam and Yusuf Barzani were killed": a first name that the parse hangs on the verb alone."""
    if first.pos_ != "PROPN" or not any(child.dep_ == "conj" for child in first.children):
        return
    at = first.left_edge.i - 1
    while at > first.sent.start and first.doc[at].text == ",":
        name = first.doc[at - 1]
        is_bare = name.pos_ == "PROPN" and name.ent_type_ == "PERSON" and name.right_edge.i == name.i
        if not is_bare or name.dep_ not in _BESIDE_SUBJECT or name.head.i != first.head.i:
            return
        yield name
        at = name.left_edge.i - 1


def _start_of_next(last: Token, context: Context) -> Token | None:
    """The first word behind "and" or a comma after the member, its name and age left out."""
    end = last.idx + len(last)
    apposed = _NAME_AND_AGE.match(context.text, end)
    for at in sorted({apposed.end() if apposed is not None else end, end}, reverse=True):
        link = re.compile(r"(?:,\s(?:and\s)?|\sand\s)(?=\w)").match(context.text, at)
        tokens = context.doc.char_span(link.end(), link.end() + 1, alignment_mode="expand") if link else None
        if tokens is not None and tokens[0].sent.start == last.sent.start:
            return tokens[0]
    return None


def _head_of_phrase(start: Token, context: Context) -> Token | None:
    node = start
    while node.dep_ in _INSIDE and node.i < node.head.i <= start.i + _LONGEST_PHRASE:
        node = node.head
    return node if node.pos_ in ("NOUN", "PROPN") else None


def _is_person(head: Token, context: Context) -> bool:
    return lemma(head) in context.lexicon.person_words and not _names_harm(head, context)


def _names_harm(word: Token, context: Context) -> bool:
    return lemma(word) in context.lexicon.harm_words or word.lower_ in context.lexicon.harm_words


def _has_own_verb(head: Token, context: Context) -> bool:
    """ "… and two soldiers were hurt": people of whom something is said; a verb of another number has lost its subject."""
    behind = context.doc[head.i + 1 : head.i + 1 + _SAID_BEHIND]
    if any(_names_harm(word, context) for word in (*head.children, *behind)):
        return True
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return False
    is_plural = head.tag_ in ("NNS", "NNPS")
    verbs = [head.head, *(child for child in head.head.children if child.dep_ in ("aux", "auxpass"))]
    return not (is_plural and any(verb.tag_ == "VBZ" for verb in verbs))
