"""The day of a report, and what an event without a time of its own takes from it.

The day of publication never stands in for the day of the event by itself. Words do: "breaking", a verb in the
present tense of a short post, the heading of a day's bulletin; the rule that did is kept with the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from civharm.claims.arabic.layout import without_masthead
from civharm.claims.arabic.tokens import Sentence
from civharm.dates.arabic import find_times
from civharm.dates.arabic.report_day import BULLETIN, day_of_report, years_of
from civharm.dates.expression import TimeExpression
from civharm.dates.report_day import PUBLISHED
from civharm.lang.arabic import fold_word
from civharm.model.reports import Report
from civharm.model.times import When

#: A post up to this many words is about the moment at which it was sent.
_POST = 80
_OPENING = 4
#: An outlet's name may stand before the hashtag.
_TAGS = 10
#: Posts lose the space after it.
_BREAKING = ("عاجل", "العاجل")
_PRESENT = frozenset(
    map(
        fold_word,
        (
            *("يستهدف", "تستهدف", "يستهدفون", "يقصف", "تقصف", "تشن", "يشن", "تجدد", "يجدد", "تجدد"),
            *("تتعرض", "يتعرض", "تدك", "يدك", "تسقط", "يسقط", "تغير", "ترتكب", "يرتكب", "تقتل", "يقتل"),
            *("تهاجم", "يهاجم", "يحاول", "تواصل", "يواصل", "تنفذ", "ينفذ", "تصيب", "توقع"),
        ),
    )
)
#: What goes on for weeks is told in the present tense too.
_HABITUAL = frozenset(map(fold_word, ("بشكل", "يوميا", "باستمرار", "متكرر", "مستمر")))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfReport:
    """The day that "today" means, how it is known, and whether the report is a flash or a bulletin of that day."""

    day: date | None = None
    source: str = ""
    is_flash: bool = False
    is_post: bool = False
    years: Sequence[int] = ()

    @classmethod
    def of(cls, report: Report, text: str, *, years: Sequence[int] = ()) -> "DayOfReport":
        """By the date of publication, else by what the report itself says; `years` as of `day_of_report`."""
        words = text.split()
        is_post = len(words) <= _POST
        is_flash = is_post and _is_breaking(words)
        published = report.published.start if report.published and report.published.is_day else None
        years = years or years_of(text)
        found = day_of_report(without_masthead(text), url=report.url, published=published, years=years)
        if found is None:
            return cls(is_post=is_post, years=years)
        source = "" if found.rule == PUBLISHED else found.rule
        return cls(day=found.day, source=source, is_flash=is_flash, is_post=is_post, years=years)

    @property
    def said_on(self) -> When | None:
        """The day on which all of the report was said, where its own words or its address give it."""
        return When.on(self.day, rule=self.source) if self.day else None

    def times(self, text: str) -> list[TimeExpression]:
        """The time expressions of the text; a rule that rests on a day found in the report says so."""
        found = find_times(text, anchor=self.day, years=self.years)
        return [self._marked(time) for time in found] if self.source else found

    def of_undated(self, sentence: Sentence, times: Sequence[TimeExpression]) -> When | None:
        """The day for a sentence that names none, where its words or the heading allow it."""
        if self.day is None or any(time.when.rule != "part_of_day" for time in times):
            return None
        if self.source == BULLETIN:
            return When.on(self.day, rule="day_of_bulletin")
        words = frozenset(sentence.words)
        if self.is_flash and not words & _HABITUAL:
            return When.on(self.day, rule="news_flash")
        if self.is_post and not self.source and words & _PRESENT and not words & _HABITUAL:
            return When.on(self.day, rule="present_tense_of_post")
        return None

    def _marked(self, time: TimeExpression) -> TimeExpression:
        if time.when.start is None or time.when.rule.startswith(("calendar", "numeric", "year_by_weekday")):
            return time
        return replace(time, when=replace(time.when, rule=f"{time.when.rule}:{self.source}"))


def _is_breaking(words: Sequence[str]) -> bool:
    """ "Breaking" among the first words, or as a hashtag behind the outlet's name."""
    opening = fold_word(" ".join(words[:_OPENING])).split()
    tags = (fold_word(word) for word in words[:_TAGS] if word.startswith("#"))
    return any(word.startswith(_BREAKING) for word in opening) or any(
        tag.lstrip("#").startswith(_BREAKING) for tag in tags
    )
