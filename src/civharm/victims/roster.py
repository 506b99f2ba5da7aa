"""The people whom the reports of one incident name, each once.

Mentions are compared where a word of their names sounds alike. What a person judged binds; then the likeliest pairs are joined
first, and none across which anything speaks clearly against it. A mention that could be either of two different people joins
neither. Nothing here depends on the order of the mentions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from civharm.codebook import Codebook
from civharm.model.casualties import Status
from civharm.model.incidents import Feature, score_of
from civharm.model.victims import Person, PersonPair, Victim
from civharm.victims.composing import composed, with_families
from civharm.victims.judged import Judged
from civharm.victims.likeness import Description, reasons
from civharm.victims.names import NameBook, name_book

#: A word of a name that more mentions share than that brings nobody together by itself.
_LARGEST_BLOCK = 200
_FEWEST_PEOPLE = 3
_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The people of an incident, and pairs of them who may be one."""

    people: tuple[Person, ...]
    doubtful: tuple[PersonPair, ...]


def roster_of(mentions: Iterable[Victim], *, codebook: Codebook | None = None) -> Roster:
    """The people whom these mentions of one incident name."""
    book = name_book(codebook)
    in_order = sorted(mentions, key=lambda victim: victim.id)
    gathering = _Gathering(in_order, Judged.of(in_order), book)
    groups = gathering.groups()
    people = [composed([each for at in group for each in gathering.units[at]], book) for group in groups]
    return Roster(people=with_families(people, book), doubtful=gathering.doubtful(groups, people))


def description_of(mentions: Sequence[Victim], book: NameBook) -> Description:
    """What mentions of one person tell."""
    names = dict.fromkeys(book.read(name) for name in sorted({victim.name for victim in mentions}))
    return Description(
        id=min(victim.id for victim in mentions),
        names=tuple(name for name in names if not name.is_empty),
        ages=tuple(sorted({victim.age for victim in mentions if victim.age is not None})),
        sexes=frozenset(victim.sex for victim in mentions if victim.sex),
        roles=frozenset(victim.role for victim in mentions if victim.role),
        families=frozenset(victim.family for victim in mentions if victim.family),
        harms=frozenset(victim.harm for victim in mentions),
        statuses=frozenset(victim.status for victim in mentions if victim.status is not Status.UNKNOWN),
        reports=frozenset(victim.report_id for victim in mentions),
    )


class _Gathering:
    """Mentions on their way to people. A unit is of mentions that tell the same; pairs are pairs of units."""

    def __init__(self, mentions: Sequence[Victim], judged: Judged, book: NameBook) -> None:
        self._book, self._judged = book, judged
        self._within = book.rules.within
        self._shares = _local_shares(mentions, book)
        self.units = self._same_words(mentions)
        self._told = [description_of(unit, book) for unit in self.units]
        self._features: dict[_Pair, tuple[Feature, ...]] = {}

    def groups(self) -> list[list[int]]:
        """The units of each person, in order."""
        group_of = {at: [at] for at in range(len(self.units))}
        for pair in self._likely():
            one, other = (group_of[at] for at in pair)
            if one is not other and not self._is_apart(one, other):
                one += other
                group_of |= dict.fromkeys(other, one)
        unique = {id(group): sorted(group) for group in group_of.values()}
        return sorted(unique.values())

    def doubtful(self, groups: Sequence[Sequence[int]], people: Sequence[Person]) -> tuple[PersonPair, ...]:
        """The people who may be one, the likeliest first."""
        number_of = {at: number for number, group in enumerate(groups) for at in group}
        best: dict[_Pair, _Pair] = {}
        for pair in sorted(self._compared, key=lambda pair: (self._score(pair), pair)):
            between = tuple(sorted(number_of[at] for at in pair))
            if between[0] != between[1] and self._score(pair) >= self._within.doubt:
                best[between[0], between[1]] = pair
        found = [
            PersonPair(
                left=people[one].id, right=people[other].id, score=self._score(pair), features=self._why(pair)
            )
            for (one, other), pair in best.items()
            if not self._is_apart(groups[one], groups[other])
        ]
        return tuple(sorted(found, key=lambda pair: (-pair.score, pair.left, pair.right)))

    def _same_words(self, mentions: Sequence[Victim]) -> list[list[Victim]]:
        """Mentions of one name, age and sex are one unit where so much makes one person; else each report's are.

        Mentions that people judged to be one person's are a unit, whatever they tell.
        """
        units: dict[object, list[Victim]] = defaultdict(list)
        for victim in mentions:
            name, key = self._book.read(victim.name), (victim.age, victim.sex)
            if victim.id in self._judged or name.is_empty:
                units[min((victim.id, *victim.same_as))].append(victim)
            elif self._is_telling(victim):
                units[name, key].append(victim)
            else:
                units[name, key, victim.report_id].append(victim)
        return sorted(units.values(), key=lambda unit: unit[0].id)

    def _is_telling(self, victim: Victim) -> bool:
        """True if two reports that tell this tell it of one person."""
        told = description_of([victim], self._book)
        bare = Description(id="", names=told.names, ages=told.ages, sexes=told.sexes)
        features = reasons(bare, bare, self._book, prior=self._within.prior, local=self._local)
        return score_of(features) >= self._within.join

    @cached_property
    def _compared(self) -> list[_Pair]:
        """The pairs that have a word in common, by its sound."""
        blocks: dict[tuple[bool, str], list[int]] = defaultdict(list)
        for at, told in enumerate(self._told):
            for name in told.names:
                for key in {*self._book.keys(name), *([name.kunya] if name.kunya else [])}:
                    blocks[True, key].append(at)
        small = (sorted(set(block)) for block in blocks.values() if len(block) <= _LARGEST_BLOCK)
        return sorted({pair for block in small for pair in combinations(block, 2)})

    def _likely(self) -> list[_Pair]:
        """The pairs that are likely one person, the likeliest first, without those that could be either of two."""
        edges = [pair for pair in self._compared if self._score(pair) >= self._within.join]
        beside: dict[int, list[int]] = defaultdict(list)
        for one, other in edges:
            beside[one].append(other)
            beside[other].append(one)
        sure = [pair for pair in edges if not self._is_ambiguous(pair, beside)]
        return sorted(sure, key=lambda pair: (-self._score(pair), pair))

    def _is_ambiguous(self, pair: _Pair, beside: Mapping[int, Sequence[int]]) -> bool:
        """True if one of the two is about as likely somebody who is not the other."""
        most = self._score(pair) + self._within.margin
        least = self._score(pair) - self._within.margin
        for one, other in (pair, pair[::-1]):
            rivals = (each for each in beside[one] if each != other)
            if any(
                least < self._score(_ordered(one, rival)) <= most and self._is_apart([other], [rival])
                for rival in rivals
            ):
                return True
        return False

    def _is_apart(self, group: Sequence[int], other: Sequence[int]) -> bool:
        """True if anything between them speaks clearly against their being one person."""
        pairs = (_ordered(*pair) for pair in product(group, other))
        return any(self._score(pair) <= self._within.apart or self._is_judged_apart(pair) for pair in pairs)

    def _is_judged_apart(self, pair: _Pair) -> bool:
        names = ([victim.id for victim in self.units[at] if victim.id in self._judged] for at in pair)
        return any(self._judged.verdict(*two) is False for two in product(*names))

    def _score(self, pair: _Pair) -> float:
        return score_of(self._why(pair))

    def _why(self, pair: _Pair) -> tuple[Feature, ...]:
        if pair not in self._features:
            one, other = (self._told[at] for at in pair)
            self._features[pair] = reasons(
                one, other, self._book, prior=self._within.prior, local=self._local
            )
        return self._features[pair]

    def _local(self, word: str) -> float:
        return min(self._shares.get(word, 0.0), self._within.local_share)


def _ordered(one: int, other: int) -> _Pair:
    return (one, other) if one <= other else (other, one)


def _local_shares(mentions: Iterable[Victim], book: NameBook) -> Mapping[str, float]:
    """How many of the people named at one place bear a name after their given one, by given names that sound alike."""
    bearers: dict[str, set[str]] = defaultdict(set)
    sounds: dict[str, str] = {}
    given: set[str] = set()
    for name in {book.read(victim.name) for victim in mentions}:
        keys = [next(book.sounds(word), word.key) for word in name.words]
        given.update(keys[:1])
        for word, key in zip(name.words[1:], keys[1:], strict=True):
            sounds[word.key] = key
            bearers[key].add(keys[0])
    if len(given) < _FEWEST_PEOPLE:
        return {}
    return {word: len(bearers[key]) / len(given) for word, key in sounds.items() if len(bearers[key]) > 1}
