"""Phrases for people: how many they are, who they are, where the words stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from civharm.claims.english.casualties.ages import is_no_one
from civharm.claims.english.casualties.childhood import ages_behind, are_children
from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.lexicon import PersonWord
from civharm.claims.quantities import Bound, bounded, is_bare_plural, plural, unknown, whole_family
from civharm.model.casualties import Count, Status

_UNKNOWN = PersonWord(Status.UNKNOWN)
_EVERYBODY = "all"
_UNCOUNTED = frozenset({"singular", "anaphora", "T12", "T13"})
_CHILDREN = PersonWord(Status.CIVILIAN, "children")
_SINGULAR_PRONOUNS = frozenset("he she him her i me himself herself myself self own".split())
_PLURAL_PRONOUNS = frozenset("they them we us themselves those these".split())
_SELF = frozenset(
    {"himself", "herself", "themselves", "self", "own"}
)  # "took his own life", "kills wife, self"
_INDEFINITE = frozenset("someone somebody another".split())
_NOBODY = frozenset("nobody none no-one neither".split())
_NO_PEOPLE = frozenset("it itself that which this what there you who whom".split())
_DEFINITE = frozenset("the this that these those his her their its our my your".split())
_POINTING = frozenset("the this that these those".split())
_WALKABLE = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "PART", "VERB", "PUNCT"})
_BETWEEN = frozenset(",;:()—–")
_AGE_UNITS = frozenset("year years month months week weeks day days".split())
_CHILD_AGE = 18
_WALK = 7
_PREMODIFIERS = frozenset(
    "det amod compound nmod poss nummod quantmod predet neg case advmod punct npadvmod".split()
)
_DESCRIBING = ("amod", "compound", "nmod")
_NOT_PERSONS = frozenset(
    "GPE LOC FAC DATE TIME MONEY PERCENT QUANTITY EVENT PRODUCT LAW LANGUAGE WORK_OF_ART".split()
)
_AGENTIVE = ("er", "or", "ist", "man", "men", "ian", "ee", "ant", "woman", "women")
_SHARES = ("of whom", "of them", "of these")
_PAIRING = frozenset({"both", "twin"})
_PARENTS = frozenset({"parent", "grandparent"})
_POSSESSIVE = frozenset("his her their its our my your".split())
_PAIR_WORDS = {"both": 2, "couple": 2, "pair": 2, "duo": 2, "twins": 2, "trio": 3}


@dataclass(frozen=True, slots=True)
class People:
    """A phrase for people, `start` to `end` in tokens; `noun` is the word that says who they are.

    `is_none`: "no civilians". `is_definite`: spoken of as known ("he", "the man", "the 12 victims").
    `is_share`: some of those just spoken of ("eight of whom").
    """

    head: Token
    noun: Token | None
    count: Count
    who: PersonWord
    start: int
    end: int
    is_none: bool = False
    is_definite: bool = False
    is_share: bool = False

    @property
    def is_counted(self) -> bool:
        """True if a number or a vague quantity stands in the words."""
        return self.count.rule not in _UNCOUNTED and not is_bare_plural(self.count)


def read_people(head: Token, context: Context, *, trusted: bool = True) -> People | None:
    """The people that the phrase of this head speaks of; None when it speaks of something else.

    `trusted`: the harm word takes only people, so that an unlisted word with a number is taken for them.
    """
    if head.i in context.counts:
        return _read_number(head, context)
    if _is_aged(head, context):
        return _read_aged(head, context)
    if is_no_one(head):
        words = context.words(head.i - 1, head.i + 1)
        return _at(People(head, None, _none(words), _UNKNOWN, head.i - 1, head.i + 1, is_none=True), context)
    if head.pos_ == "PRON" or head.lower_ in _PAIR_WORDS or head.tag_ == "DT" or is_self(head):
        return _read_pronoun(head, context)
    if head.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "VERB"):
        return None
    return _read_noun(head, context, trusted=trusted)


def _read_number(head: Token, context: Context) -> People | None:
    """ "12", "two of his bodyguards", "dozens of civilians": the number is the head of the phrase."""
    count = context.counts[head.i]
    start, end = _tokens_of(count, head, context)
    noun = _noun_of(head, context)
    if noun is None:
        after = context.doc[end] if end < len(context.doc) else None
        counts_it = after is not None and context.doc[end - 1].head == after
        is_harm = after is not None and lemma(after) in context.lexicon.harm_words
        noun = after if counts_it and after is not None and after.pos_ == "NOUN" and not is_harm else None
    if noun is not None:
        if context.lexicon.has("non_people", lemma(noun)):
            return None
        end = max(end, noun.i + 1)
    who = who_are(noun, context) if noun is not None else _UNKNOWN
    is_share = context.doc[end : end + 2].text.lower() in _SHARES
    return People(head, noun, count, who, start, end, is_share=is_share)


def _noun_of(head: Token, context: Context) -> Token | None:
    """The people of "two of his bodyguards", also through "two members of the family"."""
    for preposition in head.children:
        if preposition.lower_ == "of":
            for child in preposition.children:
                if child.dep_ == "pobj" and child.pos_ in ("NOUN", "PROPN"):
                    return child
    if head.dep_ in ("nummod", "quantmod") and head.head.pos_ in ("NOUN", "PROPN"):
        return None if lemma(head.head) in context.lexicon.harm_words else head.head
    return None


def _tokens_of(count: Count, token: Token, context: Context) -> tuple[int, int]:
    start = end = token.i
    while start > 0 and context.counts.get(start - 1) is count:
        start -= 1
    while context.counts.get(end) is count:
        end += 1
    return start, end


def is_self(token: Token) -> bool:
    """Who killed others and then "himself" is none of them."""
    return token.lower_ in _SELF


def _read_pronoun(head: Token, context: Context) -> People | None:
    word = head.lower_
    start, end = head.i, head.i + 1
    words = head.text
    if word in _NOBODY:
        return _at(People(head, None, _none(words), _UNKNOWN, start, end, is_none=True), context)
    if word in _NO_PEOPLE or _is_reciprocal(head) or (word in ("those", "these") and _is_restricted(head)):
        return None
    if word in _PAIR_WORDS:
        count = bounded(_PAIR_WORDS[word], Bound.EXACT, context.profile, words=words)
        who = context.lexicon.person_words.get(lemma(head), _UNKNOWN)
        return _at(People(head, None, count, who, start, end, is_definite=word == "both"), context)
    if word in _SINGULAR_PRONOUNS or word in _INDEFINITE:
        count = Count(min=1, max=1, words=words, rule="singular")
        return _at(
            People(head, None, count, _UNKNOWN, start, end, is_definite=word not in _INDEFINITE), context
        )
    if word in _PLURAL_PRONOUNS:
        return _at(People(head, None, unknown(words=words), _UNKNOWN, start, end, is_definite=True), context)
    return None


def _is_reciprocal(head: Token) -> bool:
    """ "Related to one another" speaks of nobody else."""
    return head.lower_ == "another" and head.i > head.sent.start and head.nbor(-1).lower_ == "one"


def _is_aged(head: Token, context: Context) -> bool:
    """ "a 17-year-old", "the 3 year old": an age used as a noun."""
    before = [token.lower_ for token in context.doc[max(0, head.i - 3) : head.i] if token.text != "-"]
    return head.lower_ in ("old", "olds") and bool(before) and before[-1] in _AGE_UNITS


def _read_aged(head: Token, context: Context) -> People | None:
    start = head.i
    while start > max(0, head.i - _WALK) and not context.doc[start].like_num:
        start -= 1
    age = context.doc[start].text
    is_child = age.isdecimal() and (
        int(age) < _CHILD_AGE or context.doc[start + 2].lower_ not in ("year", "years")
    )
    before = context.doc[start - 1] if start else None
    is_definite = before is not None and before.lower_ in ("the", "this", "that")
    if before is not None and before.dep_ == "det":
        start -= 1
    who = _CHILDREN if is_child else _UNKNOWN
    count = Count(min=1, max=1, rule="singular")
    return _at(People(head, None, count, who, start, head.i + 1, is_definite=is_definite), context)


def _read_noun(head: Token, context: Context, *, trusted: bool) -> People | None:
    word = lemma(head)
    listed = word in context.lexicon.person_words or context.lexicon.has("collectives", word)
    if context.lexicon.has("non_people", word) and not listed:
        return None
    found = count_before(head, context)
    if found is not None:
        count, start = found
        is_definite = start > 0 and _points(context.doc[start - 1])
        who = who_are(head, context)
        return People(head, head, count, who, start, head.i + 1, is_definite=is_definite)
    start = phrase_start(head, context)
    determiners = {token.lower_ for token in context.doc[start : head.i]}
    if "any" in determiners:
        return None
    if determiners & {"no", "neither"}:
        nobody = People(head, head, _none(""), who_are(head, context), start, head.i + 1, is_none=True)
        return _at(nobody, context)
    if context.lexicon.has("collectives", word):
        return _read_collective(head, start, context)
    listed = listed or described(head, context) is not None
    if not listed and not (trusted and _may_be_person(head, determiners)):
        return None
    return _read_uncounted(head, start, determiners, context)


def _is_surname(head: Token, determiners: set[str], context: Context) -> bool:
    """ "Officers shot Wilkes": the tagger takes it for a plural; "the Saadis" and "Americans" are several."""
    is_people = head.lower_.removesuffix("s") in context.lexicon.person_words or head.ent_type_ == "NORP"
    return head.tag_ == "NNPS" and not determiners and not is_people and not head.n_lefts


def _points(word: Token) -> bool:
    """ "The five", "those five"; not "he said that five were hurt"."""
    return word.lower_ in _POINTING and word.tag_ != "IN"


def _read_uncounted(head: Token, start: int, determiners: set[str], context: Context) -> People | None:
    end = head.i + 1
    words = context.words(start, end)
    is_plural = (head.tag_ in ("NNS", "NNPS") and not _is_surname(head, determiners, context)) or lemma(
        head
    ) in ("police", "people", "personnel", "troop")
    number = _number_without_numeral(head, determiners, context) if is_plural else None
    if number is not None:
        count = bounded(number, Bound.EXACT, context.profile, words=words)
    elif head.pos_ == "ADJ" or (is_plural and determiners & _DEFINITE and head.tag_ != "NNPS"):
        count = unknown(words=words)
    elif is_plural:
        count = plural(context.profile, words=words)
    else:
        count = Count(min=1, max=1, words=words, rule="singular")
    is_definite = any(child.dep_ == "det" and child.lower_ in _POINTING for child in head.children)
    is_definite = is_definite or "both" in determiners
    people = People(head, head, count, who_are(head, context), start, end, is_definite=is_definite)
    return _at(people, context)


def _number_without_numeral(head: Token, determiners: set[str], context: Context) -> int | None:
    """ "Both sons", "his parents", "her twin daughters", "their sons, ages 3 and 4"."""
    ages = ages_behind(head, context)
    if len(ages) > 1:
        return len(ages)
    is_pair = determiners & _PAIRING or (lemma(head) in _PARENTS and determiners & _POSSESSIVE)
    return 2 if is_pair else None


def _read_collective(head: Token, start: int, context: Context) -> People | None:
    """ "a family of six", "a group of 12 civilians", "the entire family" (T12)."""
    who = who_are(head, context)
    for preposition in head.children:
        if preposition.lower_ in ("of", "with"):
            for child in preposition.children:
                inner = read_people(child, context) if child.dep_ == "pobj" else None
                if inner is not None and inner.is_counted:
                    noun_who = inner.who if inner.noun is not None else who
                    return replace(inner, head=head, noun=inner.noun or head, who=noun_who, start=start)
    words = context.words(start, head.i + 1)
    if lemma(head) in ("family", "household"):
        count = whole_family(context.profile, words=words)
    else:
        count = unknown(words=words)
    return _at(People(head, head, count, who, start, head.i + 1), context)


def count_before(head: Token, context: Context) -> tuple[Count, int] | None:
    """The quantity in front of a noun and where it starts: "at least 12 unarmed Iraqi civilians"."""
    at = head.i - 1
    while at >= max(0, head.i - _WALK):
        token = context.doc[at]
        count = context.counts.get(at)
        if count is not None:
            start = _tokens_of(count, token, context)[0]
            return _share(head, start, context) or (count, start)
        if token.text == ")":
            at = _opening_bracket(token, context)
        elif not _is_premodifier(token, head) or _is_owner(token):
            return None
        at -= 1
    return None


def _is_owner(token: Token) -> bool:
    """ "The 911 caller's father": a number before the owner counts no fathers."""
    return token.dep_ == "poss" and any(child.dep_ == "case" for child in token.children)


def _share(head: Token, start: int, context: Context) -> tuple[Count, int] | None:
    """ "Three of four relatives" are three; but all five were shot of whom one is "one of five people shot"."""
    if any(child.dep_ in ("relcl", "acl") for child in head.rights):
        return None
    if start < 2 or context.doc[start - 1].lower_ != "of" or (start - 2) not in context.counts:
        return None
    count = context.counts[start - 2]
    return count, _tokens_of(count, context.doc[start - 2], context)[0]


def _is_premodifier(token: Token, head: Token) -> bool:
    """Part of the noun phrase in front of its head, "military and police" in "military and police officers" too."""
    if token.dep_ in ("cc", "conj"):
        return head.is_ancestor(token)
    is_walkable = token.pos_ in _WALKABLE and token.text not in _BETWEEN and not token.is_space
    return is_walkable and token.dep_ in _PREMODIFIERS


def _opening_bracket(token: Token, context: Context) -> int:
    """ "Special Weapons and Tactics (SWAT) members": over the bracket."""
    at = token.i
    while at > max(0, token.i - _WALK) and context.doc[at].text != "(":
        at -= 1
    return at


def phrase_start(head: Token, context: Context) -> int:
    """The first token of the noun phrase in front of its head, clauses and lists left out."""
    start = head.i
    for at in range(head.i - 1, max(-1, head.i - _WALK), -1):
        token = context.doc[at]
        if not head.is_ancestor(token) or token.dep_ not in _PREMODIFIERS:
            break
        if token.text in _BETWEEN or token.is_space:
            break
        start = at
    while start < head.i and context.doc[start].dep_ == "punct":
        start += 1
    return start


def who_are(noun: Token, context: Context) -> PersonWord:
    """Status and group from the noun and the words that modify it ("army officers", "civilian drivers")."""
    known = context.lexicon.person_words
    own = known.get(lemma(noun)) or known.get(noun.lower_) or _said_of(noun, context) or _UNKNOWN
    status = own.status
    modifiers = _modifiers(noun)
    if own.group == _EVERYBODY and status is not Status.COMBATANT and are_children(noun, modifiers, context):
        return _CHILDREN
    for modifier in modifiers:
        word = lemma(modifier)
        if context.lexicon.has("civilian_modifiers", word):
            return PersonWord(Status.CIVILIAN, own.group)
        if own.status is Status.UNKNOWN and context.lexicon.has("combatant_modifiers", word):
            status = Status.COMBATANT
        if own is _UNKNOWN and modifier.dep_ == "compound" and word in known and status is Status.UNKNOWN:
            status = known[word].status
    return PersonWord(status, own.group)


def described(name: Token, context: Context) -> PersonWord | None:
    """The word for a person beside a name: "Karim, a doctor, was killed", "Karim, his wife and son were killed"."""
    return _first_known(_beside(name), context)


def _said_of(name: Token, context: Context) -> PersonWord | None:
    """What "a doctor" says of the name in "Karim, a doctor, was killed"; "his wife Hala" says nothing of Karim."""
    return _first_known((word for word in _beside(name) if not is_other_kin(word)), context)


def _beside(name: Token) -> Iterator[Token]:
    return (child for child in name.children if child.dep_ == "appos" and name.pos_ == "PROPN")


def _first_known(words: Iterable[Token], context: Context) -> PersonWord | None:
    return next((found for word in words if (found := context.lexicon.person_words.get(lemma(word)))), None)


def is_other_kin(kin: Token) -> bool:
    """Somebody else than the name it stands beside: "his wife Hala", "his wife and sons"; not "Hala, his wife, was"."""
    if not any(child.dep_ == "poss" for child in kin.children):
        return False
    return any(child.dep_ in ("cc", "conj") or _is_own_name(child) for child in kin.children)


def _is_own_name(token: Token) -> bool:
    """The name right behind a word of kin: "her sister Huda"."""
    return token.dep_ == "appos" and token.pos_ == "PROPN" and token.left_edge.i == token.head.i + 1


def _modifiers(noun: Token) -> list[Token]:
    found = [child for child in noun.children if child.dep_ in _DESCRIBING]
    inner = [grand for child in found for grand in child.children if grand.dep_ in _DESCRIBING]
    members = [
        part
        for preposition in noun.children
        if preposition.lower_ == "of" and lemma(noun) in ("member", "leader", "commander", "officer")
        for pobj in preposition.children
        for part in (pobj, *pobj.children)
    ]
    return found + inner + members


def _may_be_person(head: Token, determiners: set[str]) -> bool:
    """An unlisted noun that can name a person: a proper name, or a word like "miller" or "violinist"."""
    if not head.text[:1].isalpha():
        return False
    if head.tag_ == "NNP":
        is_long = any(child.dep_ == "compound" and child.pos_ == "PROPN" for child in head.children)
        is_place = head.ent_type_ in _NOT_PERSONS and not (is_long and head.ent_type_ == "GPE")
        return not is_place and "the" not in determiners
    return head.pos_ == "NOUN" and (head.lower_.rstrip("s").endswith(_AGENTIVE) or head.tag_ == "NNS")


def _is_restricted(head: Token) -> bool:
    """ "those killed": people whom the words only point at, counted elsewhere."""
    return any(child.dep_ in ("acl", "relcl") for child in head.children)


def _none(words: str) -> Count:
    return Count(min=0, max=0, words=words, rule="none")


def _at(people: People, context: Context) -> People:
    """The same with the span of the phrase as the span of the count, where no number has its own."""
    span = context.span(people.start, people.end)
    return replace(people, count=replace(people.count, span=span, words=span.of(context.text)))
