"""Words in the database: FTS5 on SQLite, tsvector on PostgreSQL. Both hold the same keys, so both find the same.

Neither splits or folds words by itself: keys come ready from `catalogue.words`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL

from civharm.catalogue.searching import Keys, Search, Term

_MADE = {
    "sqlite": ("CREATE VIRTUAL TABLE {table} USING fts5(words, tokenize='ascii')",),
    "postgresql": (
        "CREATE TABLE {table} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX {table}_words ON {table} USING gin (words)",
    ),
}
#: As many positions of one word are kept: PostgreSQL's limit.
_POSITIONS = 255
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class WordsTable:
    """The words of the rows of one table, by the rows' ids."""

    table: str

    def make(self, schema: BaseDatabaseSchemaEditor) -> None:
        """Make the table; for migrations."""
        for statement in _MADE[schema.connection.vendor]:
            schema.execute(statement.format(table=self.table), params=None)

    def drop(self, schema: BaseDatabaseSchemaEditor) -> None:
        """Take it away again, to undo the migration."""
        schema.execute(f"DROP TABLE {self.table}", params=None)

    def write(self, alias: str, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Add the words of rows."""
        is_sqlite = connections[alias].vendor == "sqlite"
        form = " ".join if is_sqlite else _vector
        cast = "" if is_sqlite else "::tsvector"
        with connections[alias].cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {self.table} (rowid, words) VALUES (%s, %s{cast})",
                [(row, form(keys)) for row, keys in rows],
            )

    def remove(self, alias: str, rows: Sequence[int]) -> None:
        """Take the words of rows away."""
        with connections[alias].cursor() as cursor:
            for at in range(0, len(rows), _AT_ONCE):
                some = rows[at : at + _AT_ONCE]
                marks = ", ".join(["%s"] * len(some))
                cursor.execute(f"DELETE FROM {self.table} WHERE rowid IN ({marks})", some)

    def clear(self, alias: str) -> None:
        """Take all words away."""
        with connections[alias].cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table}")

    def found(self, alias: str, search: Search) -> RawSQL:
        """The ids of the rows that have what is looked for, as a part of a query."""
        if connections[alias].vendor == "sqlite":
            return RawSQL(f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s", [_in_fts5(search)])
        return RawSQL(f"SELECT rowid FROM {self.table} WHERE words @@ %s::tsquery", [_in_tsquery(search)])


INCIDENT_WORDS = WordsTable("catalogue_incident_words")
REPORT_WORDS = WordsTable("catalogue_report_words")


def _vector(keys: Sequence[str]) -> str:
    """A text's words as PostgreSQL writes them: each with its positions, which start at 1."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys, start=1):
        if len(places[key]) < _POSITIONS:
            places[key].append(place)
    return " ".join(f"'{key}':{','.join(map(str, at))}" for key, at in places.items())


def _in_fts5(search: Search) -> str:
    wanted = " AND ".join(f"({_any(term, _run_in_fts5, ' OR ')})" for term in search.wanted)
    unwanted = " OR ".join(_any(term, _run_in_fts5, " OR ") for term in search.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _run_in_fts5(run: Keys, is_beginning: bool) -> str:
    return f'"{" ".join(run)}"' + (" *" if is_beginning else "")


def _in_tsquery(search: Search) -> str:
    wanted = " & ".join(f"({_any(term, _run_in_tsquery, ' | ')})" for term in search.wanted)
    unwanted = " | ".join(_any(term, _run_in_tsquery, " | ") for term in search.unwanted)
    return f"({wanted}) & !({unwanted})" if unwanted else wanted


def _run_in_tsquery(run: Keys, is_beginning: bool) -> str:
    return "(" + " <-> ".join(f"'{key}'" for key in run) + (":*" if is_beginning else "") + ")"


def _any(term: Term, form: Callable[[Keys, bool], str], joined: str) -> str:
    return joined.join(form(run, term.is_beginning) for run in term.runs)
