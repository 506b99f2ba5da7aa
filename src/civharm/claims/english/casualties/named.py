"""What the names among the harmed add to a count: how many they are, and that they are children (T9).

Long lists of names are read by their form, since the parse loses them: "Omar Saleh (41), his sons Yahya (9) and Anas (5)".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from civharm.claims.english.casualties.childhood import GROWN_UP
from civharm.claims.english.casualties.context import Context
from civharm.claims.english.casualties.drafts import Draft
from civharm.claims.english.casualties.lexicon import Frame, PersonWord
from civharm.claims.english.casualties.people import People
from civharm.claims.english.casualties.victims import VictimMention, victims_among
from civharm.model.casualties import Count, Harm, Status
from civharm.model.spans import Span

NAME = r"(?-i:(?:Dr\.?\s)?[A-Z][\w'’-]*(?:\s(?:[A-Z][\w'’.-]*|(?:[Aa]l|[Ee]l)[-\s][A-Z][\w'’-]+|[Aa]bu|[Bb]in|[Uu]mm))*)"
_LISTED = re.compile(
    r"(?:\s?\(\d{1,3}\)|,\s(?:aged\s)?\d{1,3}(?=[,\s]))?"  # the age of the one before
    r"\s?(?:[,;:–—]\s?|\s)(?:and\s|as\swell\sas\s)?"
    r"(?P<kin>(?:(?:his|her|their|the\scouple['’]s|[A-Z][\w-]+['’]s)\s(?:\w+\s){0,2}?(?P<noun>\w+),?\s))?"
    rf"(?:(?P<before>\d{{1,3}})[-\s]years?[-\s]old\s(?P<first>{NAME})"
    rf"|(?P<second>{NAME})(?:,\s(?:aged\s)?|\s?\((?:aged\s)?)(?P<after>\d{{1,3}})(?=[,.;)]|\s(?:and|was|were)\s))",
    re.IGNORECASE,
)
_OLDEST = 115
_LONGEST_LIST = 40


def with_names(draft: Draft, context: Context) -> Draft:
    """The draft with the names among its people; "her sons Adam, 9, and Ali, 6" are two, and children."""
    victims = _as_many_as(draft.people.count, victims_among(draft.people, draft.harm, context))
    if draft.people.count.max != 1:
        victims = _listed_after(draft, victims, context)
    people = _children(_numbered(draft.people, victims), victims)
    return replace(draft, people=people, victims=victims)


def _as_many_as(count: Count, victims: tuple[VictimMention, ...]) -> tuple[VictimMention, ...]:
    """ "Two brothers, Omar and Anas, as well as their cousin Fares": a number holds no more names than that."""
    if not count.rule.startswith("number:exact") or not count.max or len(victims) <= count.max:
        return victims
    return tuple(sorted(victims, key=lambda victim: victim.span)[: count.max])


def _numbered(people: People, victims: tuple[VictimMention, ...]) -> People:
    if (people.count.min, people.count.max) != (None, None) or len(victims) < 2:
        return people
    named = replace(people.count, min=len(victims), max=len(victims), rule="names")
    return replace(people, count=named)


def _children(people: People, victims: tuple[VictimMention, ...]) -> People:
    ages = [victim.age for victim in victims]
    all_named = bool(ages) and len(ages) == people.count.max
    is_silent = people.who.group == "all" and people.who.status is not Status.COMBATANT
    if all_named and is_silent and all(age is not None and age < GROWN_UP for age in ages):
        return replace(people, who=PersonWord(Status.CIVILIAN, "children"))
    return people


def _listed_after(
    draft: Draft, victims: tuple[VictimMention, ...], context: Context
) -> tuple[VictimMention, ...]:
    """Also the names behind "three sons, 12-year-old Adam, ...": as many as there are people."""
    most = draft.people.count.max or _LONGEST_LIST
    start = victims[-1].span.end if victims else context.span(draft.people.start, draft.people.end).end
    more = (victim for victim, kin in _chain(start, draft.harm, context) if kin is None)
    return (*victims, *(victim for victim, _ in zip(more, range(most - len(victims)), strict=False)))


def each_name_once(drafts: Sequence[Draft]) -> list[Draft]:
    """Without the drafts of one person whom an earlier one holds in its list of names."""
    kept: list[Draft] = []
    seen: set[tuple[Harm, int]] = set()
    for draft in sorted(drafts, key=lambda draft: draft.people.start):
        names = {(victim.harm, victim.span.start) for victim in draft.victims}
        if names and names <= seen and draft.people.count.max == 1:
            if draft.people.who.group == "all":
                continue
            draft = replace(draft, victims=())
        seen |= names
        kept.append(draft)
    return kept


def further_names(drafts: Sequence[Draft], context: Context) -> list[Draft]:
    """One person each for the names of a list that no count of the sentence holds."""
    known = {victim.span.start for draft in drafts for victim in draft.victims}
    single = [context.span(d.people.start, d.people.end) for d in drafts if d.people.count.max == 1]
    found: list[Draft] = []
    for draft in drafts:
        start = _end_of_names(draft, context)
        if start is None or draft.trigger.frame is Frame.TOLL:
            continue
        for victim, kin in _chain(start, draft.harm, context):
            if victim.span.start not in known and not any(victim.span.overlaps(one) for one in single):
                known.add(victim.span.start)
                found.append(_one_more(draft, victim, kin, context))
    return found


def _end_of_names(draft: Draft, context: Context) -> int | None:
    """Where a list of names may go on: behind the last one, also where the model knows it for no person's."""
    if draft.victims:
        return draft.victims[-1].span.end
    is_named = draft.people.head.pos_ == "PROPN" and draft.people.count.max == 1
    return context.span(draft.people.start, draft.people.end).end if is_named else None


def _chain(start: int, harm: Harm, context: Context) -> Iterator[tuple[VictimMention, str | None]]:
    """The names that follow a place of the text in one list, with the word of kin before each."""
    at = start
    for _ in range(_LONGEST_LIST):
        match = _LISTED.match(context.text, at)
        if match is None or int(match["before"] or match["after"]) > _OLDEST:
            return
        name = "first" if match["first"] else "second"
        span = Span(*match.span(name))
        yield VictimMention(match[name], span, harm, int(match["before"] or match["after"])), match["noun"]
        at = span.end


def _one_more(draft: Draft, victim: VictimMention, kin: str | None, context: Context) -> Draft:
    tokens = context.doc.char_span(victim.span.start, victim.span.end, alignment_mode="expand")
    assert tokens is not None  # the span lies in the text
    who = context.lexicon.person_words.get((kin or "").lower(), PersonWord(Status.UNKNOWN))
    count = Count(min=1, max=1, rule="names", words=victim.name, span=victim.span)
    people = People(tokens.root, tokens.root, count, who, tokens.start, tokens.end)
    return replace(draft, people=_children(people, (victim,)), victims=(victim,))
