"""Whom a harm word harms: the heads of the phrases for people, by the parse, then by nearness."""

from collections.abc import Iterator

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.lexicon import Frame
from civharm.claims.english.casualties.mislaid import mislaid_member
from civharm.claims.english.casualties.triggers import Trigger

_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "dative", "obj")
_COMPLEMENTS = ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "acl")
_RELATIVES = frozenset({"who", "whom", "that", "which"})
_SELVES = frozenset({"himself", "herself", "themselves", "self"})
_ALL = frozenset({"all", "both", "each"})
_REACH = 3
_LONGEST_LIST = 8
_LONGEST_ASIDE = 12
_PAST = frozenset({"VBD", "VBN"})
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
        heads = _objects(token, context) or _near(token, context)
    elif trigger.frame is Frame.SUFFERED:
        heads = _sufferers(token) or _near_before(token, context)
    elif trigger.frame is Frame.STATE:
        heads = _bearers(token, context) or _near(token, context)
    else:
        heads = _counted(token, context)
    found = [head for head in map(_antecedent, heads) if head is not None]
    return [_including(head, context) or head for head in found]


def _including(head: Token, context: Context) -> Token | None:
    """ "Between 20 and 23 relatives including six women and an infant": the whole, where the parse sees the last part."""
    if head.dep_ not in _SUBJECTS or head.i in context.counts:
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
            return _top(at, context)
        at -= 1
    return None


def _whose_life(life: Token, context: Context) -> list[Token]:
    """ "Claimed the lives of two sisters", "claimed 12 lives", "took his life"."""
    if _is_numbered(life, context):
        return [life]
    of = (child for child in life.children if child.lower_ == "of")
    people = [grand for child in of for grand in child.children if grand.dep_ == "pobj"]
    owners = _children(life, ("poss",))
    own = [child for child in life.children if child.lower_ == "own"]
    return people or (own if owners and own else owners)


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
    if token.tag_ == "VBN" and not _has_auxiliary(token) and _child(token, _OBJECTS) is None:
        return None
    node = token
    for _ in range(_REACH):
        if any(child.dep_ in ("nsubjpass", "auxpass") for child in node.children):
            return None
        subject = _child(node, ("nsubj",))
        if subject is not None:
            return _antecedent(subject)
        if node.dep_ not in ("conj", "advcl", "xcomp") or (node.dep_ == "advcl" and node.tag_ != "VBG"):
            return None
        node = node.head
    return None


def _objects(token: Token, context: Context) -> list[Token]:
    passive = _children(token, ("nsubjpass",)) or _of_auxiliary(token)
    if passive:
        return passive
    for verb in _said_passively(token):
        behind = _behind_preposition(verb, context)
        if behind:
            return behind
    direct = [child for child in _children(token, _OBJECTS) if child.i > token.i or child.lower_ == "whom"]
    if direct and _is_headline_passive(token, direct[0], context):
        return _children(token, ("nsubj",))
    if direct:
        named = direct[0].pos_ == direct[-1].pos_ == "PROPN"
        return direct[-1:] if named else [*direct, *_further_objects(token)]
    mislaid = _mislaid_subject(token)
    if mislaid is not None:
        return [mislaid]
    return _modified(token, context) or _shared_objects(token, context) or _cut_off_subject(token, context)


def _is_headline_passive(token: Token, place: Token, context: Context) -> bool:
    """ "Four people shot outside bar": the parse takes the bar for what they shot."""
    subject = _child(token, ("nsubj",))
    if token.tag_ != "VBD" or subject is None or not _is_numbered(subject, context):
        return False
    is_bare = not any(child.dep_ in ("det", "poss", "nummod") for child in place.children)
    return is_bare and place.tag_ == "NN" and lemma(place) not in context.lexicon.person_words


def _cut_off_subject(token: Token, context: Context) -> list[Token]:
    """ "After five people, including a child, were injured": people in front of the auxiliary, an aside between."""
    auxiliary = _child(token, ("auxpass",))
    if auxiliary is None or auxiliary.i == 0:
        return []
    at = auxiliary.i - 1
    if context.doc[at].text == ",":
        start = max(token.sent.start, at - _LONGEST_ASIDE)
        commas = [before for before in range(start, at) if context.doc[before].text == ","]
        at = commas[-1] - 1 if commas else at
    noun = context.doc[max(at, 0)]
    return [noun] if noun.pos_ in ("NOUN", "NUM") and _is_numbered(noun, context) else []


def _of_auxiliary(token: Token, links: tuple[str, ...] = ("auxpass",)) -> list[Token]:
    """The parse may hang the subject of "was critically injured" and "are missing" on the auxiliary."""
    return [subject for aux in _children(token, links) for subject in _children(aux, _SUBJECTS)]


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
    auxiliary = _child(verb, ("auxpass",))
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
    return [people for people in found if _is_numbered(people, context) and _spans_link(people, context)]


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
    if token.dep_ == "acl" and token.tag_ in _PAST and not _has_auxiliary(token):
        is_cause = context.lexicon.has("event_nouns", lemma(token.head))  # "the raid killed and wounded 12"
        return [] if is_cause else [_opener(token.head, token)]
    subject = _child(token, _SUBJECTS)
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
            later = _children(child, _OBJECTS)
            if later:
                return later
    subject = _child(token, ("nsubj",))
    if subject is not None and _is_elliptic_passive(token, subject, context):
        return [subject]
    if token.dep_ == "conj" and subject is None and token.tag_ in ("VBN", "VBD"):
        return _near_before(token, context) or _inherited(token, context)
    is_said_of = token.dep_ != "advcl" or any(child.lower_ == "as" for child in token.children)
    if token.dep_ in _COMPLEMENTS and token.tag_ == "VBN" and is_said_of:
        return _of_governor(token)
    if token.dep_ == "pcomp" and _child(token, ("auxpass",)) is not None:
        return _sufferers(token.head.head)  # "four people are recovering after being shot"
    return []


def _is_elliptic_passive(token: Token, subject: Token, context: Context) -> bool:
    """ "30 wounded": no auxiliary, but the subject is the one harmed."""
    return not _has_perfect(token) and (token.tag_ == "VBN" or _is_numbered(subject, context))


def _inherited(token: Token, context: Context) -> list[Token]:
    """ "were killed or wounded": what the first of the two verbs takes."""
    first = token.head
    if _child(first, ("auxpass",)) is not None or first.tag_ == "VBN":
        return _children(first, ("nsubjpass",)) or ([first.head] if first.dep_ == "acl" else [])
    if first.pos_ == "AUX":
        return _children(first, _SUBJECTS)
    if token.i - first.i <= _REACH and first.i < token.i:
        return _children(first, _OBJECTS)
    return []


def _of_governor(token: Token) -> list[Token]:
    """ "left 12 dead", "12 were found dead", "hundreds reported killed"."""
    governor = token.head
    objects = [child for child in _children(governor, _OBJECTS) if child.i < token.i]
    if objects:
        return objects
    is_finite = governor.pos_ == "AUX" or governor.tag_ in ("VBN", "VBD", "VBP", "VBZ")
    return _children(governor, ("nsubjpass",)) or (_children(governor, ("nsubj",)) if is_finite else [])


def _sufferers(token: Token) -> list[Token]:
    node = token
    for _ in range(_REACH):
        subjects = _children(node, _SUBJECTS)
        if subjects:
            return subjects
        if node.dep_ in ("acl", "relcl"):
            return [node.head]
        if node.dep_ not in ("conj", "xcomp", "ccomp"):
            return []
        node = node.head
    return []


def _bearers(token: Token, context: Context) -> list[Token]:
    """Who is dead, injured or missing."""
    if token.dep_ == "advmod" and token.head.i in context.counts:
        return [token.head]  # "six were shot, one of them fatally"
    numbers = [child for child in token.children if child.i in context.counts and child.i < token.i]
    if token.i in context.counts or numbers:
        return [token]
    own = _children(token, _SUBJECTS) or _of_auxiliary(token, ("aux", "auxpass"))
    if own:
        return own
    if context.lexicon.has("conditions_of_injured", lemma(token)):
        return _sufferers(token.head.head)  # "two were in critical condition"
    if token.dep_ in ("amod", "nmod", "compound"):
        is_behind = token.i > token.head.i and (token.head.dep_ == "conj" or _ends_list(token.head, context))
        return [_first_joined(token.head)] if is_behind else [token.head]
    if token.dep_ in ("acl", "relcl", "appos"):
        return [token.head]
    if token.i and (token.i - 1) in context.counts:
        return [token]
    if token.dep_ in _COMPLEMENTS or token.dep_ == "advmod":
        return _of_governor(token)
    if token.dep_ == "conj" and token.head.i < token.i:
        return _bearers(token.head, context) if token.head.i not in context.counts else []
    return []


def _ends_list(token: Token, context: Context) -> bool:
    """ "Two adults, six children dead"."""
    return token.dep_ == "appos" and _is_numbered(token, context) and _is_numbered(token.head, context)


def _first_joined(token: Token) -> Token:
    """ "Found one man and two children dead": all of them, not the last."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "PROPN", "NUM"):
        token = token.head
    return token


def _counted(token: Token, context: Context) -> list[Token]:
    """ "12 deaths" counts itself; "the deaths of 12 people" counts the people."""
    if _is_numbered(token, context):
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
        return _sufferers(governor)
    return []


def _near(token: Token, context: Context) -> list[Token]:
    return _near_after(token, context) or _near_before(token, context)


def _near_after(token: Token, context: Context) -> list[Token]:
    """The quantity right behind the harm word, where the parse has lost it."""
    at = token.i + 1
    if at >= len(context.doc) or context.doc[at].is_sent_start:
        return []
    if at in context.counts:
        return [_top(at, context)]
    return _mislaid_object(context.doc[at]) if token.tag_ in ("VBD", "VBG", "VBZ") else []


def _mislaid_object(first: Token) -> list[Token]:
    """The noun phrase right behind an active verb that the parse has hung elsewhere."""
    noun = first
    while noun.dep_ in _INSIDE_PHRASE and noun.head.i > noun.i:
        noun = noun.head
    is_object = noun.pos_ in ("NOUN", "PROPN") and noun.dep_ in _MISLAID
    return [noun] if is_object else []


def _near_before(token: Token, context: Context) -> list[Token]:
    """ "12 people killed": a quantity, and at most its people, right in front."""
    for at in range(token.i - 1, max(-1, token.i - 1 - _REACH), -1):
        word = context.doc[at]
        if at in context.counts:
            return [_top(at, context)]
        if word.pos_ not in ("NOUN", "ADJ", "AUX", "ADV") or word.is_sent_start:
            return []
    return []


def _top(at: int, context: Context) -> Token:
    """The noun that a quantity counts, or the last word of the quantity."""
    count = context.counts[at]
    while context.counts.get(at + 1) is count:
        at += 1
    token = context.doc[at]
    is_modifier = token.dep_ in ("nummod", "amod", "quantmod") and token.head.pos_ == "NOUN"
    return token.head if is_modifier and at < token.head.i <= at + _REACH else token


def _antecedent(head: Token) -> Token | None:
    """The noun that "who" stands for."""
    if head.lower_ in _ALL and head.dep_ == "appos":
        return _first_joined(head.head)
    if head.lower_ not in _RELATIVES or head.pos_ not in ("PRON", "DET", "SCONJ"):
        return head
    node = head
    for _ in range(_REACH):
        node = node.head
        if node.dep_ in ("relcl", "acl"):
            return node.head
    return None


def _is_numbered(token: Token, context: Context) -> bool:
    from civharm.claims.english.casualties.people import count_before

    return token.i in context.counts or count_before(token, context) is not None


def _has_auxiliary(token: Token) -> bool:
    return any(child.dep_ in ("aux", "auxpass") for child in token.children)


def _has_perfect(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in token.children)


def _children(token: Token, links: tuple[str, ...]) -> list[Token]:
    return [child for child in token.children if child.dep_ in links]


def _child(token: Token, links: tuple[str, ...]) -> Token | None:
    return next((child for child in token.children if child.dep_ in links), None)


def joined(head: Token, context: Context) -> Iterator[Token]:
    """The head and what is joined to it: "a woman and her two sons", a list of names."""
    last = head
    for token in _joined_by_parse(head, context):
        last = max(last, token, key=lambda each: each.i)
        yield token
    for _ in range(_LONGEST_LIST):
        mislaid = mislaid_member(last, context)
        if mislaid is None:
            return
        last = mislaid
        yield last


def _joined_by_parse(head: Token, context: Context) -> Iterator[Token]:
    seen = {head.i}
    queue = [head]
    while queue:
        token = queue.pop(0)
        yield token
        for child in token.children:
            if child.i not in seen and _is_member(child, token, context):
                seen.add(child.i)
                queue.append(child)


def _is_member(child: Token, token: Token, context: Context) -> bool:
    if child.dep_ == "conj":
        return child.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")
    return child.dep_ == "appos" and (_is_added(child) or _opens_list(token, child, context))


def _is_added(child: Token) -> bool:
    """ "Two brothers, Omar and Anas, as well as their cousin": whom the parse takes for the brothers."""
    before = child.doc[max(0, child.left_edge.i - 3) : child.left_edge.i]
    return before.text.lower() == "as well as"


def _opens_list(token: Token, child: Token, context: Context) -> bool:
    """ "five fighters, 15 rebels and a boy", "Ali Saad, his wife and their son"; but "Saad, a sheikh" is one man."""
    end = child.right_edge.i + 1
    if _ends_list(child, context) and lemma(token) != lemma(child):
        return not context.lexicon.has("whole_people", lemma(token))
    if not any(word.lower_ == "and" for word in context.doc[child.i + 1 : end + 3]):
        return False
    if token.pos_ == "PROPN":
        return any(word.dep_ == "poss" for word in child.children) or _are_full_names(token, child)
    if context.lexicon.has("whole_people", lemma(token)):
        return False
    if _is_owned(token) and _is_owned(child):
        return True
    return _is_introduced(token, context) and _is_introduced(child, context)


def _are_full_names(token: Token, child: Token) -> bool:
    """ "Rami Saleh, Hala Odeh, and Sami Odeh" are three."""
    return all(
        name.pos_ == "PROPN"
        and any(word.dep_ == "compound" and word.pos_ == "PROPN" for word in name.children)
        for name in (token, child)
    )


def _is_owned(noun: Token) -> bool:
    """ "His daughter", "Hala's mother"."""
    return noun.pos_ == "NOUN" and any(word.dep_ == "poss" for word in noun.children)


def _is_introduced(noun: Token, context: Context) -> bool:
    """ "Two men", "a man", "30 year old man"."""
    if _is_numbered(noun, context) or any(word.lower_ in ("a", "an") for word in noun.children):
        return True
    return noun.pos_ == "NOUN" and any(word.lower_ == "old" and word.dep_ == "amod" for word in noun.children)
