"""Small questions to the parse that every reader of patients asks."""

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context
from civharm.claims.english.casualties.people import count_before

SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "dative", "obj")
_RELATIVES = frozenset({"who", "whom", "that", "which"})
_ALL = frozenset({"all", "both", "each"})
_REACH = 3


def children(token: Token, links: tuple[str, ...]) -> list[Token]:
    return [child for child in token.children if child.dep_ in links]


def child_of(token: Token, links: tuple[str, ...]) -> Token | None:
    return next((child for child in token.children if child.dep_ in links), None)


def has_auxiliary(token: Token) -> bool:
    return any(child.dep_ in ("aux", "auxpass") for child in token.children)


def has_perfect(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in token.children)


def is_numbered(token: Token, context: Context) -> bool:
    return token.i in context.counts or count_before(token, context) is not None


def antecedent(head: Token) -> Token | None:
    """The noun that "who" stands for."""
    if head.lower_ in _ALL and head.dep_ == "appos":
        return first_joined(head.head)
    if head.lower_ not in _RELATIVES or head.pos_ not in ("PRON", "DET", "SCONJ"):
        return head
    node = head
    for _ in range(_REACH):
        node = node.head
        if node.dep_ in ("relcl", "acl"):
            return node.head
    return None


def first_joined(token: Token) -> Token:
    """ "Found one man and two children dead": all of them, not the last."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "PROPN", "NUM"):
        token = token.head
    return token
