"""People told one beside the other make one toll; who is told twice, or is in a greater number already, is not added."""

from dataclasses import replace

import pytest

from civharm.assessments.adding import with_those_beside
from civharm.assessments.figures import Counted, Figure
from civharm.assessments.telling import resolve_everybody, resolve_telling
from civharm.model.casualties import Casualties, Count, Harm, Status
from support.build import Story

#: What one voice tells, as [number, words, beside], and the numbers that it comes to.
CASES = {
    "told one by one": ([(1, "a man", None), (1, "a woman", "a man"), (1, "a boy", "a man")], [3]),
    "and a number of them": ([(1, "a man", None), (1, "a woman", "a man"), (5, "five", None)], [2, 5]),
    "beside a number": ([(4, "four", None), (1, "himself", "four")], [5]),
    "in a greater number already": ([(4, "four", None), (1, "himself", "four"), (5, "five", None)], [5, 5]),
    "in the number already": ([(4, "four", None), (1, "himself", "four"), (3, "three", None)], [4, 3]),
    "whose base is told elsewhere": ([(1, "a woman", "a man"), (1, "a boy", "a man")], [2]),
}


def _figure(number: int, words: str, beside: str | None) -> Figure:
    return Figure(
        counted=Counted(Harm.KILLED, Status.UNKNOWN),
        low=number,
        high=number,
        claims=(words,),
        words=words,
        beside=beside,
        is_numeral=number > 1,
    )


@pytest.mark.parametrize(("told", "expected"), CASES.values(), ids=CASES.keys())
def test_people_told_beside_others_are_added(
    told: list[tuple[int, str, str | None]], expected: list[int]
) -> None:
    assert sorted(figure.low or 0 for figure in with_those_beside([_figure(*one) for one in told])) == sorted(
        expected
    )


def _told(number: int, status: Status, words: str, part_of: str | None = None) -> Casualties:
    count = Count(min=number, max=number, words=words, rule="number:exact")
    return Casualties(harm=Harm.KILLED, status=status, count=count, part_of=part_of)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([_told(3, Status.CIVILIAN, "three"), _told(2, Status.COMBATANT, "two")], 5),
        ([_told(6, Status.UNKNOWN, "six"), _told(2, Status.COMBATANT, "two")], 6),
        ([_told(6, Status.UNKNOWN, "six"), _told(2, Status.COMBATANT, "two", "six")], 6),
        ([_told(2, Status.COMBATANT, "two")], 2),
    ],
)
def test_everybody_is_counted_whoever_they_were(told: list[Casualties], expected: int) -> None:
    story = Story()
    story.harm("Outlet A", "killed 1 unknown")
    claim = story.claims[0]
    [figure] = resolve_everybody([replace(claim, casualties=tuple(told))], ("children",))
    assert (figure.low, figure.counted.status) == (expected, Status.UNKNOWN)


def test_fighters_told_beside_others_are_no_more_of_them() -> None:
    story = Story()
    story.harm("Outlet A", "killed 1 unknown")
    attackers = replace(_told(2, Status.COMBATANT, "two"), beside="five")
    claims = [replace(story.claims[0], casualties=(_told(5, Status.UNKNOWN, "five"), attackers))]
    apart = {figure.counted.status: figure.top for figure in resolve_telling(claims, ())}
    assert (apart[Status.COMBATANT], apart[Status.CIVILIAN]) == (2, 5)
    assert [figure.low for figure in resolve_everybody(claims, ())] == [7]
