"""Checks from time to time: only when due, kept, and a fault seen by people."""

from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from civharm.cli.main import app
from civharm.safekeeping.fixity import Checked, checked_beside, is_due, keep_check, last_check

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
DUE = {
    "never checked": (None, True),
    "checked an hour ago": (Checked(at=NOW - timedelta(hours=1), faults=()), False),
    "checked a day ago": (Checked(at=NOW - timedelta(days=1), faults=()), True),
    "a fault an hour ago": (Checked(at=NOW - timedelta(hours=1), faults=("a byte",)), True),
    "checked by a clock that ran ahead": (Checked(at=NOW + timedelta(days=9), faults=()), True),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_check_is_due_when_the_last_is_old_or_found_something(small):
    for words, (checked, due) in DUE.items():
        if checked:
            keep_check(small, checked)
        assert (last_check(small.folder.path), is_due(small.folder.path, days=1, now=NOW)) == (
            checked,
            due,
        ), words


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_kept_and_can_not_be_read_makes_a_check_due(small):
    (small.folder.path / "fixity.json").write_text('{"at": 7')
    assert is_due(small.folder.path, days=1, now=NOW)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_fault_is_an_issue_once_and_checked_again_each_time(small):
    folder = small.folder.path
    command = ["verify", str(folder), "--since-days", "1"]
    first, second = (CliRunner().invoke(app, command) for _ in range(2))
    assert [(each.exit_code, "checked less than" in each.stdout) for each in (first, second)] == [
        (0, False),
        (0, True),
    ]
    path = next(path for path in small.folder.captures_path.rglob("*") if path.is_file())
    path.chmod(0o640)
    path.write_bytes(b"other")
    CliRunner().invoke(app, ["verify", str(folder), "--since-days", "0"])
    assert CliRunner().invoke(app, command).exit_code == 1
    issues = [issue for issue in small.issues() if issue.code == "not-as-it-was"]
    assert ["was changed after it was kept" in issue.message for issue in issues] == [True]
    assert small.verify() == last_check(folder).faults


def test_a_server_ends_at_once_though_no_check_was_due(tmp_path):
    with checked_beside(["false"]):
        pass
