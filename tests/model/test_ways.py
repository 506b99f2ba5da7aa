"""The shortest way over steps, none where there is none, and quick where there are very many ways."""

import pytest

from civharm.model.ways import shortest_way

STEPS = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["e"], "x": ["y"], "y": ["x"]}


@pytest.mark.parametrize(
    ("start", "goal", "way"),
    [
        ("a", "a", ("a",)),
        ("a", "d", ("a", "b", "d")),
        ("a", "e", ("a", "b", "d", "e")),
        ("x", "y", ("x", "y")),
        ("e", "a", ()),
        ("a", "x", ()),
    ],
)
def test_the_shortest_way(start, goal, way):
    assert shortest_way(start, goal, lambda each: STEPS.get(each, ())) == way


def test_a_ladder_with_very_many_ways_is_walked_once():
    asked = []

    def near(step):
        asked.append(step)
        level = int(step[1:]) + 1
        return (f"a{level}", f"b{level}") if level <= 60 else ()

    assert len(shortest_way("a0", "b60", near)) == 61
    assert len(asked) == len(set(asked))
