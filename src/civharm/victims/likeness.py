"""How surely two descriptions are of one person: each reason with its weight, and none that says a name.

The words of the names are laid beside each other in their order. A word that only one has says nothing; words that differ in
one place speak against. A name that many bear is weak evidence, and so is one that many in the same place bear: people of one family
die together.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log

from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Feature, score_of
from civharm.victims.names import NameBook, PersonName, Word

#: The second of two words is a father's name as often as a family's.
_GIVEN_AND_ONE = 2
#: The share of people at one place who bear a word of a name.
LocalShare = Callable[[str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is told of a person in one place, or in all of an incident: each field as often as it is told otherwise."""

    id: str
    names: tuple[PersonName, ...]
    ages: tuple[int, ...] = ()
    sexes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    harms: frozenset[Harm] = frozenset()
    statuses: frozenset[Status] = frozenset()
    reports: frozenset[str] = frozenset()
    born: date | None = None
    died: tuple[date, date] | None = None


def nowhere(word: str) -> float:
    """No place where people are known to bear a name more often than elsewhere."""
    return 0.0


def reasons(
    left: Description, right: Description, book: NameBook, *, prior: float, local: LocalShare = nowhere
) -> tuple[Feature, ...]:
    """All that speaks for or against their being one person, the prior first. The order of the two is of no matter."""
    found = [Feature(name="prior", weight=prior, detail="two people, before anything is known")]
    found += names_reasons(left.names, right.names, book, local)
    found += told_reasons(left, right, book)
    return tuple(feature for feature in found if feature.weight)


def names_reasons(
    left: Sequence[PersonName], right: Sequence[PersonName], book: NameBook, local: LocalShare = nowhere
) -> tuple[Feature, ...]:
    """What the names say: those two of their spellings that are most alike."""
    pairs = [name_reasons(one, other, book, local) for one in left for other in right]
    return max(pairs, key=lambda features: (score_of(features), features_key(features)), default=())


def features_key(features: Sequence[Feature]) -> tuple[tuple[str, float], ...]:
    """An order of features that doesn't depend on which of two people came first."""
    return tuple((feature.name, feature.weight) for feature in features)


def name_reasons(
    left: PersonName, right: PersonName, book: NameBook, local: LocalShare = nowhere
) -> tuple[Feature, ...]:
    """What two names say for or against being one person's."""
    rules = book.rules.name
    left, right = sorted((left, right), key=lambda name: tuple(word.key for word in name.words))
    found: list[Feature] = []
    if left.kunya and right.kunya and book.likeness(left.kunya, right.kunya) >= rules.alike:
        found.append(Feature(name="kunya", weight=rules.kunya, detail="one kunya"))
    if not left.words or not right.words:
        return tuple(found)
    aligned = alignment(left.words, right.words, book)
    fewest = min(len(left.words), len(right.words))
    is_turned = len(aligned.pairs) < fewest and fewest > 1 and holds(left, right, book)
    if is_turned:
        aligned = _any_order(left.words, right.words, book)
    found += _alike(aligned, (left, right), book, local)
    if is_turned:
        found.append(Feature(name="order", weight=rules.order, detail="the same words in another order"))
    else:
        found += _unlike(aligned, left.words, right.words, book)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of places of words that are one name, with their likeness."""

    pairs: tuple[tuple[int, int, float], ...]


@lru_cache(maxsize=1 << 16)
def alignment(left: tuple[Word, ...], right: tuple[Word, ...], book: NameBook) -> Alignment:
    """The pairs of like words in one order that are most alike in sum."""
    alike = book.rules.name.alike
    best: list[list[tuple[float, tuple[tuple[int, int, float], ...]]]]
    best = [[(0.0, ())] * (len(right) + 1) for _ in range(len(left) + 1)]
    for at in range(1, len(left) + 1):
        for beside in range(1, len(right) + 1):
            options = [best[at - 1][beside], best[at][beside - 1]]
            found = book.likeness(left[at - 1].key, right[beside - 1].key)
            if found >= alike:
                before, pairs = best[at - 1][beside - 1]
                options.append((before + found, (*pairs, (at - 1, beside - 1, found))))
            best[at][beside] = max(options, key=lambda option: option[0])
    return Alignment(best[-1][-1][1])


def holds(left: PersonName, right: PersonName, book: NameBook) -> bool:
    """True if all words of the shorter name stand in the longer one, in whatever order."""
    shorter, longer = sorted((left.words, right.words), key=len)
    return len(_any_order(shorter, longer, book).pairs) == len(shorter)


def _any_order(left: Sequence[Word], right: Sequence[Word], book: NameBook) -> Alignment:
    """Each word beside the one that is most like it."""
    found = sorted(
        (
            (book.likeness(one.key, other.key), at, beside)
            for at, one in enumerate(left)
            for beside, other in enumerate(right)
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int, float]] = []
    for alike, at, beside in found:
        is_free = all(at != pair[0] and beside != pair[1] for pair in pairs)
        if alike >= book.rules.name.alike and is_free:
            pairs.append((at, beside, alike))
    return Alignment(tuple(sorted(pairs)))


def _alike(
    aligned: Alignment, names: tuple[PersonName, PersonName], book: NameBook, local: LocalShare
) -> Iterator[Feature]:
    left, right = (name.words for name in names)
    for at, beside, alike in aligned.pairs:
        is_given = at == 0 and beside == 0
        share = max(
            max(book.share(word.key, is_first=is_given), local(word.key))
            for word in (left[at], right[beside])
        )
        weight = min(-log(min(share, 1.0)), book.rules.name.most) * alike
        what = "given name" if is_given else "another word of the name"
        yield Feature(name="name", weight=round(weight, 2), detail=f"{what}, likeness {alike:.2f}")


def _unlike(
    aligned: Alignment, left: Sequence[Word], right: Sequence[Word], book: NameBook
) -> Iterator[Feature]:
    """Words without a partner on both sides of one gap between like words contradict each other."""
    rules = book.rules.name
    is_short = min(len(left), len(right)) <= _GIVEN_AND_ONE
    at = beside = 0
    for to, until in (*((pair[0], pair[1]) for pair in aligned.pairs), (len(left), len(right))):
        mine, theirs = left[at:to], right[beside:until]
        for number, (one, other) in enumerate(zip(mine, theirs, strict=False)):
            if at + number == 0 and beside + number == 0:
                yield Feature(name="given name", weight=rules.given_differs, detail="another given name")
            elif one.has_article != other.has_article or (is_short and until == len(right)):
                detail = "a family's name beside a father's, perhaps"
                yield Feature(name="name differs", weight=rules.other_kind, detail=detail)
            else:
                yield Feature(
                    name="name differs", weight=rules.contradicts, detail="another name in that place"
                )
        at, beside = to + 1, until + 1


def told_reasons(left: Description, right: Description, book: NameBook) -> Iterator[Feature]:
    """What else than the names speaks for or against."""
    rules = book.rules
    if left.ages and right.ages:
        yield _age(left, right, book)
    if left.sexes and right.sexes:
        is_same = bool(left.sexes & right.sexes)
        weight = rules.sex.same if is_same else rules.sex.differs
        yield Feature(name="sex", weight=weight, detail="the same sex" if is_same else "another sex")
    if left.roles & right.roles:
        yield Feature(name="role", weight=rules.role, detail="the same role")
    if left.families & right.families:
        yield Feature(name="family", weight=rules.family, detail="one family group")
    if left.reports & right.reports:
        yield from _in_one_report(left, right, book)


def _in_one_report(left: Description, right: Description, book: NameBook) -> Iterator[Feature]:
    rules = book.rules
    yield Feature(name="report", weight=rules.same_report, detail="named in one report")
    if _years_apart(left, right) > rules.age.near_years or (
        left.sexes and right.sexes and not left.sexes & right.sexes
    ):
        detail = "one report tells both ages, or both sexes"
        yield Feature(name="two in a report", weight=rules.two_in_a_report, detail=detail)
    if not left.harms & right.harms and left.harms and right.harms:
        detail = "one report tells another harm of each"
        yield Feature(name="harm", weight=rules.killed_and_injured, detail=detail)


def _years_apart(left: Description, right: Description) -> int:
    """Of the ages that are nearest to each other; 0 where one has none."""
    return min((abs(one - other) for one in left.ages for other in right.ages), default=0)


def _age(left: Description, right: Description, book: NameBook) -> Feature:
    """The ages that are nearest to each other; a slip of a year or two is common, a child is no grown-up."""
    rules = book.rules.age
    apart = _years_apart(left, right)
    weight = rules.differs
    if apart == 0:
        weight = rules.same
    elif apart <= rules.near_years:
        weight = rules.near
    elif apart > rules.far_years:
        weight = rules.far
    return Feature(name="age", weight=weight, detail=f"{apart} years apart")
