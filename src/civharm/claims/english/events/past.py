"""Days as days of what has happened: words that look ahead, or name a beginning, read for a day in the past.

"Was to speak on Friday" may look ahead; people killed on Friday never do.
"""

from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from civharm.claims.english.document import EnglishDocument
from civharm.dates.arithmetic import Unit, latest_year_of, moved, real_day
from civharm.dates.expression import TimeExpression
from civharm.model.times import TimePrecision, When

_WEEKDAY_AHEAD, _DATE_AHEAD = "weekday_ahead", "day_and_month_next"
#: "Since Friday", "since the 3 March attack"; not "since March".
_SINCE_DAY = ("since_weekday", "since_day_and_month", "since_calendar_date")


def plan_of(document: EnglishDocument, time: TimeExpression) -> Token | None:
    """The verb of what was yet to come on a day: "a man shot at the gate was to begin a job on Monday".

    Not the verb of "a gang is to blame for the shooting on Monday".
    """
    token = document.token_at(time.span)
    if token is None or time.when.rule not in (_WEEKDAY_AHEAD, _DATE_AHEAD):
        return None
    verb = token.head.head if token.head.pos_ == "ADP" else token.head
    is_infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    return verb if is_infinitive else None


def looked_back(time: TimeExpression, anchor: date | None) -> TimeExpression:
    """The same words read for the latest such day, where they were read for one after the report."""
    start = time.when.start
    if anchor is None or start is None or start <= anchor or not time.when.is_day:
        return time
    if time.when.rule == _WEEKDAY_AHEAD:
        return _on(time, moved(start, -1, Unit.WEEK))
    if time.when.rule == _DATE_AHEAD:
        return _on(time, real_day(latest_year_of(anchor, start.month, start.day), start.month, start.day))
    return time


def begun(time: TimeExpression) -> TimeExpression:
    """ "Sought since Friday": what is told of began on that day."""
    is_since_day = time.when.rule.startswith(_SINCE_DAY) and time.when.end is None
    return _on(time, time.when.start) if is_since_day else time


def _on(time: TimeExpression, day: date | None) -> TimeExpression:
    if day is None:
        return time
    when: When = replace(time.when, start=day, end=day, precision=TimePrecision.DAY)
    return replace(time, when=when)
