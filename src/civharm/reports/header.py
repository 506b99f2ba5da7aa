"""Header lines at the top of a scraped text: `date 2017-03-07`, `Source: …`, `المصدر: …`.

A line counts as one only at the very top, before the first line that is none. With a colon any
label does; without one the line must look scraped: a date, an address, or a lower-case label.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from civharm.model.spans import Span
from civharm.model.times import When
from civharm.reports.published import find_date, stated_at


class Label(StrEnum):
    """What a header line tells."""

    PUBLISHED = "published"
    UPDATED = "updated"
    SOURCE = "source"
    AUTHOR = "author"
    TITLE = "title"
    URL = "url"
    LANGUAGE = "language"


_WORDS = {
    Label.PUBLISHED: "date|published|published on|publication date|posted|posted on|pubdate|"
    "التاريخ|تاريخ النشر|تاريخ|نشر في|نُشر في|نشر بتاريخ|نُشر بتاريخ|نشر",
    Label.UPDATED: "updated|last updated|modified|آخر تحديث|اخر تحديث|تحديث",
    Label.SOURCE: "source|publisher|outlet|agency|site|المصدر|مصدر|الموقع",
    Label.AUTHOR: "by|author|byline|written by|الكاتب|بقلم|كتب|كتبه",
    Label.TITLE: "title|headline|العنوان|عنوان",
    Label.URL: "url|link|address|الرابط|رابط",
    Label.LANGUAGE: "lang|language|اللغة",
}
_LABEL_OF = {word: label for label, words in _WORDS.items() for word in words.split("|")}
_LINE = re.compile(
    r"\s*(?P<label>"
    + "|".join(sorted(_LABEL_OF, key=len, reverse=True))
    + r")(?P<mark>\s*[:：=]\s*|\t+|\s+)(?P<value>\S.*)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+")
_MAX_LINES = 12
_MAX_VALUE_WORDS = 20
_MAX_SCRAPED_WORDS = 8
#: After a date a line may hold a time of day and buttons, not a sentence.
_MAX_AFTER_DATE = 40


@dataclass(frozen=True, slots=True)
class Header:
    """What header lines state; `end` is where the text below them starts."""

    published: When | None = None
    values: dict[Label, str] = field(default_factory=dict)
    end: int = 0


def read_header(text: str) -> Header:
    """The header lines at the very top of a text; an empty header where there are none."""
    found: dict[Label, Span] = {}
    end = start = 0
    for _ in range(_MAX_LINES):
        line = Span(start, _line_end(text, start))
        labelled = _read_line(text, line)
        if labelled:
            found.setdefault(*labelled)
            end = line.end
        elif line.of(text).strip():
            break
        start = line.end + 1
        if start > len(text):
            break
    return Header(published=_published(text, found), values=_values(text, found), end=end)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _read_line(text: str, line: Span) -> tuple[Label, Span] | None:
    words = line.of(text)
    match = _LINE.fullmatch(words)
    if match is None:
        return (Label.PUBLISHED, line) if _is_date_alone(words) else None
    label = _LABEL_OF[match["label"].casefold()]
    if not _is_plausible(label, match):
        return None
    return label, Span(match.start("value"), match.end("value")).shifted(line.start)


def _is_plausible(label: Label, match: re.Match[str]) -> bool:
    value = match["value"]
    if label in (Label.PUBLISHED, Label.UPDATED):
        return _is_date_line(value)
    if label is Label.URL:
        return bool(_URL.match(value))
    if match["mark"].strip() or "\t" in match["mark"]:
        return len(value.split()) <= _MAX_VALUE_WORDS
    return _looks_like_byline(match) if label is Label.AUTHOR else _looks_scraped(match)


def _is_date_line(value: str) -> bool:
    date = find_date(value)
    return (
        date is not None
        and date.span.start <= _MAX_AFTER_DATE
        and len(value) - date.span.end <= _MAX_AFTER_DATE
    )


def _is_date_alone(words: str) -> bool:
    """True for "Tuesday, 7 March 2017" and "7 March 2017 14:05 GMT" on a line of their own."""
    date = find_date(words)
    if date is None:
        return False
    around = words[: date.span.start] + words[date.span.end :]
    return len(re.findall(r"[^\W\d_]{2,}", around)) <= 2 and len(around.strip()) <= _MAX_AFTER_DATE / 2


def _looks_like_byline(match: re.Match[str]) -> bool:
    names = match["value"].rstrip(",").split()
    return (
        len(names) <= 6 and not match["value"].endswith(".") and all(not name[0].islower() for name in names)
    )


def _looks_scraped(match: re.Match[str]) -> bool:
    value = match["value"]
    is_short = len(value.split()) <= _MAX_SCRAPED_WORDS and not value.rstrip().endswith((".", "؟", "?", "!"))
    return is_short and match["label"].isascii() and match["label"].islower()


def _published(text: str, found: dict[Label, Span]) -> When | None:
    span = found.get(Label.PUBLISHED) or found.get(Label.UPDATED)
    rule = "header:published" if Label.PUBLISHED in found else "header:updated"
    return stated_at(text, span, rule=rule) if span else None


def _values(text: str, found: dict[Label, Span]) -> dict[Label, str]:
    dates = (Label.PUBLISHED, Label.UPDATED)
    return {label: " ".join(span.of(text).split()) for label, span in found.items() if label not in dates}
