"""Names of victims, found so that they can be protected: lists after "وهم", and names after "الطفل", "المواطن".

Better one word too many under protection than a name too few; no count rests on these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from civharm.claims.arabic.lexicon import Lexicon, Number
from civharm.claims.arabic.naming import NameReader
from civharm.claims.arabic.tokens import Sentence, Token
from civharm.lang.arabic import fold_word
from civharm.lang.arabic_numbers import number_at
from civharm.model.casualties import Harm
from civharm.model.spans import Span

#: A name has at most this many words; a line of a list of names at most a few more.
_NAME_LENGTH = 5
_LINE_LENGTH = 7
#: How soon a given name follows "each of", if only as the father's.
_NEAR = 3
#: How many words of kin, role or blessing may stand before a given name.
_TITLES = 5
_ON_OR_ALI = fold_word("علي")
_AND = "و"
#: First names that begin with the letter of "and".
_NOT_AND = frozenset(
    map(
        fold_word,
        ("وليد", "وائل", "وسام", "وفاء", "ورد", "وردة", "وداد", "وجدان", "وعد", "وسيم", "وضاح", "وجيه"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVictim:
    """A name among the victims and where it stands in the original text."""

    name: str
    span: Span
    sentence: int
    harm: Harm | None = None


@dataclass(frozen=True, slots=True)
class _ListHead:
    """The end of the words before a list of names, and the harm that they speak of.

    A list without a colon ends where the sentence goes on.
    """

    end: int
    harm: Harm | None
    has_colon: bool = True


class VictimFinder:
    """Finds victims' names by the cues that stand before them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = NameReader(lexicon)

    def find(
        self, sentences: Sequence[Sentence], harmful: frozenset[int], *, counts_dead: bool = False
    ) -> Iterator[NamedVictim]:
        """Names in lists, and names after a person word in sentences that tell of harm."""
        open_list: _ListHead | None = None
        for number, sentence in enumerate(sentences):
            head = self._list_head(sentence.tokens)
            if head is not None:
                open_list = head if head.end == len(sentence.tokens) else None
                yield from self._listed(sentence, number, head)
            elif open_list and _is_list_line(sentence) and number not in harmful:
                yield from self._listed(sentence, number, replace(open_list, end=0))
            else:
                open_list = None
                yield from self._in_sentence(sentence, number, harmful)

    def _victim(self, sentence: Sentence, number: int, words: tuple[int, int]) -> NamedVictim:
        """The name among these words, or all of them where no given name stands."""
        first, end = words
        for at in range(first, min(first + _TITLES, end)):
            name_end = self._names.end_of_name(sentence.tokens[:end], at)
            if name_end is not None and not self._lexicon.named("titles", sentence.tokens, at):
                return _named(sentence, number, (at, name_end))
        return _named(sentence, number, words)

    def _in_sentence(self, sentence: Sentence, number: int, harmful: frozenset[int]) -> Iterator[NamedVictim]:
        """Names beside a count; in a report that counts nobody, names that stand for the dead themselves."""
        if number in harmful:
            told = (*self._after_persons(sentence, number), *self._after_deaths(sentence, number))
            yield from {victim.span: victim for victim in told}.values()
        elif not harmful:
            yield from self._after_deaths(sentence, number)

    def named_deaths(self, sentences: Sequence[Sentence]) -> Iterator[NamedVictim]:
        """Every name right after a word for one death, whether or not the dead are counted elsewhere."""
        for number, sentence in enumerate(sentences):
            yield from self._after_deaths(sentence, number)

    def named_among(self, sentences: Sequence[Sentence]) -> Iterator[NamedVictim]:
        """ "…, among them Samira Ali and her child Omar": full names up to the sentence's end."""
        for number, sentence in enumerate(sentences):
            tokens = sentence.tokens
            cues = (at for at in range(len(tokens)) if self._lexicon.named("parts", tokens, at))
            start = next(cues, None)
            at = len(tokens) if start is None else start + 1
            while at < len(tokens):
                end = self._names.end_of_name(tokens, at)
                if end is not None:
                    yield _named(sentence, number, (at, end))
                at = end or at + 1

    def _after_deaths(self, sentence: Sentence, number: int) -> Iterator[NamedVictim]:
        """ "استشهاد سعد جاسم", "الشهيد سعد جاسم": at least two words of a name right after."""
        tokens = sentence.tokens
        for at in range(len(tokens)):
            found = self._lexicon.noun(tokens[at])
            is_fate = found is not None and found.is_definite and found.noun.number is Number.ONE
            harm = found.noun.harm if found is not None and is_fate else None
            if self._lexicon.named("deaths_of_one", tokens, at):
                harm = Harm.KILLED
            end = self._end_of_name(sentence, at + 1)
            if harm and end > at + 2 and not tokens[at + 1].word.startswith("ال"):
                yield replace(self._victim(sentence, number, (at + 1, end)), harm=harm)

    def _list_head(self, tokens: Sequence[Token]) -> "_ListHead | None":
        """What stands before a list of names: a cue with a colon at most a few words later."""
        for at in range(len(tokens)):
            bare = self._lexicon.named("bare_name_lists", tokens, at)
            if bare and at + bare == len(tokens):
                return _ListHead(len(tokens), self._harm_before(tokens))
            length = self._lexicon.named("name_lists", tokens, at)
            if not length:
                continue
            for colon in range(at + length, min(at + length + 4, len(tokens))):
                if tokens[colon].word == ":":
                    nouns = filter(None, map(self._lexicon.noun, tokens[at:colon]))
                    harm = next((found.noun.harm for found in nouns if found.noun.harm), None)
                    return _ListHead(colon + 1, harm or self._harm_before(tokens[:at]))
            harm = self._harm_before(tokens[:at]) if self._lexicon.named("each_of", tokens, at) else None
            if harm and any(map(self._lexicon.is_given_name, tokens[at + length : at + length + _NEAR])):
                return _ListHead(at + length, harm, has_colon=False)
        return None

    def _harm_before(self, tokens: Sequence[Token]) -> Harm | None:
        """ "ما أدى لاستشهاد كل من": the last harm told before the names."""
        found = [event[0] for at in range(len(tokens)) if (event := self._lexicon.event(tokens, at))]
        nouns = [noun.noun.harm for token in tokens if (noun := self._lexicon.noun(token)) and noun.noun.harm]
        return next(iter((*reversed(found), *nouns)), None)

    def _listed(self, sentence: Sentence, number: int, head: "_ListHead") -> Iterator[NamedVictim]:
        for first, end in self._name_ranges(sentence, head.end):
            yield replace(self._victim(sentence, number, (first, end)), harm=head.harm)
            if not head.has_colon and self._goes_on(sentence, end):
                return

    def _goes_on(self, sentence: Sentence, end: int) -> bool:
        """True where neither a sign nor another name follows: the list is over."""
        after = self._names.after_remark(sentence.tokens, end)
        token = sentence.tokens[after] if after < len(sentence.tokens) else None
        return token is not None and not (token.is_sign or token.is_joined or token.word == _AND)

    def _name_ranges(self, sentence: Sentence, start: int) -> Iterator[tuple[int, int]]:
        tokens = sentence.tokens
        first, bracket = start, False
        for at in range(start, len(tokens) + 1):
            token = tokens[at] if at < len(tokens) else None
            opens = token is not None and token.word == "("
            ends = (
                token is None
                or token.is_sign
                or token.word.isdigit()
                or token.word == _AND
                or self._begins_name(token, at, start)
            )
            if ends:
                yield from self._trimmed(sentence, first, at) if not bracket else ()
                first = at if token is not None and self._begins_name(token, at, start) else at + 1
            bracket = opens or (bracket and token is not None and token.word != ")")

    def _begins_name(self, token: Token, at: int, start: int) -> bool:
        return (
            at > start and token.word.startswith("و") and len(token.word) > 2 and token.word not in _NOT_AND
        )

    def _trimmed(self, sentence: Sentence, first: int, end: int) -> Iterator[tuple[int, int]]:
        """The words of one name without the words of kin and role before it."""
        while first < end and (self._lexicon.noun(sentence.tokens[first]) or self._breaks(sentence, first)):
            first += 1
        end = min(end, first + _NAME_LENGTH)
        end = next((at for at in range(first, end) if self._breaks(sentence, at)), end)
        if first < end:
            yield first, end

    def _after_persons(self, sentence: Sentence, number: int) -> Iterator[NamedVictim]:
        """ "الطفل سامر العلي": one definite person and the words up to the next known one."""
        tokens = sentence.tokens
        for at, token in enumerate(tokens):
            found = self._lexicon.noun(token)
            if found is None or found.noun.number is Number.MANY or not self._points_out(sentence, at):
                continue
            if at and self._lexicon.named("place_kinds", tokens, at - 1):
                continue
            end = self._end_of_name(sentence, at + 1)
            if end > at + 1:
                yield self._victim(sentence, number, (at + 1, end))

    def _points_out(self, sentence: Sentence, at: int) -> bool:
        """ "the child", "his wife": one certain person; after another definite word it is an adjective."""
        token = sentence.tokens[at]
        written = sentence.span_of(at, at + 1).of(sentence.folded.original)
        if any(form.is_definite and self._lexicon.is_person(form.word) for form in token.forms):
            before = sentence.tokens[at - 1] if at else None
            return (
                before is None or not before.word.startswith("ال") or self._lexicon.noun(before) is not None
            )
        return written.endswith(("ه", "ها", "هما"))

    def _end_of_name(self, sentence: Sentence, start: int) -> int:
        end = start
        limit = min(start + _NAME_LENGTH, len(sentence.tokens))
        while end < limit and self._is_name_word(sentence, end):
            end += 1
        return end

    def _breaks(self, sentence: Sentence, at: int) -> bool:
        """True for words of a sentence that no name has; the name Ali is folded as the word "on" is."""
        token = sentence.tokens[at]
        if token.word == _ON_OR_ALI and sentence.span_of(at, at + 1).of(sentence.folded.original).endswith(
            "ي"
        ):
            return False
        return (
            any(self._lexicon.is_word("name_breaks", word) for word in (token, token.bare))
            or self._lexicon.is_word("stops", token)
            or number_at((token.word,), 0) is not None
            or bool(self._lexicon.named("not_people", (token,), 0))
        )

    def _is_name_word(self, sentence: Sentence, at: int) -> bool:
        token = sentence.tokens[at]
        return not (
            token.is_sign
            or token.word[0].isdigit()
            or self._breaks(sentence, at)
            or (token.word.startswith("و") and token.word not in _NOT_AND)
            or self._lexicon.noun(token)
            or self._lexicon.event(sentence.tokens, at)
        )


def _is_list_line(sentence: Sentence) -> bool:
    """A numbered or bulleted line, or one too short to be a sentence."""
    first = sentence.tokens[0]
    return first.is_sign or first.word.isdigit() or len(sentence.tokens) <= _LINE_LENGTH


def _named(sentence: Sentence, number: int, words: tuple[int, int]) -> NamedVictim:
    span = sentence.span_of(*words)
    name = span.of(sentence.folded.original)
    joined = name.startswith("و") and fold_word(name.split()[0]) not in _NOT_AND
    if joined and len(name) > 1:
        span = Span(span.start + 1, span.end)
        name = name[1:]
    return NamedVictim(name=name, span=span, sentence=number)
