"""Runs the rules of a language over a text: leftmost and longest match first, read in the order of the text.

A grammar is data (rules, a test for future tense, steps that join neighbours), so a further language
adds a folder of rules and nothing here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from civharm.dates.expression import TimeExpression
from civharm.dates.reading import Rule, Setting
from civharm.model.spans import Span

#: Joins neighbours (a day with its part of the day, "since" with what follows) in a finished list.
Join = Callable[[str, list[TimeExpression]], list[TimeExpression]]

#: How many expressions back a rule may look for what it refers to.
_MEMORY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The rules of one language, in order of precedence among matches of one length."""

    rules: Sequence[Rule]
    joins: Sequence[Join]
    looks_ahead: Callable[[str, Span], bool]

    def find(self, text: str, anchor: date | None, *, years: Sequence[int] = ()) -> list[TimeExpression]:
        """All time expressions of a text, in order, none overlapping another."""
        found = list(self._read(text, Setting(anchor=anchor, text=text, years=years)))
        for join in self.joins:
            found = join(text, found)
        return found

    def _read(self, text: str, setting: Setting) -> Iterator[TimeExpression]:
        before: tuple[TimeExpression, ...] = ()
        end = 0
        for rule, match in self._matches(text):
            if match.start() < end:
                continue
            span = Span(match.start(), match.end())
            there = replace(
                setting, position=span.start, is_future=self.looks_ahead(text, span), before=before
            )
            reading = rule.read(match, there)
            if reading is not None:
                expression = reading.expression(text, span)
                yield expression
                before, end = (*before[1 - _MEMORY :], expression), span.end

    def _matches(self, text: str) -> list[tuple[Rule, re.Match[str]]]:
        found = [
            (match.start(), -match.end(), order, rule, match)
            for order, rule in enumerate(self.rules)
            for match in rule.pattern.finditer(text)
        ]
        return [(rule, match) for *_, rule, match in sorted(found, key=lambda each: each[:3])]
