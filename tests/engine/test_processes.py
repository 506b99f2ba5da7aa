"""Work in processes: results are those of one process; one that dies costs its own thing alone."""

import os
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from functools import partial

import pytest

from civharm.engine.processes import Processes


def squaring(offset: int) -> Callable[[int], int]:
    return partial(_square, offset)


def _square(offset: int, number: int) -> int:
    if number < 0:
        raise ValueError("below zero")
    return number * number + offset


def dying() -> Callable[[int], int]:
    return _die_at_three


def _die_at_three(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


def test_results_come_as_they_were_begun() -> None:
    with Processes(partial(squaring, 1), count=2) as engine:
        assert [wait() for wait in [engine.begin(number) for number in range(8)]] == [
            number * number + 1 for number in range(8)
        ]


def test_what_the_work_raises_is_raised_here() -> None:
    with Processes(partial(squaring, 0), count=1) as engine, pytest.raises(ValueError, match="below zero"):
        engine.begin(-1)()


def test_a_process_that_dies_takes_nothing_else_with_it() -> None:
    with Processes(dying, count=2) as engine:
        waiting = [engine.begin(number) for number in range(5)]
        assert [wait() for wait in (*waiting[:3], waiting[4])] == [0, 1, 2, 4]
        with pytest.raises(BrokenProcessPool):
            waiting[3]()
        assert engine.begin(7)() == 7
