"""Counts of one sentence while they are being read, before the sentence as a whole settles them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.enumerated import enumerated_before
from civharm.claims.english.casualties.lexicon import Frame, PersonWord
from civharm.claims.english.casualties.lists import joined
from civharm.claims.english.casualties.modality import is_habitual, is_hypothetical, is_negated
from civharm.claims.english.casualties.patients import patient_heads
from civharm.claims.english.casualties.people import People, count_before, is_self, read_people, who_are
from civharm.claims.english.casualties.tolls import gives_figure, read_figure
from civharm.claims.english.casualties.triggers import Trigger
from civharm.claims.english.casualties.victims import VictimMention
from civharm.claims.quantities import Bound, bounded, is_bare_plural, plural, unknown
from civharm.model.casualties import Count, Harm, Status

_COMPANION_LINKS = frozenset({"with", "alongside", "besides"})
_WEAK_FRAMES = (Frame.STATE,)
_REPORTING_REACH = 3
_NEARBY = 60
_EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Draft:
    """One count of people under one harm word, `victims` the named among them.

    `part_of`: the words of the larger count it belongs to; `beside`: those of the count that it adds to.
    """

    trigger: Trigger
    people: People
    harm: Harm
    negated: bool = False
    part_of: str | None = None
    beside: str | None = None
    victims: tuple[VictimMention, ...] = ()


def drafts_of(trigger: Trigger, context: Context) -> Iterator[Draft]:
    """What one harm word says; nothing if the harm is only possible or its people can't be told."""
    if is_hypothetical(trigger.token, context):
        return
    if gives_figure(trigger, context):
        people = read_figure(trigger, context)
        if people is not None:
            yield Draft(trigger, people, trigger.harm)
        return
    negated = is_negated(trigger.token, context)
    for people in _people_of(trigger, context):
        if trigger.is_hospital and _may_be_others(people, trigger, context):
            continue
        if is_bare_plural(people.count) and is_habitual(people.head, context):
            continue
        yield Draft(trigger, people, trigger.harm, negated or people.is_none)


def _may_be_others(people: People, trigger: Trigger, context: Context) -> bool:
    """ "The victims were taken to hospital" may mean the dead, "people arrived at the hospital" anybody."""
    is_arrival = context.lexicon.has("arrival_verbs", lemma(trigger.token))
    return (people.is_definite and not people.is_counted) or (is_arrival and is_bare_plural(people.count))


def _people_of(trigger: Trigger, context: Context) -> Iterator[People]:
    heads = patient_heads(trigger, context)
    if trigger.frame is Frame.COUNTED and heads == [trigger.token]:
        found = _read_harm_noun(trigger, context)
        if found is not None:
            yield found
        return
    seen: set[int] = set()
    for head in (*enumerated_before(trigger, context), *heads, *_companions(trigger, context)):
        first: People | None = None
        for member in joined(head, context):
            if member.i in seen or _is_other_harm(member, trigger, context) or _is_unborn(member, context):
                continue
            if member.i != head.i and (
                _is_otherwise_harmed(member, trigger, context) or _is_beside_clause(member, head, trigger)
            ):
                continue
            seen.add(member.i)
            people = _read(member, trigger, context)
            if people is None or (first is not None and _is_same(people, first)):
                continue
            first = first or people
            yield _of_all_groups(people, member, context)


def _is_unborn(member: Token, context: Context) -> bool:
    """ "Her unborn child" is counted where a source counts it among others, and not by itself (T10)."""
    words = (member, *(child for child in member.children if child.dep_ in ("amod", "compound")))
    return any(context.lexicon.has("unborn", lemma(word)) for word in words)


def _read(member: Token, trigger: Trigger, context: Context) -> People | None:
    if member.i == trigger.token.i:
        return _read_state(member, context)
    is_sure = trigger.frame not in _WEAK_FRAMES and not trigger.is_hospital
    is_sure = is_sure or (member.pos_ == "PROPN" and (member.ent_type_ == "PERSON" or _is_said_of(trigger)))
    return read_people(member, context, trusted=is_sure)


def _is_said_of(trigger: Trigger) -> bool:
    """ "Salem was pronounced dead": only of a person."""
    return trigger.harm is Harm.KILLED and trigger.token.dep_ in ("oprd", "acomp")


def _read_state(token: Token, context: Context) -> People | None:
    """ "12 dead", "30 injured": the harm word stands where the people would."""
    number = next(
        (child for child in token.children if child.i in context.counts and child.i < token.i), None
    )
    if number is None and (token.i - 1) in context.counts:
        number = context.doc[token.i - 1]
    if number is None:
        return read_people(token, context) if token.i in context.counts else None
    people = read_people(number, context)
    return people and replace(people, head=number)


def _is_other_harm(member: Token, trigger: Trigger, context: Context) -> bool:
    """ "the death of 3 and the injury of 10": the second noun is a harm word of its own."""
    if member.i == trigger.token.i:
        return False
    if member.i > trigger.token.i and _has_harm_behind(member, trigger, context):
        return True
    words = context.lexicon.harm_words.get(lemma(member), ())
    if member.pos_ == "NOUN" and any(word.frame is Frame.COUNTED for word in words):
        return True
    return _is_numbered_state(member, context)


def _is_numbered_state(member: Token, context: Context) -> bool:
    """ "3 Dead, 1 Hurt": the second number stands before a harm word, and counts those whom that word harms."""
    known = context.lexicon.harm_words
    words = (*known.get(lemma(member), ()), *known.get(member.lower_, ()))
    is_state = any(word.frame is Frame.STATE and word.companion is None for word in words)
    before = member.i - 1
    while before > 0 and context.doc[before].pos_ == "ADV":  # "1 critically hurt"
        before -= 1
    return is_state and before >= 0 and before in context.counts


def _has_harm_behind(member: Token, trigger: Trigger, context: Context) -> bool:
    """ "Three dead, 12 people wounded": the second number has a harm word of its own behind it."""
    at = member.i + 1
    behind = [child for child in member.children if child.i > member.i and child.dep_ == "acl"]
    if member.i in context.counts and at < len(context.doc) and not context.doc[at].is_sent_start:
        behind.append(context.doc[at])
    return any(
        word.tag_ in ("VBN", "VBD", "JJ")
        and word.i != trigger.token.i
        and lemma(word) in context.lexicon.harm_words
        for word in behind
    )


def _is_otherwise_harmed(member: Token, trigger: Trigger, context: Context) -> bool:
    """ "Killed two people and more than 80 injured civilians": the second people have a harm word of their own."""
    own = [lemma(child) for child in member.children if child.dep_ in ("amod", "acl")]
    harms = {word.harm for name in own for word in context.lexicon.harm_words.get(name, ())}
    return bool(harms) and trigger.harm not in harms


def _is_beside_clause(member: Token, head: Token, trigger: Trigger) -> bool:
    """ "Two men who were killed and an officer": of the officer the clause tells nothing."""
    clause = trigger.token
    while clause.dep_ in ("conj", "oprd", "acomp", "xcomp") and clause.head.i > head.i:
        clause = clause.head
    return clause.dep_ == "relcl" and clause.head.i == head.i and member.i > clause.right_edge.i


def _is_same(people: People, first: People) -> bool:
    """ "12 men and women", "an old man Omar Saleh": nobody else."""
    is_name_beside = people.start == first.end and people.head.pos_ == "PROPN" and first.count.max == 1
    return is_name_beside or _shares_number(people, first)


def _shares_number(people: People, first: People) -> bool:
    """ "12 men and women": the second noun has no number of its own."""
    if not first.is_counted or not is_bare_plural(people.count):
        return False
    return not any(child.dep_ in ("det", "poss") for child in people.head.children)


def _of_all_groups(people: People, head: Token, context: Context) -> People:
    """ "Twenty women and children" are neither twenty women nor twenty children."""
    if not people.is_counted or people.who.group == _EVERYBODY:
        return people
    others = (read_people(child, context) for child in head.children if child.dep_ == "conj")
    if all(
        other is None or not _shares_number(other, people) or other.who.group == people.who.group
        for other in others
    ):
        return people
    return replace(people, who=replace(people.who, group=_EVERYBODY))


def _companions(trigger: Trigger, context: Context) -> Iterator[Token]:
    """ "along with two of his bodyguards", "in addition to the bomber", "and then himself"."""
    if trigger.frame is Frame.COUNTED or trigger.frame is Frame.TOLL:
        return
    yield from (child for child in trigger.token.children if child.dep_ == "conj" and is_self(child))
    for token in _around(trigger.token, context):
        if token.lower_ not in _COMPANION_LINKS and token.lower_ != "to":
            continue
        if not _accompanies(token, trigger, context):
            continue
        for child in _accompanied(token, trigger):
            if _is_left_aside(token, child, context):
                continue
            if _is_person(child, context) and not _has_own_harm(child, context):
                yield child


def _accompanied(link: Token, trigger: Trigger) -> list[Token]:
    """Whom the link takes; "killed alongside 12 others" may be parsed as a verb with its particle."""
    taken = [child for child in link.children if child.dep_ == "pobj"]
    if taken or link.dep_ != "prt" or not _is_passive(trigger):
        return taken
    return [child for child in trigger.token.children if child.dep_ == "dobj" and child.i > link.i]


def _is_left_aside(link: Token, people: Token, context: Context) -> bool:
    """ "With the gunman still at large" tells of nobody harmed."""
    is_phrase = link.i > 0 and context.doc[link.i - 1].lower_ in ("along", "together")
    is_bare_with = link.lower_ == "with" and not is_phrase
    return is_bare_with and context.lexicon.has("attacker_people", lemma(people))


def _has_own_harm(people: Token, context: Context) -> bool:
    """ "In addition to 15 others injured": a harm word of their own."""
    return any(
        child.dep_ in ("acl", "amod") and lemma(child) in context.lexicon.harm_words
        for child in people.children
    )


def _around(token: Token, context: Context) -> Iterator[Token]:
    """The words near a token within its sentence."""
    sentence = token.sent
    start, end = max(sentence.start, token.i - _NEARBY), min(sentence.end, token.i + _NEARBY)
    yield from context.doc[start:end]


def _accompanies(link: Token, trigger: Trigger, context: Context) -> bool:
    before = context.doc[link.i - 1].lower_ if link.i else ""
    is_phrase = before in ("along", "together", "addition") or link.lower_ in ("alongside", "besides")
    if link.lower_ == "to" and before != "addition":
        return False
    if not is_phrase:
        return link.head.i == trigger.token.i and link.i > trigger.token.i and _is_passive(trigger)
    return _nearest_verb(link, trigger, context)


def _nearest_verb(link: Token, trigger: Trigger, context: Context) -> bool:
    """No other harm word of a verb's kind stands between the phrase and this one."""
    low, high = sorted((link.i, trigger.token.i))
    between = context.doc[low + 1 : high]
    return not any(
        word.pos_ == "VERB" and lemma(word) in context.lexicon.harm_words and word.i != trigger.token.i
        for word in between
    )


def _is_passive(trigger: Trigger) -> bool:
    is_passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in trigger.token.children)
    return is_passive or trigger.frame is Frame.SUFFERED


def _is_person(token: Token, context: Context) -> bool:
    if token.i in context.counts or token.ent_type_ == "PERSON":
        return True
    return token.lower_ in context.lexicon.person_words or lemma(token) in context.lexicon.person_words


def _read_harm_noun(trigger: Trigger, context: Context) -> People | None:
    """ "12 civilian deaths", "heavy casualties", "no injuries"; wounds are not counted, people are."""
    token = trigger.token
    if lemma(token) == "wound":
        return None
    who = who_are(token, context)
    is_shooting = context.lexicon.has("shot_nouns", lemma(token))  # "five shootings" count no people
    numbered = (None if is_shooting else _number_at(token, context)) or _multiple_of(token, context)
    if numbered is None and is_shooting:
        return None
    if numbered is not None:
        count, start = numbered
        return People(token, token, count, who, start, token.i + 1)
    left = [child for child in token.children if child.i < token.i]
    if any(context.lexicon.has("unreal_modifiers", child.lower_) for child in left):
        return None
    start = min([token.i, *(child.i for child in left)])
    words = context.words(start, token.i + 1)
    span = context.span(start, token.i + 1)
    if any(child.lower_ == "no" for child in left):
        none = Count(min=0, max=0, words=words, rule="none", span=span)
        return People(token, token, none, who, start, token.i + 1, is_none=True)
    if any(context.lexicon.has("unknown_amount", child.lower_) for child in left) and token.tag_ == "NNS":
        sufferer = _who_suffers(token, context) or who
        return People(token, token, unknown(words=words, span=span), sufferer, start, token.i + 1)
    if token.tag_ == "NNS" and _is_reported(token, context):
        some = plural(context.profile, words=words, span=span)
        return People(token, token, some, _who_suffers(token, context) or who, start, token.i + 1)
    return None


def _multiple_of(token: Token, context: Context) -> tuple[Count, int] | None:
    """ "A double homicide", "four counts of murder": how many died of it."""
    for child in token.children:
        if context.lexicon.has("multiples", child.lower_):
            number = context.lexicon.position("multiples", child.lower_) + 2
            span = context.span(child.i, child.i + 1)
            words = span.of(context.text)
            return bounded(number, Bound.EXACT, context.profile, words=words, span=span), child.i
    counts = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
    is_charge = counts is not None and lemma(counts) == "count" and not _is_unreal(token, context)
    return count_before(counts, context) if counts is not None and is_charge else None


def _is_unreal(token: Token, context: Context) -> bool:
    return any(context.lexicon.has("unreal_modifiers", child.lower_) for child in token.children)


def _number_at(token: Token, context: Context) -> tuple[Count, int] | None:
    if token.i in context.counts:
        start = token.i
        while context.counts.get(start - 1) is context.counts[token.i]:
            start -= 1
        return context.counts[token.i], start
    return count_before(token, context)


def _is_reported(token: Token, context: Context) -> bool:
    """The bare plural counts people only where somebody reports or causes them."""
    node = token
    for _ in range(_REPORTING_REACH):
        node = node.head
        if node.pos_ in ("VERB", "AUX"):
            return context.lexicon.has("cause_verbs", lemma(node))
        if node.pos_ != "ADP" and not context.lexicon.has("cause_verbs", lemma(node)):
            return False
    return False


def _who_suffers(token: Token, context: Context) -> PersonWord | None:
    """ "the army has suffered heavy casualties": those who suffer are those who are harmed."""
    verb = token.head
    if lemma(verb) not in ("suffer", "sustain", "take", "incur") or token.dep_ != "dobj":
        return None
    node = verb
    for _ in range(_REPORTING_REACH):
        subject = next((child for child in node.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            people = read_people(subject, context)
            return people.who if people is not None else who_are(subject, context)
        node = node.head
    return None


def status_in(drafts: list[Draft], draft: Draft, context: Context) -> Status:
    """A bare number takes its people from the sentence: "12 civilians were killed and 30 wounded"."""
    own = draft.people.who.status
    if own is not Status.UNKNOWN or draft.people.noun is not None or not draft.people.is_counted:
        return own
    before = [one for one in drafts if one.people.start < draft.people.start and one.people.noun is not None]
    wholes = [one for one in before if one.part_of is None] or before
    if wholes:
        nearest = wholes[-1].trigger.token.i
        statuses = {one.people.who.status for one in wholes if one.trigger.token.i == nearest}
        return statuses.pop() if len(statuses) == 1 else Status.UNKNOWN
    start = max(draft.trigger.token.sent.start, draft.people.start - _NEARBY)
    words = context.doc[start : draft.people.start]
    if any(context.lexicon.has("civilian_modifiers", lemma(word)) for word in words):
        return Status.CIVILIAN
    return own
