"""Splink's model as one query: Splink writes it once, then it is asked of any pairs.

A run of Splink's own takes a quarter of a second to write the same query anew, copies the events, and sets down a table
of probabilities that nobody reads: that is half of the cost of scoring.
"""

import logging
import re

import duckdb
import pyarrow as pa

from civharm.engine.linking.levels import FOUND_OUTSIDE, comparisons, splink_settings
from civharm.incidents.rules import LinkageRules

#: The tables that the query reads: all events, and the pairs to score with a number for each.
EVENTS, PAIRS = "events", "pairs"
#: What Splink calls its copy of the events that occur in pairs.
_ITS_EVENTS = re.compile(r"__splink__df_pruned_predict_input_[lr]_\w+")


def no_pairs() -> pa.Table:
    """A table of pairs without any."""
    types = {"join_key_l": pa.int32(), "join_key_r": pa.int32(), "match_key": pa.int32()}
    return pa.schema(list(types.items())).empty_table()


def query_of(base: duckdb.DuckDBPyConnection, rules: LinkageRules) -> str:
    """Selects `match_key` and `match_weight` of all `pairs`, of which there should be none while Splink writes it.

    The weight is to the base 2; what is found outside is not in it.
    """
    from splink import DuckDBAPI, Linker

    compared = [each for each in comparisons(rules) if each.name not in FOUND_OUTSIDE]
    interface = DuckDBAPI(connection=base)
    settings = splink_settings(rules, compared)
    linker = Linker(interface.register(EVENTS), settings, log_level=logging.ERROR)
    linker.table_management.register_blocked_pairs_for_predict(interface.register(PAIRS))
    predicted = linker.inference.predict(warning_mode="never")
    written = _ITS_EVENTS.sub(EVENTS, predicted.sql_used_to_create)
    base.execute(f"DROP TABLE {predicted.physical_name}")
    return f"SELECT match_key, match_weight FROM ({written})"
