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


def test_an_empty_name_does_not_mean_the_folder_one_is_in(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder)
    assert names("") == []
    assert [(issue.code, issue.is_failure) for issue in issues("")] == [("no-name", True)]


@pytest.mark.parametrize("pattern", ["a" * 5000, "a\0b", "a.txt/b"])
def test_names_that_no_file_can_have(folder: Path, pattern: str):
    (issue,) = issues(folder / pattern)
    assert issue.is_failure
    assert "\0" not in issue.message


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"two\nlines", r"two\nlines"),
        (b"red\x1b[31m", r"red\x1b[31m"),
        (b"caf\xe9", r"caf\udce9"),
        ("ألف".encode(), "ألف"),
    ],
)
def test_names_are_made_fit_for_a_terminal_and_a_database(tmp_path: Path, name: bytes, shown: str):
    (tmp_path / os.fsdecode(name)).write_text("words")
    (found,) = find_inputs([str(tmp_path)])
    assert isinstance(found, Input)
    assert (Path(found.name).name, found.read()) == (shown, b"words")


def test_a_folder_that_holds_itself_is_read_once(folder: Path):
    (folder / "deep" / "again").symlink_to(folder)
    assert names(folder) == ["a.txt", "b.txt", "c.txt"]


def test_a_file_that_became_a_pipe_is_not_waited_for(folder: Path):
    (found,) = find_inputs([str(folder / "a.txt")])
    assert isinstance(found, Input)
    (folder / "a.txt").unlink()
    os.mkfifo(folder / "a.txt")
    assert found.read() == b""


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


def test_a_file_beyond_the_limit_is_not_read_to_its_end(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("civharm.reports.inputs.MAX_FILE_BYTES", 3)
    (found,) = find_inputs([str(folder / "a.txt")])
    assert isinstance(found, Input)
    with pytest.raises(InvalidInput, match="larger than"):
        found.read()


def test_standard_input(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"words")))
    (found,) = find_inputs(["-"])
    assert isinstance(found, Input)
    assert (found.read(), found.method) == (b"words", "standard input")
