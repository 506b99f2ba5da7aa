"""Floors hold what was reached and only go up; the quick quarter is the same everywhere."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.rows import quick_part, sample
from evals.scoring import below_floor, raise_floors, read_table


@pytest.fixture
def floors(tmp_path):
    return tmp_path / "floors.json"


def test_a_floor_rises_with_the_score(floors):
    raise_floors("all", {"dates": {"value_f1": 0.5}}, path=floors)
    raise_floors("all", {"dates": {"value_f1": 0.75}}, path=floors)
    assert read_table(floors) == {"all": {"dates": {"value_f1": 0.75}}}


def test_a_floor_never_falls(floors):
    raise_floors("quick", {"dates": {"value_f1": 0.75}}, path=floors)
    raise_floors("quick", {"dates": {"value_f1": 0.5, "type_f1": 0.25}}, path=floors)
    assert read_table(floors) == {"quick": {"dates": {"value_f1": 0.75, "type_f1": 0.25}}}


@pytest.mark.parametrize(("score", "lines"), [(0.7, 0), (0.6998, 0), (0.699, 1), (None, 1)])
def test_a_score_below_its_floor_is_named(score, lines):
    scores = {"dates": {} if score is None else {"value_f1": score}}
    assert len(below_floor(scores, {"dates": {"value_f1": 0.7}, "grading": {"accuracy": 0.9}})) == lines


@given(ids=st.sets(st.text(min_size=1, max_size=8), min_size=200, max_size=400))
def test_the_quarter_goes_by_the_id_alone(ids):
    rows = [{"id": name} for name in sorted(ids)]
    chosen = quick_part(rows)
    assert quick_part(list(reversed(rows))) == list(reversed(chosen))
    assert 0.1 < len(chosen) / len(rows) < 0.45


def test_the_floors_of_the_repository_are_fractions(pytestconfig):
    table = json.loads((pytestconfig.rootpath / "evals" / "floors.json").read_text(encoding="utf-8"))
    values = [value for part in table.values() for board in part.values() for value in board.values()]
    assert set(table) <= {"all", "quick"} and values and all(0 <= value <= 1 for value in values)


def test_a_sample_goes_by_the_ids_alone_and_a_larger_one_holds_it():
    rows = [{"id": f"r{number}"} for number in range(50)]
    small, large = sample(rows, 5), sample(list(reversed(rows)), 20)
    assert len(small) == 5 and all(row in large for row in small)
    assert small == sorted(small, key=rows.index)
