"""The roll of a text: who was told of as harmed, so that each person is counted once however often they are told of.

A number that the text states is a whole. People told singly after it are its parts: "Five were killed. ... Omar and his
wife were killed". Where no number is stated, people told singly add up, unless the words may mean somebody told before.
Who attacked, and died, comes beside those attacked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from civharm.claims.english.casualties.agents import agent_of
from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.drafts import Draft
from civharm.claims.english.casualties.lexicon import Frame
from civharm.claims.english.casualties.people import is_self
from civharm.claims.english.casualties.persons import (
    Person,
    is_attacker,
    is_by_own_hand,
    is_called_attacker,
    persons_of,
)
from civharm.claims.quantities import is_bare_plural
from civharm.model.casualties import Count, Harm, Status

#: How a count came about where no number of people was said.
_ENUMERATED = frozenset({"singular", "names", "listed", "T12"})
_COUNTED_SINGLY = frozenset({Harm.KILLED, Harm.INJURED})
_FEW = 12
_OF_ALL = frozenset({Frame.STATE, Frame.SUFFERED})
_HE = frozenset({"he", "him", "she", "her"})
_MURDER_SUICIDE = re.compile(r"\bmurder[-\s]suicide\b", re.IGNORECASE)
_FINDING = frozenset({"find", "discover", "locate"})


def is_enumerated(count: Count) -> bool:
    """True where people are spoken of and nobody said how many there are."""
    return count.rule in _ENUMERATED or is_bare_plural(count)


@dataclass(frozen=True, slots=True)
class _Entry:
    """People told singly, by the words that told of them first; `base` are the words that they were told beside."""

    persons: tuple[Person, ...]
    words: str
    base: str | None
    was_done: bool = False
    sentence: int | None = None
    is_suicide: bool = False
    ordinal: int = 1


@dataclass(slots=True)
class _Page:
    """What was told of one harm: the numbers stated, and the people told singly."""

    stated: list[Draft] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)
    details: dict[str, list[Person]] = field(default_factory=dict)
    met: dict[int, list[_Entry]] = field(default_factory=dict)

    def detail(self, whole: Draft, persons: Sequence[Person]) -> None:
        """People told singly of a number stated before; who may have been told of is not told of anew."""
        told = self.details.setdefault(whole.people.count.words, [])
        told += [person for person in persons if not any(person.may_be(other) for other in told)]

    @property
    def first_told(self) -> str | None:
        """The words beside which people told singly are counted."""
        return next((entry.words for entry in self.entries if entry.base is None), None)

    @property
    def most(self) -> int:
        """The greatest number stated, or as many as were told of singly."""
        told = sum(len(entry.persons) for entry in self.entries)
        return max([told, *(whole.people.count.max or 0 for whole in self.stated)])

    def known(self, person: Person, *, but_of: int | None = None) -> _Entry | None:
        """Where a person who may be this one was told of, the likest first; not in the sentence that begins there."""
        alike = [
            (other.likeness(person), entry)
            for entry in self.entries
            for other in entry.persons
            if person.may_be(other)
            and (but_of is None or (entry.sentence != but_of and entry not in self.met.get(but_of, ())))
        ]
        return max(alike, key=lambda each: each[0])[1] if alike else None


class Roll:
    """Takes in the counts of a text, one sentence after the other."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._is_murder_suicide = _MURDER_SUICIDE.search(context.text) is not None
        self._pages: dict[Harm, _Page] = {}

    def entered(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts of the next sentence, each with what it is part of or beside, if any."""
        marked: list[Draft] = []
        for draft in drafts:
            page = self._pages.setdefault(draft.harm, _Page())
            marked.append(self._entered(draft, page, marked))
        return marked

    def _entered(self, draft: Draft, page: _Page, before: Sequence[Draft]) -> Draft:
        if draft.part_of is not None and not draft.negated and self._is_single_attacker(draft):
            page.entries.append(_Entry((Person(is_attacker=True),), draft.people.count.words, draft.part_of))
        if draft.part_of is not None or draft.negated or draft.people.is_definite:
            return draft
        if _is_stated(draft):
            return self._stated(draft, page, before)
        if not (is_enumerated(draft.people.count) or draft.people.count.max == 1):
            return draft
        if draft.harm is Harm.KILLED and is_attacker(draft, self._context):
            return self._attacker(draft, page)
        whole = self._whole_of(draft, page)
        if whole is not None:
            page.detail(whole, persons_of(draft, self._context))
            return replace(draft, part_of=whole.people.count.words)
        return self._singly(draft, page)

    def _stated(self, draft: Draft, page: _Page, before: Sequence[Draft]) -> Draft:
        """A number that the text states: a whole, unless it comes beside people told before."""
        found = self._number(draft, before)
        if found is draft and page.stated and self._are_attackers(draft):
            return self._attackers(draft, page)
        if found is draft and len(page.stated) == 1 and self._are_attackers(page.stated[0]):
            page.stated.append(draft)
            return self._attacked(draft, page.stated[0])
        if found.beside is not None and not page.stated:
            page.stated.append(draft)  # "two others": told again, they are no others
        if found.beside is None and found.part_of is None:
            first = not page.stated
            page.stated.append(found)
            return self._beside_attacker(found, page) if first else found
        return found

    def _is_single_attacker(self, draft: Draft) -> bool:
        """ "Three died, including the gunman": whoever tells of his death later adds nobody."""
        is_killed = draft.harm is Harm.KILLED and draft.people.count.max == 1
        return is_killed and is_attacker(draft, self._context)

    def _number(self, draft: Draft, before: Sequence[Draft]) -> Draft:
        """ "One man was badly hurt and eight others were wounded": people beside those of the same sentence."""
        base = next((one for one in reversed(before) if self._is_told_beside(draft, one)), None)
        if base is None:
            return draft
        words = base.people.count.words
        if (base.people.count.max or 0) > (draft.people.count.max or 0) and self._is_rest(draft):
            return replace(draft, part_of=words)
        return replace(draft, beside=base.beside or words)

    def _is_rest(self, draft: Draft) -> bool:
        """ "The other two" of four."""
        start = draft.people.start
        return start > 0 and self._context.doc[start - 1].lower_ == "the"

    def _is_told_beside(self, draft: Draft, other: Draft) -> bool:
        if other.harm is not draft.harm or other.part_of or other.negated or other.people.is_definite:
            return False
        if other.trigger.token.i == draft.trigger.token.i or draft.people.count.rule.startswith("profile:"):
            return False
        return self._is_additional(draft) or _are_coordinate(other, draft)

    def _attacker(self, draft: Draft, page: _Page) -> Draft:
        person = persons_of(draft, self._context)[0]
        is_reflexive = is_self(draft.people.head) or is_by_own_hand(draft)
        known = next((e for e in page.entries if _is_of_attacker(e, person, is_reflexive=is_reflexive)), None)
        if known is not None:
            return replace(draft, part_of=known.words)
        base = page.stated[-1].people.count.words if page.stated else page.first_told
        words = draft.people.count.words
        if base is not None and self._is_among(draft, person, page):
            return replace(draft, part_of=base)
        page.entries.append(_Entry((person,), words, base))
        return draft if base is None or base == words else replace(draft, beside=base)

    def _is_among(self, draft: Draft, attacker: Person, page: _Page) -> bool:
        """The number stated last, or the people told first, hold the attacker too."""
        if not page.stated:
            return any(entry.is_suicide for entry in page.entries)
        whole = page.stated[-1]
        told = page.details.get(whole.people.count.words, ())
        if self._has_attacker_in_it(whole) or any(attacker.likeness(other) > 0 for other in told):
            return True
        if is_self(draft.people.head):
            return self._were_found(whole)
        is_called = draft.people.noun is not None and is_called_attacker(draft.people.noun, self._context)
        return not is_called and (self._were_found(whole) or _tells_of_all(whole))

    def _are_attackers(self, draft: Draft) -> bool:
        """ "Two suspects", "six assailants": told as those who attacked."""
        return draft.harm is Harm.KILLED and is_attacker(draft, self._context)

    def _attackers(self, draft: Draft, page: _Page) -> Draft:
        """Several attackers come beside the number stated before, once; a number of unsaid people may have them in it."""
        base, words = page.stated[-1], draft.people.count.words
        known = next((e for e in page.entries if any(person.is_attacker for person in e.persons)), None)
        if known is not None:
            return replace(draft, part_of=known.words)
        if not self._leaves_out(base, draft):
            return draft
        page.entries.append(_Entry((Person(is_attacker=True),), words, base.people.count.words))
        return replace(draft, beside=base.people.count.words)

    def _attacked(self, draft: Draft, attackers: Draft) -> Draft:
        """ "Killed six assailants. … Five councillors died": they come beside the attackers told first."""
        is_other = self._leaves_out(draft, attackers) and attackers.people.who.status is Status.COMBATANT
        return replace(draft, beside=attackers.people.count.words) if is_other else draft

    def _leaves_out(self, base: Draft, attackers: Draft) -> bool:
        """True if the number counts none of the attackers: a greater one of those attacked, or people called something else."""
        if self._has_attacker_in_it(base) or self._are_attackers(base):
            return False
        if attackers.people.who.status is not Status.COMBATANT:
            return (attackers.people.count.max or 0) < (base.people.count.max or 0)
        noun = base.people.noun
        return noun is not None and lemma(noun) not in self._context.lexicon.sets["whole_people"]

    def _beside_attacker(self, whole: Draft, page: _Page) -> Draft:
        """ "Suspect in the killing of five found dead": the first number after the attacker's death leaves that out."""
        alone = [entry for entry in page.entries if entry.base is None]
        is_after = len(alone) == 1 and any(person.is_attacker for person in alone[0].persons)
        if not is_after or whole.harm is not Harm.KILLED or self._has_attacker_in_it(whole):
            return whole
        if self._context.lexicon.has("bodies", lemma(whole.trigger.token)):
            return whole
        return replace(whole, beside=alone[0].words)

    def _has_attacker_in_it(self, whole: Draft) -> bool:
        """ "Three people died in a murder-suicide", but not "a man killed three people"."""
        if self._is_murder_suicide and _tells_of_all(whole):
            return True
        return self._tells_of_suicide(whole) and agent_of(whole.trigger) is None

    def _tells_of_suicide(self, told: Draft) -> bool:
        words = self._context.lexicon.sets["suicide_words"]
        return any(word.lower_ in words for word in told.trigger.token.sent)

    def _were_found(self, whole: Draft) -> bool:
        """ "Three people were found dead", "three bodies": also of him who shot himself there."""
        word = whole.trigger.token
        if self._context.lexicon.has("bodies", lemma(word)):
            return True
        return whole.trigger.frame is Frame.STATE and lemma(word.head) in _FINDING

    def _whole_of(self, draft: Draft, page: _Page) -> Draft | None:
        """The number stated before that holds these people too."""
        wholes = (whole for whole in reversed(page.stated) if _holds(whole, draft))
        return next((whole for whole in wholes if self._has_room(whole, draft, page)), None)

    def _has_room(self, whole: Draft, draft: Draft, page: _Page) -> bool:
        """No fifth person is one of four, and "another" is none of those of whom each was told."""
        most = whole.people.count.max
        if most is None:
            return True
        told = len(page.details.get(whole.people.count.words, ()))
        is_further = self._is_additional(draft) and told + (draft.people.count.max or 1) > most
        return self._ordinal(draft) <= max(most, self._everybody()) and not is_further

    def _everybody(self) -> int:
        """All victims told of: "a fourth man was hurt" may be the one beside three dead."""
        return sum(self._pages[harm].most for harm in _COUNTED_SINGLY if harm in self._pages)

    def _ordinal(self, draft: Draft) -> int:
        """5 for "a fifth victim", 1 where no such word is said."""
        words = self._context.doc[draft.people.start : draft.people.end]
        told = [word.lower_ for word in words if self._context.lexicon.has("ordinals", word.lower_)]
        return self._context.lexicon.position("ordinals", told[0]) + 1 if told else 1

    def _singly(self, draft: Draft, page: _Page) -> Draft:
        number = draft.people.count.max or 0
        if draft.harm not in _COUNTED_SINGLY or not 0 < number <= _FEW or is_bare_plural(draft.people.count):
            return draft
        persons = persons_of(draft, self._context)
        ordinal = self._ordinal(draft)
        is_counted_on = ordinal > max(1, self._everybody()) and all(
            e.ordinal != ordinal for e in page.entries
        )
        is_new = self._is_additional(draft) or is_counted_on
        words, base = draft.people.count.words, page.first_told
        if is_new and page.stated:
            base = page.stated[-1].people.count.words
        sentence = draft.trigger.token.sent.start if self._is_introduced(draft) else None
        is_new = is_new or self._is_told_also(draft, page)
        known = [None if is_new else page.known(person, but_of=sentence) for person in persons]
        page.met.setdefault(draft.trigger.token.sent.start, []).extend(entry for entry in known if entry)
        if not any(known):
            beside = base if base != words else None
            page.entries.append(self._entry(draft, persons, beside, sentence=sentence))
            return draft if beside is None else replace(draft, beside=beside)
        if all(known):
            told = next(entry for entry in known if entry is not None)
            return draft if told.base is None else replace(draft, part_of=told.words)
        return draft

    def _entry(
        self, draft: Draft, persons: Sequence[Person], base: str | None, *, sentence: int | None
    ) -> _Entry:
        return _Entry(
            tuple(persons),
            draft.people.count.words,
            base,
            was_done=agent_of(draft.trigger) is not None,
            sentence=sentence,
            ordinal=self._ordinal(draft),
            is_suicide=len(persons) > 1 and self._has_attacker_in_it(draft),
        )

    def _is_introduced(self, draft: Draft) -> bool:
        """ "A woman": nobody who was told of a few words before."""
        return self._context.doc[draft.people.start].lower_ in ("a", "an")

    def _is_told_also(self, draft: Draft, page: _Page) -> bool:
        """ "A woman was also killed", the first time that it is told."""
        is_also = any(child.lower_ == "also" for child in draft.trigger.token.children)
        is_first = all(entry.words != draft.people.count.words for entry in page.entries)
        return is_also and is_first and self._is_introduced(draft)

    def _is_additional(self, draft: Draft) -> bool:
        words = self._context.doc[draft.people.start : draft.people.end]
        return any(self._context.lexicon.has("besides", word.lower_) for word in words)


def _is_of_attacker(entry: _Entry, attacker: Person, *, is_reflexive: bool) -> bool:
    """The attacker told of before; and a man found dead, whom nobody is said to have killed, may have shot himself."""
    if any(person.is_attacker or person.likeness(attacker) > 0 for person in entry.persons):
        return True
    is_alone = len(entry.persons) == 1  # a child too: "the boy shot himself"
    may_be_he = entry.words.lower() in _HE or (is_reflexive and not entry.was_done)
    return is_alone and may_be_he and replace(entry.persons[0], is_attacker=True).may_be(attacker)


def _tells_of_all(whole: Draft) -> bool:
    """ "Three people are dead" tells of whoever died, "three were killed by him" does not."""
    return whole.trigger.frame in _OF_ALL and agent_of(whole.trigger) is None


def _are_coordinate(first: Draft, second: Draft) -> bool:
    """ "Two died at the scene and two died on the way": clauses of one rank."""
    later = second.trigger.token
    is_joined = later.dep_ == "conj" and later.head.i == first.trigger.token.i and _has_subject(second)
    between = later.doc[first.trigger.token.i : second.people.start]
    return is_joined and any(word.lower_ in ("and", ";", "while") for word in between)


def _has_subject(draft: Draft) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in draft.trigger.token.children)


def _is_stated(draft: Draft) -> bool:
    count = draft.people.count
    return not is_enumerated(count) and (count.max or count.min or 0) > 1


def _holds(whole: Draft, draft: Draft) -> bool:
    """True if the whole is of the same harm, large enough, and not of the other side."""
    if whole.harm is not draft.harm:
        return False
    statuses = {whole.people.who.status, draft.people.who.status}
    most = whole.people.count.max or whole.people.count.min or 0
    is_other_side = len(statuses) == 2 and Status.COMBATANT in statuses
    return not is_other_side and (draft.people.count.max or 0) <= most
