"""Who is named as one of the dead or wounded where no number takes the name: "the dead were civilians, among them Nadia Saleh".

Found by the form of the text, since parses of lists of names differ: a word for the harmed as a whole, a link, names.
Each is one person, and the least that there were; above all, a victim who is named must be known to be hidden.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.drafts import Draft
from civharm.claims.english.casualties.lexicon import Frame, PersonWord
from civharm.claims.english.casualties.modality import is_hypothetical, is_negated
from civharm.claims.english.casualties.named import NAME
from civharm.claims.english.casualties.people import People
from civharm.claims.english.casualties.triggers import Trigger
from civharm.claims.english.casualties.victims import VictimMention, age_at
from civharm.model.casualties import Count, Harm, Open, Status
from civharm.model.spans import Span
from civharm.places.words import place_words

_NAME = re.compile(NAME)
#: What leads from the harmed to their names: some of them ("among them"), or all ("were", a colon).
_LINK = re.compile(
    r"\b(?:among\s(?:them|whom)|one\sof\s(?:them|whom))(?:\s(?:is|are|was|were))?\b|\binclud(?:ing|ed?|es)\b"
    r"|\b(?:identified|named)\sas\b|\b(?:is|are|was|were|as)(?=\s(?:(?-i:[A-Z])|(?:an?|the|his|her|their)\s))|:|\A,(?=\s(?-i:[A-Z]))",
    re.IGNORECASE,
)
#: What joins a name to the one before in a list.
_JOINED = re.compile(r"(?:\s\(\d{1,3}\)|,\s(?:aged\s)?\d{1,3})?,?\s(?:and\s)?")
_POINTING = frozenset("the those these all other others".split())
_REACH_OF_POINTER = 3  # "the six other dead"
_WHO_ARE = frozenset("who were was are is have had been".split())
_NO_PEOPLE = frozenset("GPE LOC FAC NORP DATE TIME EVENT WORK_OF_ART LAW LANGUAGE PRODUCT".split())
_LEADING_ELSEWHERE = frozenset(
    "the in near at from of by with against around outside inside on since during".split()
)
_TO_NAME = frozenset({"identify", "name"})
_BELONGING = frozenset({"among", "of"})
_INSIDE = frozenset({"acl", "pobj", "relcl", "amod"})
_CLIMB = 5  # "was one of those killed"
_RELATIVE = frozenset({"who", "which", "that"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ONE = frozenset({"victim", "fatality", "casualty", "martyr"})
_INITIAL = 2  # "S."
_UNKNOWN = PersonWord(Status.UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Harmed:
    """A word for the harmed as a whole, and which harm it is about; "the victims" leaves that open (T6)."""

    token: Token
    harm: Harm


def named_as_harmed(
    sentence: DocSpan, drafts: Sequence[Draft], told: Sequence[Draft], context: Context
) -> Iterator[Draft]:
    """One person each for the names of the dead and wounded that no draft of the sentence holds."""
    known = [victim.span for draft in drafts for victim in draft.victims]
    known += [context.span(draft.people.start, draft.people.end) for draft in drafts]
    for harmed in _harmed(sentence, context):
        whole = _whole_of(harmed, [*told, *drafts])
        for words in _named(harmed, sentence, context):
            span = _span_of(words, context)
            if not any(span.overlaps(one) for one in known):
                known.append(span)
                yield _draft(words, harmed, whole, context)


def _harmed(sentence: DocSpan, context: Context) -> Iterator[_Harmed]:
    for token in sentence:
        if not context.lexicon.has("harmed_people", token.lower_) or not _stands_for_people(token):
            continue
        if not is_negated(token, context) and not is_hypothetical(token, context):
            yield _Harmed(token, _harm_of(token, context))


def _harm_of(token: Token, context: Context) -> Harm:
    """ "The wounded victims" are wounded, "the victims" may be either (T6)."""
    said_of = (child for child in token.children if child.dep_ in ("amod", "compound"))
    for word in (token, *said_of):
        found = context.lexicon.harm_words.get(word.lower_) or context.lexicon.harm_words.get(lemma(word))
        if found:
            return found[-1].harm
    return Harm.KILLED_OR_INJURED


def _stands_for_people(token: Token) -> bool:
    """ "The dead", "those who were killed", "the six other victims"; not "the dead man", "the wounded officers"."""
    after = token.nbor(1) if token.i + 1 < token.sent.end else None
    is_doer = any(child.dep_ == "dobj" for child in token.children)  # "those who killed him"
    if is_doer or (after is not None and after.pos_ in ("NOUN", "PROPN")):
        return False
    for at in range(token.i - 1, max(token.sent.start, token.i - _REACH_OF_POINTER) - 1, -1):
        before = token.doc[at]
        if before.lower_ in _POINTING:
            return True
        if before.pos_ not in ("ADJ", "NUM") and before.lower_ not in _WHO_ARE:
            return False
    return False


def _whole_of(harmed: _Harmed, told: Sequence[Draft]) -> Draft | None:
    """The last count of the text that these people may be some of; "the victims" are the dead where there are any."""
    wholes = [
        draft
        for draft in reversed(told)
        if draft.part_of is None and not draft.negated and not draft.people.is_definite
    ]
    wanted = (Harm.KILLED, Harm.KILLED_OR_INJURED, Harm.INJURED) if _is_open(harmed) else (harmed.harm,)
    return next((draft for harm in wanted for draft in wholes if draft.harm is harm), None)


def _is_open(harmed: _Harmed) -> bool:
    return harmed.harm is Harm.KILLED_OR_INJURED


def _named(harmed: _Harmed, sentence: DocSpan, context: Context) -> Iterator[DocSpan]:
    """The names that a word for the harmed is given, in front of it or behind."""
    subject = _said_to_be_one(harmed.token, context)
    if subject is not None:
        yield from _names_in(context.span(subject.left_edge.i, subject.right_edge.i + 1), context)
        return
    start = harmed.token.idx + len(harmed.token)
    link = _LINK.search(context.text[start : sentence.end_char])
    if link is not None and _leads_to_names(link.group(), harmed.token, sentence):
        list_start = start + link.end()
        yield from _names_in(Span(list_start, _end_of_list(list_start, sentence, context)), context)


def _said_to_be_one(harmed: Token, context: Context) -> Token | None:
    """ "Nadia Saleh" in "Nadia Saleh was among the victims", "was one of those killed"."""
    node = harmed
    for _ in range(_CLIMB):
        if node.pos_ == "AUX" or not (node.dep_ in _INSIDE or node.lower_ in ("one", *_BELONGING)):
            break
        node = node.head
    if node.pos_ != "AUX" or is_negated(node, context) or is_hypothetical(node, context):
        return None
    if not any(word.lower_ in _BELONGING for word in harmed.doc[node.i : harmed.i]):
        return None
    return next((child for child in node.children if child.dep_ == "nsubj" and child.i < node.i), None)


def _leads_to_names(link: str, harmed: Token, sentence: DocSpan) -> bool:
    """ "Police identified the victim as Nadia Saleh"; not "the cousin of the victims, Nadia Saleh"."""
    before = harmed.doc[sentence.start : harmed.i]
    if link == "as":
        return any(lemma(word) in _TO_NAME for word in before)
    return link != "," or not any(word.lower_ == "of" for word in before[-_REACH_OF_POINTER:])


def _end_of_list(start: int, sentence: DocSpan, context: Context) -> int:
    """Where something else is said: at the next verb that tells of no name of the list ("who was 30")."""
    for token in sentence:
        if token.idx < start:
            continue
        is_relative = token.dep_ == "relcl" or any(child.lower_ in _RELATIVE for child in token.children)
        if (token.tag_ in _FINITE and not is_relative) or context.lexicon.has("harmed_people", token.lower_):
            return int(token.idx)
    return sentence.end_char


def _names_in(span: Span, context: Context) -> Iterator[DocSpan]:
    """The persons' names of a list; behind a word of kin also names that are a town's or nobody's."""
    end, is_kin = span.start, False
    for match in _NAME.finditer(context.text, span.start, span.end):
        words = context.doc.char_span(*match.span(), alignment_mode="expand")
        if words is None:
            continue
        is_joined = _JOINED.fullmatch(context.text, end, match.start()) is not None
        is_kin = (is_kin and is_joined) or _follows_kin(words, context)
        if _is_person(words, context, is_kin=is_kin):
            end = match.end()
            yield words


def _follows_kin(words: DocSpan, context: Context) -> bool:
    before = words[0].nbor(-1) if words.start > words.sent.start else None
    return (
        before is not None
        and lemma(before) in context.lexicon.person_words
        and any(child.dep_ == "poss" for child in before.children)
    )


def _is_person(words: DocSpan, context: Context, *, is_kin: bool) -> bool:
    before = words[0].nbor(-1).lower_ if words.start > words.sent.start else ""
    after = words[-1].nbor(1) if words.end < words.sent.end else None
    is_of_noun = after is not None and after.pos_ == "NOUN"  # "Fatah fighters"
    if before == "(" or words.root.pos_ != "PROPN" or is_of_noun or _speaks(words.root, context):
        return False
    if is_kin:
        return True
    is_people = any(word.tag_ == "NNPS" or word.ent_type_ == "NORP" for word in words)  # "Syrians"
    if is_people or before in _LEADING_ELSEWHERE:
        return False
    is_several = len([word for word in words if word.pos_ == "PROPN"]) > 1
    kinds = {word.ent_type_ for word in words}
    return "PERSON" in kinds or (is_several and not kinds & _NO_PEOPLE and not _is_institution(words))


def _is_institution(words: DocSpan) -> bool:
    """ "Karim Medical Center"."""
    known = place_words("en")
    return any(word.lower_ in known["name_heads"] or word.lower_ in known.kinds for word in words)


def _speaks(name: Token, context: Context) -> bool:
    """ "The dead were brought in by night: Karim Aziz said that …"."""
    return name.dep_ == "nsubj" and context.lexicon.has("said", lemma(name.head))


def _span_of(words: DocSpan, context: Context) -> Span:
    """Without a full stop: "Omar Saad." ends a sentence, "Omar S." does not."""
    span = context.span(words.start, words.end)
    ends = words.text.endswith(".") and len(words.text.split()[-1]) > _INITIAL
    return Span(span.start, span.end - 1) if ends else span


def _draft(words: DocSpan, harmed: _Harmed, whole: Draft | None, context: Context) -> Draft:
    span = _span_of(words, context)
    name = span.of(context.text)
    harm = whole.harm if whole is not None else harmed.harm
    are_more = whole is None and harmed.token.lower_ not in _ONE
    count = Count(min=1, max=1, open=Open.ABOVE if are_more else None, rule="names", words=name, span=span)
    people = People(words.root, words.root, count, _UNKNOWN, words.start, words.end)
    victim = VictimMention(name, span, harm, age_at(span, words.root, context))
    part_of = whole.people.count.words if whole is not None else None
    frame = Frame.STATE if whole is not None else Frame.COUNTED  # some of those shot fare as they do
    return Draft(Trigger(harmed.token, harm, frame), people, harm, part_of=part_of, victims=(victim,))
