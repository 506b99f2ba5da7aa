"""Pairs of events scored in bulk: blocked by DuckDB, judged by Splink's model with the weights of rules/linkage.yml."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civharm.engine.linking.columns import EventColumns
from civharm.engine.linking.levels import (
    SAME_DAY_SAID,
    SAME_SPEAKER,
    SHARED_NAMES,
    compared_columns,
    published_together,
)
from civharm.engine.linking.likeness import Vectors
from civharm.engine.linking.model import EVENTS, PAIRS, no_pairs, query_of
from civharm.engine.linking.outside import Outside
from civharm.incidents.compare import HELD_BACK_BY
from civharm.incidents.rules import LinkageRules

#: Scores are rounded to so much.
STEP = 1e-6
#: So many rows of two events in one block are worked on at once; most pairs share several blocks.
_AT_ONCE = 15_000_000
_MET = """
    SELECT event, coalesce(sum(size), 0) AS count FROM events LEFT JOIN blocks USING (event)
      LEFT JOIN (SELECT block, count(*) AS size FROM blocks GROUP BY block) USING (block)
    GROUP BY event ORDER BY event
"""
_BLOCKED = """
    SELECT (l.event::BIGINT << 32) | r.event AS pair
      FROM blocks l JOIN blocks r ON l.block = r.block AND l.event < r.event
      WHERE l.event BETWEEN $first AND $last
    UNION
    SELECT pair FROM otherwise_met WHERE pair >> 32 BETWEEN $first AND $last
"""
#: An event that is vague in time meets those of one place that may have been when it was.
_NAMED = """
    SELECT (least(v.event, e.event)::BIGINT << 32) | greatest(v.event, e.event) AS pair
      FROM (SELECT * FROM named_places JOIN events USING (event) WHERE vague_in_time) v
      JOIN (SELECT * FROM named_places JOIN events USING (event)) e
        ON v.block = e.block AND v.event <> e.event
          AND v.span_first <= e.span_last + 1 AND e.span_first <= v.span_last + 1
"""
_LIKE = """
    SELECT (least(l.event, r.event)::BIGINT << 32) | greatest(l.event, r.event) AS pair
      FROM like_reports JOIN events l ON l.report = first JOIN events r ON r.report = second
"""
#: Of two events of one day one is told without place and time: see `incidents.placeless`.
_OF_ONE_DAY = f"""
    WITH placed_in_time AS (
      SELECT event, report, place IS NULL AND NOT dated AS is_bare,
        CASE WHEN NOT dated THEN CASE WHEN NOT earlier THEN published END WHEN days = 1 THEN first_day END AS day
      FROM {EVENTS})
    SELECT DISTINCT least(b.event, e.event) AS left_event, greatest(b.event, e.event) AS right_event
      FROM placed_in_time b JOIN short_reports USING (report) JOIN placed_in_time e ON b.day = e.day AND b.event <> e.event
      WHERE b.is_bare
      ORDER BY ALL
"""
#: Pairs as the conditions of `levels` want them.
_TIES = (
    *("dated", "first_day", "published"),
    *(
        f"{how}_{name}"
        for name in ("reports", "names", "speakers", "dates", "weekdays")
        for how in ("one_of", "several")
    ),
)
_UNDATED = f"""
    SELECT row, {", ".join(f"l.{name} AS {name}_l, r.{name} AS {name}_r" for name in _TIES)}
    FROM undated JOIN events l ON l.event = left_event JOIN events r ON r.event = right_event
"""


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Pairs of events by number, the lesser first and in order, with their scores in log-odds."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    score: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.score)

    def at_least(self, score: float) -> "ScoredPairs":
        """The pairs with so high a score."""
        return self.of(self.score >= score)

    def nearest(self, count: int) -> "ScoredPairs":
        """Of each event the surest pairs, so many of them; a pair stays if it is one of those of either event."""
        order = np.lexsort((self.right, self.left, -self.score))
        places = np.concatenate([order, order])
        ends = np.concatenate([self.left[order], self.right[order]])
        by_end = np.lexsort((np.concatenate([np.arange(len(order))] * 2), ends))
        ends = ends[by_end]
        firsts = np.searchsorted(ends, ends, side="left")
        near = places[by_end[np.arange(len(ends)) - firsts < count]]
        return self.of(np.isin(np.arange(len(self)), near))

    def of(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> "ScoredPairs":
        """Some of the pairs."""
        return ScoredPairs(self.left[chosen], self.right[chosen], self.score[chosen])


def together(parts: Iterable[ScoredPairs]) -> ScoredPairs:
    """Pairs that were scored some at a time."""
    found = list(parts)
    if not found:
        return ScoredPairs(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0))
    columns = ("left", "right", "score")
    return ScoredPairs(*(np.concatenate([getattr(part, name) for part in found]) for name in columns))


class BulkScorer:
    """Scores pairs of the events of one table, some left events at a time, so that memory stays bounded."""

    def __init__(
        self, events: EventColumns, vectors: Vectors, rules: LinkageRules, *, memory: str = "1GB"
    ) -> None:
        self._rules = rules
        self._outside = Outside(events, vectors, rules)
        self._spill = TemporaryDirectory()  # what does not fit into memory
        self._base = duckdb.connect(config={"memory_limit": memory, "temp_directory": self._spill.name})
        self._base.execute("SET preserve_insertion_order = false")
        table = events.table()
        self._dated = table["dated"].to_numpy()
        self._take(EVENTS, table, columns=compared_columns())
        self._take("blocks", events.blocks.table())
        self._take("named_places", events.blocks.named_places())
        first, second = vectors.alike(rules.worth_comparing)
        self._take("like_reports", pa.table({"first": first, "second": second}))
        self.alike = np.column_stack([first, second])
        self._take(PAIRS, no_pairs())
        self._model = query_of(self._base, rules)
        self._take("of_one_day", self._sharing_words(vectors, table["report"].to_numpy()))
        self._base.execute(
            f"CREATE TABLE otherwise_met AS {_NAMED} UNION {_LIKE} UNION SELECT pair FROM of_one_day"
        )

    def _sharing_words(self, vectors: Vectors, reports: NDArray[np.int32]) -> pa.Table:
        """Pairs of events of one day whose reports have words in common, of which a short post tells one without place and time."""
        short = np.flatnonzero(vectors.lengths <= self._rules.on_a_day.most_words).astype(np.int32)
        self._take("short_reports", pa.table({"report": short}))
        found = self._base.execute(_OF_ONE_DAY).fetchnumpy()
        left, right = (found[side].astype(np.int64) for side in ("left_event", "right_event"))
        order = np.argsort(reports[left], kind="stable")  # cosines want it so
        left, right = left[order], right[order]
        cosines = vectors.cosines(reports[left].astype(np.int64), reports[right].astype(np.int64))
        enough = cosines >= self._rules.on_a_day.alike
        return pa.table({"pair": (left[enough] << 32) | right[enough]})

    def scored(self) -> Iterator[ScoredPairs]:
        """All pairs that share a block, or tell of like reports."""
        for first, last in self._slices():
            met = self._base.execute(_BLOCKED, {"first": first, "last": last}).fetchnumpy()["pair"]
            met.sort()
            yield self.score((met >> 32).astype(np.int32), met.astype(np.int32))

    def _slices(self) -> Iterator[tuple[int, int]]:
        """First and last left events, such that not too many pairs come together."""
        met = self._base.execute(_MET).fetchnumpy()
        number = np.cumsum(met["count"].astype(np.float64)) // _AT_ONCE
        firsts = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(number)]
        for first, until in pairwise(firsts):
            if first < until:
                yield first, until - 1

    def score(self, left: NDArray[np.int32], right: NDArray[np.int32]) -> ScoredPairs:
        """Pairs of one's own choice, each with the lesser event first, in order."""
        if not len(left):
            return ScoredPairs(left, right, np.empty(0))
        rows = np.arange(len(left), dtype=np.int32)
        self._take(PAIRS, pa.table({"join_key_l": left, "join_key_r": right, "match_key": rows}))
        found = self._base.execute(self._model).fetchnumpy()
        scores = self._outside.weights(left, right)
        scores[found["match_key"]] += found["match_weight"] * log(2)
        return self._held_back(ScoredPairs(left, right, scores))

    def _held_back(self, pairs: ScoredPairs) -> ScoredPairs:
        """What only a missing date keeps from being likely stays below that: see `incidents.compare`."""
        one_dated = self._dated[pairs.left] != self._dated[pairs.right]
        rows = np.flatnonzero(one_dated & (pairs.score >= self._rules.join - 1e-6))
        undated = {"row": rows, "left_event": pairs.left[rows], "right_event": pairs.right[rows]}
        self._base.register("undated", pa.table(undated))
        held = self._base.execute(self._untied).fetchnumpy()["row"]
        score = np.round(pairs.score, 6)
        score[held] = self._rules.join - HELD_BACK_BY
        return ScoredPairs(pairs.left, pairs.right, score)

    @cached_property
    def _untied(self) -> str:
        tied = (SHARED_NAMES, SAME_SPEAKER, SAME_DAY_SAID, published_together(self._rules))
        return f"SELECT row FROM ({_UNDATED}) WHERE NOT ({' OR '.join(tied)})"

    def _take(self, name: str, table: pa.Table, *, columns: str = "*") -> None:
        self._base.register("taken", table)
        self._base.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {columns} FROM taken")
        self._base.unregister("taken")
