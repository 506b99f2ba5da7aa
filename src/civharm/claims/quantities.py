"""Words to counts: what "12", "at least 12", "about 12" and "dozens" stand for (METHOD, T4 and T13).

The arithmetic serves every language; `EnglishQuantities` finds the words of English.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from civharm.codebook.entries import QuantityProfile
from civharm.codebook.load import CueWords
from civharm.lang.english_numbers import (
    DECIMAL,
    NOT_AFTER,
    NOT_BEFORE,
    NUMBER,
    TORN,
    UNREADABLE,
    certain_value,
    is_torn,
    number_value,
)
from civharm.model.casualties import Count, Open
from civharm.model.spans import Span

#: "Rose from 12 to 15": so far before the numbers the word of change may stand, in letters.
_CHANGE_REACH = 60
#: So far before digits the word stands that they may number.
_NAME_REACH = 30


#: Lists of the words that people are counted by; their plurals end in s or stand in `_PLURALS`.
_PEOPLE = (
    "unknown_people civilian_people combatants children women men journalists medics "
    "killed_states injured_states killed_nouns"
).split()
_PLURALS = ("people", "men", "women", "children", "policemen", "gunmen", "lives")
#: Names of the pattern's groups for the two ends of a range.
_SEVERAL = r"several|a\sfew|many|a\scouple(?:\sof)?"
_SCALES = "dozen|hundred|thousand|million"
_RANGES = (("least", "most"), ("fewest", "highest"), ("low", "to"), ("from", "to"))
#: A word with a capital in front may be what is numbered: "Ward 3 200 people".
_NAME_BEFORE = re.compile(r"(?:^|\s)[A-Z]\S*\s$")

_PROFILE, _PLURAL = "profile:", ":plural"


class Bound(StrEnum):
    """What the words around a number make of it; values are names of lists of cue words."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    ABOUT = "about"


def bounded(
    value: int, bound: Bound, profile: QuantityProfile, *, words: str, span: Span | None = None
) -> Count:
    """A stated number as a count: "at least 12" is 12–12 open above, "up to 12" unknown–12."""
    low: int | None = value
    high: int | None = value
    side = Open.ABOVE if bound in (Bound.AT_LEAST, Bound.MORE_THAN) else None
    if bound is Bound.UP_TO:
        low, side = None, Open.BELOW
    elif bound is Bound.ABOUT:
        low, high = around(value, profile.about)
    return Count(min=low, max=high, open=side, words=words, rule=f"number:{bound}", span=span)


def around(value: int, tolerance: float) -> tuple[int, int]:
    """N ± a fraction, rounded outward to whole numbers."""
    exact = round(value * tolerance, 6)  # or 0.1 × 30 would reach beyond 33
    return math.floor(value - exact), math.ceil(value + exact)


def ranged(low: int, high: int, *, words: str, span: Span | None = None) -> Count:
    """ "between 10 and 15", in whichever order the numbers stand."""
    return Count(min=min(low, high), max=max(low, high), words=words, rule="number:range", span=span)


def _reaching(found: Count, beyond: Bound | None) -> Count:
    """A range that ends in "more than 30" reaches beyond it; one that ends in "at least 30" may."""
    if beyond is None:
        return found
    rule = f"{found.rule}_{beyond}" if beyond is Bound.MORE_THAN else found.rule
    return replace(found, open=Open.ABOVE, rule=rule)


def vague(phrase: str, profile: QuantityProfile, *, words: str, span: Span | None = None) -> Count:
    """A vague word by the profile, whatever its language; unknown–unknown when the profile lacks it."""
    low, high = _vague_ranges(profile).get(" ".join(phrase.casefold().split()), (None, None))
    rule = f"{_PROFILE}{profile.name}@{profile.version}"
    return Count(min=low, max=high, words=words, rule=rule, span=span)


def plural(profile: QuantityProfile, *, words: str, span: Span | None = None) -> Count:
    """People in the plural without a number count as "some" do; `is_bare_plural` tells them apart."""
    count = vague("some", profile, words=words, span=span)
    return replace(count, rule=f"{count.rule}{_PLURAL}")


def is_bare_plural(count: Count) -> bool:
    """True for people in the plural without any word of quantity."""
    return count.rule.endswith(_PLURAL)


def is_vague(count: Count) -> bool:
    """True for a number that a profile gives to words without one: "dozens", "several", a plural."""
    return count.rule.startswith(_PROFILE)


def whole_family(profile: QuantityProfile, *, words: str, span: Span | None = None) -> Count:
    """ "The entire family" without a number (T12)."""
    least = profile.family_without_number
    return Count(min=least, max=least, words=words, rule="T12", span=span)


def unknown(*, words: str, span: Span | None = None) -> Count:
    """Harm was done, to how many is not said; never 0 (T13)."""
    return Count(min=None, max=None, words=words, rule="T13", span=span)


@lru_cache(maxsize=8)
def _vague_ranges(profile: QuantityProfile) -> dict[str, tuple[int | None, int | None]]:
    return {
        word.casefold(): phrase.range
        for phrase in profile.phrases
        for word in (*phrase.words.en, *phrase.words.ar)
    }


class EnglishQuantities:
    """Finds quantities in English text, as counts with their words and spans.

    `cues` is the list "en-casualties": `at_least`, `more_than`, `up_to`, `about` stand before a number,
    `or_more` after it, `unknown_number` for one.
    """

    def __init__(self, profile: QuantityProfile, cues: CueWords) -> None:
        self._profile = profile
        self._bounds = {
            word: bound for bound in Bound if bound is not Bound.EXACT for word in cues[bound.value]
        }
        self._pattern = re.compile(_pattern(profile, cues), re.IGNORECASE)
        self._numbered = re.compile(rf"\b(?:{_any(cues['numbered'])})\s$", re.IGNORECASE)
        self._spoken_of = re.compile(rf"\b(?:{_any(cues['spoken_about'])})\s$", re.IGNORECASE)
        self._change = re.compile(rf"\b(?:{_any(cues['changes'])})\b[^.!?]*$", re.IGNORECASE)

    def find(self, text: str) -> list[Count]:
        """The quantities of a text, in order; dates, money, shares and ages are none."""
        return [count for match in self._pattern.finditer(text) for count in self._counts(match)]

    def _counts(self, match: re.Match[str]) -> list[Count]:
        """One count; "rose from 12 to 15" is two, but "from 12 to 15 people were killed" a range."""
        before = match.string[max(0, match.start() - _CHANGE_REACH) : match.start()]
        if not match["since"] or not self._change.search(before):
            return [self._read(match)]
        return [self._exact(match[name], Span(*match.span(name))) for name in ("from", "to")]

    def _exact(self, words: str, span: Span) -> Count:
        value = certain_value(words)
        if value is None:
            return unknown(words=words, span=span)
        return bounded(value, Bound.EXACT, self._profile, words=words, span=span)

    def _read(self, match: re.Match[str]) -> Count:
        words, span = match[0], Span(*match.span())
        if match["unknown"] or match["unreadable"]:
            return unknown(words=words, span=span)
        for least, most in _RANGES:
            if match[least]:
                return self._range(match, match[least], match[most])
        if match["few"]:
            return self._from_vague(match)
        if match["whole"]:
            harmed = max(0, number_value(match["whole"]) - number_value(match["spared"]))
            return bounded(harmed, Bound.EXACT, self._profile, words=words, span=span)
        if match["scale"]:
            return vague(match["scale"] + "s", self._profile, words=words, span=span)
        bound = self._bound(match)
        if match["vague"]:
            return self._vague(match["vague"], bound, words=words, span=span)
        value = self._value(match, match["torn"] or match["number"])
        if value is None:
            return unknown(words=words, span=span)
        return bounded(value, bound, self._profile, words=words, span=span)

    def _range(self, match: re.Match[str], least: str, most: str) -> Count:
        words, span = match[0], Span(*match.span())
        low, high = self._value(match, least), self._value(match, most)
        if low is None or high is None:
            return unknown(words=words, span=span)
        return _reaching(
            ranged(low, high, words=words, span=span), self._bounds.get(_folded(match["beyond"]))
        )

    def _from_vague(self, match: re.Match[str]) -> Count:
        """ "From a few dozen to more than 200": at least what the vague word stands for."""
        words, span = match[0], Span(*match.span())
        low = vague(_plural_of_scale(match["few"]), self._profile, words=words).min
        high = self._value(match, match["limit"])
        if low is None or high is None:
            return unknown(words=words, span=span)
        return _reaching(ranged(low, high, words=words, span=span), self._bounds.get(_folded(match["past"])))

    def _bound(self, match: re.Match[str]) -> Bound:
        if match["more"]:
            return Bound.AT_LEAST
        before = _folded(match["before"])
        if before == "about" and self._spoken_of.search(match.string, 0, match.start()):
            return Bound.EXACT
        return self._bounds.get(before, Bound.EXACT)

    def _value(self, match: re.Match[str], number: str) -> int | None:
        """Groups of three digits are thousands, unless the first may number what stands before it ("page 3 200 people")."""
        before = match.string[max(0, match.start() - _NAME_REACH) : match.start()]
        is_first = is_torn(number) and match[0].startswith(number)
        is_numbered = is_first and (self._numbered.search(before) or _NAME_BEFORE.search(before))
        return None if is_numbered else certain_value(number)

    def _vague(self, phrase: str, bound: Bound, *, words: str, span: Span) -> Count:
        count = vague(phrase, self._profile, words=words, span=span)
        side = Open.ABOVE if bound in (Bound.AT_LEAST, Bound.MORE_THAN) else None
        return Count(min=count.min, max=count.max, open=side, words=words, rule=count.rule, span=span)


def _plural_of_scale(words: str) -> str:
    """ "A few dozen" is "dozens"; other words stay as they are."""
    scale = re.search(rf"(?:{_SCALES})\Z", words, re.IGNORECASE)
    return f"{scale[0]}s" if scale else words


def _folded(words: str | None) -> str:
    return " ".join((words or "").casefold().split())


def _pattern(profile: QuantityProfile, cues: CueWords) -> str:
    bounds = _any(word for bound in Bound if bound is not Bound.EXACT for word in cues[bound.value])
    vague_words = _any(word for phrase in profile.phrases for word in phrase.words.en)
    more = _any(cues["or_more"])
    adds, others = _any(cues["additional"]), _any(cues["others"])
    people = _any([*(word for name in _PEOPLE for word in cues[name]), *_PLURALS])
    number, amount, start, end = f"(?:{NUMBER})", f"(?:{TORN}|{NUMBER})", NOT_BEFORE, NOT_AFTER
    return (
        rf"{start}(?:"
        rf"(?P<unknown>(?:{_any(cues['unknown_number'])})(?!\w))"
        rf"|all\sbut\s(?P<spared>{number})\sof\s(?:the\s|its\s|their\s)?(?P<whole>{number}){end}"
        rf"|(?:(?:{_any(cues['at_least'])})\s)(?P<least>{amount}),?\s(?:and|but|or)\s(?:possibly\s|perhaps\s|maybe\s)?"
        rf"(?:{_any(cues['up_to'])})\s(?P<most>{amount}){end}"
        rf"|(?P<fewest>{amount})\s(?:and|but|with|to)\s(?:a\s|an\s)?(?:possible\s)?(?:maximum|upper\slimit)\sof\s(?P<highest>{amount}){end}"
        rf"|(?:(?:{_any(cues['at_least'])})\s)?(?:between\s(?P<low>{amount})\s(?:and|to)\s[“\"]?(?:(?P<beyond>{bounds})\s)?|(?P<since>from\s)?(?P<from>{amount})(?:\s(?:to|or)\s|(?<=\d)\s?[-–—]\s?(?=\d)))"
        rf"(?P<to>{amount}){end}"
        rf"|(?:between|from)\s(?P<few>(?:{_SEVERAL})\s(?:{_SCALES})|(?:{vague_words}))\s(?:and|to)\s(?:(?P<past>{bounds})\s)?(?P<limit>{amount}){end}"
        rf"|(?P<several>{_SEVERAL})\s(?P<scale>{_SCALES})s?(?!\w)"
        rf"|(?:(?P<before>{bounds})\s)?(?:(?:{adds})\s)?"
        rf"(?:(?P<vague>(?:{vague_words})(?!\w))|(?:(?P<torn>{TORN})|(?P<number>{number})){end}(?:\s(?:{others})(?!\w))?)"
        rf"(?P<more>\s(?:{more})(?!\w))?"
        rf"|(?P<unreadable>{UNREADABLE}|{DECIMAL}(?=\s(?:\w+\s)?(?:{people})s?\b)){end}"
        r")"
    )


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
