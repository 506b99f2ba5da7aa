"""The other places of a sentence: which is nearer to the verb, which finer, which listed together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from civharm.model.places import Place
from civharm.places.mention import PlaceMention
from civharm.places.ties.site import Site

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One place that a sentence names: its words, what they were resolved to, where they hang."""

    mention: PlaceMention
    place: Place
    site: Site

    def is_finer(self, other: "Named") -> bool:
        """True if its rung on the ladder of precision is the finer one."""
        return self.place.precision.coarseness < other.place.precision.coarseness


def of_others(at: int, named: Sequence[Named], verb: "Token") -> Iterator[str]:
    """How the place at this index stands among the places of its sentence."""
    here, others = named[at], [*named[:at], *named[at + 1 :]]
    yield f"places_{min(len(named), 5)}"
    if any(other.mention.within == here.mention.name_span for other in others):
        yield "container"
    if any(other.mention.name == here.mention.name for other in others):
        yield "named_twice"
    if not any(other.is_finer(here) for other in others):
        yield "finest"
    if all(here.is_finer(other) for other in others):
        yield "finest_alone"
    yield from _of_order(at, named, verb)
    for side, next_to in (("before", at - 1), ("next", at + 1)):
        if 0 <= next_to < len(named):
            yield from (f"{side}_{name}" for name in _of_neighbour(here, named[next_to], verb))
        else:
            yield f"{side}_none"


def _of_order(at: int, named: Sequence[Named], verb: "Token") -> Iterator[str]:
    after = [index for index, each in enumerate(named) if each.site.name.i > verb.i]
    before = [index for index, each in enumerate(named) if each.site.name.i < verb.i]
    if after[:1] == [at]:
        yield "first_after"
    if before[-1:] == [at]:
        yield "last_before"
    if after and at in before:
        yield "some_after"


def _of_neighbour(here: Named, other: Named, verb: "Token") -> Iterator[str]:
    mine, its = here.site, other.site
    if other.is_finer(here):
        yield "finer"
    if here.is_finer(other):
        yield "coarser"
    gap = abs(its.name.i - mine.name.i)
    if gap <= 5:
        yield "touching" if gap <= 2 else "close"
    if its.top.i == mine.top.i:
        yield "same_top"
    if _stands_under(its.name, mine.name) or _stands_under(its.top, mine.top):
        yield "below"
    if _stands_under(mine.top, its.top):
        yield "above"
    if other.place.country and other.place.country == here.place.country:
        yield "same_country"
    if (its.name.i > verb.i) != (mine.name.i > verb.i):
        yield "across_verb"
    if _are_listed(mine.name, its.name):
        yield "listed"


def _stands_under(token: "Token", above: "Token") -> bool:
    return any(ancestor.i == above.i for ancestor in token.ancestors)


def _are_listed(one: "Token", other: "Token") -> bool:
    return any(b.dep_ == "conj" and b.head.i == a.i for a, b in ((one, other), (other, one)))


def before_in_list(token: "Token") -> Iterator[int]:
    """Indices of the words that a word is listed after."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
        yield token.i
