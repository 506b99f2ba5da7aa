"""Ids given once: clusters are recognised by the claims of the ids already given, and only new ones get new ids.

The result is a function of the clusters and of the records given so far, so that a rebuild which
replays the records names everything as before.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from string import ascii_lowercase

from civharm.model.ids import stable_id
from civharm.model.incidents import GivenId, Incident, RecordStatus

_NO_COUNTRY = "XX"
_NO_DATE = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Incidents and leads with their ids, and the records to log for the ids that are new."""

    incidents: tuple[Incident, ...]
    newly_given: tuple[GivenId, ...]


def identify(incidents: Sequence[Incident], given: Sequence[GivenId] = ()) -> Identified:
    """Give each incident the id that it has, or a new one; `given` is in the order of giving.

    An id stays with the incident that holds its founding claim, else with the one that shares most
    of its claims. Of several ids that come to one incident the oldest stays; the others become aliases.
    """
    ids = _claimed(incidents, given)
    codes = {record.id: record.code for record in given if record.code}
    names = _Names(given, codes)
    taken = Counter(_stem(code) for code in codes.values())
    named: list[Incident] = []
    newly_given: list[GivenId] = []
    for at, incident in enumerate(incidents):
        own, *merged = ids.get(at) or [_new_id(incident, given)]
        code = codes.get(own, "")
        if not code and incident.status is not RecordStatus.LEAD:
            code = _next_code(incident, taken, names.used)
        if at not in ids or code != codes.get(own, ""):
            newly_given.append(GivenId(id=own, code=code, claims=incident.own_claims))
        named.append(replace(incident, id=own, code=code, aliases=names.aliases(own, merged)))
    return Identified(incidents=tuple(named), newly_given=tuple(newly_given))


class _Names:
    """All names that were given, and those that an incident has beside its own."""

    def __init__(self, given: Iterable[GivenId], codes: Mapping[str, str]) -> None:
        self._codes, self._brought = codes, {each.id: each.aliases for each in given if each.aliases}
        self.used = frozenset(
            (*codes.values(), *(alias for each in self._brought.values() for alias in each))
        )

    def aliases(self, own: str, merged: Sequence[str]) -> tuple[str, ...]:
        """What it brought along, then the names of those that came to it."""
        found = list(self._brought.get(own, ()))
        for old in merged:
            found += (old, self._codes.get(old, ""), *self._brought.get(old, ()))
        return tuple(dict.fromkeys(filter(None, found)))


def _claimed(incidents: Sequence[Incident], given: Sequence[GivenId]) -> dict[int, list[str]]:
    """Ids by the place of the incident that they belong to, the oldest first."""
    holders: dict[str, list[int]] = {}
    for at, incident in enumerate(incidents):
        for claim in incident.own_claims:
            holders.setdefault(claim, []).append(at)
    ids: dict[int, list[str]] = {}
    for record in _first_records(given):
        holder = _holder(record, holders)
        if holder is not None:
            ids.setdefault(holder, []).append(record.id)
    return ids


def _first_records(given: Iterable[GivenId]) -> list[GivenId]:
    """One record for each id, in the order of giving: a code that was added later changes no seniority."""
    first: dict[str, GivenId] = {}
    for record in given:
        if record.claims:
            first.setdefault(record.id, record)
    return list(first.values())


def _holder(record: GivenId, holders: dict[str, list[int]]) -> int | None:
    founders = holders.get(record.claims[0], [])
    if founders:
        return founders[0]
    shared = Counter(at for claim in record.claims for at in holders.get(claim, []))
    return min(shared, key=lambda at: (-shared[at], at), default=None)


def _new_id(incident: Incident, given: Sequence[GivenId]) -> str:
    """A hash of the founding claim; numbered on if an earlier incident was founded on the same claim."""
    used = {record.id for record in given}
    number = 0
    while (new := stable_id("incident", incident.founding_claim, number)) in used:
        number += 1
    return new


def _next_code(incident: Incident, taken: Counter[str], used: Set[str]) -> str:
    """Country, date and the next free letter, as in IQ-20170317-a; none that is another's name already."""
    country = (incident.where.country if incident.where else None) or _NO_COUNTRY
    start = incident.when.start if incident.when else None
    stem = f"{country}-{start:%Y%m%d}" if start else f"{country}-{_NO_DATE}"
    code = ""
    while not code or code in used:
        code = f"{stem}-{_letters(taken[stem])}"
        taken[stem] += 1
    return code


def _stem(code: str) -> str:
    return code.rpartition("-")[0]


def _letters(number: int) -> str:
    """a … z, aa, ab …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[rest] + letters
    return letters
