"""What is told beside the event of a report: totals of a period or of many attacks, and what happened earlier."""

from collections.abc import Sequence

from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.tokens import Sentence, Token
from civharm.dates.expression import TimeExpression
from civharm.lang.arabic import fold_word
from civharm.lang.arabic_numbers import number_at

#: Attacks from this number on are no single event.
_ROW = 3
#: Where the time that "since" counts from begins.
_SINCE_REACH = 3
_AN_HOUR_OR_DAY = ("XXXX-XX-XX", "XXXX-WXX", "PRESENT")
_NIGHT = "TNI"
#: Rules of reading that make a day of a date.
_DATES = ("day_and_month", "calendar_date")
#: "وكان ... قد": the pluperfect, with the subject between.
_WAS, _HAD = (fold_word("كان"), fold_word("كانت")), fold_word("قد")
_PLUPERFECT_REACH = 10
#: How far into a sentence the words may stand that open a look back.
_OPENING = 3


class ContextFinder:
    """Tells totals and earlier events from the event of a report by the cue words of the codebook."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def is_total(self, sentence: Sentence, times: Sequence[TimeExpression]) -> bool:
        """A figure for a period or of a row of attacks; "since this morning" is no period."""
        tokens = sentence.tokens
        return (
            self._lexicon.has("periods", tokens)
            or (self._lexicon.has("past_periods", tokens) and not any(map(_is_day, times)))
            or self._lexicon.has("these_attacks", tokens)
            or self._counts_operations(tokens)
            or self._counts_since(sentence, times)
        )

    def is_earlier(self, sentence: Sentence, times: Sequence[TimeExpression]) -> bool:
        """ "It is recalled that", "last July": the whole sentence looks back."""
        tokens = sentence.tokens
        return (
            self._lexicon.has("earlier", tokens)
            or any(self._lexicon.named("earlier_openings", tokens, at) for at in range(_OPENING))
            or any(self._is_bygone(sentence, time) for time in times)
            or (
                tokens[0].bare.word in _WAS
                and any(token.word == _HAD for token in tokens[:_PLUPERFECT_REACH])
            )
        )

    def turn_back(self, tokens: Sequence[Token]) -> int | None:
        """The token from which on a sentence speaks of an earlier event: "... a day after the killing of"."""
        found = (at for at in range(len(tokens)) if self._lexicon.named("earlier_after", tokens, at))
        return next(found, None)

    def habit(self, tokens: Sequence[Token]) -> int | None:
        """The token from which on a sentence tells what goes on all the time: "... from time to time"."""
        found = (at for at in range(len(tokens)) if self._lexicon.named("habits", tokens, at))
        return next(found, None)

    def _is_bygone(self, sentence: Sentence, time: TimeExpression) -> bool:
        """Last month, the 28th of last July; last Thursday and last night are often the event's own time."""
        if (
            "WXX" in time.timex_value
            or time.timex_value.endswith(_NIGHT)
            or time.when.rule.startswith("weekday")
        ):
            return False
        end = sentence.folded.at(time.span.end)
        after = next((token.word for token in sentence.tokens if token.start >= end), "")
        return any(self._lexicon.is_bygone(word) for word in (*fold_word(time.words).split(), after))

    def _counts_operations(self, tokens: Sequence[Token]) -> bool:
        """ "34 هجوماً أدت إلى مقتل": a row of attacks that somebody counted."""
        words = [token.word for token in tokens]
        for at in range(len(tokens)):
            number = number_at(words, at)
            if number and number[0] >= _ROW and self._lexicon.named("operations", tokens, at + number[1]):
                return True
        return False

    def _counts_since(self, sentence: Sentence, times: Sequence[TimeExpression]) -> bool:
        tokens = sentence.tokens
        days = [time.span for time in times if _is_day(time)]
        for at in range(len(tokens)):
            if self._lexicon.named("since", tokens, at):
                begun = sentence.span_of(at, min(at + _SINCE_REACH, len(tokens)))
                if not any(day.overlaps(begun) for day in days):
                    return True
        return False


def _is_day(time: TimeExpression) -> bool:
    """A day, known or not; hours and "now" count as one. A date of the calendar is one that a row is counted from."""
    if time.when.rule.startswith(_DATES):
        return False
    return time.when.is_day or time.timex_value.startswith(_AN_HOUR_OR_DAY)
