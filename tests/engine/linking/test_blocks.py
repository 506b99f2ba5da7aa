"""Blocks as rows of numbers bring together whom the blocks of each event bring together."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

import pytest

from civharm.engine.linking.columns import EventColumns
from civharm.engine.linking.numbers import Numbers
from civharm.incidents.blocking import blocks_of, place_names_of
from engine.linking.occurrences import some_occurrences


def _pairs(rows: Iterable[tuple[object, int]]) -> set[tuple[int, int]]:
    members: dict[object, set[int]] = defaultdict(set)
    for block, event in rows:
        members[block].add(event)
    return {pair for together in members.values() for pair in combinations(sorted(together), 2)}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_pairs_with_fewer_rows(seed: int) -> None:
    events = some_occurrences(300, seed=seed)
    columns = EventColumns(Numbers(), ())
    for event in events:
        columns.add(event)
    table = columns.blocks.table().to_pydict()
    told = [(block, at) for at, event in enumerate(events) for block in set(blocks_of(event))]
    assert _pairs(zip(table["block"], table["event"], strict=True)) == _pairs(told)
    assert len(table["block"]) < len(told)


def test_the_same_names_of_places() -> None:
    events = some_occurrences(300, seed=4)
    columns = EventColumns(Numbers(), ())
    for event in events:
        columns.add(event)
    table = columns.blocks.named_places().to_pydict()
    told = [(name, at) for at, event in enumerate(events) for name in place_names_of(event.places)]
    assert _pairs(zip(table["block"], table["event"], strict=True)) == _pairs(told)
