"""Who did it, in the clause of a harm word."""

from spacy.tokens import Token

from civharm.claims.english.casualties.lexicon import Frame
from civharm.claims.english.casualties.links import OBJECTS, antecedent, child_of, has_auxiliary
from civharm.claims.english.casualties.triggers import Trigger

_REACH = 3


def agent_of(trigger: Trigger) -> Token | None:
    """Who did it in the same clause: "by a suicide bomber", "gunmen killed 3"."""
    token = trigger.token
    if trigger.frame is not Frame.DONE_TO:
        return None
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    return _active_subject(token)


def _active_subject(token: Token) -> Token | None:
    if token.tag_ == "VBN" and not has_auxiliary(token) and child_of(token, OBJECTS) is None:
        return None
    node = token
    for _ in range(_REACH):
        if any(child.dep_ in ("nsubjpass", "auxpass") for child in node.children):
            return None
        subject = child_of(node, ("nsubj",))
        if subject is not None:
            return antecedent(subject)
        if node.dep_ not in ("conj", "advcl", "xcomp") or (node.dep_ == "advcl" and node.tag_ != "VBG"):
            return None
        node = node.head
    return None
