"""Adds up the people that one harm word takes: "killed a couple and their son" is three people.

The whole is counted once, over the words of all members. A member that says more than the whole does,
a group or another status, stays as its part; the others are folded into it, with their names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.drafts import Draft
from civharm.claims.english.casualties.lexicon import PersonWord
from civharm.claims.english.casualties.people import is_self
from civharm.claims.english.casualties.roll import is_enumerated
from civharm.model.casualties import Count, Harm, Open, Status

_PROFILE = "profile:"
_EVERYBODY = "all"
_AMONG_THEM = (["among", "them"], ["among", "whom"], ["amongst", "them"], ["amongst", "whom"])


def summed(drafts: Sequence[Draft], context: Context) -> list[Draft]:
    """The drafts of a sentence with the wholes of those that add up, each in front of its parts."""
    by_harm_word: dict[tuple[int, Harm], list[Draft]] = {}
    kept: list[Draft] = []
    for draft in drafts:
        people = draft.people
        if (
            draft.part_of is not None
            or draft.negated
            or people.is_share
            or people.is_definite
            or is_self(people.head)
        ):
            kept.append(draft)
        else:
            by_harm_word.setdefault((draft.trigger.token.i, draft.harm), []).append(draft)
    for together in by_harm_word.values():
        for members in _adding_up(_with_details_apart(together, context)):
            kept += _with_whole(members, context)
    return _parts_joined(kept, context)


def _with_details_apart(together: list[Draft], context: Context) -> list[Draft]:
    """ "The other three were hurt, with one in critical condition and two stable": those after "with" are among the three.

    So are those of whom it is said that they are "among them", however the sentence goes on.
    """
    ordered = sorted(together, key=lambda draft: draft.people.start)
    whole, opened = ordered[0].people, _detail_start(ordered[0], context)
    details = [
        draft
        for draft in ordered[1:]
        if (opened is not None and draft.people.start > opened) or _is_among_them(draft, context)
    ]
    told = [draft.people.count.max for draft in details]
    most = whole.count.max
    if not details or most is None or None in told or sum(each or 0 for each in told) > most:
        return together
    return [replace(draft, part_of=whole.count.words) if draft in details else draft for draft in together]


def _is_among_them(draft: Draft, context: Context) -> bool:
    before = context.doc[max(0, draft.people.start - 2) : draft.people.start]
    return [token.lower_ for token in before] in _AMONG_THEM


def _detail_start(first: Draft, context: Context) -> int | None:
    """Where ", with" opens what is told of those in front of it; None if nothing does in their sentence."""
    following = context.doc[first.people.end : first.people.head.sent.end]
    commas = (token for token in following if token.text == ",")
    return next(
        (token.i for token in commas if token.i + 1 < len(token.doc) and token.nbor().lower_ == "with"), None
    )


def _parts_joined(drafts: Sequence[Draft], context: Context) -> list[Draft]:
    """ "Including two boys, a teacher and a girl": one part of three children. Shares ("two of them") stay apart."""
    joined: list[Draft] = []
    same: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.part_of is None or draft.people.is_share or draft.people.count.min is None:
            joined.append(draft)
        else:
            key = draft.trigger.token.i, draft.harm, draft.part_of, draft.people.who
            same.setdefault(key, []).append(draft)
    for parts in same.values():
        joined += [_together(parts, context)] if len(parts) > 1 else parts
    return joined


def _adding_up(told: list[Draft]) -> Iterator[list[Draft]]:
    """Civilians and combatants stay apart; with people of unknown status all are counted together."""
    yield from ([draft] for draft in told if draft.part_of is not None)
    drafts = [draft for draft in told if draft.part_of is None]
    statuses = {draft.people.who.status for draft in drafts}
    if Status.UNKNOWN in statuses:
        yield drafts
        return
    for status in sorted(statuses):
        yield [draft for draft in drafts if draft.people.who.status is status]


def _with_whole(members: list[Draft], context: Context) -> list[Draft]:
    if len(members) < 2 or all(member.people.count.min is None for member in members):
        return members
    whole = _together(members, context)
    folded = [member for member in members if _says_no_more(member, whole, context)]
    parts = [replace(member, part_of=whole.people.count.words) for member in members if member not in folded]
    inner = tuple(victim for member in folded for victim in member.victims)
    return [replace(whole, victims=inner), *parts]


def _says_no_more(member: Draft, whole: Draft, context: Context) -> bool:
    """ "A policeman and his brother": kin makes nobody a civilian beside another of unknown status."""
    own, common = member.people.who, whole.people.who
    if own.group != common.group or own.status is Status.COMBATANT:
        return own == common
    noun = member.people.noun
    return own == common or noun is None or not context.lexicon.has("civilian_modifiers", lemma(noun))


def _together(members: list[Draft], context: Context) -> Draft:
    """One draft over the words of all members, with the names of all."""
    ordered = sorted(members, key=lambda member: member.people.start)
    first = ordered[0]
    statuses = {member.people.who.status for member in ordered}
    groups = {member.people.who.group for member in ordered}
    who = PersonWord(
        statuses.pop() if len(statuses) == 1 else Status.UNKNOWN,
        groups.pop() if len(groups) == 1 else _EVERYBODY,
    )
    start, end = first.people.start, max(member.people.end for member in ordered)
    span = context.span(start, end)
    count = _sum([member.people.count for member in ordered])
    people = replace(
        first.people,
        noun=first.people.noun or first.people.head,
        who=who,
        start=start,
        end=end,
        count=replace(count, words=span.of(context.text), span=span),
    )
    return replace(first, people=people, victims=tuple(v for member in ordered for v in member.victims))


def _sum(counts: Sequence[Count]) -> Count:
    lows = [count.min for count in counts]
    highs = [count.max for count in counts]
    high = None if None in highs else sum(high or 0 for high in highs)
    vague = next((count.rule for count in counts if count.rule.startswith(_PROFILE)), None)
    is_listed = all(is_enumerated(count) for count in counts)
    rule = vague or ("listed" if is_listed else "sum")
    if any(count.open is Open.BELOW for count in counts):
        return Count(min=None, max=high, open=Open.BELOW, rule=rule)
    is_open = high is None or any(count.open is Open.ABOVE for count in counts)
    low = sum(low or 0 for low in lows)
    return Count(min=low, max=high, open=Open.ABOVE if is_open else None, rule=rule)
