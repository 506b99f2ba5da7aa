import shutil

import pytest

from civharm.casebook.store import Casebook
from civharm.model.errors import CasebookError

VARIABLE = "CIVHARM_DATABASE_URL"


def test_the_database_of_the_environment_is_used(tmp_path, new_postgresql, monkeypatch):
    monkeypatch.setenv(VARIABLE, new_postgresql())
    Casebook.create(tmp_path / "a").close()
    assert not (tmp_path / "a" / "casebook.sqlite3").exists()
    Casebook.open(tmp_path / "a").close()


def test_the_url_is_not_written_down(tmp_path, new_postgresql):
    Casebook.create(tmp_path / "a", database_url=new_postgresql()).close()
    assert "postgresql://" not in (tmp_path / "a" / "casebook.toml").read_text()


def test_a_database_of_another_casebook_is_refused(tmp_path, new_postgresql):
    url = new_postgresql()
    Casebook.create(tmp_path / "a", database_url=url).close()
    Casebook.create(tmp_path / "b").close()
    with pytest.raises(CasebookError, match="belongs to the casebook"):
        Casebook.open(tmp_path / "b", database_url=url)


def test_a_second_casebook_does_not_move_into_a_database(tmp_path, new_postgresql):
    url = new_postgresql()
    Casebook.create(tmp_path / "a", database_url=url).close()
    with pytest.raises(CasebookError, match="belongs to the casebook"):
        Casebook.create(tmp_path / "b", database_url=url)


def test_an_empty_database_does_not_replace_a_file(tmp_path, new_postgresql):
    Casebook.create(tmp_path / "a").close()
    with pytest.raises(CasebookError, match="is empty"):
        Casebook.open(tmp_path / "a", database_url=new_postgresql())


def test_a_casebook_on_postgresql_needs_its_url(tmp_path, new_postgresql, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    Casebook.create(tmp_path / "a", database_url=new_postgresql()).close()
    with pytest.raises(CasebookError, match=f"set {VARIABLE}"):
        Casebook.open(tmp_path / "a")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://localhost/a", "must be a postgresql:// URL, not 'mysql'"),
        ("postgresql://localhost/a?colour=red", "not a URL that PostgreSQL reads"),
        ("postgresql://nobody@127.0.0.1:1/a", "can't be opened"),
    ],
)
def test_a_wrong_url_is_explained(tmp_path, url, message):
    with pytest.raises(CasebookError, match=message):
        Casebook.create(tmp_path / "a", database_url=url)


def test_a_lost_database_is_not_replaced_by_an_empty_one(tmp_path):
    Casebook.create(tmp_path / "a").close()
    for file in (tmp_path / "a").glob("casebook.sqlite3*"):
        file.unlink()
    with pytest.raises(CasebookError, match="is empty: restore it from a copy"):
        Casebook.open(tmp_path / "a")


def test_a_file_that_is_no_database_is_refused(tmp_path):
    Casebook.create(tmp_path / "a").close()
    (tmp_path / "a" / "casebook.sqlite3").write_bytes(b"not a database, but long enough to look at")
    with pytest.raises(CasebookError, match="can't be opened"):
        Casebook.open(tmp_path / "a")


def test_a_newer_casebook_is_refused(casebook, copied):
    from django.db import connections

    with connections[casebook.alias].cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('casebook', '9999_later', '2099-01-01')"
        )
    with pytest.raises(CasebookError, match="a newer civharm made this casebook"):
        Casebook.open(casebook.folder.path, database_url=copied)


def test_two_casebooks_are_kept_apart(tmp_path, page):
    first, second = Casebook.create(tmp_path / "a"), Casebook.create(tmp_path / "b")
    first.add_capture(page.capture, page.content)
    assert (len(first.captures()), len(second.captures())) == (1, 0)


def test_a_moved_casebook_opens_where_it_is(tmp_path, page):
    first = Casebook.create(tmp_path / "a")
    first.add_capture(page.capture, page.content)
    kept = first.captures()
    first.close()
    shutil.move(tmp_path / "a", tmp_path / "b")
    assert Casebook.open(tmp_path / "b").captures() == kept != ()


def test_opening_again_adds_nothing(casebook, copied):
    before = casebook.folder.custody_log_path.read_bytes()
    Casebook.open_or_create(casebook.folder.path, database_url=copied).close()
    assert casebook.folder.custody_log_path.read_bytes() == before


def test_sqlite_keeps_a_write_ahead_log_and_foreign_keys(tmp_path):
    from django.db import connections

    casebook = Casebook.create(tmp_path / "a")
    with connections[casebook.alias].cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")]
    assert found == ["wal", 1]
