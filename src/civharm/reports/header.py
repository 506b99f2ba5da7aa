"""The head of a scraped text: `date 2017-03-07`, `المصدر: …`, a masthead over a date line and a headline.

It ends where running text begins, and is one only where a line in it has a label or is a date:
without that the first lines are as likely words of the report.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from civharm.model.spans import Span
from civharm.model.times import When
from civharm.reports.header_lines import HeaderLine, Label, is_paragraph, read_line, segments
from civharm.reports.published import stated_at

__all__ = ["Header", "Label", "footer_start", "read_header"]

_MAX_LINES = 15
_NUMBERED = re.compile(r"[,\s]+(?:no|vol|issue|العدد)\b.*$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)|copyright\b|all rights reserved|جميع الحقوق محفوظة)", re.IGNORECASE)
_SILENT = (Label.BUTTONS, Label.WORDS)
_DATES = (Label.PUBLISHED, Label.UPDATED)


@dataclass(frozen=True, slots=True)
class Header:
    """What the head states; `title` is where the headline stands, `end` where the text below it starts."""

    published: When | None = None
    values: dict[Label, str] = field(default_factory=dict)
    title: Span | None = None
    end: int = 0


def read_header(text: str) -> Header:
    """The head of a text; an empty header where there is none."""
    lines = list(_head_lines(text))
    telling = [line for line in lines if line.label not in _SILENT]
    if not telling:
        return Header()
    found: dict[Label, Span] = {}
    for line in telling:
        found.setdefault(line.label, line.value)
    headline = _headline(text, lines)
    if headline and Label.TITLE not in found:
        found[Label.TITLE] = headline.value
    masthead = _masthead(text, lines, has_title=Label.TITLE in found)
    if masthead:
        found.setdefault(masthead.label, masthead.value)
    end = max(line.line.end for line in (*_marked(lines), *([headline] if headline else [])))
    return Header(
        published=_published(text, found), values=_values(text, found), title=found.get(Label.TITLE), end=end
    )


def footer_start(text: str, *, after: int) -> int:
    """Where menus, buttons and notes of copyright begin that close a scraped text; its end if none do."""
    end = len(text.rstrip())
    while end > after:
        start = text.rfind("\n", after, end) + 1 or after
        if not _is_footer_line(text[start:end]):
            break
        end = after + len(text[after:start].rstrip())
    return end if text[end:].strip() else len(text)


def _is_footer_line(words: str) -> bool:
    is_menu = len(segments(words)) > 1 and not words.rstrip().endswith((".", "”", '"', "؟", "?", "!"))
    return (
        is_menu
        or bool(_COPYRIGHT.match(words))
        or read_line(words, Span(0, len(words))).label is Label.BUTTONS
    )


def _head_lines(text: str) -> Iterator[HeaderLine]:
    """The lines before the first paragraph, the empty ones left out."""
    start = 0
    for _ in range(_MAX_LINES):
        if start > len(text):
            return
        line = Span(start, _line_end(text, start))
        words = line.of(text)
        read = read_line(text, line)
        if read.label is Label.WORDS and is_paragraph(words):
            return
        if words.strip():
            yield read
        start = line.end + 1


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _marked(lines: Sequence[HeaderLine]) -> list[HeaderLine]:
    return [line for line in lines if line.label is not Label.WORDS]


def _headline(text: str, lines: Sequence[HeaderLine]) -> HeaderLine | None:
    """The words below a date line that stand alone between empty lines."""
    dated = next((at for at, line in enumerate(lines) if line.label in _DATES), None)
    if dated is None:
        return None
    below = [line for line in lines[dated + 1 :] if line.label is Label.WORDS]
    return next((line for line in below[:1] if _stands_alone(text, line.line)), None)


def _stands_alone(text: str, line: Span) -> bool:
    return text[: line.start].endswith("\n\n") and text[line.end :].startswith("\n\n")


def _masthead(text: str, lines: Sequence[HeaderLine], *, has_title: bool) -> HeaderLine | None:
    """The first line over a date line: the outlet's name, unless it must be the headline."""
    first, *others = lines
    if first.label is not Label.WORDS or not any(line.label in _DATES for line in others[:2]):
        return None
    words = first.line.of(text)
    parts = segments(words)
    if has_title or _NUMBERED.sub("", words).isupper() or len(parts) > 1:
        return HeaderLine(Label.SOURCE, first.line, parts[0].shifted(first.line.start))
    return HeaderLine(Label.TITLE, first.line, first.line)


def _published(text: str, found: dict[Label, Span]) -> When | None:
    span = found.get(Label.PUBLISHED) or found.get(Label.UPDATED)
    rule = "header:published" if Label.PUBLISHED in found else "header:updated"
    return stated_at(text, span, rule=rule) if span else None


def _values(text: str, found: dict[Label, Span]) -> dict[Label, str]:
    values = {label: " ".join(span.of(text).split()) for label, span in found.items() if label not in _DATES}
    if Label.SOURCE in values:
        values[Label.SOURCE] = _NUMBERED.sub("", values[Label.SOURCE])
    return values
