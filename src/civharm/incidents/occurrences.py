"""Occurrences: a report's claims about one event of its own, brought into the form in which events are compared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from civharm.incidents.said_days import said_days
from civharm.incidents.ties import Ties
from civharm.incidents.told_ages import ages_of_the_dead
from civharm.incidents.words import fold
from civharm.model.casualties import Casualties, Harm, Open, Status
from civharm.model.claims import Claim, ClaimKind, PartyPart, Stance
from civharm.model.places import Place, PlacePrecision
from civharm.model.reports import Report
from civharm.model.speakers import SpeakerKind
from civharm.model.times import When

#: Kinds of claim that speak of an event; the others come along as context.
_OF_EVENTS = frozenset({ClaimKind.HARM, ClaimKind.ATTACK, ClaimKind.RESPONSE})
_BODILY = frozenset({Harm.KILLED, Harm.INJURED, Harm.KILLED_OR_INJURED, Harm.MISSING})
_NOT_ALLEGED = frozenset({Stance.DENIED, Stance.RETRACTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One event as one report tells it. `claims` stand in the order of the text.

    `reports` are several where it was merged of copies, of which `report_id` is the first; `text_origin` is one for all copies of a text, `asides` are the claims that joined it for want of
    a day and a place of their own, `headlines` those that the report's title makes, `said_days` the
    days that are told without a date, `ages` those of its dead. `is_earlier` if the report looks back on it.
    """

    key: str
    report_id: str
    reports: frozenset[str]
    text_origin: str
    claims: tuple[Claim, ...]
    when: When | None
    where: Place | None
    places: tuple[Place, ...]
    events: frozenset[str]
    attackers: frozenset[str]
    killed: tuple[int, int] | None
    injured: tuple[int, int] | None
    names: frozenset[str]
    speakers: frozenset[str]
    published: date | None
    asides: frozenset[str] = frozenset()
    headlines: frozenset[str] = frozenset()
    said_days: frozenset[str] = frozenset()
    ages: frozenset[int] = frozenset()
    is_earlier: bool = False

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """Ids of its claims, in the order of the text."""
        return tuple(claim.id for claim in self.claims)

    @property
    def founding_claim(self) -> str:
        """The claim that stands for the occurrence: the first that tells of harm, else the first.

        One below the headline if there is one: copies of a text have headlines of their own.
        """
        told = self.harms or self.claims
        return next((claim for claim in told if claim.id not in self.headlines), told[0]).id

    @property
    def harms(self) -> tuple[Claim, ...]:
        """Claims that allege bodily harm."""
        return tuple(claim for claim in self.claims if alleges_harm(claim))

    @property
    def alleges_civilian_harm(self) -> bool:
        """True if some claim speaks of harm to people who are not called combatants."""
        return any(civilian_casualties(claim) for claim in self.harms)


def alleges_harm(claim: Claim) -> bool:
    """True for a harm claim that its speaker neither denies nor takes back."""
    return claim.kind is ClaimKind.HARM and claim.stance not in _NOT_ALLEGED


def civilian_casualties(claim: Claim) -> tuple[Casualties, ...]:
    """The counts of bodily harm to civilians or to people of unknown status."""
    return tuple(
        casualties
        for casualties in claim.casualties
        if casualties.harm in _BODILY and casualties.status is not Status.COMBATANT
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The reports that claims come from: their texts, and the text origin of each.

    `institutions` are names that speak of many events, so that their word ties no two together.
    """

    reports: Mapping[str, Report]
    texts: Mapping[str, str]
    origins: Mapping[str, str]
    institutions: frozenset[str] = frozenset()


def occurrences_of(
    claims: Iterable[Claim], shelf: Shelf, *, ties: Ties | None = None
) -> tuple[Occurrence, ...]:
    """The events of all reports, by key. A claim without an occurrence is an event by itself.

    What people keep apart is in two events, whatever the reader thought; what they tied to something is in one.
    """
    ties = ties or Ties()
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind is not ClaimKind.AGGREGATE:
            grouped[f"{claim.report_id}:{claim.occurrence or claim.id}"].append(claim)
    parts = {
        name: part for key in sorted(grouped) for name, part in _parts(key, grouped[key], ties=ties).items()
    }
    return tuple(
        _occurrence(key, part, shelf=shelf)
        for key, part in parts.items()
        if any(claim.kind in _OF_EVENTS or ties.is_tied(claim.id) for claim in part)
    )


def _parts(key: str, claims: list[Claim], *, ties: Ties) -> dict[str, list[Claim]]:
    """The claims of an occurrence as they are, or in as many parts as people keep apart, the first in the text first."""
    if not any(claim.id in ties for claim in claims):
        return {key: claims}
    parts: list[list[Claim]] = [[]]
    for claim in sorted(claims, key=lambda claim: (claim.id not in ties, claim.span, claim.id)):
        fitting = (part for part in parts if ties.admit([claim.id], [each.id for each in part]))
        part = next(fitting, None)
        if part is None:
            parts.append(part := [])
        part.append(claim)
        ties.gather(each.id for each in part)
    return {f"{key}/{number}" if number else key: part for number, part in enumerate(parts)}


def _occurrence(key: str, claims: list[Claim], *, shelf: Shelf) -> Occurrence:
    ordered = tuple(sorted(claims, key=lambda claim: (claim.span, claim.id)))
    of_events = [claim for claim in ordered if claim.kind in _OF_EVENTS]
    harms = [claim for claim in of_events if alleges_harm(claim)]
    report_id = ordered[0].report_id
    report = shelf.reports.get(report_id)
    text = shelf.texts.get(report_id, "")
    places = _places(of_events)
    return Occurrence(
        key=key,
        report_id=report_id,
        reports=frozenset({report_id}),
        text_origin=shelf.origins.get(report_id, report_id),
        claims=ordered,
        when=narrowest(claim.when for claim in of_events),
        where=places[0] if places else None,
        places=places,
        events=frozenset(claim.event for claim in of_events if claim.event),
        attackers=frozenset(
            party.name for claim in of_events for party in claim.parties if party.part is PartyPart.ATTACKER
        ),
        killed=_range(harms, Harm.KILLED),
        injured=_range(harms, Harm.INJURED),
        names=_names(of_events, text) - shelf.institutions,
        speakers=_speakers(of_events) - shelf.institutions,
        published=_published(report),
        headlines=frozenset(
            claim.id for claim in ordered if report and report.is_headed_by(claim.quote.exact)
        ),
        said_days=said_days(of_events),
        ages=ages_of_the_dead(harms),
        is_earlier=all(claim.when is not None and claim.when.is_only_earlier for claim in of_events),
    )


def narrowest(whens: Iterable[When | None]) -> When | None:
    """The most exact of several times; the earliest where several are equally exact."""
    known = [when for when in whens if when and (when.start or when.end)]
    return min(known, key=_exactness) if len(known) > 1 else next(iter(known), None)


def _exactness(when: When) -> tuple[bool, int, str]:
    return when.days is None, when.days or 0, f"{when.start}–{when.end}"


def _places(claims: Iterable[Claim]) -> tuple[Place, ...]:
    """Distinct places of an event, the finest first; a country is where it is, but no place of an event."""
    found = {
        (place.id or fold(place.name)): place
        for claim in claims
        for place in claim.where
        if place.precision is not PlacePrecision.COUNTRY
    }
    return tuple(sorted(found.values(), key=place_order))


def place_order(place: Place) -> tuple[bool, int, str]:
    """Located before unlocated, fine before coarse, then by name."""
    return not place.is_located, place.precision.coarseness, place.name


def _range(harms: Iterable[Claim], harm: Harm) -> tuple[int, int] | None:
    bounds = [
        bound
        for claim in harms
        for casualties in claim.casualties
        if casualties.harm in (harm, Harm.KILLED_OR_INJURED) and casualties.group == "all"
        for bound in _bounds(casualties)
    ]
    return (min(bounds), max(bounds)) if bounds else None


def _bounds(casualties: Casualties) -> tuple[int, ...]:
    lowest, highest = casualties.count.min, casualties.count.max
    if casualties.count.open is Open.BELOW or casualties.harm is Harm.KILLED_OR_INJURED:
        lowest = 0
    return tuple(bound for bound in (lowest, highest) if bound is not None)


def _names(claims: Iterable[Claim], text: str) -> frozenset[str]:
    names = (fold(span.of(text)).strip() for claim in claims for span in claim.protected)
    return frozenset(name for name in names if len(name) > 3)


def _speakers(claims: Iterable[Claim]) -> frozenset[str]:
    """Who speaks by name; an outlet and its correspondent speak of many events."""
    speakers = (claim.speaker for claim in claims)
    return frozenset(
        fold(speaker.name)
        for speaker in speakers
        if speaker and speaker.name and speaker.kind is not SpeakerKind.MEDIA
    )


def _published(report: Report | None) -> date | None:
    return report.published.end if report and report.published else None
