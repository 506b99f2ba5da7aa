from dataclasses import replace

import pytest

from civharm.casebook.store import Casebook
from civharm.model.errors import CasebookError


@pytest.fixture
def as_before(casebook: Casebook, monkeypatch):
    """Captures are kept as programs of before kept them: without what undoing a migration would take from them."""
    from civharm.casebook import writing

    made = writing.capture_row
    monkeypatch.setattr(
        writing, "capture_row", lambda capture, at: made(replace(capture, collection=None), at)
    )


@pytest.fixture
def row(casebook: Casebook, page):
    from civharm.casebook.models import CaptureRow

    casebook.add_capture(page.capture, page.content)
    return CaptureRow.objects.using(casebook.alias).get()


CHANGES = [
    lambda row, rows: row.save(),
    lambda row, rows: row.delete(),
    lambda row, rows: rows.update(name="x"),
    lambda row, rows: rows.delete(),
    lambda row, rows: rows.bulk_update([row], ["name"]),
    lambda row, rows: rows.update_or_create(sha256=row.sha256, defaults={"name": "x"}),
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_model_refuses_changes(casebook, row, change):
    rows = type(row).objects.using(casebook.alias)
    with pytest.raises(CasebookError, match="never changed"):
        change(row, rows)
    assert rows.get().name == "page.txt"


@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_changes(casebook, row, sql):
    from django.db import DatabaseError, connections

    with pytest.raises(DatabaseError, match="never changed"):
        connections[casebook.alias].cursor().execute(sql.format(row._meta.db_table))


def test_every_table_of_rows_has_its_triggers(casebook):
    from django.apps import apps
    from django.db import connections

    from civharm.casebook.append_only import AppendOnly

    is_sqlite = connections[casebook.alias].vendor == "sqlite"
    sql = (
        "SELECT name FROM sqlite_master WHERE type='trigger'"
        if is_sqlite
        else "SELECT tgname FROM pg_trigger WHERE pg_table_is_visible(tgrelid)"
    )
    with connections[casebook.alias].cursor() as cursor:
        cursor.execute(sql)
        found = {name for (name,) in cursor.fetchall()}
    tables = {model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly)}
    verbs = ("update", "delete") if is_sqlite else ("update", "delete", "truncate")
    assert {f"{table}_no_{verb}" for table in tables for verb in verbs} <= found


def test_the_triggers_can_be_taken_off_by_undoing_the_migration(as_before, casebook, row):
    from django.core.management import call_command

    call_command("migrate", "casebook", "0001", database=casebook.alias, verbosity=0)
    call_command("migrate", "casebook", database=casebook.alias, verbosity=0)
    assert casebook.verify() == ()


def test_a_casebook_from_before_readings_came_back_is_brought_up_to_date(as_before, casebook, keep, page):
    from django.core.management import call_command
    from django.db import DatabaseError, connections

    keep(page)
    call_command("migrate", "casebook", "0002", database=casebook.alias, verbosity=0)
    call_command("migrate", "casebook", database=casebook.alias, verbosity=0)
    assert casebook.verify() == ()
    assert [keep(page, version="2"), keep(page)] == [True, True]
    with pytest.raises(DatabaseError, match="never changed"):
        connections[casebook.alias].cursor().execute("DELETE FROM casebook_reading")


def test_migrations_are_complete(casebook):
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
