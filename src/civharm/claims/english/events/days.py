"""Which of the days that a report tells is the day of an event: what ties each day to it, weighed.

A sentence that tells of the harm often tells no day; another one does ("It happened about 9 p.m. on Friday"),
among days of arrests, hearings, burials and of earlier events. The features are structure and closed word
lists; the weights were fitted by multinomial logistic regression over these features alone.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from civharm.claims.english.events.features import Circumstances, Told, bucket, shares, weight
from civharm.dates.expression import TimeExpression
from civharm.model.spans import Span
from civharm.model.times import When

_LONGEST = 2
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
        named = (time for time in self._document.times if _names_day(time))
        self._days = [time for time in named if not circumstances.is_stamped(time.span)]
        said = frozenset(self._days_of_saying())
        self._told = [time for time in self._days if time.span not in said]
        self._counted = Counter(time.when.start for time in self._days)

    def judged(self, told: Told) -> list[tuple[float, When]]:
        """How likely each day that the text tells is the event's, the likeliest first; its best words stand for it."""
        days = self._circumstances.near(self._told, told)
        weighed = [(weight(self.features(time, told), _WEIGHTS), time.when) for time in days]
        return shares(weighed, key=lambda when: when.start)

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
        others = self._counted.keys() - {day}
        known = [other for other in others if other is not None]
        assert day is not None
        yield f"named_{min(self._counted[day], 4)}"
        if not known:
            yield "only_day"
        else:
            if day < min(known):
                yield "earliest"
            if day > max(known):
                yield "latest"
            if self._counted[day] > max(self._counted[other] for other in known):
                yield "named_most"
        if self._days[0] is time:
            yield "first_told"
        elif self._days[0].when.start == day:
            yield "same_as_first"
        if anchor is not None:
            yield f"age_{_age(anchor, day)}"

    def _days_of_saying(self) -> Iterator[Span]:
        """ "Police said on Friday"; a day that opens the sentence ("On Friday media reported that …") may be either's."""
        for each in self._document.attributions:
            span = each.said_on.span if each.said_on is not None else None
            if span is not None and span.start > min(each.source.start, each.cue.start):
                yield span


def _names_day(time: TimeExpression) -> bool:
    """True for words that name a day or a night themselves; "now" and an hour beside a day do not."""
    when = time.when
    is_short = when.start is not None and when.days is not None and when.days <= _LONGEST
    return is_short and when.rule != "present" and not when.rule.endswith(_HOUR_BESIDE_DAY)


def _family(rule: str) -> str:
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
