"""Casualties in one sentence: who was killed, injured, lost or held, and how many.

A verb or noun of action ("مقتل", "أصيب") governs the people after it; people named by their fate ("ثلاثة شهداء")
need none. What follows "بينهم" is part of what came before and never added to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from civharm.claims.arabic.lexicon import Lexicon, Number
from civharm.claims.arabic.people import People, PeopleReader
from civharm.claims.arabic.tokens import Sentence, Token
from civharm.model.casualties import Casualties, Count, Harm, Open, Status

#: How far after a verb its people may stand (its subject may come between), and a second person after a name.
_REACH = 6
_NAME_REACH = 5
_NEGATION_REACH = 5
#: "لم تعلن أي جهة عن وقوع قتلى": a plural without a number is denied from further off.
_FAR_NEGATION_REACH = 12
#: A list of names may stand between "lost" and "their lives".
_LIVES_REACH = 30
_TOLL_REACH = 6
_JOINT = frozenset((Harm.KILLED, Harm.INJURED))


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyMention:
    """One harm in tokens `first` to `end` of a sentence, with its count and the parts of the count."""

    first: int
    end: int
    harm: Harm
    people: tuple[People, ...]
    parts: tuple[People, ...] = ()
    is_adjacent: bool = True
    by_noun: bool = False

    def casualties(self, sentence: Sentence) -> tuple[Casualties, ...]:
        """The counts in the form of the model: totals of fighters and of all others, then the parts."""
        fighters = tuple(one for one in self.people if one.status is Status.COMBATANT)
        others = tuple(one for one in self.people if one.status is not Status.COMBATANT)
        totals = [self._total(sentence, people) for people in (others, fighters) if people]
        parts = [
            self._part(sentence, part, totals[0].count.words) for part in (*_groups(self.people), *self.parts)
        ]
        return (*totals, *parts)

    def _total(self, sentence: Sentence, people: tuple[People, ...]) -> Casualties:
        """One count for people of one fate; "a man and two children" is of no single status."""
        count = _anchored(_sum([one.count for one in people]), sentence, people[0].first, people[-1].end)
        statuses = {one.status for one in people}
        status = statuses.pop() if len(statuses) == 1 else Status.UNKNOWN
        return Casualties(harm=self.harm, status=status, count=count)

    def _part(self, sentence: Sentence, part: People, whole: str | None) -> Casualties:
        count = _anchored(part.count, sentence, part.first, part.end)
        return Casualties(harm=self.harm, status=part.status, count=count, group=part.group, part_of=whole)


class CasualtyFinder:
    """Finds casualty mentions by the cue words of the codebook."""

    def __init__(self, lexicon: Lexicon, people: PeopleReader) -> None:
        self._lexicon = lexicon
        self._people = people

    def find(self, sentence: Sentence) -> list[CasualtyMention]:
        """The mentions of a sentence, in order; denied and negated ones are none."""
        tokens, mentions, at = sentence.tokens, list[CasualtyMention](), 0
        while at < len(tokens):
            part = self._parts(tokens, at, mentions)
            if part:
                at = part
                continue
            found = self._by_event(tokens, at) or self._toll(tokens, at) or self._by_noun(tokens, at)
            if found and not self._is_negated(tokens, at, found):
                mentions.append(found)
            at = found.end if found else at + 1
        return _told_apart(mentions)

    def _by_event(self, tokens: Sequence[Token], at: int) -> CasualtyMention | None:
        event = self._lexicon.event(tokens, at)
        if event is None:
            return None
        harm, length = event
        start = at + length
        second = (
            self._lexicon.event(tokens, start) if start < len(tokens) and tokens[start].is_joined else None
        )
        if second and {harm, second[0]} == _JOINT:
            harm, start = Harm.KILLED_OR_INJURED, start + second[1]
        first = self._object(tokens, self._governed(tokens, start))
        if first is None or first.harm not in (None, harm, Harm.KILLED_OR_INJURED):
            return None
        harm = first.harm or self._lost_lives(tokens, at, harm)
        people = (first, *self._further(tokens, first, harm))
        return CasualtyMention(
            first=at, end=people[-1].end, harm=harm, people=people, is_adjacent=first.first == start
        )

    def _lost_lives(self, tokens: Sequence[Token], at: int, harm: Harm) -> Harm:
        """ "فقد شخصان حياتهما": what was lost tells the dead from the missing."""
        clause = tokens[at : at + _LIVES_REACH]
        return Harm.KILLED if harm is Harm.MISSING and self._lexicon.has("lives", clause) else harm

    def _governed(self, tokens: Sequence[Token], start: int) -> People | None:
        for at in range(start, min(start + _REACH, len(tokens))):
            if self._ends_reach(tokens, at):
                return None
            people = self._people.at(tokens, at)
            if people and (people.has_noun or at == start) and self._fits_event(people):
                return people
        return None

    def _object(self, tokens: Sequence[Token], first: People | None) -> People | None:
        """ "أعدم عناصر من ... ثلاثة مدنيين": fighters without a number before a number of others are who did it."""
        if first is None or first.is_counted or first.status is not Status.COMBATANT:
            return first
        following = self._governed(tokens, first.end)
        if following is None or tokens[following.first].is_joined:
            return first
        is_object = following.is_counted and following.status is not Status.COMBATANT
        return following if is_object else first

    def _fits_event(self, people: People) -> bool:
        """ "the children" alone names no number; "the child" after a verb of killing is one."""
        return people.is_counted or not people.is_definite or people.count.rule.startswith("form:")

    def _ends_reach(self, tokens: Sequence[Token], at: int) -> bool:
        return (
            tokens[at].is_sign
            or self._lexicon.is_word("stops", tokens[at])
            or self._lexicon.event(tokens, at) is not None
            or bool(self._lexicon.named("parts", tokens, at))
        )

    def _further(self, tokens: Sequence[Token], first: People, harm: Harm) -> list[People]:
        """ "a woman and two children": people joined by "and" under the same verb."""
        people, last = list[People](), first
        while following := self._joined(tokens, last, harm):
            people.append(following)
            last = following
        return people

    def _joined(self, tokens: Sequence[Token], last: People, harm: Harm) -> People | None:
        reach = 1 if last.is_counted else _NAME_REACH
        for at in range(last.end, min(last.end + reach, len(tokens))):
            if self._lexicon.event(tokens, at) or (at > last.end and self._ends_reach(tokens, at)):
                return None
            if self._says_who(tokens, at):
                return None
            start = at + 1 if tokens[at].word == "و" else at
            if not (tokens[at].is_joined or start > at) or self._lexicon.event(tokens, start):
                continue
            people = self._people.at(tokens, start)
            if people and people.has_noun and people.harm in (None, harm) and self._fits_event(people):
                return people
        return None

    def _says_who(self, tokens: Sequence[Token], at: int) -> bool:
        """ "قتيلان هما أب وابنه": who they are, not more of them."""
        found = self._lexicon.noun(tokens[at])
        is_one = found is not None and found.noun.number is Number.ONE and not found.is_definite
        return self._lexicon.is_word("identities", tokens[at]) or (is_one and not tokens[at].is_joined)

    def _by_noun(self, tokens: Sequence[Token], at: int) -> CasualtyMention | None:
        people = self._people.at(tokens, at)
        if people is None:
            return None
        if people.harm is None:
            return self._followed_by_verb(tokens, people)
        if not people.is_counted and (people.is_definite or self._is_reference(tokens, people)):
            return None
        if joint := self._dead_and_wounded(tokens, people):
            return joint
        further = self._further(tokens, people, people.harm)
        end = (people, *further)[-1].end
        return CasualtyMention(first=at, end=end, harm=people.harm, people=(people, *further), by_noun=True)

    def _is_reference(self, tokens: Sequence[Token], people: People) -> bool:
        """ "the victims of the shelling", "the names of the dead": a plural that speaks of people, not of their number."""
        found = self._lexicon.noun(tokens[people.first])
        if found is None or found.noun.number is not Number.MANY:
            return False
        before = people.first > 0 and bool(self._lexicon.named("before_references", tokens, people.first - 1))
        following = tokens[people.first + 1] if people.first + 1 < len(tokens) else None
        return before or (following is not None and following.word.startswith("ال"))

    def _dead_and_wounded(self, tokens: Sequence[Token], people: People) -> CasualtyMention | None:
        """ "7 dead and wounded" is one number for both; "dead and wounded" without one is two plurals."""
        if not people.is_counted or people.end >= len(tokens) or not tokens[people.end].is_joined:
            return None
        found = self._lexicon.noun(tokens[people.end])
        following = self._people.at(tokens, people.end)
        if not (found and following) or following.is_counted or found.noun.number is not Number.MANY:
            return None
        if {people.harm, following.harm} != _JOINT:
            return None
        return CasualtyMention(
            first=people.first, end=following.end, harm=Harm.KILLED_OR_INJURED, people=(people,)
        )

    def _followed_by_verb(self, tokens: Sequence[Token], people: People) -> CasualtyMention | None:
        """ "ثلاثة مدنيين قتلوا": the verb after its people."""
        at = self._after_relative(tokens, people) if people.is_definite else people.end
        if at is None or at >= len(tokens) or tokens[at].is_joined:
            return None
        event = self._lexicon.event(tokens, at)
        if event is None or self._governed(tokens, at + event[1]) is not None:
            return None
        return CasualtyMention(
            first=people.first, end=at + event[1], harm=event[0], people=(people,), is_adjacent=False
        )

    def _after_relative(self, tokens: Sequence[Token], people: People) -> int | None:
        """ "المدني الذي استشهد" is one; "the civilians who died" are no number."""
        is_one = people.count.rule == "form:one" and people.end < len(tokens)
        if is_one and self._lexicon.is_word("relatives", tokens[people.end]):
            return people.end + 1
        return None

    def _toll(self, tokens: Sequence[Token], at: int) -> CasualtyMention | None:
        """ "ارتفع عدد القتلى إلى 12 والجرحى إلى 30": people by their fate, a link, and the number."""
        has_toll_word = bool(self._lexicon.named("toll_words", tokens, at))
        noun_at = at + 1 if has_toll_word else at
        found = self._lexicon.noun(tokens[noun_at]) if noun_at < len(tokens) else None
        if found is None or found.noun.harm is None or not found.is_definite:
            return None
        reach = _TOLL_REACH if has_toll_word else 1
        for link in range(noun_at + 1, min(noun_at + 1 + reach, len(tokens))):
            if self._lexicon.event(tokens, link):
                return None
            people = (
                self._people.at(tokens, link + 1) if self._lexicon.named("toll_links", tokens, link) else None
            )
            if people and people.is_counted:
                harm = people.harm or found.noun.harm
                return CasualtyMention(first=at, end=people.end, harm=harm, people=(people,), by_noun=True)
        return None

    def _parts(self, tokens: Sequence[Token], at: int, mentions: list[CasualtyMention]) -> int | None:
        """Attach what follows "بينهم" to the last mention; where the parts end, None if there are none."""
        length = self._lexicon.named("parts", tokens, at)
        first = self._people.at(tokens, at + length) if length and mentions else None
        if first is None or not first.has_noun or first.is_definite:
            return None
        last = mentions[-1]
        parts = (first, *self._further(tokens, first, last.harm))
        if not self._lexicon.named("most", tokens, at):
            mentions[-1] = replace(last, parts=(*last.parts, *parts), end=parts[-1].end)
        return parts[-1].end

    def _is_negated(self, tokens: Sequence[Token], at: int, found: CasualtyMention) -> bool:
        is_plural = all(one.count.rule.startswith("profile:") for one in found.people)
        reach = _FAR_NEGATION_REACH if is_plural else _NEGATION_REACH
        for before in range(at - 1, max(-1, at - 1 - reach), -1):
            if tokens[before].is_sign:
                return False
            if self._lexicon.is_word("negations", tokens[before].bare):
                return True
        return False


def _told_apart(mentions: list[CasualtyMention]) -> list[CasualtyMention]:
    """ "the victims rose to four, besides two injured": where the injured are told apart, victims are the dead."""
    harms = {mention.harm for mention in mentions}
    if Harm.INJURED not in harms or Harm.KILLED in harms:
        return mentions
    return [replace(mention, harm=Harm.KILLED) if _are_victims(mention) else mention for mention in mentions]


def _are_victims(mention: CasualtyMention) -> bool:
    is_counted = any(people.is_counted for people in mention.people)
    return mention.harm is Harm.KILLED_OR_INJURED and is_counted and mention.by_noun


def _groups(people: Sequence[People]) -> list[People]:
    return [one for one in people if one.group in ("children", "women", "men")]


def _sum(counts: Sequence[Count]) -> Count:
    """Disjoint groups under one verb: the sum of the minima and of the maxima."""
    if len(counts) == 1:
        return counts[0]
    lows = [count.min for count in counts if count.min is not None]
    highs = [count.max for count in counts if count.max is not None]
    is_open = any(count.open is Open.ABOVE for count in counts)
    return Count(
        min=sum(lows) if len(lows) == len(counts) else None,
        max=sum(highs) if len(highs) == len(counts) else None,
        open=Open.ABOVE if is_open else None,
        rule="sum:" + "+".join(count.rule for count in counts),
    )


def _anchored(count: Count, sentence: Sentence, first: int, end: int) -> Count:
    span = sentence.span_of(first, end)
    return replace(count, words=span.of(sentence.folded.original), span=span)
