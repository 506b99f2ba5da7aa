"""Mentions put together into a person: each thing told, with who tells it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from civharm.model.casualties import Status
from civharm.model.victims import Person, Told, Value, Victim
from civharm.victims.names import NameBook, PersonName

#: Below it a person is a child (T9).
_GROWN_UP = 18


def composed(mentions: Sequence[Victim], book: NameBook) -> Person:
    """The person whom these mentions name."""
    mentions = sorted(mentions, key=lambda victim: victim.id)
    return Person(
        id=mentions[0].id,
        mentions=tuple(victim.id for victim in mentions),
        claims=tuple(sorted({victim.claim_id for victim in mentions})),
        reports=tuple(sorted({victim.report_id for victim in mentions})),
        names=_told(mentions, lambda victim: " ".join(victim.name.split())),
        harms=_told(mentions, lambda victim: victim.harm),
        statuses=_told(mentions, lambda victim: None if victim.status is Status.UNKNOWN else victim.status),
        ages=_told(mentions, lambda victim: victim.age),
        sexes=_told(mentions, lambda victim: victim.sex),
        roles=_told(mentions, lambda victim: victim.role),
        families=_told(mentions, lambda victim: victim.family),
        is_child=_is_child(mentions),
        is_surely_named=any(book.is_surely_name(victim.name) for victim in mentions),
    )


def _is_child(mentions: Iterable[Victim]) -> bool | None:
    told = {victim.age < _GROWN_UP for victim in mentions if victim.age is not None}
    return told.pop() if len(told) == 1 else None


def with_families(people: Sequence[Person], book: NameBook) -> tuple[Person, ...]:
    """The people with the numbers of their families: two or more who bear one last name."""
    families: list[tuple[str, list[int]]] = []
    for at, person in enumerate(people):
        last = _family_name(person, book)
        if last is None:
            continue
        known = next((one for one in families if book.likeness(one[0], last) >= book.rules.name.alike), None)
        if known:
            known[1].append(at)
        else:
            families.append((last, [at]))
    several = [ats for _, ats in families if len(ats) > 1]
    number_of = {at: number for number, ats in enumerate(several, start=1) for at in ats}
    return tuple(replace(person, family=number_of.get(at)) for at, person in enumerate(people))


def _family_name(person: Person, book: NameBook) -> str | None:
    """The last word of the longest name that has two words at least."""
    names: Iterable[PersonName] = (book.read(told.value) for told in person.names)
    full = [name.words for name in names if len(name.words) > 1]
    return max(full, key=lambda words: (len(words), words[-1].key))[-1].key if full else None


def _told(mentions: Sequence[Victim], value: Callable[[Victim], Value | None]) -> tuple[Told[Value], ...]:
    """What is told, the most often told first."""
    tellers: dict[Value, list[str]] = defaultdict(list)
    for victim in mentions:
        found = value(victim)
        if found is not None:
            tellers[found].append(victim.id)
    ordered = sorted(tellers.items(), key=lambda entry: (-len(entry[1]), str(entry[0])))
    return tuple(Told(found, tuple(ids)) for found, ids in ordered)
