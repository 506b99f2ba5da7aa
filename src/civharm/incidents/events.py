"""Events: occurrences told in copies of one text are one event, however often they are reprinted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from civharm.incidents.occurrences import Occurrence, narrowest, place_order
from civharm.incidents.ties import Ties
from civharm.incidents.words import words_of
from civharm.model.places import Place

_Thing = TypeVar("_Thing")


def fold_copies(
    occurrences: Iterable[Occurrence], *, ties: Ties | None = None
) -> dict[str, tuple[Occurrence, ...]]:
    """Occurrences by event: those that stand in copies and rest on the same words come together.

    Two events that one report tells in the same sentence stay two: the first goes with the first of
    the copy. Copies that people keep apart stay apart. The key of an event is the least key of its occurrences.
    """
    occurrences = sorted(occurrences, key=lambda occurrence: occurrence.key)
    reports: dict[str, set[str]] = defaultdict(set)
    for occurrence in occurrences:
        reports[occurrence.text_origin].add(occurrence.report_id)
    told: dict[tuple[str, str], int] = defaultdict(int)
    alike: dict[tuple[str, str, int], list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        has_copies = len(reports[occurrence.text_origin]) > 1
        # without copies each occurrence is an event, whatever its words
        report, words = occurrence.report_id, _telling_words(occurrence) if has_copies else occurrence.key
        alike[occurrence.text_origin, words, told[report, words]].append(occurrence)
        told[report, words] += 1
    parts = (part for members in alike.values() for part in _parts(members, ties or Ties()))
    return {part[0].key: tuple(part) for part in sorted(parts, key=lambda them: them[0].key)}


def _parts(members: Sequence[Occurrence], ties: Ties) -> list[list[Occurrence]]:
    """Copies in as many parts as people keep apart."""
    if not ties:
        return [list(members)]
    parts: list[list[Occurrence]] = []
    for member in members:
        fitting = (part for part in parts if ties.admit(member.claim_ids, _claims_of(part)))
        part = next(fitting, None)
        if part is None:
            parts.append(part := [])
        part.append(member)
        ties.gather(_claims_of(part))
    return parts


def _claims_of(part: Iterable[Occurrence]) -> list[str]:
    return [claim for member in part for claim in member.claim_ids]


def merged(members: Sequence[Occurrence]) -> Occurrence:
    """One occurrence in place of several, with everything that any of them knows."""
    if len(members) == 1:
        return members[0]
    places = _distinct(place for member in members for place in member.places)
    return replace(
        members[0],
        reports=_union(member.reports for member in members),
        claims=tuple(claim for member in members for claim in member.claims),
        when=narrowest(member.when for member in members),
        where=places[0] if places else None,
        places=places,
        events=_union(member.events for member in members),
        attackers=_union(member.attackers for member in members),
        killed=_hull(member.killed for member in members),
        injured=_hull(member.injured for member in members),
        names=_union(member.names for member in members),
        speakers=_union(member.speakers for member in members),
        headlines=_union(member.headlines for member in members),
        said_days=_union(member.said_days for member in members),
        ages=_union(member.ages for member in members),
        is_earlier=all(member.is_earlier for member in members),
        published=min((member.published for member in members if member.published), default=None),
    )


def _telling_words(occurrence: Occurrence) -> str:
    founding = next(claim for claim in occurrence.claims if claim.id == occurrence.founding_claim)
    return " ".join(words_of(founding.quote.exact))


def _distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    found = {(place.id or place.name): place for place in places}
    return tuple(sorted(found.values(), key=place_order))


def _union(sets: Iterable[frozenset[_Thing]]) -> frozenset[_Thing]:
    return frozenset(chain.from_iterable(sets))


def _hull(ranges: Iterable[tuple[int, int] | None]) -> tuple[int, int] | None:
    known = [bounds for bounds in ranges if bounds]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None
