"""Whom a verb of harm takes: "killed 12", "12 were killed", "the man they killed", also where the parse lost them."""

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.links import (
    OBJECTS,
    SUBJECTS,
    child_of,
    children,
    has_auxiliary,
    has_perfect,
    is_numbered,
)

_COMPLEMENTS = ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "acl")
_RELATIVES = frozenset({"who", "whom", "that", "which"})
_REACH = 3
_LONGEST_ASIDE = 12
_PAST = frozenset({"VBD", "VBN"})


def objects_of(token: Token, context: Context) -> list[Token]:
    passive = children(token, ("nsubjpass",)) or of_auxiliary(token)
    if passive:
        return passive
    for verb in _said_passively(token):
        behind = _behind_preposition(verb, context)
        if behind:
            return behind
    direct = [child for child in children(token, OBJECTS) if child.i > token.i or child.lower_ == "whom"]
    if direct and _is_headline_passive(token, direct[0], context):
        return children(token, ("nsubj",))
    if direct:
        named = direct[0].pos_ == direct[-1].pos_ == "PROPN"
        return direct[-1:] if named else [*direct, *_further_objects(token)]
    mislaid = _mislaid_subject(token)
    if mislaid is not None:
        return [mislaid]
    told_of = _told_of(token)
    if told_of is not None:
        return [told_of]
    return _modified(token, context) or _shared_objects(token, context) or _cut_off_subject(token, context)


def _told_of(token: Token) -> Token | None:
    """ "The girl shot and killed in the park has been identified": the parse takes her for the one who shot."""
    is_second = token.dep_ == "conj" and token.head.pos_ == "VERB" and child_of(token, SUBJECTS) is None
    verb = token.head if is_second else token
    subject = child_of(verb, ("nsubj",))
    is_bare = verb.tag_ in _PAST and not has_auxiliary(verb) and child_of(verb, OBJECTS) is None
    if subject is None or subject.i > verb.i or not is_bare:
        return None
    return subject if any(_is_her_own(later, verb) for later in verb.children) else None


def _is_her_own(later: Token, verb: Token) -> bool:
    """A verb in the present, or with its auxiliary, that no "and" joins to the one before."""
    if later.dep_ != "conj" or later.i < verb.i or not (later.pos_ == "AUX" or has_auxiliary(later)):
        return False
    before = later.doc[later.left_edge.i - 1]
    return child_of(later, SUBJECTS) is None and before.pos_ not in ("CCONJ", "PUNCT", "SCONJ")


def _is_headline_passive(token: Token, place: Token, context: Context) -> bool:
    """ "Four people shot outside bar": the parse takes the bar for what they shot."""
    subject = child_of(token, ("nsubj",))
    if token.tag_ != "VBD" or subject is None or not is_numbered(subject, context):
        return False
    is_bare = not any(child.dep_ in ("det", "poss", "nummod") for child in place.children)
    return is_bare and place.tag_ == "NN" and lemma(place) not in context.lexicon.person_words


def _cut_off_subject(token: Token, context: Context) -> list[Token]:
    """ "After five people, including a child, were injured": people in front of the auxiliary, an aside between."""
    auxiliary = child_of(token, ("auxpass",))
    if auxiliary is None or auxiliary.i == 0:
        return []
    at = auxiliary.i - 1
    if context.doc[at].text == ",":
        start = max(token.sent.start, at - _LONGEST_ASIDE)
        commas = [before for before in range(start, at) if context.doc[before].text == ","]
        at = commas[-1] - 1 if commas else at
    noun = context.doc[max(at, 0)]
    return [noun] if noun.pos_ in ("NOUN", "NUM") and is_numbered(noun, context) else []


def _further_objects(verb: Token) -> list[Token]:
    """ "Killing a boy named Omar, and a girl named Huda": the parse may join the girl to the verb."""
    return [child for child in verb.children if _is_joined_noun(child) and not _begins_clause(child)]


def _is_joined_noun(token: Token) -> bool:
    return token.dep_ == "conj" and token.pos_ in ("NOUN", "PROPN", "NUM")


def _begins_clause(noun: Token) -> bool:
    """True if the phrase of the noun is followed by a verb of its own."""
    following = noun.doc[noun.right_edge.i + 1 : noun.right_edge.i + 1 + _REACH]
    word = next((token for token in following if not token.is_punct), None)
    return word is not None and word.pos_ in ("AUX", "VERB") and word.tag_ != "VBG"


def _mislaid_subject(verb: Token) -> Token | None:
    """ "A man was killed and four women, including a nurse, were hurt": the women joined to the first verb.

    "On Monday, March 3, four women, including a nurse, were hurt": the women joined to the day.
    """
    auxiliary = child_of(verb, ("auxpass",))
    if auxiliary is None:
        return None
    words = (word for word in reversed(verb.doc[verb.sent.start : auxiliary.i]) if not word.is_punct)
    node = next(words, None)
    while node is not None and node.pos_ in ("NOUN", "PROPN", "NUM", "ADP", "VERB") and node.head.i < node.i:
        if _is_joined_noun(node) and node.head.pos_ == "VERB":
            return node
        if node.dep_ in ("appos", "conj") and node.head.ent_type_ == "DATE" and node.ent_type_ != "DATE":
            return node
        node = node.head
    return None


def _said_passively(token: Token) -> list[Token]:
    """The verb itself in "were killed", the one that reports it in "were reported killed"."""
    verbs = [token, token.head] if token.dep_ == "xcomp" else [token]
    return [verb for verb in verbs if any(child.dep_ == "auxpass" for child in verb.children)]


def _behind_preposition(token: Token, context: Context) -> list[Token]:
    """ "Between 10 and 12 civilians were killed": the parse may take the subject for the preposition's object."""
    links = [child for child in token.children if child.dep_ == "prep" and child.i < token.i]
    found = (grand for link in links for grand in link.children if grand.dep_ == "pobj")
    return [people for people in found if is_numbered(people, context) and _spans_link(people, context)]


def _spans_link(people: Token, context: Context) -> bool:
    """The preposition belongs to the quantity itself ("between 10 and 12")."""
    count = context.counts.get(people.i) or next(
        (context.counts[child.i] for child in people.children if child.i in context.counts), None
    )
    return count is not None and count.words.lower().startswith(
        ("between", "from", "over", "above", "about", "around")
    )


def _modified(token: Token, context: Context) -> list[Token]:
    """ "12 people killed in the blast", "the man they killed": the noun that the harm word hangs on."""
    if token.dep_ == "amod":
        return [token.head]
    if token.dep_ == "acl" and token.tag_ in _PAST and not has_auxiliary(token):
        is_cause = context.lexicon.has("event_nouns", lemma(token.head))  # "the raid killed and wounded 12"
        return [] if is_cause else [_opener(token.head, token)]
    subject = child_of(token, SUBJECTS)
    if token.dep_ == "relcl" and subject is not None and subject.lower_ not in _RELATIVES:
        return [token.head]
    return []


def _opener(last: Token, participle: Token) -> Token:
    """ "Woman and 5-year-old child injured in shooting": a headline without a verb tells it of both."""
    first = last
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    is_headline = first.dep_ == "ROOT" and participle.i == last.i + 1
    is_harmed_too = any(child.dep_ in ("acl", "amod", "relcl") for child in first.children)
    return first if is_headline and not is_harmed_too else last


def _shared_objects(token: Token, context: Context) -> list[Token]:
    """Ellipsis: "30 wounded", "killed and wounded 12", "were shot and killed", "left 12 killed"."""
    for child in token.children:
        if child.dep_ == "conj" and {child.tag_, token.tag_} <= _PAST and child.i - token.i <= _REACH:
            later = children(child, OBJECTS)
            if later:
                return later
    subject = child_of(token, ("nsubj",))
    if subject is not None and _is_elliptic_passive(token, subject, context):
        return [subject]
    if token.dep_ == "conj" and subject is None and token.tag_ in ("VBN", "VBD"):
        return near_before(token, context) or _inherited(token, context)
    is_said_of = token.dep_ != "advcl" or any(child.lower_ == "as" for child in token.children)
    if token.dep_ in _COMPLEMENTS and token.tag_ == "VBN" and is_said_of:
        return of_governor(token)
    if token.dep_ == "pcomp" and child_of(token, ("auxpass",)) is not None:
        return sufferers(token.head.head)  # "four people are recovering after being shot"
    return []


def _is_elliptic_passive(token: Token, subject: Token, context: Context) -> bool:
    """ "30 wounded": no auxiliary, but the subject is the one harmed."""
    return not has_perfect(token) and (token.tag_ == "VBN" or is_numbered(subject, context))


def _inherited(token: Token, context: Context) -> list[Token]:
    """ "were killed or wounded": what the first of the two verbs takes."""
    first = token.head
    if first.dep_ in ("oprd", "acomp") and first.pos_ == "ADJ":
        return of_governor(first)  # "left 12 people dead or wounded"
    if child_of(first, ("auxpass",)) is not None or first.tag_ == "VBN":
        return children(first, ("nsubjpass",)) or ([first.head] if first.dep_ == "acl" else [])
    if first.pos_ == "AUX":
        return children(first, SUBJECTS)
    if token.i - first.i <= _REACH and first.i < token.i:
        return children(first, OBJECTS)
    return []


def of_governor(token: Token) -> list[Token]:
    """ "left 12 dead", "12 were found dead", "hundreds reported killed"."""
    governor = token.head
    objects = [child for child in children(governor, OBJECTS) if child.i < token.i]
    if objects:
        return objects
    is_finite = governor.pos_ == "AUX" or governor.tag_ in ("VBN", "VBD", "VBP", "VBZ")
    own = children(governor, ("nsubjpass",)) or (children(governor, ("nsubj",)) if is_finite else [])
    return own or _shared_subject(governor)


def _shared_subject(verb: Token) -> list[Token]:
    """ "Odeh was shot and was pronounced dead": one subject of two passive verbs."""
    is_second = verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not children(verb, SUBJECTS)
    is_passive = child_of(verb, ("auxpass",)) is not None
    return children(verb.head, ("nsubjpass",)) if is_second and is_passive else []


def sufferers(token: Token) -> list[Token]:
    node = token
    for _ in range(_REACH):
        subjects = children(node, SUBJECTS)
        if subjects:
            return subjects
        if node.dep_ in ("acl", "relcl"):
            return [node.head]
        if node.dep_ not in ("conj", "xcomp", "ccomp"):
            return []
        node = node.head
    return []


def near_before(token: Token, context: Context) -> list[Token]:
    """ "12 people killed": a quantity, and at most its people, right in front."""
    for at in range(token.i - 1, max(-1, token.i - 1 - _REACH), -1):
        word = context.doc[at]
        if at in context.counts:
            return [top_of(at, context)]
        if word.pos_ not in ("NOUN", "ADJ", "AUX", "ADV") or word.is_sent_start:
            return []
    return []


def top_of(at: int, context: Context) -> Token:
    """The noun that a quantity counts, or the last word of the quantity."""
    count = context.counts[at]
    while context.counts.get(at + 1) is count:
        at += 1
    token = context.doc[at]
    is_modifier = token.dep_ in ("nummod", "amod", "quantmod") and token.head.pos_ == "NOUN"
    return token.head if is_modifier and at < token.head.i <= at + _REACH else token


def of_auxiliary(token: Token, links: tuple[str, ...] = ("auxpass",)) -> list[Token]:
    """The parse may hang the subject of "was critically injured" and "are missing" on the auxiliary."""
    return [subject for aux in children(token, links) for subject in children(aux, SUBJECTS)]
