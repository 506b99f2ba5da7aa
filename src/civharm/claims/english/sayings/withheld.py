"""What somebody does not say: "did not confirm", "declined to admit", "would neither confirm nor deny"."""

from spacy.tokens import Token

_NEGATING = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_UNWILLING = frozenset({"decline", "refuse", "fail", "stop", "avoid", "unwilling", "unable", "reluctant"})


def is_withheld(cue: Token) -> bool:
    """True if the word of saying is negated, refused or still to come: its content is left open, not told."""
    if any(child.dep_ in {"neg", "preconj", "cc"} and child.lower_ in _NEGATING for child in cue.lefts):
        return True
    above = cue.head
    if above.i == cue.i:
        return False
    if cue.dep_ == "conj":
        return _is_paired(cue) and is_withheld(above)
    if cue.dep_ not in {"xcomp", "acomp"}:
        return False
    is_to_come = above.lemma_ == "have" and any(child.lower_ == "yet" for child in above.children)
    return is_to_come or above.lemma_.lower() in _UNWILLING or is_withheld(above)


def _is_paired(cue: Token) -> bool:
    """True for "confirm nor deny" and "confirm or deny", which share their negation."""
    joints = {child.lower_ for child in cue.head.children if child.dep_ == "cc"}
    return bool(joints & {"nor", "or"}) and not any(child.dep_ == "nsubj" for child in cue.children)
