"""Who does what to whom in a clause: small questions to the dependency parse."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from civharm.model.spans import Span

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "obj"})
_CLAUSES = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "pcomp", "csubj", "parataxis"}
)
_RELATIVES = frozenset({"that", "which", "who", "whom"})
_MODALS = frozenset({"can", "could", "may", "might", "must", "shall", "should", "will", "would", "'ll", "to"})
_CONDITIONS = frozenset({"if", "unless", "until", "before", "whether"})
_NEGATIONS = frozenset({"not", "n't", "never", "no", "without"})


def subjects(verb: Token) -> list[Token]:
    """Heads of the subject phrases; a clause without its own takes that of the clause it hangs on."""
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if own:
        return [_antecedent(verb) or subject if subject.lower_ in _RELATIVES else subject for subject in own]
    if verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.i != verb.i and not is_passive(verb):
        return subjects(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return [verb.head]
    return []


def objects(verb: Token) -> list[Token]:
    """Heads of the objects; in "a city that the group seized" the city."""
    own = [child for child in verb.children if child.dep_ in _OBJECTS]
    if verb.dep_ == "relcl" and not is_passive(verb):
        own = [verb.head if obj.lower_ in _RELATIVES else obj for obj in own]
        if not own and not any(
            child.lower_ in _RELATIVES and child.dep_ == "nsubj" for child in verb.children
        ):
            own = [verb.head]
    return own


def agents(verb: Token) -> list[Token]:
    """Heads of "by …" after a passive."""
    by = [child for child in verb.children if child.dep_ == "agent"]
    return [obj for preposition in by for obj in preposition.children if obj.dep_ == "pobj"]


def is_passive(verb: Token) -> bool:
    """True for "was captured" and for "the town captured by …"."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def is_realised(verb: Token) -> bool:
    """False for what is wished, planned, feared, denied or conditional."""
    if any(child.dep_ == "neg" or child.lower_ in _NEGATIONS for child in verb.children):
        return False
    if any(
        child.dep_ in {"aux", "mark"} and child.lower_ in _MODALS | _CONDITIONS for child in verb.children
    ):
        return has_perfect(verb)
    return not (verb.dep_ in {"pcomp", "csubj"} and verb.tag_ == "VBG")


def has_perfect(verb: Token) -> bool:
    """True for "appear to have escalated", "have waged"."""
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)


def clause_head(token: Token) -> Token:
    """The verb of the innermost clause that the token stands in, itself included."""
    current = token
    while current.head.i != current.i:
        if current.pos_ in {"VERB", "AUX"} and current.dep_ in _CLAUSES:
            return current
        current = current.head
    return current


def phrase(token: Token) -> Tokens:
    """The token with all that hangs on it, without relative clauses and trailing punctuation."""
    left = min(child.left_edge.i for child in token.lefts) if token.n_lefts else token.i
    right = token.i
    for child in token.rights:
        if child.dep_ in {"relcl", "punct", "appos", "cc", "conj", "acl"}:
            break
        right = child.right_edge.i
    return token.doc[left : right + 1]


def chars(tokens: Tokens) -> Span:
    """Token span to character span."""
    return Span(tokens.start_char, tokens.end_char)


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip()))))


def _antecedent(verb: Token) -> Token | None:
    return verb.head if verb.dep_ == "relcl" else None
