"""People told one after the other: "a man was shot. … Another man …", "killed four people and then himself".

What is told beside another count is added to it, once, so that the rules for tolls see one count of all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from civharm.assessments.figures import Figure
from civharm.model.casualties import Harm, Status

_WHOLE = "all"


def with_those_beside(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a telling, those told beside each other added up."""
    told = [figure for figure in figures if figure.beside is None]
    for harm in sorted({figure.counted.harm for figure in figures if figure.beside is not None}):
        more = [figure for figure in figures if figure.beside is not None and figure.counted.harm is harm]
        told = _added(told, more, harm)
    return told


def _added(told: Sequence[Figure], more: Sequence[Figure], harm: Harm) -> list[Figure]:
    numbers = {figure.words for figure in told if figure.counted.harm is harm and _is_number(figure)}
    on_numbers = [figure for figure in more if figure.beside in numbers]
    grown = _numbers_grown(told, on_numbers, harm) if on_numbers else list(told)
    singles = [figure for figure in more if figure.beside not in numbers]
    return _counted_together(grown, singles, harm) if singles else grown


def _is_number(figure: Figure) -> bool:
    """A number of people that somebody states; "one" is a person told like others."""
    return figure.is_numeral and not figure.is_part and (figure.top or 0) > 1


def _numbers_grown(told: Sequence[Figure], more: Sequence[Figure], harm: Harm) -> list[Figure]:
    """Numbers that leave the added people out grow by them; a greater number of the same telling has them in it."""
    added = sum(figure.low or 0 for figure in more)
    words = {figure.beside for figure in more}
    own = [figure for figure in told if figure.counted.harm is harm and _is_number(figure)]
    base = max(figure.top or 0 for figure in own if figure.words in words)
    if any(figure.low == base - added for figure in own):
        return list(told)
    greater = min((figure.top or 0 for figure in own if (figure.top or 0) > base), default=base + added)
    claims = tuple(claim for figure in more for claim in figure.claims)
    return [
        _grown(figure, min(added, greater - base), claims) if figure in own and figure.low == base else figure
        for figure in told
    ]


def _grown(figure: Figure, added: int, claims: tuple[str, ...]) -> Figure:
    """The same count with the people that were told beside it; of a group, all of them are counted."""
    return replace(
        figure,
        counted=figure.counted._replace(group=_WHOLE),
        low=None if figure.low is None else figure.low + added,
        high=None if figure.high is None else figure.high + added,
        claims=tuple(dict.fromkeys((*figure.claims, *claims))),
        rule="T11",
    )


def _counted_together(told: Sequence[Figure], more: Sequence[Figure], harm: Harm) -> list[Figure]:
    """One count of the people told one by one, in all and by group; lesser numbers are shares of it."""
    words = {figure.beside for figure in more}
    bases = [figure for figure in told if figure.counted.harm is harm and figure.words in words]
    people = [*_first_of_each(bases), *more]
    total = _sum_of(people, _WHOLE)
    groups = sorted({figure.counted.group for figure in people} - {_WHOLE})
    kept = [_share_of(figure, total) for figure in told if figure not in bases]
    return [*kept, total, *(_sum_of([p for p in people if p.counted.group == g], g) for g in groups)]


def _first_of_each(bases: Iterable[Figure]) -> list[Figure]:
    by_words: dict[str, Figure] = {}
    for figure in bases:
        by_words.setdefault(figure.words, figure)
    return list(by_words.values())


def _share_of(figure: Figure, total: Figure) -> Figure:
    """ "Two of them" are no new total beside four people told one by one."""
    is_less = _is_number(figure) and (figure.top or 0) < (total.low or 0)
    same = figure.counted.harm is total.counted.harm and figure.counted.status is not Status.COMBATANT
    return replace(figure, is_part=True) if is_less and same else figure


def _sum_of(people: Sequence[Figure], group: str) -> Figure:
    statuses = {figure.counted.status for figure in people}
    status = statuses.pop() if len(statuses) == 1 else Status.UNKNOWN
    return replace(
        people[0],
        counted=people[0].counted._replace(status=status, group=group),
        low=sum(figure.low or 0 for figure in people),
        high=sum(figure.top or 0 for figure in people),
        claims=tuple(dict.fromkeys(claim for figure in people for claim in figure.claims)),
        is_numeral=False,
        beside=None,
        rule="T11",
    )
