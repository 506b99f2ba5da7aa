"""People named among others: "Nadia Saleh, 22, was among those killed", "12 dead, among them Nadia Saleh"."""

from collections.abc import Iterator

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.lexicon import Frame
from civharm.claims.english.casualties.lists import is_full_name, joined
from civharm.claims.english.casualties.modality import is_hypothetical, is_negated
from civharm.claims.english.casualties.people import People, read_people

_THEM = frozenset({"them", "whom"})
_INSIDE = frozenset("compound det amod nummod poss nmod".split())
_TOLD_OF_WHOLE = ("acl", "relcl", "amod")
_NAMES = frozenset(
    {"PERSON", "ORG", ""}
)  # the model takes many Arabic names for an organisation's, or for none


def members(head: Token, context: Context) -> Iterator[People]:
    """The people of a phrase, with those joined to them."""
    for member in joined(head, context):
        people = read_people(member, context)
        if people is not None:
            yield people


def names_among(link: Token, context: Context) -> Iterator[tuple[People, Token | None]]:
    """Whom "among" names, and the harm word that names the whole; None behind "among them"."""
    behind = _named_behind(link)
    if behind is not None:
        yield from ((people, None) for people in members(behind, context) if _is_name(people.head))
        return
    verb = link.head
    harm_word = _harm_word(link, context)
    if harm_word is None or verb.pos_ != "AUX" or is_negated(verb, context) or is_hypothetical(verb, context):
        return
    for subject in verb.children:
        if subject.dep_ == "nsubj" and subject.i < verb.i and _is_name(subject):
            yield from ((people, harm_word) for people in members(subject, context))


def _named_behind(link: Token) -> Token | None:
    """The name right behind "among them"."""
    if link.i + 2 >= link.sent.end or link.nbor(1).lower_ not in _THEM:
        return None
    head = link.nbor(2)
    while head.dep_ in _INSIDE and head.head.i > head.i:
        head = head.head
    return head if _is_name(head) else None


def _harm_word(link: Token, context: Context) -> Token | None:
    """ "The dead", "those killed", "those who died"; not "those who killed him"."""
    for whole in link.children:
        told = (child for child in whole.children if child.dep_ in _TOLD_OF_WHOLE)
        for word in (whole, *told):
            if _harms_whole(word, context):
                return word
    return None


def _harms_whole(word: Token, context: Context) -> bool:
    known = context.lexicon.harm_words.get(lemma(word))
    if not known or context.lexicon.has("hit_verbs", lemma(word)):
        return False
    return known[-1].frame is not Frame.DONE_TO or word.tag_ in ("VBN", "JJ")


def _is_name(token: Token) -> bool:
    is_person = token.ent_type_ == "PERSON" or is_full_name(token)
    return token.pos_ == "PROPN" and token.ent_type_ in _NAMES and is_person
