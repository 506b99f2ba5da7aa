"""Pairs of events scored in bulk: blocked by DuckDB, judged by Splink's model with the weights of rules/linkage.yml."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civharm.engine.linking.columns import EventColumns
from civharm.engine.linking.levels import (
    FOUND_OUTSIDE,
    ONE_DATED,
    SAME_DAY_SAID,
    SAME_SPEAKER,
    SHARED_NAMES,
    comparisons,
    published_together,
    splink_settings,
)
from civharm.engine.linking.likeness import Vectors
from civharm.engine.linking.outside import Outside
from civharm.incidents.compare import HELD_BACK_BY
from civharm.incidents.rules import LinkageRules

#: So many rows of two events in one block are worked on at once; most pairs share several blocks.
_AT_ONCE = 25_000_000
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
_WITH_ENDS = """
    SELECT pairs.l, pairs.r, a.report, b.report AS other_report, a.place, b.place AS other_place,
      list_has_any(a.reports, b.reports) AS is_shared
    FROM ({}) pairs JOIN events a ON a.event = pairs.l JOIN events b ON b.event = pairs.r
    ORDER BY a.report, pairs.l, pairs.r
"""
_TIES = ("dated", "first_day", "published", "reports", "names", "speakers", "dates", "weekdays")
_LIKELY = (
    f"SELECT event_l, event_r, {', '.join(f'l.{name} AS {name}_l, r.{name} AS {name}_r' for name in _TIES)}"
    " FROM summed JOIN events l ON l.event = event_l JOIN events r ON r.event = event_r"
)


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
        return self._of(self.score >= score)

    def nearest(self, count: int) -> "ScoredPairs":
        """Of each event the surest pairs, so many of them; a pair stays if it is one of those of either event."""
        order = np.lexsort((self.right, self.left, -self.score))
        places = np.concatenate([order, order])
        ends = np.concatenate([self.left[order], self.right[order]])
        by_end = np.lexsort((np.concatenate([np.arange(len(order))] * 2), ends))
        ends = ends[by_end]
        firsts = np.searchsorted(ends, ends, side="left")
        near = places[by_end[np.arange(len(ends)) - firsts < count]]
        return self._of(np.isin(np.arange(len(self)), near))

    def _of(self, chosen: NDArray[np.bool_]) -> "ScoredPairs":
        return ScoredPairs(self.left[chosen], self.right[chosen], self.score[chosen])


class BulkScorer:
    """Scores pairs of the events of one table, some left events at a time, so that memory stays bounded."""

    def __init__(
        self, events: EventColumns, vectors: Vectors, rules: LinkageRules, *, memory: str = "1500MB"
    ) -> None:
        self._rules = rules
        self._events = events
        self._outside = Outside(events.places, vectors, rules)
        self._spill = TemporaryDirectory()  # what does not fit into memory
        self._base = duckdb.connect(config={"memory_limit": memory, "temp_directory": self._spill.name})
        self._base.execute("SET preserve_insertion_order = false")
        self._take("events", events.table())
        self._take("blocks", events.blocks.table())
        self._take("named_places", events.named_places.table())
        weights = self._outside.weights
        self._take("codes", pa.table({"code": np.arange(len(weights), dtype=np.int32), "weight": weights}))
        first, second = vectors.alike(rules.worth_comparing)
        self._take("like_reports", pa.table({"first": first, "second": second}))
        self.alike = list(zip(first.tolist(), second.tolist(), strict=True))
        self._base.execute(f"CREATE TABLE otherwise_met AS {_NAMED} UNION {_LIKE}")
        held = f"{SHARED_NAMES} OR {SAME_SPEAKER} OR {SAME_DAY_SAID} OR {published_together(rules)}"
        self._held = (
            f"SELECT event_l, event_r, true AS is_held FROM likely WHERE {ONE_DATED} AND NOT ({held})"
        )

    def scored(self) -> Iterator[ScoredPairs]:
        """All pairs that share a block, or tell of like reports."""
        blocked = f"SELECT (pair >> 32)::INTEGER AS l, (pair & 4294967295)::INTEGER AS r FROM ({_BLOCKED})"
        for first, last in self._slices():
            pairs = self._base.execute(
                _WITH_ENDS.format(blocked), {"first": first, "last": last}
            ).fetchnumpy()
            yield self._judged(pairs)

    def _slices(self) -> Iterator[tuple[int, int]]:
        """First and last left events, such that not too many pairs come together."""
        met = self._base.execute(_MET).fetchnumpy()
        number = np.cumsum(met["count"].astype(np.float64)) // _AT_ONCE
        firsts = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(number)]
        for first, until in pairwise(firsts):
            if first < until:
                yield first, until - 1

    def score(self, left: NDArray[np.int32], right: NDArray[np.int32]) -> ScoredPairs:
        """Pairs of one's own choice, each with the lesser event first."""
        self._take("chosen", pa.table({"l": left, "r": right}))
        pairs = self._base.execute(_WITH_ENDS.format("SELECT l, r FROM chosen")).fetchnumpy()
        return self._judged(pairs)

    def _judged(self, pairs: Mapping[str, NDArray[Any]]) -> ScoredPairs:
        if not len(pairs["l"]):
            return ScoredPairs(pairs["l"], pairs["r"], np.empty(0))
        table = {"join_key_l": pairs["l"], "join_key_r": pairs["r"], "match_key": self._outside.codes(pairs)}
        self._take("pairs", pa.table(table))
        rules = self._rules
        predicted = self._predicted()
        self._base.execute(
            "CREATE OR REPLACE TABLE summed AS"
            f" SELECT event_l, event_r, match_weight * {log(2)!r} + weight AS score"
            f" FROM {predicted} JOIN codes ON code = match_key"
        )
        self._base.execute(f"DROP TABLE {predicted}")
        self._base.execute(f"CREATE OR REPLACE TABLE likely AS {_LIKELY} WHERE score >= {rules.join - 1e-6}")
        self._base.execute(f"CREATE OR REPLACE TABLE held AS {self._held}")
        found = self._base.execute(
            "SELECT event_l, event_r, round(CASE WHEN is_held THEN"
            f" least(score, {rules.join - HELD_BACK_BY}) ELSE score END, 6) AS score"
            " FROM summed LEFT JOIN held USING (event_l, event_r) ORDER BY event_l, event_r"
        ).fetchnumpy()
        return ScoredPairs(*(np.asarray(found[name]) for name in ("event_l", "event_r", "score")))

    def _predicted(self) -> str:
        """The name of the table of what Splink made of the pairs; what was found outside is not yet in it."""
        from splink import DuckDBAPI, Linker

        compared = [each for each in comparisons(self._rules) if each.name not in FOUND_OUTSIDE]
        interface = DuckDBAPI(connection=self._base)
        settings = splink_settings(self._rules, compared)
        linker = Linker(interface.register("events"), settings, log_level=logging.ERROR)
        linker.table_management.register_blocked_pairs_for_predict(interface.register("pairs"))
        return linker.inference.predict(warning_mode="never").physical_name

    def _take(self, name: str, table: pa.Table) -> None:
        self._base.register("taken", table)
        self._base.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM taken")
        self._base.unregister("taken")
