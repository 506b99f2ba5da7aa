"""Names of places that claims give and nobody could place: what a person may settle, the most frequent first."""

from collections.abc import Iterable
from dataclasses import dataclass

from civharm.model.claims import Claim
from civharm.model.places import Place
from civharm.places.names import bare_key
from civharm.places.outcome import IN_CONTAINER, NO_NAME
from civharm.places.pointing import RULE as WRITTEN

_LONGEST_LIST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class UnresolvedName:
    """One name with how many claims and reports give it, how they write it, and what it may mean."""

    name: str
    within: str | None
    claims: int
    reports: int
    rule: str
    words: tuple[str, ...]
    alternatives: tuple[str, ...]


def unresolved_names(claims: Iterable[Claim]) -> list[UnresolvedName]:
    """Each name once in any of its usual spellings; of two that lie in different towns each."""
    found: dict[tuple[str, str], list[tuple[Claim, Place]]] = {}
    for claim in claims:
        for place in claim.where:
            if is_unresolved(place):
                key = bare_key(place.name), bare_key(place.within or "")
                found.setdefault(key, []).append((claim, place))
    names = [_name(given) for given in found.values()]
    return sorted(names, key=lambda each: (-each.reports, -each.claims, each.name))


def is_unresolved(place: Place) -> bool:
    """True for a name that no gazetteer has: it has no point, or only that of what it lies in."""
    if place.rule in NO_NAME or WRITTEN in place.rule or not bare_key(place.name):
        return False
    return place.id is None and (not place.is_located or place.rule == IN_CONTAINER)


def _name(given: list[tuple[Claim, Place]]) -> UnresolvedName:
    places = [place for _, place in given]
    words = tuple(dict.fromkeys(place.words for place in places))
    others = (f"{other.name} ({other.id})" for place in places for other in place.alternatives)
    return UnresolvedName(
        name=places[0].name,
        within=places[0].within,
        claims=len({claim.id for claim, _ in given}),
        reports=len({claim.report_id for claim, _ in given}),
        rule=places[0].rule,
        words=words[:_LONGEST_LIST],
        alternatives=tuple(dict.fromkeys(others))[:_LONGEST_LIST],
    )
