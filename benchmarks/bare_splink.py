"""Splink by itself over the same events and blocks: what linking in bulk is measured against.

It is taken as it comes: exact comparisons of six columns, its own blocking, clusters of connected components.
"""

import logging

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civharm.engine.linking.bulk import BulkLinking

_COMPARED = ("first_day", "place", "killed_low", "injured_low", "events", "attackers")
_LIKELY = 0.5
_TABLE = """
    CREATE TABLE records AS SELECT e.*, keys, named FROM events e
      LEFT JOIN (
        SELECT event, list(block) AS keys FROM (
          SELECT event, block FROM blocks
          UNION ALL SELECT event, number FROM alike JOIN events ON report = first
          UNION ALL SELECT event, number FROM alike JOIN events ON report = second
        ) GROUP BY event
      ) USING (event)
      LEFT JOIN (
        SELECT event, list(block) AS named FROM named_places GROUP BY event
      ) USING (event)
"""


def table_of(linking: BulkLinking) -> duckdb.DuckDBPyConnection:
    """A base with the events, each with the keys of its blocks."""
    alike = linking.scorer().alike
    base = duckdb.connect(config={"memory_limit": "2GB"})
    pairs = {"first": alike[:, 0], "second": alike[:, 1], "number": -(2**50) - np.arange(len(alike))}
    base.register("alike", pa.table(pairs))
    base.register("events", linking.events.table())
    base.register("blocks", linking.events.blocks.table())
    base.register("named_places", linking.events.blocks.named_places())
    base.execute(_TABLE)
    for name in ("alike", "events", "blocks", "named_places"):
        base.unregister(name)
    return base


def link_with_splink(base: duckdb.DuckDBPyConnection) -> tuple[NDArray[np.int32], int]:
    """The group of each event, and how many pairs were compared."""
    import splink.comparison_library as library
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    interface = DuckDBAPI(connection=base)
    of_vague = {
        "blocking_rule": "l.named = r.named AND (l.vague_in_time OR r.vague_in_time)"
        " AND l.span_first <= r.span_last + 1 AND r.span_first <= l.span_last + 1",
        "arrays_to_explode": ["named"],
    }
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="event",
        comparisons=[library.ExactMatch(name) for name in _COMPARED],
        blocking_rules_to_generate_predictions=[block_on("keys", arrays_to_explode=["keys"]), of_vague],
        retain_matching_columns=False,
    )
    linker = Linker(interface.register("records"), settings, log_level=logging.ERROR)
    predicted = linker.inference.predict(warning_mode="never")
    counted = base.execute(f"SELECT count(*) FROM {predicted.physical_name}").fetchone()
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, _LIKELY)
    groups = base.execute(f"SELECT cluster_id FROM {found.physical_name} ORDER BY event").fetchnumpy()
    return np.asarray(groups["cluster_id"]), int(counted[0]) if counted else 0
