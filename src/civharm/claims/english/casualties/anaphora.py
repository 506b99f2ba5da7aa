"""People spoken of before: "the captives" are the 15 who were abducted a sentence earlier."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.drafts import Draft
from civharm.claims.english.casualties.people import People, is_self, read_people
from civharm.model.casualties import Count, Harm, Status

_WINDOW = 90
_PRONOUN_WINDOW = 40
_EVERYBODY = "all"
_REFLEXIVES = frozenset({"themselves"})


def told_before(draft: Draft, told: Sequence[Draft], context: Context) -> bool:
    """True for people whose harm the text has counted already: "he", "the man", "the 12 victims".

    "The driver died" is news where nobody was said to be killed yet, and so is the bomber's death after that of others.
    """
    people = draft.people
    if not people.is_definite or is_self(people.head):
        return False
    same = [one.people for one in told if _is_same_harm(one.harm, draft.harm) and not one.negated]
    if people.is_counted:
        return any((one.count.min or 0) >= (people.count.min or 0) for one in same)
    return any(_may_mean(people, one, context) for one in same)


def _is_same_harm(earlier: Harm, later: Harm) -> bool:
    """Who was shot is told of again as injured."""
    return earlier is later or (earlier is Harm.KILLED_OR_INJURED and later is Harm.INJURED)


def _may_mean(people: People, earlier: People, context: Context) -> bool:
    if people.noun is None or earlier.noun is None:
        return True
    attackers = context.lexicon.sets["attacker_people"]
    if lemma(people.noun) in attackers:
        return lemma(earlier.noun) in attackers
    groups = {people.who.group, earlier.who.group}
    is_other_person = len(groups) == 2 and _EVERYBODY not in groups and earlier.count.max == 1
    return not is_other_person


def with_antecedent(draft: Draft, known: Sequence[Draft], context: Context) -> Draft:
    """The same with the number of the people that the phrase refers back to, if one is found nearby.

    `known` are the counts of the text so far, for "them" and "they".
    """
    people = draft.people
    count = people.count
    if not people.is_definite or (count.min, count.max) != (None, None):
        return draft
    found = _antecedent(people, draft, context) or _last_plural(people, known)
    if found is None:
        return draft
    resolved = Count(
        min=found.count.min,
        max=found.count.max,
        open=found.count.open,
        words=count.words,
        rule="anaphora",
        span=count.span,
    )
    who = people.who if people.who.status is not Status.UNKNOWN else found.who
    return replace(draft, people=replace(people, count=resolved, who=who))


def _antecedent(people: People, draft: Draft, context: Context) -> People | None:
    """The nearest counted people before with the same noun, or a noun of the same kind."""
    if people.head.lower_ in _REFLEXIVES:
        subject = next((child for child in draft.trigger.token.head.children if child.dep_ == "nsubj"), None)
        return read_people(subject, context) if subject is not None and subject.i in context.counts else None
    if people.noun is None:
        return None
    same_kind = _SameKind(people.noun, context)
    for at in range(people.start - 1, max(-1, people.start - _WINDOW), -1):
        token = context.doc[at]
        if token.pos_ != "NOUN" or not same_kind(token, context):
            continue
        found = read_people(token, context)
        if found is not None and found.is_counted:
            return found
    return None


def _last_plural(people: People, known: Sequence[Draft]) -> People | None:
    """Those whom "them" means: the last people counted a few words before."""
    if people.noun is not None:
        return None
    before = [one.people for one in known if 0 < people.start - one.people.end < _PRONOUN_WINDOW]
    return next((one for one in reversed(before) if (one.count.min or 0) > 1), None)


class _SameKind:
    """Tells whether a noun can name the people that an earlier noun named."""

    def __init__(self, noun: Token, context: Context) -> None:
        word = lemma(noun)
        self._word = word
        self._names_attackers = context.lexicon.has("attacker_people", word)
        self._names_captives = context.lexicon.has("captive_people", word)

    def __call__(self, token: Token, context: Context) -> bool:
        if lemma(token) == self._word:
            return True
        if self._names_attackers:
            return context.lexicon.has("attacker_people", lemma(token))
        return self._names_captives and _was_taken(token, context)


def _was_taken(token: Token, context: Context) -> bool:
    """The object of "kidnapped", or its passive subject."""
    verb = token.head
    return token.dep_ in ("dobj", "nsubjpass") and context.lexicon.has("detain_verbs", lemma(verb))
