"""Casualties in one sentence: who was killed, injured, lost or held, and how many.

A verb or noun of action ("مقتل", "أصيب") governs the people after it; people named by their fate ("ثلاثة شهداء")
need none. What follows "بينهم" is part of what came before and never added to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from civharm.claims.arabic.lexicon import Lexicon, Number
from civharm.claims.arabic.negation import NegationReader
from civharm.claims.arabic.other_senses import OtherSenses
from civharm.claims.arabic.owned import OwnedHarmReader
from civharm.claims.arabic.patients import BY_NAME, PatientReader
from civharm.claims.arabic.people import People, PeopleReader
from civharm.claims.arabic.tokens import Sentence, Token
from civharm.claims.arabic.tolls import TollReader
from civharm.claims.quantities import is_vague
from civharm.model.casualties import Casualties, Count, Harm, Open, Status

#: A list of names may stand between "lost" and "their lives".
_LIVES_REACH = 30
_COMMA = ","
#: The preposition of means and places, joined to its word.
_BY = "ب"
_JOINT = frozenset((Harm.KILLED, Harm.INJURED))


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyMention:
    """One harm in tokens `first` to `end` of a sentence, with its count and the parts of the count."""

    first: int
    end: int
    harm: Harm
    people: tuple[People, ...]
    parts: tuple[People, ...] = ()
    by_noun: bool = False

    @property
    def is_numbered(self) -> bool:
        """True unless a vague word or a plural is all that is said of how many."""
        return not all(is_vague(one.count) for one in self.people)

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
        self._patients = PatientReader(lexicon, people)
        self._owned = OwnedHarmReader(lexicon, people)
        self._tolls = TollReader(lexicon, people)
        self._negation = NegationReader(lexicon)
        self._other_senses = OtherSenses(lexicon)

    def find(self, sentence: Sentence) -> list[CasualtyMention]:
        """The mentions of a sentence, in order; denied and negated ones are none."""
        tokens, mentions, at = sentence.tokens, list[CasualtyMention](), 0
        while at < len(tokens):
            part = self._parts(tokens, at, mentions)
            if part:
                at = part
                continue
            found = (
                self._by_event(tokens, at)
                or self._by_toll(tokens, at)
                or self._by_noun(tokens, at)
                or self._by_owner(tokens, at)
            )
            is_told = found is not None and self._is_told_before(tokens, at, mentions)
            if found and not is_told and not self._is_taken_back(tokens, at, found):
                mentions.append(found)
            at = found.end if found else at + 1
        return _told_apart(mentions)

    def _is_told_before(self, tokens: Sequence[Token], at: int, mentions: Sequence[CasualtyMention]) -> bool:
        """ "the toll rose to 38 after the death of three wounded": the 38 hold the three."""
        is_after = at > 0 and self._lexicon.is_word("after", tokens[at - 1])
        rose = any(self._lexicon.is_word("changes", token.bare) for token in tokens[:at])
        return is_after and rose and any(one.by_noun and one.harm is Harm.KILLED for one in mentions)

    def _is_taken_back(self, tokens: Sequence[Token], at: int, found: CasualtyMention) -> bool:
        return self._negation.holds(tokens, at, found.people) or self._other_senses.holds(
            tokens, at, found.end
        )

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
        first = self._patients.governed(tokens, start)
        if first is not None and harm is Harm.KILLED and first.harm is Harm.INJURED:
            first = replace(first, harm=Harm.KILLED)  # wounded people who died
        if first is None or first.harm not in (None, harm, Harm.KILLED_OR_INJURED):
            return None
        harm = first.harm or self._lost_lives(tokens, at, harm)
        people = (first, *self._patients.further(tokens, first, harm))
        return CasualtyMention(first=at, end=people[-1].end, harm=harm, people=people)

    def _by_toll(self, tokens: Sequence[Token], at: int) -> CasualtyMention | None:
        found = self._tolls.at(tokens, at)
        if found is None:
            return None
        harm, people = found
        return CasualtyMention(first=at, end=people.end, harm=harm, people=(people,), by_noun=True)

    def _by_owner(self, tokens: Sequence[Token], at: int) -> CasualtyMention | None:
        """ "ما أدى إلى مقتله": one of whom the words before told, and others joined to them."""
        found = self._owned.at(tokens, at)
        if found is None:
            return None
        harm, owner = found
        people = (owner, *self._patients.further(tokens, owner, harm))
        return CasualtyMention(first=at, end=people[-1].end, harm=harm, people=people)

    def _lost_lives(self, tokens: Sequence[Token], at: int, harm: Harm) -> Harm:
        """ "فقد شخصان حياتهما": what was lost tells the dead from the missing."""
        clause = tokens[at : at + _LIVES_REACH]
        return Harm.KILLED if harm is Harm.MISSING and self._lexicon.has("lives", clause) else harm

    def _by_noun(self, tokens: Sequence[Token], at: int) -> CasualtyMention | None:
        people = self._people.at(tokens, at) or self._patients.named(tokens, at)
        if people is None or self._patients.is_age(tokens, at, people):
            return None
        if people.harm is None:
            return self._followed_by_verb(tokens, people)
        if not people.is_counted and (people.is_definite or self._is_reference(tokens, people)):
            return None
        if joint := self._dead_and_wounded(tokens, people):
            return joint
        further = self._patients.further(tokens, people, people.harm)
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
        """ "7 dead and wounded" is one number for both; "dead and wounded" without one is two plurals.

        From eleven on Arabic counts in the singular: "80 قتيلاً وجريحاً" is one number as well.
        """
        if not people.is_counted or people.end >= len(tokens) or not tokens[people.end].is_joined:
            return None
        found = self._lexicon.noun(tokens[people.end])
        following = self._people.at(tokens, people.end)
        if not (found and following) or following.is_counted:
            return None
        first = self._lexicon.noun(tokens[people.end - 1])
        if first is None or first.noun.number is not found.noun.number or (people.count.max or 0) <= 1:
            return None
        if {people.harm, following.harm} != _JOINT:
            return None
        return CasualtyMention(
            first=people.first, end=following.end, harm=Harm.KILLED_OR_INJURED, people=(people,)
        )

    def _followed_by_verb(self, tokens: Sequence[Token], people: People) -> CasualtyMention | None:
        """ "ثلاثة مدنيين قتلوا": the verb after its people; "بينهم طفل", "من عائلة واحدة" may stand between."""
        further = self._patients.further(tokens, people, Harm.KILLED) if _is_one(people) else []
        parts = () if _is_one(people) else self._among(tokens, people.end, people)
        at = self._verb_after(tokens, (people, *further), parts)
        event = None if at is None else self._lexicon.event(tokens, at)
        if at is None or event is None or self._patients.governed(tokens, at + event[1]) is not None:
            return None
        if _is_one(people) and not self._is_passive(tokens, at + event[1]):
            return None
        return CasualtyMention(
            first=people.first,
            end=at + event[1],
            harm=event[0],
            people=(people, *further),
            parts=parts,
        )

    def _verb_after(
        self, tokens: Sequence[Token], people: Sequence[People], parts: Sequence[People]
    ) -> int | None:
        """Where the verb may stand whose people come first; names, ages and "who" may stand between."""
        last = people[-1]
        if last.is_definite and not _is_one(last):
            return None
        at = self._after_family(tokens, parts[-1].end if parts else self._patients.after_name(tokens, last))
        if _is_one(last) and at < len(tokens):
            at += tokens[at].word == _COMMA
            at += at < len(tokens) and self._lexicon.is_word("relatives", tokens[at])
        return at if at < len(tokens) and not tokens[at].is_joined else None

    def _is_passive(self, tokens: Sequence[Token], after: int) -> bool:
        """ "who was killed today" and not "who killed the …": nobody follows the verb."""
        if after >= len(tokens) or tokens[after].is_sign or tokens[after].is_joined:
            return True
        token = tokens[after]
        return (
            token.word.startswith(_BY)
            or self._lexicon.is_word("stops", token)
            or bool(self._lexicon.named("after_passives", tokens, after))
        )

    def _among(self, tokens: Sequence[Token], at: int, people: People) -> tuple[People, ...]:
        """The people after "بينهم"; none where it doesn't stand at the token."""
        length = self._lexicon.named("parts", tokens, at)
        first = self._people.at(tokens, at + length) if length else None
        if first is None or not first.has_noun or first.is_definite:
            return ()
        return (first, *self._patients.further(tokens, first, people.harm or Harm.KILLED))

    def _after_family(self, tokens: Sequence[Token], at: int) -> int:
        """Past "من عائلة واحدة"."""
        if at + 1 >= len(tokens) or not self._lexicon.is_word("of", tokens[at]):
            return at
        length = self._lexicon.named("families", tokens, at + 1)
        return at + 1 + length + 1 if length else at

    def _parts(self, tokens: Sequence[Token], at: int, mentions: list[CasualtyMention]) -> int | None:
        """Attach what follows "بينهم" to the last mention; where the parts end, None if there are none."""
        parts = self._among(tokens, at, mentions[-1].people[0]) if mentions else ()
        if not parts:
            return None
        if not self._lexicon.named("most", tokens, at):
            last = mentions[-1]
            mentions[-1] = replace(last, parts=(*last.parts, *parts), end=parts[-1].end)
        return parts[-1].end


def _is_one(people: People) -> bool:
    """One certain or named person: "the child", "Saad al-Rawi"."""
    return people.count.rule == BY_NAME or (people.is_definite and people.count.rule == "form:one")


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
