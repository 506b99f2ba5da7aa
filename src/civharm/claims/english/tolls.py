"""Tolls: "a death toll of 45", "the toll rose from 12 to 15", "the number of dead stands at 9"."""

from civharm.claims.english.context import Context, lemma
from civharm.claims.english.lexicon import Frame, PersonWord
from civharm.claims.english.people import People
from civharm.claims.english.triggers import Trigger
from civharm.model.casualties import Harm, Status

_BEFORE_FIGURE = frozenset(
    "of at to is was reached exceeded passed topped hit stood : reaches are were".split()
)
_SUPERSEDED = frozenset({"from", "by"})
_REACH = 25


def read_toll(trigger: Trigger, context: Context) -> tuple[Harm, People] | None:
    """The figure of a toll; of "rose from 12 to 15" the second, since the first is superseded."""
    token = trigger.token
    if trigger.frame is not Frame.TOLL:
        return None
    chosen: int | None = None
    at = token.i + 1
    stop = min(token.sent.end, token.i + _REACH)
    while at < stop:
        if at in context.counts:
            before = context.doc[at - 1].lower_
            if before not in _SUPERSEDED and (chosen is None or before in _BEFORE_FIGURE):
                chosen = at
                break
            count = context.counts[at]
            while context.counts.get(at + 1) is count:
                at += 1
        at += 1
    if chosen is None:
        return None
    end = chosen
    while context.counts.get(end) is context.counts[chosen]:
        end += 1
    people = People(
        context.doc[end - 1], None, context.counts[chosen], PersonWord(Status.UNKNOWN), chosen, end
    )
    return _harm_of(trigger, context), people


def _harm_of(trigger: Trigger, context: Context) -> Harm:
    left = context.doc[max(trigger.token.sent.start, trigger.token.i - 3) : trigger.token.i]
    if any(context.lexicon.has("injured_toll_words", lemma(word)) for word in left):
        return Harm.INJURED
    if any(context.lexicon.has("casualty_nouns", lemma(word)) for word in left):
        return Harm.KILLED_OR_INJURED
    return Harm.KILLED
