"""Parts of a count: "including three children", "four of them women", "the dead included two medics"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from civharm.claims.english.context import Context, lemma
from civharm.claims.english.drafts import Draft
from civharm.claims.english.lexicon import Frame
from civharm.claims.english.patients import joined
from civharm.claims.english.people import People, read_people, who_are
from civharm.claims.english.triggers import Trigger

_INCLUDE = frozenset({"including", "include", "includes", "included"})
_WHOLES = frozenset(
    {"them", "whom", "those", "these", "dead", "victims", "killed", "wounded", "injured", "fatalities"}
)
_REACH = 5


def parts_of(sentence: Span, drafts: list[Draft], earlier: Draft | None, context: Context) -> list[Draft]:
    """The parts that the sentence gives, each with the nearest whole before it; `earlier` is the text's last."""
    wholes = sorted(
        (draft for draft in drafts if draft.part_of is None), key=lambda draft: draft.people.start
    )
    taken = {draft.people.head.i for draft in drafts}
    found: list[Draft] = []
    for token in sentence:
        for people, named_by in _parts_at(token, context):
            if people.head.i in taken or (people.is_definite and not people.is_counted):
                continue
            part = _part(people, named_by, _whole_of(token, wholes, earlier), context)
            if part is not None:
                taken.add(people.head.i)
                found.append(part)
    return found


def _part(people: People, named_by: Token | None, whole: Draft | None, context: Context) -> Draft | None:
    """The part under its whole; where only a word such as "the dead" names the whole, it stands alone."""
    harm = context.lexicon.harm_words[lemma(named_by)][-1].harm if named_by is not None else None
    if whole is not None and harm in (None, whole.harm):
        return Draft(whole.trigger, people, whole.harm, whole.negated, whole.people.count.words)
    if named_by is None or harm is None:
        return None
    return Draft(Trigger(named_by, harm, Frame.STATE), people, harm)


def _whole_of(token: Token, wholes: list[Draft], earlier: Draft | None) -> Draft | None:
    before = [draft for draft in wholes if draft.people.start < token.i]
    return before[-1] if before else (wholes[0] if wholes else earlier)


def _parts_at(token: Token, context: Context) -> Iterator[tuple[People, Token | None]]:
    """The parts that a word opens, and the word that names the whole, if one does."""
    if token.lower_ == "among":
        yield from _among(token, context)
    elif token.lower_ in _INCLUDE:
        whole = _whole_named(token, context)
        if (
            (token.lower_ == "including" and not _lists_others(token, context))
            or whole is not None
            or _speaks_of_victims(token)
        ):
            yield from ((people, whole) for people in _included(token, context))
    elif token.i in context.counts and context.counts.get(token.i + 1) is not context.counts[token.i]:
        part = _share_of_whole(token, context)
        if part is not None:
            yield part, None


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


def _speaks_of_victims(token: Token) -> bool:
    return any(child.dep_ == "nsubj" and lemma(child) == "victim" for child in token.children)


def _among(link: Token, context: Context) -> Iterator[tuple[People, Token | None]]:
    """ "Among those killed were A, B and C"."""
    harm_word = next((word for word in link.subtree if _names_harm(word, context)), None)
    if harm_word is None or link.head.pos_ != "AUX":
        return
    for subject in link.head.children:
        if subject.dep_ in ("nsubj", "attr") and subject.i > link.head.i:
            yield from ((people, harm_word) for people in _members(subject, context))


def _names_harm(word: Token, context: Context) -> bool:
    return lemma(word) in context.lexicon.harm_words and word.pos_ in ("VERB", "ADJ", "NOUN")


def _whole_named(token: Token, context: Context) -> Token | None:
    """The subject of "included" where it stands for people harmed ("the dead", "the victims")."""
    subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
    return subject if subject is not None and _names_harm(subject, context) else None


def _included(token: Token, context: Context) -> Iterator[People]:
    for child in token.children:
        if child.dep_ in ("pobj", "dobj", "npadvmod") and child.i > token.i:
            yield from _members(child, context)


def _members(head: Token, context: Context) -> Iterator[People]:
    for member in joined(head, context):
        people = read_people(member, context)
        if people is not None:
            yield people


def _share_of_whole(number: Token, context: Context) -> People | None:
    """ "three of them children", "three of the dead were women"."""
    following = context.doc[number.i + 1 : number.i + 1 + _REACH]
    words = [token.lower_ for token in following]
    if not words or words[0] != "of" or not set(words[1:3]) & _WHOLES:
        return None
    for token in following[2:]:
        who = context.lexicon.person_words.get(lemma(token))
        if who is not None and token.pos_ == "NOUN" and token.lower_ not in _WHOLES:
            count = context.counts[number.i]
            return People(number, token, count, who_are(token, context), number.i, token.i + 1)
    return None
