"""How many different people named mentions are of at least (METHOD T2): only who is surely another one counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from civharm.model.victims import Person, Victim
from civharm.victims.judged import Judged
from civharm.victims.likeness import holds
from civharm.victims.names import FATHER_OF, NameBook, PersonName

#: The fewest letters of a short form such as "Sam" for Samuel; fewer are initials.
_SHORT_FORM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A person with the mentions that count, each with its name."""

    id: str
    mentions: tuple[tuple[Victim, PersonName], ...]

    @property
    def longest(self) -> int:
        """The number of words of the fullest name."""
        return max(len(name.words) for _, name in self.mentions)

    def is_in(self, *, is_arabic: bool) -> bool:
        """True if some mention is in that script."""
        return any(name.is_arabic == is_arabic for _, name in self.mentions)


def surely_different(
    people: Iterable[Person], mentions: Mapping[str, Victim], judged: Judged, book: NameBook
) -> tuple[Person, ...]:
    """As many of these people as are surely not each other, by the mentions given alone.

    Names in two scripts may be the same people's unless a person judged otherwise: the script that names more of them counts.
    """
    known = {person.id: person for person in people if person.is_surely_named}
    named = [_named(person, mentions, book) for person in known.values()]
    found: Sequence[_Named] = ()
    for first in (False, True):
        order = sorted(
            (each for each in named if each.mentions),
            key=lambda each: (not each.is_in(is_arabic=first), -each.longest, each.id),
        )
        distinct: list[_Named] = []
        for each in order:
            if not any(_may_be(each, other, judged, book) for other in distinct):
                distinct.append(each)
        found = max(found, distinct, key=len)
    return tuple(known[each.id] for each in found)


def _named(person: Person, mentions: Mapping[str, Victim], book: NameBook) -> _Named:
    own = (mentions[each] for each in person.mentions if each in mentions)
    surely = (victim for victim in own if book.is_surely_name(victim.name))
    return _Named(
        id=person.id, mentions=tuple((each, _with_bare_family(book.read(each.name))) for each in surely)
    )


def _with_bare_family(name: PersonName) -> PersonName:
    """A family goes by "Abu Qandil" and by "Qandil"."""
    return replace(
        name, words=tuple(replace(word, key=word.key.removeprefix(FATHER_OF)) for word in name.words)
    )


def _may_be(one: _Named, other: _Named, judged: Judged, book: NameBook) -> bool:
    verdicts = {
        judged.verdict(mine.id, theirs.id) for mine, _ in one.mentions for theirs, _ in other.mentions
    }
    if False in verdicts:
        return False
    pairs = [(mine, theirs) for mine in one.mentions for theirs in other.mentions]
    same_script = [(mine, theirs) for mine, theirs in pairs if mine[1].is_arabic == theirs[1].is_arabic]
    if any(_are_two(mine[0], theirs[0], book) for mine, theirs in pairs):
        return False
    return not same_script or any(_names_may_be(mine, theirs, book) for mine, theirs in same_script)


def _are_two(one: Victim, other: Victim, book: NameBook) -> bool:
    """ "Omar Haddad (5) and Omar Haddad (40)" of one report are two people."""
    if one.report_id != other.report_id or one.age is None or other.age is None:
        return False
    return abs(one.age - other.age) > book.rules.age.near_years


def _names_may_be(one: tuple[Victim, PersonName], other: tuple[Victim, PersonName], book: NameBook) -> bool:
    """True for a shorter form, and for one given name with different words in different reports."""
    mine, theirs = one[1], other[1]
    if not mine.words or not theirs.words:
        return True
    if holds(mine, theirs, book):
        return True
    is_given = book.likeness(mine.words[0].key, theirs.words[0].key) >= book.rules.name.alike
    if one[0].report_id == other[0].report_id:
        return one[0].claim_id != other[0].claim_id and _is_cut_short(mine, theirs, book)
    return is_given


def _is_cut_short(one: PersonName, other: PersonName, book: NameBook) -> bool:
    """ "M. D. Webb" and "Marc Webb" of another sentence may both be Marcus Webb: the given name is the other's beginning."""
    shorter, longer = sorted((one.words[0].key, other.words[0].key), key=len)
    is_beginning = longer.startswith(shorter if len(shorter) >= _SHORT_FORM else shorter[:1])
    return is_beginning and book.likeness(one.words[-1].key, other.words[-1].key) >= book.rules.name.alike
