"""Who is a child though no word for children says so: "small daughters", "a 9-year-old student", "sons, 6 and 4" (T9)."""

import re
from collections.abc import Iterable

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma
from civharm.lang.english_numbers import NUMBER, number_value

#: Nobody of this age or more is a child.
GROWN_UP = 18
_BEFORE = 40
_AGE_BEFORE = re.compile(
    rf"(?<![\w-])({NUMBER})[-\s](years?|months?|weeks?|days?)[-\s]olds?(?:\s[\w-]+){{0,2}}\s$", re.IGNORECASE
)
_AGES_AFTER = re.compile(
    r"\W{1,3}(?:(?:both|all)\s)?(?:(?:aged?|ages)\s)?(\d{1,2}(?:(?:,\s|\s?(?:and|&|to)\s|,\sand\s)\d{1,2})*)"
    r"(?=[,.;)\u2014]|\s(?:was|were|and\s\D)|$)"
)


def are_children(noun: Token, modifiers: Iterable[Token], context: Context) -> bool:
    """True for kin called small, and for people whose ages beside the noun are all below 18."""
    is_kin = context.lexicon.has("kin", lemma(noun))
    if is_kin and any(context.lexicon.has("child_modifiers", word.lower_) for word in modifiers):
        return True
    return _are_young(noun, context)


def _are_young(noun: Token, context: Context) -> bool:
    text = context.text
    before = _AGE_BEFORE.search(text, max(0, noun.idx - _BEFORE), noun.idx)
    if before is not None:
        return not before[2].lower().startswith("year") or number_value(before[1]) < GROWN_UP
    if context.lexicon.person_words.get(lemma(noun)) is None:
        return False
    ages = ages_behind(noun, context)
    return bool(ages) and all(age < GROWN_UP for age in ages)


def ages_behind(noun: Token, context: Context) -> list[int]:
    """The ages right behind a noun: "his sons, ages 3 and 4"."""
    after = _AGES_AFTER.match(context.text, noun.idx + len(noun))
    return [int(age) for age in re.findall(r"\d+", after[1])] if after is not None else []
