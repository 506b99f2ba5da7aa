"""Events inside one report: findings about one moment and place share an occurrence and lend each other both."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from civharm.claims.english.events.circumstances import is_dated
from civharm.claims.english.events.told_again import tells_again
from civharm.claims.english.finders.attacks import GENERAL_EVENTS
from civharm.claims.english.finders.harm import is_period
from civharm.claims.english.findings import Settled
from civharm.claims.english.frames import clause_head
from civharm.dates.english.relative import FROM_TIME_BEFORE
from civharm.model.claims import ClaimKind, Control, ControlChange
from civharm.model.places import Place, PlacePrecision, distance_m
from civharm.model.times import TimePrecision, When

#: How many sentences later a finding without time and place of its own still speaks of the event before.
_REACH = 4
#: Of a long chronicle, so many events back, and so many findings of one, are looked at.
_REMEMBERED = 200
_TAKEN = frozenset({ControlChange.CAPTURED, ControlChange.RECAPTURED})
_LENT = "occurrence:"
_NEIGHBOURHOOD_M = 15_000
AREAS = frozenset({PlacePrecision.PROVINCE, PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN})


_NAMELESS = frozenset({"province", "governorate", "region", "country"})


@dataclass(slots=True)
class _Occurrence:
    """An event with what was told of it, kept up with each member: asking again would cost their number each time.

    `when` is its shortest time, `where` its finest place, the first told among equals.
    """

    id: str
    members: list[Settled] = field(default_factory=list)
    when: When | None = None
    where: tuple[Place, ...] = ()
    events: set[str] = field(default_factory=set)
    controls: dict[ControlChange, Control] = field(default_factory=dict)
    sentences: set[int] = field(default_factory=set)
    last_sentence: int = 0
    theme: frozenset[str] = frozenset()

    def add(self, one: Settled) -> None:
        """Take in what else is told of the event."""
        self.members.append(one)
        if not one.finding.tells_of_care or len(self.members) == 1:
            self._place(one)
        if one.finding.event:
            self.events.add(one.finding.event)
        if one.finding.control is not None:
            self.controls.setdefault(one.finding.control.change, one.finding.control)
        self.sentences.add(one.sentence)
        self.last_sentence = max(self.last_sentence, one.sentence)
        self.theme |= one.finding.theme

    def _place(self, one: Settled) -> None:
        if one.when is not None and is_dated(one.when):
            self.when = min(self.when or one.when, one.when, key=lambda when: when.days or 10_000)
        if one.where:
            self.where = min(self.where or one.where, one.where, key=_coarseness)


def _coarseness(places: tuple[Place, ...]) -> tuple[bool, int]:
    return not places[0].is_located, places[0].precision.coarseness


def group_into_occurrences(
    settled: Sequence[Settled], *, headline: Container[int] = ()
) -> tuple[Settled, ...]:
    """The findings with their occurrence, in the same order; statements and totals belong to none.

    `headline` are the indices of the title's sentences: it sums up what follows, so it is joined last.
    """
    occurrences: list[_Occurrence] = []
    member_of: dict[int, _Occurrence] = {}
    events = [position for position, one in enumerate(settled) if one.is_event]
    for position in sorted(events, key=lambda position: settled[position].sentence in headline):
        one = settled[position]
        is_title = one.sentence in headline
        occurrence = _summed_up(one, occurrences) if is_title else _joined(one, occurrences)
        if occurrence is None:
            occurrence = _Occurrence(id=f"o{len(occurrences) + 1}")
            occurrences.append(occurrence)
        occurrence.add(one)
        member_of[position] = occurrence
    return tuple(
        _lent(one, member_of[position]) if position in member_of else one
        for position, one in enumerate(settled)
    )


def with_days(settled: Sequence[Settled], days: Mapping[str, When]) -> tuple[Settled, ...]:
    """The findings with the days of their occurrences; two occurrences of one day become one where nothing speaks against it."""
    kept: dict[str, _Occurrence] = {}
    renamed: dict[str, str] = {}
    members: dict[str, list[Settled]] = {}
    for one in (_on_day(one, days) for one in settled):
        if one.occurrence is not None:
            members.setdefault(one.occurrence, []).append(one)
    for name in sorted(members, key=lambda name: name in days):
        near = list(kept.values())[-_REMEMBERED:] if name in days else []
        same = (o for o in near if _is_same_event(members[name], o))
        home = next(same, None) or kept.setdefault(name, _Occurrence(id=name))
        for one in members[name]:
            home.add(one)
        renamed[name] = home.id
    homes = {name: kept[renamed[name]] for name in members}
    return tuple(
        _at_home(_on_day(one, days), homes[one.occurrence]) if one.occurrence else one for one in settled
    )


def _at_home(one: Settled, home: _Occurrence) -> Settled:
    lent = _lent(one, home)
    return replace(
        lent,
        is_own_when=lent.is_own_when and one.is_own_when,
        is_own_where=lent.is_own_where and one.is_own_where,
    )


def _on_day(one: Settled, days: Mapping[str, When]) -> Settled:
    day = days.get(one.occurrence or "")
    if day is None or _keeps_day(one, day):
        return one
    part = one.when.part_of_day if one.when is not None and one.when.part_of_day else day.part_of_day
    return replace(one, when=replace(day, rule=_as_lent(day.rule), part_of_day=part), is_own_when=False)


def _keeps_day(one: Settled, day: When) -> bool:
    """What tells the same day already, or a day of its own after the event's: an arrest, "died the next day"."""
    if one.when is None or not is_dated(one.when):
        return False
    is_same = (one.when.start, one.when.end) == (day.start, day.end)
    return is_same or one.finding.tells_of_arrest or (one.is_own_when and _is_aftermath(one))


def with_places(settled: Sequence[Settled], places: Mapping[str, Place]) -> tuple[Settled, ...]:
    """The findings with the places of their occurrences; what lies at or in the place keeps its finer one."""
    return tuple(
        _at_place(one, place)
        if (place := places.get(one.occurrence or "")) and one.finding.kind is not ClaimKind.CONTROL
        else one
        for one in settled
    )


def _at_place(one: Settled, place: Place) -> Settled:
    if any(_is_finer_own(own, place) for own in one.where):
        return one
    rest = (own for own in one.where if not own.is_located or own.precision in AREAS)
    lent = replace(place, rule=_as_lent(place.rule))
    return replace(one, where=(lent, *(own for own in rest if own.id != place.id)), is_own_where=False)


def _is_finer_own(own: Place, place: Place) -> bool:
    """A place of the sentence's own at or in the event's, no wider than it."""
    is_known = own.is_located and own.precision not in AREAS
    return is_known and is_near(own, place) and own.precision.coarseness <= place.precision.coarseness


def is_near(one: Place, other: Place) -> bool:
    """True if one of the two may lie in the other."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    reach = _NEIGHBOURHOOD_M + max(one.radius_m or 0, other.radius_m or 0)
    return distance_m((one.lat, one.lon), (other.lat, other.lon)) <= reach


def _is_same_event(members: Sequence[Settled], occurrence: _Occurrence) -> bool:
    day = occurrence.when
    return day is not None and is_dated(day) and not any(_conflicts(one, occurrence) for one in members)


def _has_same_people(one: Settled, occurrence: _Occurrence) -> bool:
    """Told again without a place of its own; a place that the event was not told with may be another event's."""
    return (not one.where or bool(occurrence.where)) and tells_again(one, occurrence.members[-_REMEMBERED:])


def _summed_up(title: Settled, occurrences: Sequence[_Occurrence]) -> _Occurrence | None:
    """The first event told that a headline can be about, or the first that was told with its number of people."""
    fitting = (o for o in occurrences if not _conflicts(title, o))
    same = (o for o in occurrences if _same_time(title.when, o.when) and tells_again(title, o.members))
    return next(fitting, None) or next(same, None)


def _joined(one: Settled, occurrences: Sequence[_Occurrence]) -> _Occurrence | None:
    """The occurrence told of last that the finding can belong to and has a reason to belong to."""
    open_to_it = [o for o in occurrences[-_REMEMBERED:] if not _conflicts(one, o)]
    fitting = (o for o in reversed(open_to_it) if _has_reason(one, o))
    return next(fitting, None) or next((o for o in open_to_it if _has_same_people(one, o)), None)


def _conflicts(one: Settled, occurrence: _Occurrence) -> bool:
    is_of_care = one.finding.tells_of_care
    return (
        not (is_of_care or _is_aftermath(one) or _same_time(one.when, occurrence.when))
        or not (is_of_care or same_place(one.where, occurrence.where))
        or _other_event(one, occurrence)
        or one.finding.is_motive != occurrence.members[0].finding.is_motive
        or _other_control(one.finding.control, occurrence.controls)
    )


def _is_aftermath(one: Settled) -> bool:
    """ "Two of them died the next day": a later day of the event before, unless it is an attack of its own."""
    is_counted_on = one.when is not None and one.when.rule == FROM_TIME_BEFORE
    has_place = bool(one.where) and one.is_own_where
    return (
        is_counted_on and one.finding.kind is ClaimKind.HARM and one.finding.event is None and not has_place
    )


def _same_time(left: When | None, right: When | None) -> bool:
    if is_period(left) != is_period(right):
        return False
    if left is None or right is None or not is_dated(left) or not is_dated(right):
        return True
    return left.overlaps(right)


def same_place(left: Sequence[Place], right: Sequence[Place]) -> bool:
    """True unless the two are known to be at different places."""
    if not left or not right:
        return True
    return any(_compatible(a, b) for a in left for b in right)


def _compatible(a: Place, b: Place) -> bool:
    """The same point within both radii, one inside the other, or the same name."""
    if (
        a.name.casefold() == b.name.casefold()
        or (a.within and a.within == b.name)
        or (b.within and b.within == a.name)
    ):
        return True
    if _is_nameless(a) or _is_nameless(b) or _may_lie_in(a, b) or _may_lie_in(b, a):
        return True
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    reach = max(a.radius_m or 0, b.radius_m or 0)
    return a.precision is not b.precision and distance_m((a.lat, a.lon), (b.lat, b.lon)) <= reach


def _may_lie_in(spot: Place, town: Place) -> bool:
    """A street or a landmark that the gazetteer lacks may lie in any town."""
    is_spot = spot.precision.coarseness <= PlacePrecision.LANDMARK.coarseness
    return is_spot and not spot.is_located and town.is_located and town.precision not in AREAS


def _is_nameless(place: Place) -> bool:
    """ "The province" is that of the place named before."""
    return not place.is_located and place.name.lower().removeprefix("the ") in _NAMELESS


def _other_event(one: Settled, occurrence: _Occurrence) -> bool:
    """Another kind of attack in another sentence is another event; general words fit any."""
    event = one.finding.event
    specific = occurrence.events - GENERAL_EVENTS
    if event is None or event in GENERAL_EVENTS or not specific:
        return False
    return event not in specific and one.sentence not in occurrence.sentences


def _other_control(control: Control | None, others: Collection[ControlChange]) -> bool:
    if control is None or not others:
        return False
    return not any(control.change is other or {control.change, other} <= _TAKEN for other in others)


def _has_reason(one: Settled, occurrence: _Occurrence) -> bool:
    gap = one.sentence - occurrence.last_sentence
    if _is_aside(one):
        return False
    own_time, own_place = is_dated(one.when), bool(one.where)
    if one.finding.control is not None and one.finding.control.change is ControlChange.HELD:
        return gap <= 1 and bool(occurrence.controls) and _is_alike(one, occurrence)
    if one.sentence == occurrence.last_sentence:
        return True
    if is_period(one.when) or _is_new_attack(one, occurrence):
        return False
    if own_time and own_place:
        told_in_full = is_dated(occurrence.when) and bool(occurrence.where)
        return told_in_full or (gap <= _REACH and (is_dated(occurrence.when) or bool(occurrence.where)))
    if own_time or own_place:
        return gap <= _REACH and ((own_time and is_dated(occurrence.when)) or _is_alike(one, occurrence))
    return gap <= _REACH or (gap <= 2 * _REACH and _is_alike(one, occurrence))


def _is_new_attack(one: Settled, occurrence: _Occurrence) -> bool:
    """A kind of attack that the event was not told with yet starts a new one."""
    event = one.finding.event
    if event is None or event in GENERAL_EVENTS or event in occurrence.events:
        return False
    return bool(occurrence.events) or one.sentence - occurrence.last_sentence > _REACH


def _is_aside(one: Settled) -> bool:
    """A relative clause without a time of its own tells of some other time ("where they carried out executions").

    One that tells more of the attack itself does not ("the strike, which killed nine").
    """
    is_relative = clause_head(one.finding.trigger).dep_ == "relcl"
    return is_relative and not is_dated(one.when) and not one.finding.follows_attack


def _is_alike(one: Settled, occurrence: _Occurrence) -> bool:
    """Shares a content word with what was told of the event, or the kind of attack, or means "the strike"."""
    if one.finding.refers_back and occurrence.events:
        return True
    return bool(one.finding.theme & occurrence.theme) or bool(
        one.finding.event and one.finding.event in occurrence.events - GENERAL_EVENTS
    )


def _lent(one: Settled, occurrence: _Occurrence) -> Settled:
    """The finding with the occurrence's time where it has none, and the occurrence's finest place."""
    when, where = one.when, one.where
    if not is_dated(when) and occurrence.when is not None and not is_period(occurrence.when):
        part_of_day = when.part_of_day if when is not None else occurrence.when.part_of_day
        when = replace(occurrence.when, rule=_as_lent(occurrence.when.rule), part_of_day=part_of_day)
    finest = occurrence.where
    if finest and (not where or (_may_be_refined(one) and _is_finer(finest[0], where[0]))):
        lent = replace(finest[0], rule=_as_lent(finest[0].rule))
        where = (lent, *(place for place in where if place.name != lent.name))
    return replace(
        one,
        when=when,
        where=where,
        occurrence=occurrence.id,
        is_own_when=when == one.when,
        is_own_where=where == one.where,
    )


def _as_lent(rule: str) -> str:
    """The rule's name where another sentence of the event lends the reading."""
    return f"{_LENT}{rule.removeprefix(_LENT)}"


def _may_be_refined(one: Settled) -> bool:
    """Who holds half of a city holds no single street of it: only events happen at the finer place."""
    control = one.finding.control
    return control is None or (control.change is not ControlChange.HELD and control.share is None)


def _is_finer(candidate: Place, own: Place) -> bool:
    return (
        candidate.is_located
        and candidate.precision.coarseness < own.precision.coarseness
        and own.precision not in AREAS
        and _compatible(candidate, own)
    )


def is_area_total(one: Settled) -> bool:
    """True for a toll of a whole province or country, or of a period: an aggregate (T14)."""
    return (
        one.finding.kind is ClaimKind.HARM
        and is_period(one.when)
        and (one.when is None or one.when.precision is not TimePrecision.UNKNOWN)
    )
