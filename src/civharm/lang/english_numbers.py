"""Whole numbers in English text: digits with separators, words, dozens. Ordinals are no numbers here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from civharm.model.spans import Span

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_DOZEN = 12

_HYPHEN = r"[-\u2010\u2011]"
_GAP = rf"(?:\s|{_HYPHEN})"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:{_GAP}(?:{_UNIT}))?|{_UNIT})"
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,2}(?!\d)|\d{1,9}(?!\d)"
_HUNDREDS = rf"(?:(?:an?\s|{_SMALL}{_GAP})?hundred(?:\s(?:and\s)?{_SMALL})?)"
_BELOW_THOUSAND = rf"(?:{_HUNDREDS}|{_SMALL}|\d{{1,3}}\.\d{{1,3}}(?!\d)|{_DIGITS})"
_THOUSANDS = (
    rf"(?:(?:an?\s|{_BELOW_THOUSAND}{_GAP})(?:thousand|million|billion)"
    rf"(?:,?\s(?:and\s)?(?:{_HUNDREDS}|{_SMALL})(?!\w))?)"
)
_DOZENS = rf"(?:(?:half{_GAP}an?\s|half{_GAP}|an?\s|{_SMALL}{_GAP}|(?:{_DIGITS})\s)?dozen)"

#: One number, without what must not stand around it; for use inside larger patterns.
NUMBER = rf"(?:{_DOZENS}|{_THOUSANDS}|{_HUNDREDS}|{_SMALL}|{_DIGITS})"
#: What must not stand right before a number: letters, money, parts of dates, times, names and decimals.
#: Pages lose the blank between sentences: "in the street.Five people were hurt", and hang notes on them: "a man.[12]".
NOT_BEFORE = r"(?:(?<![^\s(]\[)(?<![\w$€£¥#/:.,'’\u2010\u2011\u2013-])(?<![$€£¥#]\s)|(?<=[a-z)][.!?])(?=(?-i:[A-Z][a-z])))"
#: What must not follow it: ordinals, decimals, shares, times, units glued to it, compounds ("34-year-old").
NOT_AFTER = rf"(?!\w|[/:%]|[.,]\d|{_HYPHEN}\w|['’]s\b|\s?(?:%|percent\b|per\scent\b|[ap]\.?m\b|o['’]clock\b))"

#: Signs that are numbers and no digits: of footnotes, lists, clocks, halves.
_SIGNS = r"\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u218b\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
#: A number that nobody can be sure of: letters read for digits by a scanner ("l2", "1O"), points between thousands,
#: more digits than there are people.
UNREADABLE = (
    r"(?:(?-i:\d*[lIO|]+\d[\dlIO|]*|\d+[lIO|]+[\dlIO|]*|l{1,3})"
    rf"|\d*[{_SIGNS}]+[\d{_SIGNS}]*|\d{{1,3}}(?:\.\d{{3}})+(?!\d)|\d{{10,}})"
)

_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec."
).split()
_NO_DAY = "".join(rf"(?<!\b{re.escape(month)}\s)" for month in _MONTHS)
_BLANK = r"[ \u2009\u00a0\u202f]"
_MEASURES = "years?|yrs?|months?|weeks?|days?|hours?|minutes?|mm|cm|kg|kilos?|km|lbs?|pounds?|tons?"
#: Digits with a blank between them: thousands ("1 200"), or a number that was torn ("1 2" for 12). The day of a month
#: is a number of its own ("March 3 2 people"), and so is what is measured ("3 10-year-old boys", "2 155 mm shells").
TORN = rf"(?=\d){_NO_DAY}\d{{1,3}}(?:{_BLANK}\d{{1,3}})+(?!\d|\s\d|[\s-](?:{_MEASURES})\b)"
_TORN = re.compile(rf"\d{{1,3}}(?:{_BLANK}\d{{1,3}})+\Z")
_THOUSANDS_TORN = re.compile(rf"\d{{1,3}}(?:{_BLANK}\d{{3}}){{1,2}}\Z")
#: Part of a person: nobody counts so, unless in averages.
DECIMAL = r"\d{1,4}\.\d{1,2}(?!\d)"

_FIND = re.compile(NOT_BEFORE + f"({NUMBER})" + NOT_AFTER, re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|\d[\d,.\u00a0\u202f]*")


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number and where it stands."""

    span: Span
    words: str
    value: int


def find_numbers(text: str) -> Iterator[NumberMention]:
    """The whole numbers of a text, in order; dates, times, money, shares and compounds left out."""
    for match in _FIND.finditer(text):
        yield NumberMention(Span(*match.span(1)), match[1], number_value(match[1]))


def is_torn(words: str) -> bool:
    """True for digits with blanks between them."""
    return _TORN.match(words) is not None


def certain_value(words: str) -> int | None:
    """The value of what `NUMBER` or `TORN` matches, None where it is torn otherwise than between thousands."""
    if not is_torn(words):
        return number_value(words)
    return int("".join(words.split())) if _THOUSANDS_TORN.match(words) else None


def number_value(words: str) -> int:
    """The value of a number that `NUMBER` matches ("a hundred and five", "1,200", "half a dozen")."""
    total, current = 0, 0.0
    for word in _WORD.findall(words.casefold()):
        if word in ("a", "an", "and"):
            continue
        if word == "half":
            current = 0.5
        elif word == "dozen":
            current = (current or 1) * _DOZEN
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _SCALES:
            total += round((current or 1) * _SCALES[word])
            current = 0
        else:
            current += _simple_value(word)
    return total + round(current)


def _simple_value(word: str) -> float:
    if word[0].isdigit():
        digits = re.sub(r"[,\u00a0\u202f]", "", word)
        return float(digits) if digits.count(".") == 1 else float(digits.replace(".", ""))
    return _UNITS.get(word, _TENS.get(word, 0))
