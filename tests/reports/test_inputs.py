"""Files, folders, patterns and standard input, in a fixed order, with all that can't be read named."""

import io
import os
import sys
from pathlib import Path

import pytest

from civharm.model.errors import InvalidInput
from civharm.model.issues import Issue
from civharm.reports.inputs import Input, find_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def names(*patterns: object) -> list[str]:
    return [Path(found.name).name for found in find_inputs(map(str, patterns)) if isinstance(found, Input)]


def issues(*patterns: object) -> list[Issue]:
    return [found for found in find_inputs(map(str, patterns)) if isinstance(found, Issue)]


def test_a_folder_is_read_in_order_with_what_is_inside(folder: Path):
    assert names(folder) == ["a.txt", "b.txt", "c.txt"]


def test_hidden_files_are_passed_over_on_the_record(folder: Path):
    assert [(issue.code, issue.is_failure) for issue in issues(folder)] == [("hidden", False)] * 2


def test_a_hidden_file_that_is_named_is_read(folder: Path):
    assert names(folder / ".hidden.txt") == [".hidden.txt"]


def test_patterns(folder: Path):
    assert names(folder / "*.txt") == ["a.txt", "b.txt"]
    assert names(folder / "**" / "*.txt") == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize(
    ("pattern", "code"), [("nowhere.txt", "no-such-file"), ("*.pdf", "no-match"), ("pipe", "not-a-file")]
)
def test_what_is_not_there_is_a_failure(folder: Path, pattern: str, code: str):
    os.mkfifo(folder / "pipe")
    (issue,) = issues(folder / pattern)
    assert (issue.code, issue.is_failure) == (code, True)
    assert pattern in issue.message


def test_a_broken_link_in_a_folder_costs_itself(folder: Path):
    (folder / "aa.txt").symlink_to(folder / "gone.txt")
    assert names(folder) == ["a.txt", "b.txt", "c.txt"]
    assert [issue.code for issue in issues(folder) if issue.is_failure] == ["no-such-file"]


def test_an_empty_folder_is_said(tmp_path: Path):
    assert [issue.code for issue in issues(tmp_path)] == ["empty-folder"]


def test_a_folder_that_can_t_be_listed_is_a_failure(folder: Path, monkeypatch: pytest.MonkeyPatch):
    real = os.scandir

    def scandir(path: str):
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    failures = [issue for issue in issues(folder) if issue.is_failure]
    assert [(issue.code, issue.path) for issue in failures] == [("unreadable", str(folder / "deep"))]


def test_a_file_that_can_t_be_opened_says_why(folder: Path):
    (found,) = find_inputs([str(folder / "a.txt")])
    (folder / "a.txt").unlink()
    assert isinstance(found, Input)
    with pytest.raises(InvalidInput, match=r"a\.txt can't be read \(No such file"):
        found.read()


def test_standard_input(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"words")))
    (found,) = find_inputs(["-"])
    assert isinstance(found, Input)
    assert (found.read(), found.method) == (b"words", "standard input")
