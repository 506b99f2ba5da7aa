"""Clocks that jump, disks that are full, folders that may only be read: a clear word, nothing half, nothing lost."""

import os
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from civharm.casebook.custody import entry_of, verify_chain
from civharm.casebook.store import Casebook
from civharm.model.ids import sha256_of
from civharm.reports.capture import capture

WORDS = "An airstrike on Mosul on 3 March 2017 killed {} people in the market, the mayor said. It had rained there for days."
NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)
#: Drops from the limits of a process what lets root write where nobody may.
_OVERRIDE, _DROP_BOUND = 1, 24


class Clock:
    """A clock that a test sets."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


JUMPS = {
    "back": (timedelta(days=-3_000),),
    "forward": (timedelta(days=3_000),),
    "forward and back": (timedelta(days=3_000), timedelta(days=-4_000), timedelta(0)),
}


@pytest.mark.parametrize("jumps", JUMPS)
def test_a_clock_that_jumps_changes_no_order(tmp_path, jumps):
    clock = Clock()
    casebook = Casebook.create(tmp_path / "casebook", actor="Mira", clock=clock)
    times = (timedelta(0), *JUMPS[jumps])
    for number, jump in enumerate(times):
        clock.now = NOW + jump
        content = WORDS.format(number).encode()
        evidence = capture(f"{number}.txt", content, method="file", captured_at=clock())
        assert casebook.add_capture(evidence, content)
    entries = casebook.custody()
    assert [each.seq for each in entries] == list(range(1, len(entries) + 1))
    assert [each.subject for each in entries[1:]] == [each.sha256 for each in casebook.captures()]
    assert [datetime.fromisoformat(each.at) for each in entries[1:]] == [NOW + jump for jump in times]
    assert [each.captured_at for each in casebook.captures()] == [NOW + jump for jump in times]
    assert verify_chain(entries) is None and casebook.verify() == ()
    lines = (casebook.folder.path / "custody.log").read_bytes().splitlines()
    assert [entry_of(line) for line in lines] == list(entries)


def run(folder, *words, before=None):
    """The command line as a person runs it."""
    environment = {key: value for key, value in os.environ.items() if key != "CIVHARM_DATABASE_URL"}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"  # Python does not notice where only half of it fits
    return subprocess.run(
        [sys.executable, "-m", "civharm", *map(str, words)],
        cwd=folder, env=environment, capture_output=True, text=True, preexec_fn=before, timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(WORDS.format(number + 5) + " x" * 40_000)
    return folder


def at_most(size: int):
    """No file may grow beyond this: what a full disk does, at a place that a test chooses."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [2_000, 400_000], ids=str)
def test_on_a_full_disk_reading_says_so_and_goes_on_later(tmp_path, texts, size):
    book = tmp_path / "book"
    assert run(tmp_path, "read", texts / "0.txt", "--casebook", book).returncode == 0
    failed = run(tmp_path, "read", texts, "--casebook", book, before=at_most(size))
    assert failed.returncode != 0
    assert "Traceback" not in failed.stderr and failed.stderr.strip()
    assert run(tmp_path, "read", texts, "--casebook", book).returncode == 0
    casebook = Casebook.open(book)
    assert {each.sha256 for each in casebook.captures()} == {
        sha256_of(path.read_bytes()) for path in texts.iterdir()
    }
    assert len(casebook.reports()) == 3 and casebook.verify() == ()


def test_on_a_full_disk_no_half_release_is_left(tmp_path, texts):
    book, to = tmp_path / "book", tmp_path / "release"
    run(tmp_path, "read", texts / "0.txt", "--casebook", book)
    words = ("publish", "--to", to, "--with-proposed", "a look", "--casebook", book)
    failed = run(tmp_path, *words, before=at_most(3_000))
    assert failed.returncode != 0 and "Traceback" not in failed.stderr and failed.stderr.strip()
    assert not to.exists() and list(tmp_path.glob("*.unfinished")) == []
    assert run(tmp_path, *words).returncode == 0
    assert (to / "SHA256SUMS").exists()


def as_anybody() -> None:
    """Without the right of root to write where nobody may."""
    import ctypes

    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(_DROP_BOUND, _OVERRIDE, 0, 0, 0)


def test_a_casebook_that_may_only_be_read_is_told_and_left_as_it_is(tmp_path, texts):
    book = tmp_path / "book"
    assert run(tmp_path, "read", texts / "0.txt", "--casebook", book).returncode == 0
    folders = [book, *(path for path in book.rglob("*") if path.is_dir())]
    files = {path: path.read_bytes() for path in book.rglob("*") if path.is_file()}
    for path in (*files, *folders):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        failed = run(tmp_path, "read", texts, "--casebook", book, before=as_anybody)
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert failed.returncode != 0 and "Traceback" not in failed.stderr
    assert str(book) in failed.stderr.replace("\n", "")
    assert {path: path.read_bytes() for path in files} == files
