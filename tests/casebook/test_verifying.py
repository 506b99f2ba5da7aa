"""Tampering by someone who gets past the triggers is found."""

import re

import pytest

QUOTE = "shells killed three people"
TAMPERING = [
    ("UPDATE casebook_claim SET payload = '{}'", "^read "),
    ("UPDATE casebook_capture SET name = 'other.txt'", "^captured "),
    ("UPDATE casebook_rendition SET text = 'other'", "^report_kept "),
    ("UPDATE casebook_decision SET author = 'Mallory'", "^decided d0"),
    ("UPDATE casebook_custody SET actor = 'Mallory' WHERE seq = 2", "entry 2 was changed"),
    ("DELETE FROM casebook_custody WHERE seq = 3", "entry 3 is missing"),
]


@pytest.fixture
def kept(casebook, page, keep, decide):
    from civharm.model.decisions import Action

    claim = page.claim(QUOTE)
    keep(page, claim)
    decide(Action.ACCEPT_CLAIM, claim.id)
    return casebook


def without_triggers(casebook, sql):
    from django.db import connections

    from civharm.casebook.append_only import allow_changes

    table = sql.split()[1] if sql.startswith("UPDATE") else sql.split()[2]
    with connections[casebook.alias].schema_editor() as schema:
        allow_changes(schema, [table])
        schema.execute(sql, params=None)


def test_nothing_is_wrong_with_an_untouched_casebook(kept):
    assert kept.verify() == ()


@pytest.mark.parametrize(("sql", "message"), TAMPERING)
def test_tampering_with_rows_is_found(kept, sql, message):
    without_triggers(kept, sql)
    assert any(re.search(message, problem) for problem in kept.verify())


def test_tampering_with_a_capture_is_found(kept, page):
    path = kept._captures.path_of(page.capture.sha256)
    path.chmod(0o600)
    path.write_bytes(b"other")
    assert ["was changed after it was kept" in problem for problem in kept.verify()] == [True]


def test_tampering_with_the_exported_log_is_found(kept):
    path = kept.folder.custody_log_path
    path.write_text(path.read_text().replace("tester", "nobody", 1))
    assert kept.verify() == ("chain of custody: custody.log and the database differ at entry 1",)
