"""What a person should look at in a report that was read: numbers that can't be told, parts that nobody read."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from civharm.lang.detect import detect_language
from civharm.lang.english_numbers import DECIMAL, TORN, UNREADABLE
from civharm.lang.scripts import other_script
from civharm.model.casualties import MOST_PEOPLE, Count
from civharm.model.claims import Claim, ClaimKind
from civharm.model.issues import Issue
from civharm.model.reports import Report
from civharm.model.spans import Span
from civharm.model.times import When

_UNREADABLE = re.compile(rf"(?<!\w)(?:{TORN}|{DECIMAL}|{UNREADABLE})(?!\w)", re.IGNORECASE)
_EVENTS = frozenset({ClaimKind.HARM, ClaimKind.ATTACK})


def doubts(
    claims: Sequence[Claim], report: Report, text: str, *, languages: Collection[str]
) -> Iterator[Issue]:
    """The issues of one report; `languages` are those of the reader that read it."""
    found = (
        *_unreadable(claims),
        *_beyond_sense(claims),
        *_of_two_years(claims),
        *_in_other_script(text, languages),
    )
    for code, message, span in found:
        yield Issue(stage="claims", code=code, message=message, report_id=report.id, span=span)


_Doubt = tuple[str, str, Span | None]


def _unreadable(claims: Sequence[Claim]) -> Iterator[_Doubt]:
    """Numbers written so that nobody can be sure of them; each is named once, without the sums that it is part of."""
    told: dict[Span, str] = {}
    for claim in claims:
        for each in claim.casualties:
            if _is_unreadable(each.count):
                told.setdefault(each.count.span or claim.span, each.count.words)
    for span, words in told.items():
        if not any(span != part and span.covers(part) for part in told):
            message = f"“{words}” is no number that can be read with certainty: left unknown"
            yield "unreadable-number", message, span


def _beyond_sense(claims: Sequence[Claim]) -> Iterator[_Doubt]:
    """Numbers that no event can have, such as two billion dead: most likely a slip of whoever wrote or scanned them."""
    for claim in claims:
        for each in claim.casualties:
            told = max(each.count.min or 0, each.count.max or 0)
            if told > MOST_PEOPLE:
                message = f"“{each.count.words}” is more than {MOST_PEOPLE:,} people: correct or reject the claim {claim.id}"
                yield "number-beyond-sense", message, each.count.span or claim.span


def _is_unreadable(count: Count) -> bool:
    """All or a part of it is unknown, for its digits can't be told."""
    return count.max is None and _UNREADABLE.search(count.words) is not None


def _of_two_years(claims: Sequence[Claim]) -> Iterator[_Doubt]:
    """The same day of the same month in different years: one of them may be a slip of the pen."""
    days: defaultdict[tuple[int, int], dict[date, When]] = defaultdict(dict)
    for claim in claims:
        if claim.kind in _EVENTS and claim.when and (day := _told_day(claim.when)):
            days[day.month, day.day].setdefault(day, claim.when)
    for same in days.values():
        if len(same) > 1:
            named = " and ".join(str(day) for day in sorted(same))
            last = max(same.values(), key=lambda when: when.span.start if when.span else 0)
            yield (
                "contradictory-years",
                f"one day in different years ({named}): compare the report",
                last.span,
            )


def _told_day(when: When) -> date | None:
    """The day where its words name the year."""
    is_day = when.start is not None and when.start == when.end
    return when.start if is_day and str(when.start)[:4] in when.words else None


def _in_other_script(text: str, languages: Collection[str]) -> Iterator[_Doubt]:
    """Paragraphs in letters that the report's reader does not read."""
    for part in other_script(text, is_arabic="ar" in languages):
        language = detect_language(part.of(text)) or "unknown"
        message = (
            f"a part in another script (language {language}, {part.end - part.start:,} characters from {part.start:,} on) "
            "was not read: save it as a report of its own"
        )
        yield "other-script", message, part
