"""Years that stand alone ("in 2014", "the 2003 invasion"), and numbers that only look like years."""

import re

from civharm.dates.arithmetic import edge_of, year_days
from civharm.dates.english.numbers import year_number
from civharm.dates.english.words import EDGE, YEAR, edge_named, phrase
from civharm.dates.reading import Reading, Rule, Setting, over
from civharm.dates.timex import year_value
from civharm.model.times import TimePrecision

PATTERN = phrase(
    rf"(?:{EDGE}|(?P<side>earlier|later) in )?(?:the year )?(?P<fiscal>fiscal(?: year)? )?(?P<year>{YEAR})(?![/-]\d)(?!-[a-z]{{2}})"
)
YEARS = phrase(rf"(?P<year>{YEAR})(?:-|–|/)(?P<last>{YEAR}|\d\d)(?![\d/-])")
YEAR_END = phrase(r"(?:the )?year(?:-| |['’]s )end(?: (?P<year>(?:19|20)\d\d))?")

#: Words before which a number of four digits counts, names or measures something.
_COUNTS = re.compile(
    r"(?:\b(?:least|most|than|nearly|almost|some|roughly|approximately|exactly|over|up to|killed|killing|wounded"
    r"|injured|total of|estimated|another|additional|only|highway|route|room|unit|apartment|flight|resolution|no\.?"
    r"|number|model|page|suite|block|building|order|rs\.?|usd|id|tel\.?|phone|zip)"
    r"|[\d.,/:+=&?#*@_-]|[$€£%])\s*$",
    re.IGNORECASE,
)
#: A year stands before such a noun only after an article or a possessive ("the 2003 attacks").
_DETERMINED = re.compile(
    r"(?:\b(?:the|this|that|his|her|its|their|our|early|late|mid|since|of|during)|['’]s|s['’])[\s-]+$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?:(?!(?:was|is|has|as|this|its|his|us|does|across|versus|towards|besides|always|perhaps|unless)\b)[a-z]+s"
    r"|people|men|women|children|civilians|police|personnel|staff|km|kg|m|mm|ft|feet|hp|hours|hrs|gmt|local time)\b"
)
#: "1650 Bakers Road", "2000 North Street": a house number before a capitalised street name.
_STREET = re.compile(
    r"\s+(?:block\b|(?:[NSEW]\.?\s+)?(?:[A-Z][\w.]+\s+){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Dr|Drive|Lane"
    r"|Ln|Way|Court|Ct|Place|Pl|Highway|Hwy|Pike|Parkway|Pkwy)\b)"
)


def read_year(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "2014", "early 2017", "earlier in 2017"."""
    if not match["fiscal"] and _is_no_year(setting.text, match):
        return None
    year = year_number(match["year"])
    days, value = year_days(year), year_value(year)
    if part := edge_named(match["edge"]):
        return over(edge_of(days, part), value, TimePrecision.RANGE, f"{part.value}_year")
    anchor = setting.anchor
    if match["side"] and anchor and days.first <= anchor <= days.last:
        within = (
            days._replace(last=anchor) if match["side"].lower() == "earlier" else days._replace(first=anchor)
        )
        return over(within, value, TimePrecision.RANGE, f"{match['side'].lower()}_in_year")
    return over(days, value, TimePrecision.YEAR, "year")


def read_years(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "2012-15", "2014–2017"; "2017-03" is a month and no range of years."""
    first = year_number(match["year"])
    is_short = len(match["last"]) == 2
    last = first - first % 100 + int(match["last"]) if is_short else year_number(match["last"])
    if last <= first or (is_short and last % 100 <= 12) or _is_no_year(setting.text, match):
        return None
    days = year_days(first)._replace(last=year_days(last).last)
    return over(days, year_value(first), TimePrecision.RANGE, "years")


#: "in 1994, 1995 and 1997".
_LISTED = re.compile(rf"\b{YEAR},\s*$")
#: "Two thousand" is mostly a count.
_THOUSAND = re.compile(r"two[ -]thousand", re.IGNORECASE)
_BEFORE_THOUSAND = re.compile(r"\b(?:year|in|since|until|by|during|of|early|late|mid)[\s-]+$", re.IGNORECASE)


def _is_no_year(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start("year") - 16) : match.start("year")]
    if _THOUSAND.match(match["year"]) and not _BEFORE_THOUSAND.search(before):
        return True
    counted = text[max(0, match.start() - 16) : match.start()]
    after = text[match.end("year") : match.end("year") + 60]
    if (_COUNTS.search(counted) and not _LISTED.search(counted)) or _STREET.match(after):
        return True
    return bool(_COUNTED.match(after)) and not _DETERMINED.search(before)


def read_year_end(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "year-end": the last day of the year of the report."""
    year = year_number(match["year"]) if match["year"] else setting.anchor and setting.anchor.year
    if not year:
        return None
    last = year_days(year).last
    return Reading(
        rule="year_end", timex_value=last.isoformat(), start=last, end=last, precision=TimePrecision.DAY
    )


RULES = (
    Rule("years", YEARS, read_years),
    Rule("year", PATTERN, read_year),
    Rule("year_end", YEAR_END, read_year_end),
)
