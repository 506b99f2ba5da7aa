"""Rows that are added and never changed: refused by the model class, and by triggers in the database."""

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from civharm.model.errors import CasebookError

_Row = TypeVar("_Row", bound=models.Model, covariant=True)
_REFUSAL = "rows of a casebook are never changed: add a new one"

_SQLITE = """
CREATE TRIGGER {table}_no_{lower} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION casebook_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_no_{lower} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION casebook_refuse_change()
"""

#: A row goes if it was marked as destroyed under a tombstone, and no other.
_SQLITE_MARKED = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
WHEN NOT EXISTS (SELECT 1 FROM casebook_destroyed WHERE table_name = '{table}' AND "row" = OLD.id)
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_POSTGRESQL_MARKED_FUNCTION = """
CREATE OR REPLACE FUNCTION casebook_refuse_unmarked() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF EXISTS (SELECT 1 FROM casebook_destroyed WHERE table_name = TG_TABLE_NAME AND "row" = OLD.id) THEN RETURN OLD; END IF;
RAISE EXCEPTION '{refusal}';
END $$
"""
_POSTGRESQL_MARKED = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION casebook_refuse_unmarked()
"""


def _refuse(*_args: object, **_fields: object) -> NoReturn:
    raise CasebookError(_REFUSAL)


class AppendOnlyQuerySet(models.QuerySet[_Row]):
    """Queries that can add and read, but not change."""

    update = _refuse
    delete = _refuse
    bulk_update = _refuse
    update_or_create = _refuse


class AppendOnly(models.Model):
    """A row that is never changed. `id` gives the order in which rows came."""

    id = models.BigAutoField(primary_key=True)
    recorded_at = models.DateTimeField(db_index=True)

    objects = models.Manager.from_queryset(AppendOnlyQuerySet)()

    class Meta:
        """Fields only; each kind of row has a table of its own."""

        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise CasebookError(_REFUSAL)
        super().save(*args, **options | {"force_insert": True})

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise CasebookError(_REFUSAL)


def forbid_changes(schema: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Put the triggers on tables; for migrations, also after one that rebuilds a table of SQLite."""
    is_sqlite = schema.connection.vendor == "sqlite"
    if not is_sqlite:
        schema.execute(_POSTGRESQL_FUNCTION.format(refusal=_REFUSAL))
    verbs = ("UPDATE", "DELETE") if is_sqlite else ("UPDATE", "DELETE", "TRUNCATE")
    template = _SQLITE if is_sqlite else _POSTGRESQL
    for table in tables:
        for verb in verbs:
            schema.execute(
                template.format(table=table, verb=verb, lower=verb.lower(), refusal=_REFUSAL), params=None
            )


def allow_changes(schema: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Take the triggers off again, to undo the migration that put them there."""
    is_sqlite = schema.connection.vendor == "sqlite"
    for table in tables:
        for verb in ("update", "delete") if is_sqlite else ("update", "delete", "truncate"):
            on_table = "" if is_sqlite else f" ON {table}"
            schema.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on_table}", params=None)


def let_marked_go(schema: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Let rows of these tables go that are marked as destroyed, instead of none."""
    is_sqlite = schema.connection.vendor == "sqlite"
    if not is_sqlite:
        schema.execute(_POSTGRESQL_MARKED_FUNCTION.format(refusal=_REFUSAL), params=None)
    template = _SQLITE_MARKED if is_sqlite else _POSTGRESQL_MARKED
    for table in tables:
        schema.execute(
            f"DROP TRIGGER IF EXISTS {table}_no_delete{'' if is_sqlite else f' ON {table}'}", params=None
        )
        schema.execute(template.format(table=table, refusal=_REFUSAL), params=None)
