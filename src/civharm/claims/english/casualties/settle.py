"""Settles the counts of a sentence against each other, so that nobody is counted twice."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from civharm.claims.english.casualties.anaphora import with_antecedent
from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.drafts import Draft
from civharm.claims.english.casualties.lexicon import Frame
from civharm.claims.quantities import is_vague
from civharm.model.casualties import Harm, Status

_SET_OFF = frozenset(", : ; ( – — -".split())
_SURE = (Harm.KILLED, Harm.INJURED)


def settle(drafts: list[Draft], told: list[Draft], context: Context) -> list[Draft]:
    """One count for each phrase and harm, shares and breakdowns marked as parts of their whole.

    `told` are the counts of the sentences before.
    """
    by_people: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_people.setdefault(_key(draft), []).append(draft)
    single = [settled for same in by_people.values() for settled in _one_phrase(same)]
    resolved: list[Draft] = []
    for draft in single:
        resolved.append(with_antecedent(draft, [*told, *resolved], context))
    return _shares_marked(_breakdowns_marked(resolved, context), last_whole(told))


def last_whole(told: list[Draft]) -> Draft | None:
    """The count that a later sentence divides: the latest that is itself no part."""
    return next((draft for draft in reversed(told) if draft.part_of is None and not draft.negated), None)


def _key(draft: Draft) -> int:
    span = draft.people.count.span
    return span.start if span is not None else draft.people.head.idx


def _one_phrase(same: list[Draft]) -> list[Draft]:
    by_harm = {draft.harm: draft for draft in reversed(same)}
    if len(by_harm) > 1 and Harm.INJURED in by_harm and by_harm[Harm.INJURED].trigger.is_hospital:
        del by_harm[Harm.INJURED]  # the other word says what happened to them
    sure = [harm for harm in _SURE if harm in by_harm]
    if sure:
        by_harm.pop(Harm.KILLED_OR_INJURED, None)
        by_harm.pop(Harm.MISSING, None)
    if len(sure) == 2:
        return [*_joint(by_harm.pop(Harm.KILLED), by_harm.pop(Harm.INJURED)), *by_harm.values()]
    return list(by_harm.values())


def _joint(killed: Draft, injured: Draft) -> list[Draft]:
    """ "12 killed and wounded" stays joint (T6); who was hurt and then died was killed (T8).

    "Several people were killed and wounded" says that some died and that some were hurt.
    """
    is_list = abs(killed.trigger.token.i - injured.trigger.token.i) <= 2
    is_one = killed.people.count.max == 1
    if not is_list or is_one or killed.trigger.frame is Frame.SUFFERED:
        return [killed]
    if is_vague(killed.people.count):
        return [killed, injured]
    return [replace(killed, harm=Harm.KILLED_OR_INJURED)]


def _breakdowns_marked(drafts: list[Draft], context: Context) -> list[Draft]:
    """ "Three people, two boys and a girl, were killed": what follows adds up to the first."""
    marked: list[Draft] = []
    for start, draft in enumerate(drafts):
        if marked and len(marked) > start:
            continue
        marked.append(draft)
        noun = draft.people.noun
        rest = [other for other in drafts[start + 1 :] if other.trigger == draft.trigger]
        is_whole = noun is None or _is_whole(noun, context)  # "eight others"
        if not rest or not (is_whole or _is_of_children(draft, rest) or _are_described(draft, rest)):
            continue
        counts = [other.people.count.min or 0 for other in rest]
        is_set_off = context.doc[max(0, rest[0].people.start - 1)].text in _SET_OFF
        whole = draft.people.count.min or 0
        is_named = rest[0].people.head.pos_ == "PROPN"
        is_breakdown = is_set_off and whole > 1 and all(counts) and _fills(sum(counts), whole, is_named)
        is_breakdown = is_breakdown and not any(_is_other_side(other, draft) for other in rest)
        if is_breakdown and rest == drafts[start + 1 : start + 1 + len(rest)]:
            marked += [replace(other, part_of=draft.people.count.words) for other in rest]
    return marked


def _is_whole(noun: Token, context: Context) -> bool:
    return context.lexicon.has("whole_people", lemma(noun))


def _is_of_children(whole: Draft, rest: Sequence[Draft]) -> bool:
    """ "Five children, two boys and three girls": told twice, by one word and by several."""
    groups = {draft.people.who.group for draft in (whole, *rest)}
    return len(rest) > 1 and groups == {"children"}


def _are_described(whole: Draft, rest: Sequence[Draft]) -> bool:
    """ "Two suspects, a man and a woman": words that say no more of people than their sex are no list of others."""
    people = [draft.people for draft in rest]
    is_bare = all(one.count.rule == "singular" and one.who.group in ("men", "women") for one in people)
    return (
        len(rest) > 1 and is_bare and whole.people.who.group == "all" and whole.people.count.max == len(rest)
    )


def _is_other_side(part: Draft, whole: Draft) -> bool:
    """ "Three civilians, two soldiers and a policeman" is a list: soldiers are none of the civilians."""
    statuses = {part.people.who.status, whole.people.who.status}
    return statuses == {Status.CIVILIAN, Status.COMBATANT}


def _fills(counted: int, whole: int, is_named: bool) -> bool:
    """What follows adds up to the whole; of a list that begins with a name some may have been lost."""
    return counted == whole or (is_named and counted < whole)


def _shares_marked(drafts: list[Draft], earlier: Draft | None) -> list[Draft]:
    """ "15 were killed, eight of whom were beheaded": the eight are among the 15."""
    marked: list[Draft] = []
    for draft in drafts:
        wholes = [whole for whole in (earlier, *marked) if whole is not None and whole.harm is draft.harm]
        if draft.people.is_share and draft.part_of is None and wholes:
            draft = replace(draft, part_of=wholes[-1].people.count.words)
        marked.append(draft)
    return marked
