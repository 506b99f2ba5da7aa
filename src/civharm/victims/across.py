"""People of different incidents who may be one: proposed to a person, never joined. One death told as two incidents shows so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from civharm.codebook import Codebook
from civharm.model.incidents import Incident, score_of
from civharm.model.victims import Person, PersonPair, Victim
from civharm.victims.judged import Judged
from civharm.victims.keys import Key, keys_of
from civharm.victims.likeness import Description, reasons
from civharm.victims.names import NameBook, name_book
from civharm.victims.roster import Roster

#: Two words that more people than that have in common bring nobody together by themselves.
_LARGEST_BLOCK = 300


def across_incidents(
    incidents: Iterable[Incident],
    rosters: Mapping[str, Roster],
    mentions: Iterable[Victim],
    *,
    codebook: Codebook | None = None,
) -> list[PersonPair]:
    """Pairs that nobody has judged yet, the likeliest first."""
    book, judged = name_book(codebook), Judged.of(mentions)
    people = [(each.id, person) for each in incidents for person in rosters[each.id].people]
    told = [_description(person, book) for _, person in people]
    found = []
    for one, other in sorted(_near(told, book)):
        (here, left), (there, right) = people[one], people[other]
        if here == there or left.id == right.id or _is_judged(left, right, judged):
            continue
        features = reasons(told[one], told[other], book, prior=book.rules.across.prior)
        if score_of(features) >= book.rules.across.propose:
            ids = sorted((left.id, right.id))
            found.append(PersonPair(left=ids[0], right=ids[1], score=score_of(features), features=features))
    unique = {(pair.left, pair.right): pair for pair in found}
    return sorted(unique.values(), key=lambda pair: (-pair.score, pair.left, pair.right))


def _is_judged(left: Person, right: Person, judged: Judged) -> bool:
    pairs = product(left.mentions, right.mentions)
    return any(judged.verdict(one, other) is not None for one, other in pairs)


def _near(told: Sequence[Description], book: NameBook) -> set[tuple[int, int]]:
    rules = book.rules
    least = rules.across.propose - rules.across.prior - rules.age.same - rules.sex.same
    blocks: dict[Key, set[int]] = defaultdict(set)
    for at, each in enumerate(told):
        for name in each.names:
            for key in keys_of(name, book, least=least):
                blocks[key].add(at)
    small = (block for block in blocks.values() if len(block) <= _LARGEST_BLOCK)
    return {pair for block in small for pair in combinations(sorted(block), 2)}


def _description(person: Person, book: NameBook) -> Description:
    names = dict.fromkeys(book.read(told.value) for told in person.names)
    return Description(
        id=person.id,
        names=tuple(name for name in names if name.words),
        ages=tuple(told.value for told in person.ages),
        sexes=frozenset(told.value for told in person.sexes),
    )
