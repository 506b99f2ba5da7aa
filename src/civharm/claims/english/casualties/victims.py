"""Named victims: the names among the people whom a harm word takes, with age and sex where said."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.lists import is_full_name
from civharm.claims.english.casualties.mislaid import names_in_front
from civharm.claims.english.casualties.people import People, described
from civharm.claims.english.casualties.sayers import is_sayer
from civharm.model.casualties import Harm
from civharm.model.spans import Span

_NAME_LINKS = ("compound", "nmod", "flat", "punct", "case", "amod")
_AGE_NEAR = re.compile(
    r"\W{0,3}(?:\(|aged?\s|,\s)?\s*(\d{1,3})(?![\d:,./-]*\d)(?=\s*(?:[,.;)]|years?\b|and\b|was\b|$))"
)
#: What stands between an age and a name: another name with a comma or an "and" behind it has the age for itself.
_AGE_BEFORE = re.compile(
    r"(\d{1,3})[-\s]years?[-\s]old\b[\s,]*(?:(?!and\b)[a-z][\w'’-]*[\s,]+)*(?:[A-Z][\w.'’-]*\s+)*\Z"
)
_NOT_NAMES = frozenset("GPE LOC FAC NORP DATE ORG EVENT".split())
_BEFORE = 40
_OLDEST = 115


@dataclass(frozen=True, slots=True)
class VictimMention:
    """A person named among the harmed. Protected: never in a default output."""

    name: str
    span: Span
    harm: Harm
    age: int | None = None
    sex: str | None = None


def victims_among(people: People, harm: Harm, context: Context) -> tuple[VictimMention, ...]:
    """The people of a phrase who have names: the head itself, or a name set beside it."""
    names: list[VictimMention] = []
    for head in _heads(people):
        if not _is_name(head, context) or is_sayer(head, context, of=people.head):
            continue
        if any(name.span.start <= head.idx < name.span.end for name in names):
            continue
        start, end = _name_tokens(head)
        span = context.span(start, end)
        age, sex = age_at(span, head, context), _sex(people.head, context)
        names.append(VictimMention(span.of(context.text), span, harm, age, sex))
    return tuple(names)


def _heads(people: People) -> list[Token]:
    """The head and what is set beside it; of several people all names of the list ("her sons Adam and Ali")."""
    beside = [child for child in people.head.children if child.dep_ in ("appos", "compound")]
    if people.count.max == 1:
        return [people.head] if people.head.pos_ == "PROPN" else [people.head, *beside]
    listed = [child for child in beside if child.dep_ == "appos"]
    for head in listed:
        listed += [child for child in head.children if child.dep_ in ("conj", "appos")]
    return listed if people.is_counted else [people.head, *beside, *listed]


def _is_name(token: Token, context: Context) -> bool:
    if token.pos_ != "PROPN" or not token.text[:1].isupper():
        return False
    if described(token, context) is not None or _is_called_kin(token, context) or _stands_with_people(token):
        return True
    if _is_aged_name(token, context):
        return True
    return token.ent_type_ not in _NOT_NAMES and lemma(token) not in context.lexicon.person_words


def _is_aged_name(name: Token, context: Context) -> bool:
    """ "Nadia Saleh, 22": what has an age is no organisation, though the model takes the name for one's."""
    is_aged = _AGE_NEAR.match(context.text, name.idx + len(name)) is not None
    return is_aged and name.ent_type_ == "ORG" and is_full_name(name)


def _stands_with_people(name: Token) -> bool:
    """A full name joined to a person's, which the model takes for an organisation's or a town's: Arabic names often are."""
    if name.ent_type_ not in ("ORG", "GPE") or not is_full_name(name):
        return False
    others = [child for child in name.children if child.dep_ in ("conj", "appos")]
    first = name
    while first.dep_ in ("conj", "appos") and first.head.pos_ == "PROPN":
        first = first.head
        others.append(first)
    others += names_in_front(first)
    return any(other.ent_type_ == "PERSON" and is_full_name(other) for other in others)


def _is_called_kin(name: Token, context: Context) -> bool:
    """The name of "her sons Yousif and Adam" is a person's, whatever the model takes it for."""
    node = name
    while node.dep_ in ("conj", "appos") and node.head.pos_ == "PROPN":
        node = node.head
    whose = node.head
    is_beside = node.dep_ == "appos" and any(child.dep_ == "poss" for child in whose.children)
    return is_beside and lemma(whose) in context.lexicon.person_words


def _name_tokens(head: Token) -> tuple[int, int]:
    start = head.i
    while start > head.sent.start:
        token = head.doc[start - 1]
        belongs = token.pos_ == "PROPN" and start <= token.head.i <= head.i
        if not belongs or token.dep_ not in _NAME_LINKS:
            break
        start -= 1
    end = head.i + 1
    while end < len(head.doc) and head.doc[end].ent_iob_ == "I" and head.doc[end].ent_type_ == "PERSON":
        end += 1
    return start, end


def age_at(span: Span, head: Token, context: Context) -> int | None:
    text = context.text
    opening = max(0, span.start - _BEFORE, head.sent.start_char)
    found = _AGE_NEAR.match(text, span.end) or _AGE_BEFORE.search(text[opening : span.start])
    age = int(found[1]) if found is not None else None
    return age if age is not None and age <= _OLDEST else None


def _sex(head: Token, context: Context) -> str | None:
    words = {head.lower_, lemma(head)}
    for child in head.children:
        is_other = any(grand.dep_ == "poss" for grand in child.children)  # "Saad, his wife and ..."
        if child.dep_ in ("appos", "compound") and not is_other:
            words |= {child.lower_, lemma(child)}
    if words & context.lexicon.sets["female_words"]:
        return "female"
    return "male" if words & context.lexicon.sets["male_words"] else None
