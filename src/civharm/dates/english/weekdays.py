"""Weekdays: without "next" or "last" the latest such day, the day of the report included."""

import re
from dataclasses import replace
from datetime import date

from civharm.dates import parts
from civharm.dates.arithmetic import Unit, latest_weekday, moved, next_weekday, week_days
from civharm.dates.english.words import WEEKDAY, folded, phrase, weekday_number
from civharm.dates.expression import TimexType
from civharm.dates.reading import Reading, Rule, Setting, on_day, unresolved

_WHICH = r"(?P<which>last|this past|past|this|this coming|coming|next|the previous|the following|every|each)"
_LEAD = r"(?P<lead>early(?: on)?|late(?: on)?|later(?: on)?|earlier(?: on)?) "
PATTERN = phrase(
    rf"(?:{_LEAD})?(?:{_WHICH} )?(?P<weekday>{WEEKDAY})(?P<many>s)?(?P<week> of last week| last week| next week)?"
)

FRIDAY_PRAYERS = phrase(
    r"(?:(?P<last>last) |the )?Friday(?:['’]s)? (?:(?:noon|midday|congregational|weekly) )?prayers?"
)
_FRIDAY = 4


def read_weekday(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "on Tuesday", "last Friday", "late Monday", "next Sunday", "on Fridays"."""
    weekday = weekday_number(match["weekday"])
    which = folded(match["which"])
    if match["many"] or which in ("every", "each"):
        return unresolved("weekday_repeated", f"XXXX-WXX-{weekday + 1}", TimexType.SET)
    if setting.anchor is None:
        return unresolved("weekday_without_anchor", f"XXXX-WXX-{weekday + 1}")
    if match["week"]:
        return _in_week(setting.anchor, weekday, -1 if "last" in match["week"].lower() else 1)
    if which in ("next", "coming", "this coming", "the following"):
        return on_day(_after(setting.anchor, weekday), "weekday_next")
    if which in ("last", "past", "this past", "the previous"):
        return on_day(_before(setting.anchor, weekday), "weekday_last")
    if setting.is_future:
        return on_day(next_weekday(setting.anchor, weekday), "weekday_ahead")
    return on_day(latest_weekday(setting.anchor, weekday), "weekday_latest")


def _in_week(anchor: date, weekday: int, weeks: int) -> Reading | None:
    monday = moved(week_days(anchor).first, weeks, Unit.WEEK)
    day = moved(monday, weekday, Unit.DAY) if monday else None
    return on_day(day, "weekday_of_week") if day else None


def _before(anchor: date, weekday: int) -> date:
    """Last Friday in a Friday report is the week before, not the day itself."""
    return latest_weekday(moved(anchor, -1, Unit.DAY) or anchor, weekday)


def _after(anchor: date, weekday: int) -> date:
    return next_weekday(moved(anchor, 1, Unit.DAY) or anchor, weekday)


def read_friday_prayers(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "after Friday prayers": midday of the latest Friday."""
    if setting.anchor is None:
        return replace(
            unresolved("friday_prayers", f"XXXX-WXX-{_FRIDAY + 1}", TimexType.TIME),
            part_of_day=parts.MIDDAY.part,
        )
    day = (_before if match["last"] else latest_weekday)(setting.anchor, _FRIDAY)
    return replace(
        on_day(day, "friday_prayers", part=parts.MIDDAY.part),
        timex_value=f"{day.isoformat()}{parts.MIDDAY.code}",
        timex_type=TimexType.TIME,
    )


RULES = (
    Rule("friday_prayers", FRIDAY_PRAYERS, read_friday_prayers),
    Rule("weekday", PATTERN, read_weekday),
)
