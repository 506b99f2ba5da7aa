"""Tolls: "a death toll of 45", "the toll rose from 12 to 15", "put the number of civilians killed at 9"."""

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.lexicon import Frame, PersonWord
from civharm.claims.english.casualties.people import People, count_before, who_are
from civharm.claims.english.casualties.triggers import Trigger
from civharm.model.casualties import Harm, Status

_BEFORE_FIGURE = frozenset(
    "of at to is was reached exceeded passed topped hit stood : reaches are were as range ranges ranged ranging".split()
)
_SUPERSEDED = frozenset({"from", "by"})
_REACH = 25
_CLIMB = 4
_UNKNOWN = PersonWord(Status.UNKNOWN)


def read_toll(trigger: Trigger, context: Context) -> tuple[Harm, People] | None:
    """The figure of a toll; of "rose from 12 to 15" the second, since the first is superseded."""
    token = trigger.token
    if trigger.frame is not Frame.TOLL:
        return None
    chosen = _figure_after(token.i, context, is_announced=False)
    if chosen is None:
        return None
    return _harm_of(trigger, context), _counted_by(chosen, None, context)


def gives_figure(trigger: Trigger, context: Context) -> bool:
    """True for "the number of civilians killed" and "put the dead at": the count, if any, follows the words."""
    return _number_of(trigger.token, context) is not None or _is_put_at(trigger, context)


def read_figure(trigger: Trigger, context: Context) -> People | None:
    """The people whom "put the number of civilians killed there at 22" counts."""
    token = trigger.token
    number = _number_of(token, context)
    first = token.i if number is None else max(number.i, token.i)
    chosen = _figure_after(first, context, is_announced=True)
    if chosen is None:
        return None
    return _counted_by(chosen, token if number is None else _counted_noun(number), context)


def _number_of(token: Token, context: Context) -> Token | None:
    """ "number" in "the number of civilians killed", "the number of dead"; "a number of" is a quantity itself."""
    node = token
    for _ in range(_CLIMB):
        if node.dep_ not in ("pobj", "prep", "acl", "amod", "compound", "conj"):
            return None
        node = node.head
        if context.lexicon.has("number_nouns", lemma(node)) and node.i not in context.counts:
            if count_before(node, context) is not None:
                return None  # "two counts of murder"
            is_of = any(child.lower_ == "of" and child.is_ancestor(token) for child in node.children)
            return node if is_of else None
    return None


def _is_put_at(trigger: Trigger, context: Context) -> bool:
    """ "put civilian deaths at 22": the noun has no number of its own, the verb gives it one."""
    token = trigger.token
    if trigger.frame not in (Frame.COUNTED, Frame.STATE) or token.dep_ not in ("dobj", "nsubjpass"):
        return False
    if not context.lexicon.has("estimate_verbs", lemma(token.head)):
        return False
    return token.i not in context.counts and count_before(token, context) is None


def _counted_noun(number: Token) -> Token | None:
    for preposition in number.children:
        if preposition.lower_ == "of":
            return next((child for child in preposition.children if child.dep_ == "pobj"), None)
    return None


def _figure_after(first: int, context: Context, *, is_announced: bool) -> int | None:
    """The token at which the figure starts; `is_announced`: only behind "at", "to", "reached" and the like."""
    at = first + 1
    stop = min(context.doc[first].sent.end, first + _REACH)
    while at < stop:
        count = context.counts.get(at)
        if count is not None:
            before = context.doc[at - 1].lower_
            if (
                before in _BEFORE_FIGURE
                or _is_apposed(at, first, context)
                or (before not in _SUPERSEDED and not is_announced)
            ):
                return at
            while context.counts.get(at + 1) is count:
                at += 1
        at += 1
    return None


def _is_apposed(at: int, first: int, context: Context) -> bool:
    """ "The number of injured, six, did not change": the figure between commas right behind the words."""
    after = at + 1 if at + 1 < len(context.doc) else at
    return at == first + 2 and context.doc[at - 1].text == "," and context.doc[after].text == ","


def _counted_by(start: int, noun: Token | None, context: Context) -> People:
    end = start
    while context.counts.get(end) is context.counts[start]:
        end += 1
    who = who_are(noun, context) if noun is not None else _UNKNOWN
    return People(context.doc[end - 1], noun, context.counts[start], who, start, end)


def _harm_of(trigger: Trigger, context: Context) -> Harm:
    left = context.doc[max(trigger.token.sent.start, trigger.token.i - 3) : trigger.token.i]
    if any(context.lexicon.has("injured_toll_words", lemma(word)) for word in left):
        return Harm.INJURED
    if any(context.lexicon.has("casualty_nouns", lemma(word)) for word in left):
        return Harm.KILLED_OR_INJURED
    return Harm.KILLED
