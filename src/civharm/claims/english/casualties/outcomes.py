"""What became of people who were shot or taken to hospital: those not said to have died were injured.

"Six people were shot, one fatally" is one killed and five injured; "a man was shot" and, later, "he died" is one killed;
of three found with wounds, one of whom died in hospital, two were injured (T8).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.drafts import Draft
from civharm.claims.english.casualties.lexicon import Frame
from civharm.claims.english.casualties.people import is_self
from civharm.claims.english.casualties.persons import Person, is_attacker, persons_of
from civharm.claims.english.casualties.survival import lived
from civharm.claims.quantities import is_bare_plural, is_vague
from civharm.model.casualties import Harm

_EVERYBODY = "all"
_LATER = re.compile(r"\b(?:hospital|later|succumbed|injuries|wounds)\b", re.IGNORECASE)
_ATTEMPTED = re.compile(r"attempt\w*\W+$", re.IGNORECASE)
_OTHER_TIME = re.compile(r"\b(?:years?|months)\s(?:ago|earlier|before)\b", re.IGNORECASE)
_THEY = frozenset({"they", "both", "all"})
_NEXT = 40  # so many words on "he died" may speak of the one just told of


def with_outcomes(drafts: Sequence[Draft], context: Context) -> list[Draft]:
    """The drafts of a text with the outcome of shots and wounds, by all that the text tells of the killed."""
    killed = [
        draft
        for draft in drafts
        if draft.harm is Harm.KILLED
        and not draft.negated
        and not is_attacker(draft, context)
        and not _OTHER_TIME.search(draft.trigger.token.sent.text)
    ]
    settled = [_of(draft, killed, context) for draft in drafts]
    tolls = _tolls_of_both(settled)
    return [_without_counted_dead(draft, tolls) for draft in settled]


def _tolls_of_both(drafts: Sequence[Draft]) -> set[tuple[int, int]]:
    """The dead and the injured where one sentence tells of both."""
    wholes = [one for one in drafts if one.part_of is None and not one.negated and not one.people.is_definite]
    by_sentence: dict[int, dict[Harm, int]] = {}
    for one in wholes:
        told = by_sentence.setdefault(one.trigger.token.sent.start, {})
        told[one.harm] = told.get(one.harm, 0) + _number(one)
    both = [(told.get(Harm.KILLED, 0), told.get(Harm.INJURED, 0)) for told in by_sentence.values()]
    return {(dead, injured) for dead, injured in both if dead and injured > 1}


def _without_counted_dead(hurt: Draft, tolls: set[tuple[int, int]]) -> Draft:
    """ "One killed, four wounded. Five people were taken to hospital": one of the five is the dead one."""
    number = _number(hurt)
    if hurt.harm is not Harm.INJURED or any(number == injured for _, injured in tolls):
        return hurt
    dead = next((dead for dead, injured in sorted(tolls) if dead + injured == number), 0)
    count = hurt.people.count
    if not dead or count.max != number:
        return hurt
    left = replace(count, min=number - dead, max=number - dead, rule="T8")
    return replace(hurt, people=replace(hurt.people, count=left))


def _of(draft: Draft, killed: Sequence[Draft], context: Context) -> Draft:
    if _is_shot(draft, context):
        settled = _settled(draft, [one for one in killed if not one.people.is_definite], context)
    elif _may_have_died(draft, context):
        settled = _survivors(
            draft, [one for one in killed if one.people.start > draft.people.start], killed, context
        )
    else:
        return draft
    victims = tuple(replace(victim, harm=settled.harm) for victim in draft.victims)
    return replace(settled, victims=victims)


def _is_shot(draft: Draft, context: Context) -> bool:
    """Hit, with an outcome that the words leave open; "casualties" and "killed and wounded" stay joint (T6)."""
    if draft.harm is not Harm.KILLED_OR_INJURED or draft.trigger.frame is Frame.TOLL:
        return False
    if draft.trigger.frame is Frame.COUNTED:
        return context.lexicon.has("shot_nouns", lemma(draft.trigger.token))
    if draft.trigger.frame is Frame.STATE and context.lexicon.has(
        "killed_states", draft.trigger.token.lower_
    ):
        return False
    return not context.lexicon.has("kill_verbs", lemma(draft.trigger.token))


def _settled(shot: Draft, killed: Sequence[Draft], context: Context) -> Draft:
    count = shot.people.count
    if is_self(shot.people.head):
        return replace(shot, harm=Harm.KILLED if _tells_of_suicide(context) else Harm.INJURED)
    if count.min is None or count.max is None or shot.negated or _are_others(shot, context):
        return replace(shot, harm=Harm.INJURED)
    among = [one for one in killed if _may_be_among(one, shot) and not _is_earlier(one, shot, context)]
    told = [person for person in persons_of(shot, context) if person.is_marked]
    if (is_vague(count) and not is_bare_plural(count)) or (count.rule == "listed" and lived(shot, context)):
        return replace(shot, harm=Harm.INJURED)
    if count.max > 1 and (len(told) < count.max or not among):
        return _without_dead(shot, max(map(_number, among), default=0))
    return _without_dead(shot, sum(_has_died(person, shot, among, context) for person in told or [Person()]))


def _has_died(person: Person, shot: Draft, among: Sequence[Draft], context: Context) -> bool:
    """Whether one of those shot is among the dead.

    He is where the same name, age, or "he" is told of as killed, and is not where it is said how he fares, or where
    all the dead are told of by other names and ages. Else somebody killed may be anybody shot.
    """
    singles = [one for one in among if one.people.count.max == 1]
    if any(_is_death_of(one, person, shot, context) for one in singles):
        return True
    if not among or lived(shot, context):
        return False
    dead = [other for one in among for other in persons_of(one, context) if other.is_marked]
    are_all_told = len(_apart(dead)) >= max(map(_number, among))
    return not (person.is_marked and are_all_told and not any(person.likeness(other) for other in dead))


def _apart(people: Sequence[Person]) -> list[Person]:
    """Each of the people once, as far as the words tell them apart."""
    found: list[Person] = []
    for person in people:
        if not any(person.may_be(other) for other in found):
            found.append(person)
    return found


def _is_earlier(killed: Draft, shot: Draft, context: Context) -> bool:
    """Killed on a day before that of the shots: in another event."""
    then, now = context.day_at(killed.trigger.token), context.day_at(shot.trigger.token)
    if then is None or now is None or then.end is None or now.start is None:
        return False
    return then.end < now.start


def _without_dead(shot: Draft, dead: int) -> Draft:
    count = shot.people.count
    if dead == 0:
        return replace(shot, harm=Harm.INJURED)
    if dead >= (count.min or 0):
        return replace(shot, harm=Harm.KILLED, people=replace(shot.people, is_definite=True))
    left = replace(count, min=(count.min or 0) - dead, max=(count.max or 0) - dead, rule="T8")
    return replace(shot, harm=Harm.INJURED, people=replace(shot.people, count=left))


def _may_have_died(draft: Draft, context: Context) -> bool:
    """Taken to hospital, or found with wounds: that tells of no outcome yet."""
    trigger = draft.trigger
    is_open = trigger.is_hospital or (trigger.frame is Frame.COUNTED and lemma(trigger.token) == "wound")
    if draft.people.count.max == 1:
        is_open = is_open or context.lexicon.has("conditions_of_injured", lemma(trigger.token))
    is_counted = draft.people.count.min is not None and draft.people.count.max is not None
    return (
        draft.harm is Harm.INJURED and is_open and is_counted and draft.part_of is None and not draft.negated
    )


def _survivors(hurt: Draft, later: Sequence[Draft], killed: Sequence[Draft], context: Context) -> Draft:
    """Without those of them who are said to have died later."""
    if _are_others(hurt, context):
        return hurt
    if hurt.people.count.max == 1:
        [person] = persons_of(hurt, context)
        return _without_dead(hurt, int(any(_is_death_of(one, person, hurt, context) for one in later)))
    if any(_are_they(one, hurt) for one in later):
        return _without_dead(hurt, _number(hurt))
    if hurt.trigger.frame is Frame.COUNTED and any(_number(one) == _number(hurt) for one in killed):
        return _without_dead(hurt, _number(hurt))
    is_told_first = len(later) == len(killed)
    died = [one for one in later if is_told_first or _LATER.search(one.trigger.token.sent.text)]
    among = [_number(one) for one in died if _may_be_among(one, hurt) and _number(one) < _number(hurt)]
    return _without_dead(hurt, max(among, default=0))


def _is_death_of(killed: Draft, person: Person, hurt: Draft, context: Context) -> bool:
    """The same name or age; or "he died" right behind."""
    if killed.people.count.max != 1:
        return False
    [one] = persons_of(killed, context)
    if not one.may_be(person):
        return False
    is_next = 0 <= killed.people.start - hurt.people.end <= _NEXT and killed.people.head.pos_ == "PRON"
    return is_next or one.likeness(person) > 0


def _are_they(killed: Draft, hurt: Draft) -> bool:
    """ "Both were taken to hospital, where they died"."""
    is_next = 0 <= killed.people.start - hurt.people.end <= _NEXT
    return is_next and killed.people.head.lower_ in _THEY and _number(killed) in (0, _number(hurt))


def _tells_of_suicide(context: Context) -> bool:
    text, words = context.text, "|".join(sorted(context.lexicon.sets["suicide_words"]))
    found = re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE)
    return any(not _ATTEMPTED.search(text[max(0, match.start() - 20) : match.start()]) for match in found)


def _are_others(shot: Draft, context: Context) -> bool:
    """ "Three other people were also shot": beside the dead."""
    words = context.doc[shot.people.start : shot.people.end]
    return any(context.lexicon.has("besides", word.lower_) for word in words)


def _number(killed: Draft) -> int:
    return killed.people.count.min or 0


def _may_be_among(killed: Draft, shot: Draft) -> bool:
    """The same kind of people, and not set apart from them: "a man was shot and a woman was killed"."""
    if killed.part_of is not None and _number(killed) >= _number(shot):
        return False
    groups = {killed.people.who.group, shot.people.who.group}
    return len(groups) == 1 or _EVERYBODY in groups
