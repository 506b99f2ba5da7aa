"""Parts of a count: "including three children", "four of them women", "the dead included two medics"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from civharm.claims.english.context import Context, lemma
from civharm.claims.english.drafts import Draft
from civharm.claims.english.patients import joined
from civharm.claims.english.people import People, read_people, who_are
from civharm.claims.english.lexicon import Frame

_INCLUDE = frozenset({"including", "include", "includes", "included"})
_WHOLES = frozenset({"them", "whom", "those", "these", "dead", "victims", "killed", "wounded", "injured", "fatalities"})
_REACH = 5


def parts_of(sentence: Span, drafts: list[Draft], earlier: Draft | None, context: Context) -> list[Draft]:
    """The parts that the sentence gives, each with the nearest whole before it; `earlier` is the text's last."""
    wholes = sorted(
        (draft for draft in drafts if draft.part_of is None), key=lambda draft: draft.people.start
    )
    taken = {draft.people.head.i for draft in drafts}
    found: list[Draft] = []
    for token in sentence:
        for people in _parts_at(token, context):
            whole = _whole_of(token, wholes, earlier)
            if whole is None or people.head.i in taken or people.is_definite and not people.is_counted:
                continue
            taken.add(people.head.i)
            found.append(Draft(whole.trigger, people, whole.harm, whole.negated, whole.people.count.words))
    return found


def _whole_of(token: Token, wholes: list[Draft], earlier: Draft | None) -> Draft | None:
    before = [draft for draft in wholes if draft.people.start < token.i]
    return before[-1] if before else (wholes[0] if wholes else earlier)


def _parts_at(token: Token, context: Context) -> Iterator[People]:
    if token.lower_ in _INCLUDE and _includes_people(token, context):
        yield from _included(token, context)
    elif token.i in context.counts and context.counts.get(token.i + 1) is not context.counts[token.i]:
        part = _share_of_whole(token, context)
        if part is not None:
            yield part


def _includes_people(token: Token, context: Context) -> bool:
    if token.lower_ == "including":
        return True
    subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return False
    words = context.lexicon.harm_words.get(lemma(subject), ())
    return lemma(subject) in ("victim", "dead", "wounded") or any(
        word.frame in (Frame.STATE, Frame.COUNTED) for word in words
    )


def _included(token: Token, context: Context) -> Iterator[People]:
    for child in token.children:
        if child.dep_ in ("pobj", "dobj", "npadvmod") and child.i > token.i:
            for member in joined(child, context):
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
