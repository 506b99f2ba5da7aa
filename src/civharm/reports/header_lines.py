"""What one line at the top of a scraped text is: a label with its value, a date line, a byline, buttons, words."""

import re
from dataclasses import dataclass
from enum import StrEnum

from civharm.model.spans import Span
from civharm.reports.published import find_date


class Label(StrEnum):
    """What a header line tells; `BUTTONS` and `WORDS` tell nothing by themselves."""

    PUBLISHED = "published"
    UPDATED = "updated"
    SOURCE = "source"
    AUTHOR = "author"
    TITLE = "title"
    URL = "url"
    LANGUAGE = "language"
    BUTTONS = "buttons"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line with what it tells; `value` is where in the text the telling words stand."""

    label: Label
    line: Span
    value: Span


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
_LABELS = "|".join(sorted(map(re.escape, _LABEL_OF), key=len, reverse=True))
_LABELLED = re.compile(
    rf"\s*(?P<label>{_LABELS})(?P<mark>\s*[:：=]\s*|\t+|\s+)(?P<value>\S.*)".replace(r"\ ", r"\s"),
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+")
_SEPARATOR = re.compile(r"[|·•★\t]| / | {3,}")
_BUTTON = re.compile(
    r"share|print|email|e-mail|tweet|save|comments?|home|menu|read|min|listen|login|subscribe|this|page|"
    r"[a-z][+-]?|\d+|طباعة|مشاركة|شارك|الرئيسية|اتصل|بنا",
    re.IGNORECASE,
)
_SENTENCE_END = (".", "!", "?", "؟", "…", ".”", '."', "?”", "!”")
_MAX_VALUE_WORDS = 20
_MAX_SCRAPED_WORDS = 8
_MAX_NAMES = 6
#: After a labelled date a line may hold a time of day and buttons, not a sentence.
_MAX_AFTER_DATE = 40
_MAX_BESIDE_DATE_WORDS = 2
_PARAGRAPH_CHARS = 90
_SENTENCE_WORDS = 5


def read_line(text: str, line: Span) -> HeaderLine:
    """The one line, by its form alone."""
    words = line.of(text)
    match = _LABELLED.fullmatch(words)
    if match and _is_plausible(label := _LABEL_OF[_plain(match["label"])], match):
        return HeaderLine(label, line, Span(match.start("value"), match.end("value")).shifted(line.start))
    dated = next((segment for segment in segments(words) if _is_date_alone(segment.of(words))), None)
    if dated:
        return HeaderLine(Label.PUBLISHED, line, dated.shifted(line.start))
    label = (
        Label.BUTTONS
        if all(_BUTTON.fullmatch(word) for word in re.findall(r"[^\s|]+", words))
        else Label.WORDS
    )
    return HeaderLine(label, line, line)


def segments(words: str) -> list[Span]:
    """The parts of a line that bars, dots or wide gaps divide."""
    cuts = [0, *(edge for gap in _SEPARATOR.finditer(words) for edge in gap.span()), len(words)]
    return [
        Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True) if words[start:end].strip()
    ]


def is_paragraph(words: str) -> bool:
    """True for running text: long, or a whole sentence."""
    stripped = words.rstrip()
    is_sentence = stripped.endswith(_SENTENCE_END) and len(stripped.split()) >= _SENTENCE_WORDS
    return is_sentence or len(stripped) >= _PARAGRAPH_CHARS


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


def _is_plausible(label: Label, match: re.Match[str]) -> bool:
    value = match["value"]
    if label in (Label.PUBLISHED, Label.UPDATED):
        return _is_date_line(value)
    if label is Label.URL:
        return bool(_URL.match(value))
    if match["mark"].strip() or "\t" in match["mark"]:
        return len(value.split()) <= _MAX_VALUE_WORDS
    return _looks_like_byline(value) if label is Label.AUTHOR else _looks_scraped(match)


def _is_date_line(value: str) -> bool:
    date = find_date(value)
    if date is None:
        return False
    rest = next((part for part in segments(value[date.span.end :])), Span(0, 0))
    return date.span.start <= _MAX_AFTER_DATE and rest.end - rest.start <= _MAX_AFTER_DATE


def _is_date_alone(words: str) -> bool:
    """True for "Tuesday, 7 March 2017" and "7 March 2017 14:05 GMT" with nothing else beside them."""
    date = find_date(words)
    if date is None:
        return False
    around = words[: date.span.start] + words[date.span.end :]
    beside = re.findall(r"[^\W\d_]{2,}", around)
    return len(beside) <= _MAX_BESIDE_DATE_WORDS and len(around.strip()) <= _MAX_AFTER_DATE / 2


def _looks_like_byline(value: str) -> bool:
    names = value.rstrip(",").split()
    is_named = len(names) <= _MAX_NAMES and all(not name[0].islower() for name in names)
    return not value.endswith(".") and (is_named or value.casefold().startswith(("our ", "a staff", "the ")))


def _looks_scraped(match: re.Match[str]) -> bool:
    value = match["value"]
    is_short = len(value.split()) <= _MAX_SCRAPED_WORDS and not value.rstrip().endswith(_SENTENCE_END)
    return is_short and match["label"].isascii() and match["label"].islower()
