"""Phrases that say how many people: "سبعة مدنيين", "طفلان", "عشرات الجرحى", "ما لا يقل عن 12 شخصاً"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from civharm.claims.arabic.lexicon import FoundNoun, Lexicon, Noun, Number, PhraseIndex
from civharm.claims.arabic.ranges import RangeReader
from civharm.claims.arabic.tokens import Token
from civharm.claims.quantities import Bound, bounded, plural, ranged, unknown, vague, whole_family
from civharm.codebook.entries import QuantityProfile
from civharm.lang.arabic import fold_word
from civharm.lang.arabic_numbers import is_unreadable, number_at
from civharm.model.casualties import Count, Harm, Status

_BOUND_LISTS = (Bound.AT_LEAST, Bound.MORE_THAN, Bound.UP_TO, Bound.ABOUT)
_FROM = fold_word("من")
#: The preposition of owners, joined to its word.
_FOR = "ل"
#: How far after two people a word for the two of them may stand, and "the two are" where their places come between.
_DUAL_REACH, _NAMED_REACH = 3, 12
_YEARS = range(1900, 2100)
_OF_EACH = ("x", "×")
#: So many digits a part of a number has at most.
_GROUP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A number of people in tokens `first` to `end`; `harm` where their noun says it ("قتلى").

    `is_counted` tells a stated or vague number from what only the form of the noun says.
    """

    first: int
    end: int
    count: Count
    status: Status = Status.UNKNOWN
    group: str = "all"
    harm: Harm | None = None
    is_counted: bool = False
    is_definite: bool = False
    has_noun: bool = True


class PeopleReader:
    """Finds phrases for people at a token."""

    def __init__(self, lexicon: Lexicon, profile: QuantityProfile) -> None:
        self._lexicon = lexicon
        self._profile = profile
        self._vague = _vague_phrases(profile)
        self._ranges = RangeReader(lexicon)

    def at(self, tokens: Sequence[Token], start: int) -> People | None:
        """The phrase that begins at a token, with its nouns and adjectives."""
        if start >= len(tokens) or tokens[start].is_sign:
            return None
        found = (
            self._whole_family(tokens, start)
            or self._bodies_of(tokens, start)
            or self._one_of(tokens, start)
            or self._torn_number(tokens, start)
            or self._ranged(tokens, start)
            or self._bounded(tokens, start)
            or self._vague_number(tokens, start)
            or self._unreadable_number(tokens, start)
            or self._bare_noun(tokens, start)
        )
        return self._with_fate(tokens, found) or self._with_kind(tokens, found) if found else None

    def _bodies_of(self, tokens: Sequence[Token], start: int) -> People | None:
        """ "جثث 4 نساء": the number of those whose bodies they are."""
        bodies = self._noun(tokens, start)
        if bodies is None or bodies.is_definite or bodies.noun.number is not Number.MANY:
            return None
        if bodies.noun.harm is not Harm.KILLED or start + 1 >= len(tokens) or tokens[start + 1].is_joined:
            return None
        whose = self._bounded(tokens, start + 1)
        return replace(whose, first=start, harm=Harm.KILLED) if whose and whose.has_noun else None

    def _bounded(self, tokens: Sequence[Token], start: int) -> People | None:
        bound, at = self._bound_at(tokens, start)
        number = self._number(tokens, at)
        if number is None:
            return (
                replace(vague_one, first=start)
                if bound and (vague_one := self._vague_number(tokens, at))
                else None
            )
        value, length = number
        if self._counts_things(tokens, at + length) or self._is_date(tokens, at, length):
            return None
        if self._is_of_family(tokens, at, value) or self._is_whose(tokens, at):
            return None
        noun_at = self._skip_of(tokens, at + length)
        found = self._later_noun(tokens, noun_at)
        end = noun_at + 1 if found else at + length
        words = _words(tokens, start, end)
        if not bound and self._lexicon.named("at_least", tokens, end):
            bound = Bound.AT_LEAST
        count = bounded(value, bound or Bound.EXACT, self._profile, words=words)
        return _people(start, end, count, found, is_counted=True)

    def _ranged(self, tokens: Sequence[Token], start: int) -> People | None:
        """ "between 10 and 15 people": two numbers that count the same people."""
        found = self._ranges.at(tokens, start)
        at = self._skip_of(tokens, found.end) if found else 0
        noun = self._later_noun(tokens, at) if found else None
        if found is None or noun is None:
            return None
        count = ranged(found.low, found.high, words=_words(tokens, start, at + 1))
        return _people(start, at + 1, count, noun, is_counted=True)

    def _number(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        words = [token.word for token in tokens[at : at + 9]]
        if not words:
            return None
        readings = [words[0], *(form.word for form in tokens[at].forms if not form.is_definite)]
        for reading in readings:
            number = number_at([reading, *words[1:]], 0)
            if number:
                return number
        return None

    def _counts_things(self, tokens: Sequence[Token], at: int) -> bool:
        return bool(self._lexicon.named("not_people", tokens, at)) or (
            at < len(tokens) and tokens[at].word in ("%", "$", *_OF_EACH)
        )

    def _is_date(self, tokens: Sequence[Token], at: int, length: int) -> bool:
        """ "2017 الشاب": a number never counts one definite person, and a year nobody without a noun."""
        found = self._noun(tokens, at + length)
        if found is not None and not found.is_joined:
            return found.is_definite and found.noun.number is not Number.MANY
        return tokens[at].word.isdigit() and int(tokens[at].word) in _YEARS

    def _is_of_family(self, tokens: Sequence[Token], at: int, value: int) -> bool:
        """ "من عائلة واحدة": one family, nobody alone."""
        return value == 1 and at > 0 and bool(self._lexicon.named("families", tokens, at - 1))

    def _is_whose(self, tokens: Sequence[Token], at: int) -> bool:
        """ "أب لثلاثة أطفال": whose father somebody is."""
        return at > 0 and tokens[at].word.startswith(_FOR) and self._noun(tokens, at - 1) is not None

    def _one_of(self, tokens: Sequence[Token], start: int) -> People | None:
        """ "أحد العناصر": one of them."""
        if start + 1 >= len(tokens) or not self._lexicon.is_word("one_of", tokens[start]):
            return None
        found = self._later_noun(tokens, start + 1)
        if found is None or found.noun.number is not Number.MANY:
            return None
        count = Count(min=1, max=1, words=_words(tokens, start, start + 2), rule="form:one of")
        people = _people(start, start + 2, count, found, is_counted=True)
        return replace(people, is_definite=False)

    def _vague_number(self, tokens: Sequence[Token], start: int) -> People | None:
        phrase = self._vague.at(tokens, start)
        if phrase is None:
            return None
        at = self._skip_of(tokens, start + phrase[1])
        found = self._later_noun(tokens, at)
        if found is None:
            return None
        count = vague(phrase[0], self._profile, words=_words(tokens, start, at + 1))
        return _people(start, at + 1, count, found, is_counted=True)

    def _unreadable_number(self, tokens: Sequence[Token], start: int) -> People | None:
        """ "1O مدنيين": people were counted, how many can't be told; the noun alone would say something else."""
        found = self._later_noun(tokens, start + 1) if is_unreadable(tokens[start].word) else None
        if found is None:
            return None
        count = unknown(words=_words(tokens, start, start + 2))
        return _people(start, start + 2, count, found, is_counted=True)

    def _torn_number(self, tokens: Sequence[Token], start: int) -> People | None:
        """ "1 2 مدنيا": digits with a blank between them may be 12, 2 or thousands: nobody can be sure."""
        at = self._bound_at(tokens, start)[1]
        noun_at = self._skip_of(tokens, end := _end_of_digits(tokens, at))
        found = self._later_noun(tokens, noun_at) if end > at + 1 else None
        if found is None:
            return None
        count = unknown(words=_words(tokens, start, noun_at + 1))
        return _people(start, noun_at + 1, count, found, is_counted=True)

    def _bare_noun(self, tokens: Sequence[Token], start: int) -> People | None:
        found = self._noun(tokens, start)
        if found is None:
            return None
        end = start + 1 + self._lexicon.named("at_least", tokens, start + 1)
        words = _words(tokens, start, end)
        number = Number.TWO if self._is_dual(tokens, start, found.noun) else found.noun.number
        return _people(start, end, self._count_of(number, words), found, is_counted=False)

    def _is_dual(self, tokens: Sequence[Token], at: int, noun: Noun) -> bool:
        """ "مدنيَّين", "مدنيين هما ...": a form of two that looks like the plural."""
        if noun.number is not Number.MANY or not tokens[at].word.endswith("ين"):
            return False
        near = tokens[at + 1 : at + 1 + _DUAL_REACH]
        return (
            tokens[at].is_marked_dual
            or any(self._lexicon.is_word("of_two", token) for token in near)
            or self._are_named_as_two(tokens, at + 1)
        )

    def _are_named_as_two(self, tokens: Sequence[Token], start: int) -> bool:
        """ "مواطنين من القرية وهما …": who they are comes next, and nobody else before it."""
        for at in range(start, min(start + _NAMED_REACH, len(tokens))):
            if self._lexicon.is_word("the_two_are", tokens[at]):
                return True
            if self._lexicon.noun(tokens[at]) or self._lexicon.event(tokens, at):
                return False
        return False

    def _count_of(self, number: Number, words: str) -> Count:
        if number is Number.MANY:
            return plural(self._profile, words=words)
        value = 1 if number is Number.ONE else 2
        return Count(min=value, max=value, words=words, rule=f"form:{number}")

    def _whole_family(self, tokens: Sequence[Token], start: int) -> People | None:
        length = self._lexicon.named("whole_families", tokens, start)
        if not length:
            return None
        count = whole_family(self._profile, words=_words(tokens, start, start + length))
        return People(first=start, end=start + length, count=count, is_counted=True)

    def _with_kind(self, tokens: Sequence[Token], people: People) -> People:
        """A second noun right after the first says more: "قتلى مدنيين", "أشخاص من المدنيين"."""
        people = self._with_later_number(tokens, people)
        end = people.end
        at = self._skip_of(tokens, end)
        at += self._lexicon.named("among", tokens, at)
        if at > end and people.status is Status.UNKNOWN and self._lexicon.named("armed", tokens, at):
            return replace(people, status=Status.COMBATANT)
        found = self._later_noun(tokens, at)
        if found is None or self._number(tokens, at):
            return people
        noun = found.noun
        if people.is_counted and people.has_noun and self._describes(tokens, at, noun):
            return people
        if not people.is_counted and noun.number is Number.ONE and (people.count.min or 0) > 1:
            return people
        if at > end and noun.harm is not None:
            return people
        if people.status is not Status.UNKNOWN and noun.harm is None:
            return people
        return replace(
            people,
            end=at + 1,
            status=noun.status if people.status is Status.UNKNOWN else people.status,
            group=noun.group if people.group == "all" else people.group,
            harm=people.harm or noun.harm,
            count=replace(people.count, words=_words(tokens, people.first, at + 1)),
        )

    def _describes(self, tokens: Sequence[Token], at: int, noun: Noun) -> bool:
        """ "12 نفراً نساء وأطفال": who they were, the second word joined to the first, and nobody on top of them."""
        following = self._noun(tokens, at + 1)
        return noun.group != "all" and noun.number is Number.MANY and bool(following and following.is_joined)

    def _with_later_number(self, tokens: Sequence[Token], people: People) -> People:
        """ "مدنيين اثنين", "شخص واحد", "أطفالها الثلاثة": the number after its noun."""
        number = None if people.is_counted else self._number_after(tokens, people)
        if number is None:
            return people
        value, length = number
        end = people.end + length
        words = _words(tokens, people.first, end)
        count = bounded(value, Bound.EXACT, self._profile, words=words)
        is_counted = value > 1 and people.is_definite
        return replace(people, end=end, count=count, is_counted=is_counted)

    def _number_after(self, tokens: Sequence[Token], people: People) -> tuple[int, int] | None:
        """A number that agrees with the form of the noun: the same for one and two, any for a plural that is known."""
        if people.end >= len(tokens) or tokens[people.end].is_joined:
            return None
        number = None if people.is_definite else self._number(tokens, people.end)
        if number is not None and number[0] == people.count.min:
            return number
        is_plural = people.count.rule.startswith("profile:")
        known = [form.word for form in tokens[people.end].forms if form.is_definite] if is_plural else []
        return next((found for word in known if (found := number_at([word], 0))), None)

    def _with_fate(self, tokens: Sequence[Token], people: People) -> People | None:
        """ "40 civilians between dead and wounded" keeps dead and wounded joint (T6)."""
        for at in range(people.end, min(people.end + 2, len(tokens))):
            length = self._lexicon.named("between_dead_and_wounded", tokens, at)
            if length:
                return replace(people, end=at + length, harm=Harm.KILLED_OR_INJURED)
        return None

    def _bound_at(self, tokens: Sequence[Token], start: int) -> tuple[Bound | None, int]:
        for bound in _BOUND_LISTS:
            length = self._lexicon.named(bound.value, tokens, start)
            if length:
                return bound, start + length
        return None, start

    def _noun(self, tokens: Sequence[Token], at: int) -> FoundNoun | None:
        return self._lexicon.noun(tokens[at]) if at < len(tokens) else None

    def _later_noun(self, tokens: Sequence[Token], at: int) -> FoundNoun | None:
        """A noun that goes on with a phrase; one with "and" before it begins another."""
        found = self._noun(tokens, at)
        return None if found is None or found.is_joined else found

    def _skip_of(self, tokens: Sequence[Token], at: int) -> int:
        return at + 1 if at < len(tokens) and tokens[at].word == _FROM else at


def _people(first: int, end: int, count: Count, found: FoundNoun | None, *, is_counted: bool) -> People:
    noun = found.noun if found else Noun(number=Number.MANY)
    return People(
        first=first,
        end=end,
        count=count,
        status=noun.status,
        group=noun.group,
        harm=noun.harm,
        is_counted=is_counted,
        is_definite=bool(found and found.is_definite),
        has_noun=found is not None,
    )


def _end_of_digits(tokens: Sequence[Token], at: int) -> int:
    """After the digits that stand one after the other, with one blank between them; dates have a year among theirs."""
    end = at
    while end < len(tokens) and tokens[end].written.isdigit() and len(tokens[end].word) <= _GROUP:
        if end > at and tokens[end].start != tokens[end - 1].end + 1:
            break
        end += 1
    return end


def _words(tokens: Sequence[Token], first: int, end: int) -> str:
    return " ".join(token.word for token in tokens[first:end])


def _vague_phrases(profile: QuantityProfile) -> PhraseIndex:
    """Vague phrases by their folded words; each means its spelling in the profile."""
    return PhraseIndex(
        {tuple(fold_word(word).split()): word for phrase in profile.phrases for word in phrase.words.ar}
    )
