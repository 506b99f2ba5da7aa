"""Harm that did not happen, or is only possible: "no one was killed", "could kill", "to avoid killing"."""

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma

_CLIMB = 4
_OF_TIME = frozenset({"before", "until"})
_AUXILIARIES = ("aux", "auxpass")
_ARGUMENTS = ("nsubj", "nsubjpass", "attr")
_GOVERNED = frozenset("xcomp pcomp dobj pobj".split())
_CARRIED = _GOVERNED | frozenset("ccomp prep acomp oprd conj".split())


def is_negated(trigger: Token, context: Context) -> bool:
    """True if the harm word, or the verb that carries it, is denied ("was not hurt", "without injuring")."""
    node = trigger
    for _ in range(_CLIMB):
        if any(child.dep_ == "neg" for child in node.children):
            return True
        if node.dep_ == "pcomp" and node.head.lower_ == "without":
            return True
        if node.dep_ not in ("acomp", "oprd", "attr", "auxpass", "xcomp", "pobj", "dobj"):
            return False
        if node.dep_ == "pobj" and node.head.lower_ == "without":
            return True
        if node.dep_ in ("xcomp", "pobj", "dobj") and node.head.pos_ not in ("AUX", "ADP"):
            return False
        node = node.head
    return False


def is_hypothetical(trigger: Token, context: Context) -> bool:
    """True if the harm is wished, feared, planned or conditional rather than said to have happened."""
    if trigger.dep_ in _ARGUMENTS and _is_conditional(trigger.head, context):
        return True  # "it is unclear whether deaths occurred"
    node = trigger
    for _ in range(_CLIMB):
        if _has_modal(node, context) or _is_purpose(node, context) or _is_conditional(node, context):
            return True
        head = node.head
        if head is node or node.dep_ not in _CARRIED:
            return False
        if node.dep_ == "xcomp" and _is_ahead(head):
            return True
        if node.dep_ in _GOVERNED and context.lexicon.has("hypothetical_heads", lemma(head)):
            return True
        if node.dep_ == "ccomp" and _is_possible(head):
            return True
        if node.dep_ == "ccomp" or (node.dep_ == "conj" and _has_subject(node)):
            return False
        node = head
    return False


def is_habitual(head: Token, context: Context) -> bool:
    """True for people in the plural whom somebody keeps record of: "a group that tracks civilian deaths"."""
    node = head
    for _ in range(_CLIMB):
        node = node.head
        if node.pos_ in ("VERB", "AUX"):
            return context.lexicon.has("recording_verbs", lemma(node)) and not _is_done(node)
    return False


def _is_done(verb: Token) -> bool:
    """Told as done: past, perfect or passive."""
    return verb.tag_ in ("VBD", "VBN") or any(child.dep_ == "auxpass" for child in verb.children)


def _has_modal(node: Token, context: Context) -> bool:
    return any(
        child.dep_ in _AUXILIARIES and context.lexicon.has("hypothetical_modals", child.lower_)
        for child in node.children
    )


def _is_purpose(node: Token, context: Context) -> bool:
    """ "to kill", but not "appear to have killed" or "went on to kill"."""
    words = {child.lower_ for child in node.children if child.dep_ in _AUXILIARIES}
    if "to" not in words or words & {"have", "had", "been"}:
        return False
    head = node.head
    return head is not node and not context.lexicon.has("factual_heads", lemma(head))


def _is_conditional(node: Token, context: Context) -> bool:
    marks = {child.lower_ for child in node.children if child.dep_ == "mark"}
    if _is_told_as_past(node):
        marks -= _OF_TIME
    return any(context.lexicon.has("conditions", mark) for mark in marks)


def _is_ahead(verb: Token) -> bool:
    """ "Was going to kill him", but not "went on to kill him"."""
    return verb.lower_ in ("going", "gon") and any(child.lemma_ == "be" for child in verb.children)


def _is_told_as_past(verb: Token) -> bool:
    """ "Fired until he was shot", "before the gunman killed himself": what came to pass."""
    helpers = [child for child in verb.children if child.dep_ in _AUXILIARIES]
    if any(child.tag_ == "MD" for child in helpers):
        return False
    return verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in helpers)


def _is_possible(verb: Token) -> bool:
    """ "It is possible that one more was killed"."""
    return any(child.dep_ == "acomp" and child.lower_ == "possible" for child in verb.children)


def _has_subject(node: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in node.children)
