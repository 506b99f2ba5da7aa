"""Which of the days that a report tells is the day of an event: what ties each day to it, weighed.

A sentence that tells of the harm often tells no day; another one does ("It happened about 9 p.m. on Friday"),
among days of arrests, hearings, burials and of earlier events. The features are structure and closed word
lists; the weights were fitted by multinomial logistic regression over these features alone.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from civharm.claims.english.events.features import Circumstances, Told, bucket, shares, weight
from civharm.claims.english.events.past import begun, looked_back, plan_of
from civharm.dates.expression import TimeExpression
from civharm.model.spans import Span
from civharm.model.times import When

_LONGEST = 2
#: So many words for one day are looked at beside those that are judged.
_COMPARED = 20
_TOMORROW = "tomorrow"
#: Clocks differ: where the report was captured it may have been the day before.
_SLACK = 1
#: Features that count differently where the text tells no other day.
_KINDS = ("verb_", "of_saying", "has_", "age_", "nearest_")
_HOUR_BESIDE_DAY = "_of_day_named"
_WEIGHTS = "dates/event.en.yml"
_DEICTIC = frozenset("today yesterday last_night this_morning overnight tonight weekend".split())


class DayEvidence:
    """Gathers, for the days that one report tells, what speaks for and against their being an event's."""

    def __init__(self, circumstances: Circumstances) -> None:
        self._circumstances = circumstances
        self._document = circumstances.document
        happened = (time for time in self._document.times if plan_of(self._document, time) is None)
        read = (begun(looked_back(time, self._document.anchor)) for time in happened)
        self._said = frozenset(self._days_of_saying())
        self._days = [time for time in read if self._may_be(time)]
        self._by_start: dict[date | None, list[TimeExpression]] = {}
        for time in self._days:
            self._by_start.setdefault(time.when.start, []).append(time)

    def judged(self, told: Told) -> list[tuple[float, When]]:
        """How likely each day that the text tells is the event's, the likeliest first; its best words stand for it."""
        days = self._circumstances.near(self._days, told)
        weighed = [(weight(self.features(time, told), _WEIGHTS), time.when) for time in days]
        return _narrowed(shares(weighed, key=lambda when: (when.start, when.end)))

    def features(self, time: TimeExpression, told: Told) -> dict[str, float]:
        """What ties a day to the event, by name."""
        found = {
            "bias",
            *self._of_words(time),
            *self._of_age(time),
            *self._circumstances.of_telling(time.span, told),
            *self._circumstances.of_clause(time.span),
        }
        if "only_day" in found:
            found |= {f"only_day_{name}" for name in found if name.startswith(_KINDS)}
        if time.span in self._said:
            found |= {"said_on", *(f"said_on_{name}" for name in found if name.startswith(_KINDS))}
        about = self._circumstances.about(told.headline)
        found |= {f"{about}_{name}" for name in found if name.startswith(("age_", "own"))}
        found |= {f"own_{name}" for name in found if "own" in found and name.startswith("age_")}
        found |= set(self._of_day(time, told))
        return dict.fromkeys(sorted(found), 1.0)

    def _of_words(self, time: TimeExpression) -> Iterator[str]:
        rule = time.when.rule.split(":")[-1]
        yield f"rule_{_family(rule)}"
        if time.when.part_of_day is not None:
            yield "part_of_day"
        if ":" in time.timex_value or "T" in time.timex_value:
            yield "clock"
        if time.words[:4].lower() == "late" or time.words[:5].lower() == "early":
            yield "late_or_early"
        if time.when.days != 1:
            yield "night"
        if time.words[:4].lower() == "last":
            yield "last"

    def _of_age(self, time: TimeExpression) -> Iterator[str]:
        anchor, day = self._document.anchor, time.when.start
        others = self._by_start.keys() - {day}
        known = [other for other in others if other is not None]
        assert day is not None
        count = len(self._by_start[day])
        yield f"named_{min(count, 4)}"
        if not known:
            yield "only_day"
        else:
            if day < min(known):
                yield "earliest"
            if day > max(known):
                yield "latest"
            if count > max(len(self._by_start[other]) for other in known):
                yield "named_most"
        if self._days[0] is time:
            yield "first_told"
        elif self._days[0].when.start == day:
            yield "same_as_first"
        if anchor is not None:
            yield f"age_{_age(anchor, day)}"

    def _of_day(self, time: TimeExpression, told: Told) -> Iterator[str]:
        """What the other words for the same day tell."""
        same = self._by_start[time.when.start][:_COMPARED]
        others = [other for other in same if other is not time]
        yield from self._circumstances.of_other_words((other.span for other in others), told)
        for other in others:
            if ":" in other.timex_value or "T" in other.timex_value:
                yield "also_clock"
            if other.span in self._said:
                yield "also_said_on"

    def _may_be(self, time: TimeExpression) -> bool:
        """True for a day that is named, by the day of the report, and not as that of saying something."""
        return _names_day(time) and not self._is_of_saying(time) and not self._is_ahead(time)

    def _is_ahead(self, time: TimeExpression) -> bool:
        anchor, start = self._document.anchor, time.when.start
        if anchor is None or start is None:
            return False
        return time.when.rule == _TOMORROW or (start - anchor).days > _SLACK

    def _is_of_saying(self, time: TimeExpression) -> bool:
        """ "Police said on Friday"; not "police said Friday at 3 p.m. two men …", where the hour is of what they tell."""
        return time.span in self._said and time.when.part_of_day is None

    def _days_of_saying(self) -> Iterator[Span]:
        """ "Police said on Friday"; a day that opens the sentence ("On Friday media reported that …") may be either's."""
        for each in self._document.attributions:
            span = each.said_on.span if each.said_on is not None else None
            if span is not None and span.start > min(each.source.start, each.cue.start):
                yield span


def _narrowed(judged: Sequence[tuple[float, When]]) -> list[tuple[float, When]]:
    """A night or a weekend speaks for the likeliest day in it that the text tells as well."""
    told = {when: share for share, when in judged if when.is_day}
    for share, when in judged:
        if when.is_day:
            continue
        inside = [day for day in told if day.overlaps(when)]
        home = max(inside, key=lambda day: told[day], default=when)
        told[home] = told.get(home, 0.0) + share
    return sorted(((share, when) for when, share in told.items()), key=lambda each: -each[0])


def _names_day(time: TimeExpression) -> bool:
    """True for words that name a day or a night themselves; "now" and an hour beside a day do not."""
    when = time.when
    is_short = when.start is not None and when.days is not None and when.days <= _LONGEST
    return is_short and when.rule != "present" and not when.rule.endswith(_HOUR_BESIDE_DAY)


def _family(rule: str) -> str:
    if rule.startswith("since"):
        return "since"
    if rule.startswith("weekday"):
        return rule
    if rule.startswith("day_and_month"):
        return "day_and_month"
    if rule.startswith(("calendar", "iso", "numeric")):
        return "calendar"
    return (
        rule
        if rule in ("today", "yesterday", "last_night", "this_morning", "overnight", "tonight", "weekend")
        else "other"
    )


def _age(anchor: date, day: date) -> str:
    days = (anchor - day).days
    if days < 0:
        return "future"
    return bucket(days, (0, 1, 2, 3, 5, 7, 14, 30, 90, 365))
