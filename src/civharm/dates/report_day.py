"""What a report's own words or its address say of its day, whatever its language."""

import re
from datetime import date
from typing import NamedTuple

from civharm.dates.arithmetic import real_day

#: The rule for the day that the publisher gives.
PUBLISHED = "published"
_YEARS_FIRST = re.compile(r"(?<!\d)(20\d\d)[/-](\d\d?)[/-](\d\d?)(?!\d)")
_TOGETHER = re.compile(r"(?<![\d\w])(20\d\d)([01]\d)([0-3]\d)(?=[/-])")
_DAYS_FIRST = re.compile(r"(?<!\d)(\d\d?)-(\d\d?)-(20\d\d)(?!\d)")


class ReportDay(NamedTuple):
    """A day with the name of the rule that found it."""

    day: date
    rule: str


def day_in_address(url: str) -> ReportDay | None:
    """ "/2021/11/07/", "/20211107/", "-14-06-2023"."""
    if match := _YEARS_FIRST.search(url) or _TOGETHER.search(url):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAYS_FIRST.search(url):
        day, month, year = (int(part) for part in match.groups())
    else:
        return None
    found = real_day(year, month, day)
    return ReportDay(found, "address") if found else None


def day_in_title_of_address(url: str) -> date | None:
    """ "-14-06-2023": the date at the end of the title of which the address is made."""
    match = _DAYS_FIRST.search(url)
    return real_day(int(match[3]), int(match[2]), int(match[1])) if match else None
