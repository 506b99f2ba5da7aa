"""The people whom a verb of harm governs: the first after it, and those joined to them by "and".

They are counted ("ثلاثة مدنيين"), told by a word ("طفل وأمه") or only named ("سعد الراوي وابنه").
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from civharm.claims.arabic.lexicon import Lexicon, Number
from civharm.claims.arabic.naming import NameReader
from civharm.claims.arabic.people import People, PeopleReader
from civharm.claims.arabic.tokens import Token
from civharm.lang.arabic import fold_word
from civharm.model.casualties import Count, Harm, Status

#: How far after a verb its people may stand (its subject may come between), and a second person after a name.
_REACH = 6
_NAME_REACH = 5
_OLDEST = 100
#: How far after "accused of belonging to" the armed group may stand.
_ARMED_REACH = 3
_COMMA = ","
_WITH = fold_word("مع")
#: The dual keeps its nun where no owner follows.
_DUAL_END = "ن"
#: The rule of counting of one who is only named.
BY_NAME = "form:name"


class PatientReader:
    """Finds the people under a verb of harm."""

    def __init__(self, lexicon: Lexicon, people: PeopleReader) -> None:
        self._lexicon = lexicon
        self._people = people
        self._names = NameReader(lexicon)

    def governed(self, tokens: Sequence[Token], start: int) -> People | None:
        """The first people after a verb or noun of harm that ends at a token."""
        first = self._object(tokens, self._first(tokens, start))
        if first is not None and first.first == start:
            return first
        named = self.named(tokens, start)
        if named is not None or first is None:
            return named
        return self._with_companion(tokens, start, first)

    def counted(self, tokens: Sequence[Token], start: int) -> People | None:
        """The first people after a token who are more than a name."""
        return self._first(tokens, start)

    def named(self, tokens: Sequence[Token], start: int) -> People | None:
        """One person who is named and not counted."""
        end = self._names.end_of_name(tokens, start)
        if end is None:
            return None
        words = " ".join(token.word for token in tokens[start:end])
        one = People(first=start, end=end, count=Count(min=1, max=1, words=words, rule=BY_NAME))
        return replace(one, status=self._role(tokens, one))

    def _role(self, tokens: Sequence[Token], named: People) -> Status:
        """ "سعد الراوي أحد عناصر الفصيل": what the named person is said to be."""
        at = self._names.after_remark(tokens, named.end)
        if self._is_said_to_fight(tokens, at):
            return Status.COMBATANT
        at += at < len(tokens) and tokens[at].word == _COMMA
        if at >= len(tokens) or tokens[at].is_joined:
            return Status.UNKNOWN
        said = self._people.at(tokens, at)
        return said.status if said and said.count.max == 1 else Status.UNKNOWN

    def _is_said_to_fight(self, tokens: Sequence[Token], at: int) -> bool:
        """ "عضو في تنظيم", "ينتمي لفصيل": the named person is told to have been a fighter."""
        at += at < len(tokens) and tokens[at].word == _COMMA
        length = self._lexicon.named("said_to_belong", tokens, at)
        reach = range(at + length, at + length + _ARMED_REACH) if length else range(0)
        return any(self._lexicon.named("armed", tokens, there) for there in reach)

    def further(self, tokens: Sequence[Token], first: People, harm: Harm) -> list[People]:
        """ "a woman and two children": people joined by "and" under the same verb."""
        people, last = list[People](), first
        while following := self._joined(tokens, last, harm):
            people.append(following)
            last = following
        return people

    def after_name(self, tokens: Sequence[Token], people: People) -> int:
        """Where the name and age of one person end that follow a word for them, or are all that is said."""
        if people.is_counted or people.count.max != 1:
            return people.end
        end = people.end
        if people.count.rule != BY_NAME:
            end = self._names.end_of_words(tokens, end, limit=end + _NAME_REACH)
        return self._names.after_remark(tokens, end)

    def is_age(self, tokens: Sequence[Token], at: int, people: People) -> bool:
        """ "سامر العلي 14 شهيد": digits right after a name, before a word for one, are how old they were."""
        if not tokens[at].word.isdigit() or (people.count.max or 0) > _OLDEST or people.end != at + 2:
            return False
        noun = self._lexicon.noun(tokens[at + 1])
        starts = range(max(0, at - _NAME_REACH), at)
        return (
            noun is not None
            and noun.noun.number is Number.ONE
            and any(self._names.end_of_name(tokens, start) == at for start in starts)
        )

    def ends_reach(self, tokens: Sequence[Token], at: int) -> bool:
        """True for what no verb of harm reaches over."""
        return (
            tokens[at].is_sign
            or self._lexicon.is_word("stops", tokens[at])
            or self._lexicon.event(tokens, at) is not None
            or bool(self._lexicon.named("parts", tokens, at))
            or bool(self._lexicon.named("by_agent", tokens, at))
        )

    def _first(self, tokens: Sequence[Token], start: int) -> People | None:
        for at in range(start, min(start + _REACH, len(tokens))):
            if self.ends_reach(tokens, at):
                return None
            people = self._people.at(tokens, at)
            if people and (people.has_noun or at == start) and _fits_event(people):
                return people
        return None

    def _object(self, tokens: Sequence[Token], first: People | None) -> People | None:
        """ "أعدم عناصر من ... ثلاثة مدنيين": fighters without a number before a number of others are who did it."""
        if first is None or first.is_counted or first.status is not Status.COMBATANT:
            return first
        following = self._first(tokens, first.end)
        if following is None or tokens[following.first].is_joined:
            return first
        is_object = following.is_counted and following.status is not Status.COMBATANT
        return following if is_object else first

    def _with_companion(self, tokens: Sequence[Token], start: int, first: People) -> People:
        """ "مقتل فلان ومرافقه": who is told only as somebody's companion has somebody beside them."""
        if first.is_counted or not self._lexicon.is_kin(tokens[first.first]):
            return first
        count = replace(first.count, rule=BY_NAME, min=1, max=1)
        return People(first=start, end=first.first, count=count)

    def _joined(self, tokens: Sequence[Token], last: People, harm: Harm) -> People | None:
        for start in self._places_of_next(tokens, last):
            named = self.named(tokens, start) if last.count.max == 1 else None
            people = self._people.at(tokens, start) or named
            if people is named and named is not None:
                return named
            if people and people.has_noun and people.harm in (None, harm) and _fits_event(people):
                return people
        return None

    def _places_of_next(self, tokens: Sequence[Token], last: People) -> Iterator[int]:
        """The words after people that begin with "and", as far as the same verb may reach."""
        if self._are_owners(tokens, last):
            return
        end = self.after_name(tokens, last)
        if end + 1 < len(tokens) and tokens[end].word == _WITH and self._lexicon.is_owned(tokens[end + 1]):
            yield end + 1
            return
        if end > last.end and end + 1 < len(tokens) and tokens[end].word == _COMMA:
            end += tokens[end + 1].is_joined
        is_listed = last.is_definite and last.count.rule == "form:two"  # "the two citizens Omar … and …"
        reach = 1 if last.is_counted or is_listed else _NAME_REACH
        for at in range(end, min(end + reach, len(tokens))):
            if self._lexicon.event(tokens, at) or (at > end and self.ends_reach(tokens, at)):
                return
            if self._says_who(tokens, at):
                return
            start = at + 1 if tokens[at].word == "و" else at
            if (tokens[at].is_joined or start > at) and not self._lexicon.event(tokens, start):
                yield start

    def _are_owners(self, tokens: Sequence[Token], bodies: People) -> bool:
        """ "جثماني سعد وابنه": whose the two bodies are, not more of them; the dual has lost its nun before them."""
        is_dual = bodies.harm is Harm.KILLED and bodies.count.rule == "form:two"
        return (
            is_dual and bodies.end == bodies.first + 1 and not tokens[bodies.first].word.endswith(_DUAL_END)
        )

    def _says_who(self, tokens: Sequence[Token], at: int) -> bool:
        """ "قتيلان هما أب وابنه": who they are, not more of them."""
        found = self._lexicon.noun(tokens[at])
        is_one = found is not None and found.noun.number is Number.ONE and not found.is_definite
        return self._lexicon.is_word("identities", tokens[at]) or (is_one and not tokens[at].is_joined)


def _fits_event(people: People) -> bool:
    """ "the children" alone names no number; "the child" after a verb of killing is one."""
    return people.is_counted or not people.is_definite or people.count.rule.startswith("form:")
