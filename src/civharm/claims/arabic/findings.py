"""What one sentence of an Arabic report states, and how the sentences of one event are brought together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from civharm.claims.arabic.attacks import Attack
from civharm.claims.arabic.casualties import CasualtyMention
from civharm.claims.arabic.tokens import Sentence
from civharm.dates.expression import TimeExpression
from civharm.model.claims import ClaimKind, Control, Displacement, Party, Response, Stance
from civharm.model.places import Place, PlacePrecision, distance_m
from civharm.model.speakers import Speaker
from civharm.model.times import When

#: Kinds that tell of a period, an area or a state rather than of an event.
_OF_NO_EVENT = (ClaimKind.AGGREGATE, ClaimKind.STATEMENT, ClaimKind.CONTROL, ClaimKind.DISPLACEMENT)
#: How many sentences later one without time and place of its own still speaks of the event before.
_REACH = 4
#: Longer than this a time is a period, and its toll nobody's incident (T14).
_LONGEST_EVENT_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence that makes a claim, read on its own.

    `day_named` is a day whose date is not known; `is_apart` marks a headline of another report.
    """

    kind: ClaimKind
    number: int
    sentence: Sentence
    mentions: tuple[CasualtyMention, ...] = ()
    attack: Attack | None = None
    parties: tuple[Party, ...] = ()
    speaker: Speaker | None = None
    stance: Stance = Stance.ASSERTED
    hedges: tuple[str, ...] = ()
    response: Response | None = None
    control: Control | None = None
    displaced: Displacement | None = None
    when: When | None = None
    where: tuple[Place, ...] = ()
    day_named: TimeExpression | None = None
    is_earlier: bool = False
    is_apart: bool = False
    occurrence: str | None = None

    @property
    def event_time(self) -> When | None:
        """When it happened, as far as one event can be spread over it: a month or a year is no event's time."""
        return None if is_period(self.when) or (self.when and self.when.is_only_earlier) else self.when


def is_period(when: When | None) -> bool:
    """True if a time is too long for one event."""
    if when is None or when.is_only_earlier:
        return False
    return when.days is None or when.days > _LONGEST_EVENT_DAYS


@dataclass(slots=True)
class _Event:
    """What the findings of one event say together; kept up as they come, for reports with thousands."""

    id: str
    is_earlier: bool
    is_apart: bool = False
    last: int = 0
    day_named: TimeExpression | None = None
    when: When | None = None
    where: tuple[Place, ...] = ()
    attack: Attack | None = None
    parties: tuple[Party, ...] = ()

    def add(self, finding: Finding) -> None:
        self.last = finding.number
        self.when = self.when or finding.event_time
        self.day_named = self.day_named or finding.day_named
        self.attack = self.attack or finding.attack
        self.parties = self.parties or finding.parties
        if finding.where and (not self.where or _coarseness(finding.where) < _coarseness(self.where)):
            self.where = finding.where


def group(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with their occurrence; what one of them lacks, the others of the event lend."""
    events: list[_Event] = []
    event_of: dict[int, _Event] = {}
    for position, finding in enumerate(findings):
        if finding.kind in _OF_NO_EVENT:
            continue
        event = next((event for event in reversed(events) if _belongs(finding, event)), None)
        if event is None:
            event = _Event(id=f"o{len(events) + 1}", is_earlier=finding.is_earlier, is_apart=finding.is_apart)
            events.append(event)
        event.add(finding)
        event_of[position] = event
    return [
        _lent(finding, event_of[at]) if at in event_of else finding for at, finding in enumerate(findings)
    ]


def _belongs(finding: Finding, event: _Event) -> bool:
    if finding.is_earlier != event.is_earlier or finding.is_apart or event.is_apart:
        return False
    if _on_other_days(finding, event):
        return False
    same_place = _same_place(finding.where, event.where)
    if finding.where and event.where and not same_place:
        return False
    return same_place or finding.number - event.last <= _REACH


def _on_other_days(finding: Finding, event: _Event) -> bool:
    if is_period(finding.when):
        return True
    if finding.event_time and event.when:
        return not finding.event_time.overlaps(event.when)
    if finding.day_named is None or event.day_named is None:
        return False
    left, right = finding.day_named.day_value, event.day_named.day_value
    return left != right and _form(left) == _form(right)


def _form(day_named: str) -> tuple[int, bool]:
    """Days of the week compare with each other, days of a month with each other."""
    return len(day_named), "W" in day_named


def _same_place(left: Sequence[Place], right: Sequence[Place]) -> bool:
    return any(_compatible(a, b) for a in left for b in right)


def _compatible(a: Place, b: Place) -> bool:
    if a.name == b.name or (a.within and a.within == b.name) or (b.within and b.within == a.name):
        return True
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    reach = max(a.radius_m or 0, b.radius_m or 0)
    return a.precision is not b.precision and distance_m((a.lat, a.lon), (b.lat, b.lon)) <= reach


def _lent(finding: Finding, event: _Event) -> Finding:
    return replace(
        finding,
        occurrence=event.id,
        when=finding.event_time or event.when or finding.when,
        day_named=finding.day_named or event.day_named,
        where=finding.where or event.where,
        attack=finding.attack or event.attack,
        parties=finding.parties or event.parties,
    )


def _coarseness(places: tuple[Place, ...]) -> tuple[bool, int]:
    return not places[0].is_located, places[0].precision.coarseness


def finest_first(places: Sequence[Place]) -> tuple[Place, ...]:
    """Places from the finest located one to the coarsest; countries say nothing about where an event was."""
    telling = [place for place in places if place.precision is not PlacePrecision.COUNTRY]
    return tuple(sorted(telling, key=lambda place: _coarseness((place,))))
