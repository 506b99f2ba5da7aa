"""How far reports agree: what several tell weighs more than what one tells alone (METHOD T1, T3).

A report tells of other strikes too, and early reports know of fewer dead: a number that nobody else tells is
weighed by the numbers that independent clusters of reporting share. The claims behind it stay linked and visible.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from civharm.assessments.figures import Figure

_SEVERAL = 2


def weighed_by_agreement(figures: Sequence[Figure], *, reach: float, agreed_by: int) -> list[Figure]:
    """The figures of one harm, status and group that hold beside the numbers that several clusters tell.

    Half of the number that most tell, or less, sets no minimum, and no lesser number that one cluster alone tells
    where `agreed_by` clusters tell the other; more than `reach` times the greatest shared number is told of something
    else.
    """
    backing = _backing(figures)
    shared = _shared(backing)
    if not shared:
        return list(figures)
    most = max(len(backing[number]) for number in shared)
    least = min(number for number in shared if len(backing[number]) == most)
    within = [figure for figure in figures if (figure.top or 0) <= reach * max(shared)]
    is_agreed = most >= agreed_by
    return [_lesser(figure, least, is_alone=is_agreed and _is_alone(figure, backing)) for figure in within]


def beyond_reach(number: int | None, figures: Sequence[Figure], *, reach: float) -> bool:
    """True for a number of people that can't be theirs: far more than several clusters count."""
    shared = _shared(_backing(figures))
    return bool(shared) and (number or 0) > reach * max(shared)


def without_set_phrases(figures: Sequence[Figure]) -> list[Figure]:
    """Without what lifts no maximum beside a number: "dead and wounded", and casualties whose harm isn't said."""
    if not any(map(_is_sure, figures)):
        return list(figures)
    return [figure for figure in figures if not figure.is_set_phrase]


def without_far_vague(figures: Sequence[Figure], *, reach: float) -> list[Figure]:
    """Without vague words far beyond every number: "hundreds" beside one dead are those of a whole war."""
    greatest = max((figure.top or 0 for figure in figures if _is_sure(figure)), default=None)
    if not greatest:
        return list(figures)
    return [figure for figure in figures if not figure.is_vague or (figure.top or 0) <= reach * greatest]


def without_vague_casualties(figures: Sequence[Figure]) -> list[Figure]:
    """ "Casualties" without a number say nothing more once somebody counts the dead or the injured."""
    if not any(map(_is_sure, figures)):
        return list(figures)
    return [figure for figure in figures if not (figure.is_joint and figure.is_vague)]


def _lesser(figure: Figure, least: int, *, is_alone: bool) -> Figure:
    if figure.low is None or figure.low >= least or (figure.low > least / 2 and not is_alone):
        return figure
    return replace(figure, sets_minimum=False, rule="T3")


def _is_alone(figure: Figure, backing: Mapping[int, Collection[str]]) -> bool:
    return figure.low is not None and len(backing.get(figure.low, ())) < _SEVERAL


def _backing(figures: Iterable[Figure]) -> dict[int, set[str]]:
    """Each number that is surely told, with the clusters that tell it."""
    backing: dict[int, set[str]] = defaultdict(set)
    for figure in filter(_is_sure, figures):
        for number in {figure.low, figure.high} - {None}:
            backing[number or 0].add(figure.cluster)
    return backing


def _shared(backing: Mapping[int, Collection[str]]) -> set[int]:
    """The numbers that several clusters tell."""
    return {number for number, clusters in backing.items() if len(clusters) >= _SEVERAL}


def _is_sure(figure: Figure) -> bool:
    return not figure.is_doubtful and not figure.is_vague and figure.sets_minimum
