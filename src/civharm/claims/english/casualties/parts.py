"""Parts of a count: "including three children", "four of them women", "the dead included two medics"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from civharm.claims.english.casualties.among import members, names_among
from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.drafts import Draft
from civharm.claims.english.casualties.lexicon import Frame
from civharm.claims.english.casualties.people import People, who_are
from civharm.claims.english.casualties.triggers import Trigger
from civharm.model.casualties import Harm, Open

_INCLUDE = frozenset({"including", "include", "includes", "included"})
_IDENTIFIED = frozenset({"identified", "named"})
_WHOLES = frozenset(
    {"them", "whom", "those", "these", "dead", "victims", "killed", "wounded", "injured", "fatalities"}
)
_VICTIMS = frozenset(
    {"victim", "man", "woman", "boy", "girl", "child", "dead", "deceased", "couple", "person"}
)
_KNOWN = frozenset({"the", "all", "those", "these"})
_REACH = 5


@dataclass(frozen=True, slots=True)
class _Named:
    """People who are some of those harmed; `by` is the word that names the whole ("the dead", "them").

    `is_some`: told to be among others, so that there are more than these.
    """

    people: People
    by: Token | None
    is_some: bool = False


def parts_of(sentence: Span, drafts: list[Draft], earlier: Draft | None, context: Context) -> list[Draft]:
    """The parts that the sentence gives, each with the nearest whole before it; `earlier` is the text's last."""
    wholes = sorted(
        (draft for draft in drafts if draft.part_of is None), key=lambda draft: draft.people.start
    )
    taken = {draft.people.head.i for draft in drafts}
    found: list[Draft] = []
    for token in sentence:
        if token.lower_ == "including" and not wholes and not _speaks_of_harmed(token, context):
            continue
        for named in _parts_at(token, context):
            people = named.people
            if named.is_some and named.by is None and not any(d.people.start < token.i for d in wholes):
                continue
            if people.head.i in taken or _is_known(people, context):
                continue
            part = _part(named, _whole_of(token, wholes, earlier), sentence, context)
            if part is not None:
                taken.add(people.head.i)
                found.append(part)
    return found


def _is_known(people: People, context: Context) -> bool:
    """People told of before; "three died, including the gunman" says for the first time that he did."""
    is_attacker = people.noun is not None and context.lexicon.has("attacker_people", lemma(people.noun))
    return people.is_definite and not people.is_counted and not is_attacker


def _part(named: _Named, whole: Draft | None, sentence: Span, context: Context) -> Draft | None:
    """The part under its whole; where only a word such as "the dead" names the whole, it stands alone."""
    harm = _harm_of(named.by, context)
    if whole is not None and harm in (None, whole.harm) and not _exceeds(named.people, whole):
        trigger = whole.trigger
        if not sentence.start <= trigger.token.i < sentence.end:
            trigger = Trigger(named.by or named.people.head, whole.harm, Frame.STATE)
        return Draft(trigger, named.people, whole.harm, whole.negated, whole.people.count.words)
    if named.by is None or harm is None:
        return None
    people = named.people
    if named.is_some:
        people = replace(people, count=replace(people.count, open=Open.ABOVE))
    return Draft(Trigger(named.by, harm, Frame.STATE), people, harm)


def _harm_of(word: Token | None, context: Context) -> Harm | None:
    """Which harm the word that names the whole is about; "them" is about any."""
    known = context.lexicon.harm_words.get(lemma(word)) if word is not None else None
    return known[-1].harm if known else None


def _exceeds(people: People, whole: Draft) -> bool:
    """More people than the whole has are none of its parts."""
    most = whole.people.count.max
    is_open = whole.people.count.open is Open.ABOVE
    return most is not None and not is_open and (people.count.min or 0) > most


def _whole_of(token: Token, wholes: list[Draft], earlier: Draft | None) -> Draft | None:
    before = [draft for draft in wholes if draft.people.start < token.i]
    return before[-1] if before else (wholes[0] if wholes else earlier)


def _parts_at(token: Token, context: Context) -> Iterator[_Named]:
    """The parts that a word opens, and the word that names the whole, if one does."""
    if token.lower_ == "among":
        yield from _among(token, context)
        yield from (_Named(people, by, is_some=True) for people, by in names_among(token, context))
    elif token.lower_ in _IDENTIFIED:
        yield from _identified(token, context)
    elif token.lower_ in _INCLUDE:
        whole = _whole_named(token, context)
        if (
            (token.lower_ == "including" and not _lists_others(token, context))
            or whole is not None
            or _speaks_of_victims(token)
        ):
            yield from (_Named(people, whole) for people in _included(token, context))
    elif token.i in context.counts and context.counts.get(token.i + 1) is not context.counts[token.i]:
        part = _share_of_whole(token, context)
        if part is not None:
            yield part


def _lists_others(token: Token, context: Context) -> bool:
    """ "several outlets, including A and B": the list hangs on a noun that is no word for people."""
    noun = token.head
    if token.dep_ != "prep" or noun.pos_ not in ("NOUN", "PROPN") or noun.i in context.counts:
        return False
    word = lemma(noun)
    is_harm = word in context.lexicon.harm_words
    return (
        not is_harm and word not in context.lexicon.person_words and context.lexicon.has("never_whole", word)
    )


def _speaks_of_harmed(token: Token, context: Context) -> bool:
    """ "The victims, including a boy", "the ten, including a boy"; not "officers cleared homes, including two flats"."""
    noun = token.head
    if noun.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        is_counted = noun.i in context.counts or any(child.i in context.counts for child in noun.children)
        is_known = any(child.lower_ in _KNOWN for child in noun.children)
        return lemma(noun) in _VICTIMS or _names_harm(noun, context) or (is_counted and is_known)
    return not any(word.pos_ == "VERB" and word.i != token.i for word in token.sent)


def _speaks_of_victims(token: Token) -> bool:
    return any(child.dep_ == "nsubj" and lemma(child) == "victim" for child in token.children)


def _among(link: Token, context: Context) -> Iterator[_Named]:
    """ "Among those killed were A, B and C"."""
    harm_word = next((word for word in link.subtree if _names_harm(word, context)), None)
    if harm_word is None or link.head.pos_ != "AUX":
        return
    for subject in link.head.children:
        if subject.dep_ in ("nsubj", "attr") and subject.i > link.head.i:
            yield from (_Named(people, harm_word) for people in members(subject, context))


def _identified(verb: Token, context: Context) -> Iterator[_Named]:
    """ "The victims were identified as A and B": some of those counted before."""
    whom = next((child for child in verb.children if child.dep_ in ("nsubjpass", "dobj")), None)
    if whom is None or not (lemma(whom) in _VICTIMS or _names_harm(whom, context)):
        return
    for link in verb.children:
        if link.lower_ == "as":
            for named in link.children:
                yield from (_Named(people, verb) for people in members(named, context))


def _names_harm(word: Token, context: Context) -> bool:
    return lemma(word) in context.lexicon.harm_words and word.pos_ in ("VERB", "ADJ", "NOUN")


def _whole_named(token: Token, context: Context) -> Token | None:
    """The subject of "included" where it stands for people harmed ("the dead", "the victims")."""
    subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
    return subject if subject is not None and _names_harm(subject, context) else None


def _included(token: Token, context: Context) -> Iterator[People]:
    for child in token.children:
        if child.dep_ in ("pobj", "dobj", "npadvmod") and child.i > token.i:
            yield from members(child, context)


def _share_of_whole(number: Token, context: Context) -> _Named | None:
    """ "three of them children", "three of the dead were Islamic State fighters"."""
    following = context.doc[number.i + 1 : number.i + 1 + _REACH]
    words = [token.lower_ for token in following]
    if not words or words[0] != "of" or not set(words[1:3]) & _WHOLES:
        return None
    whole = next(token for token in following[1:3] if token.lower_ in _WHOLES)
    for token in (*_said_to_be(number), *following[2:]):
        who = context.lexicon.person_words.get(lemma(token))
        if who is not None and token.pos_ in ("NOUN", "PROPN") and token.lower_ not in _WHOLES:
            count = context.counts[number.i]
            who_they_are = who_are(token, context)
            people = People(number, token, count, who_they_are, number.i, token.i + 1, is_share=True)
            return _Named(people, whole)
    return None


def _said_to_be(number: Token) -> list[Token]:
    """What the verb says the share was: "fighters" in "three of the dead were Islamic State fighters"."""
    verb = number.head
    if verb.pos_ != "AUX" or number.dep_ not in ("nsubj", "nsubjpass"):
        return []
    return [child for child in verb.children if child.dep_ == "attr"]
