"""Neither `kill -9` in the middle of reading a folder nor two readings at once lose or double anything."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from civharm.casebook.store import Casebook
from civharm.pipeline import recompute

SCRIPT = Path(__file__).parent / "read_folder.py"
TEXTS = 60
#: What it is doing when it is killed, and at most how many seconds later.
MOMENTS = [("starting", 0.6), ("starting", 0.9), *[("reading", 0.2)] * 4, *[("linking", 0.04)] * 2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    texts = tmp_path_factory.mktemp("texts")
    for number in range(TEXTS):
        words = f"The mayor of Arn said that shells had killed {number + 2} people in the market. "
        (texts / f"{number:02}.txt").write_text(words + "It had rained there for days before they fell.")
    return texts


def start(folder: Path, casebook: Path, url: str | None) -> subprocess.Popen[str]:
    environment = os.environ | ({"CIVHARM_DATABASE_URL": url} if url else {})
    command = [sys.executable, str(SCRIPT), str(folder), str(casebook)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def wait_for(words: str, reading: subprocess.Popen[str]) -> None:
    assert reading.stdout is not None
    while reading.stdout.readline().strip() != words:
        assert reading.poll() is None


def kill(reading: subprocess.Popen[str], *, when: str, seconds: float) -> None:
    """Kill it some time after it said that it does something; it must not have come to its end."""
    wait_for(when, reading)
    time.sleep(seconds)
    reading.send_signal(signal.SIGKILL)
    assert "all read" not in reading.communicate()[0]


def everything(path: Path, url: str | None) -> tuple[object, ...]:
    casebook = Casebook.open(path, database_url=url)
    try:
        assert casebook.verify() == ()
        kept = [capture.sha256 for capture in casebook.captures()]
        state = casebook.state()
        assert casebook.rebuild(recompute) == ()
        made = (state.incidents, state.assessments, state.given_ids, state.linking)
        return (kept, state.reports, state.texts, state.reviewed, state.issues, *made)
    finally:
        casebook.close()


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory):
    """What one undisturbed reading makes of the folder."""
    casebook = tmp_path_factory.mktemp("whole") / "casebook"
    assert "all read" in start(folder, casebook, None).communicate()[0]
    return everything(casebook, None)


def test_two_readings_at_once(folder, whole, tmp_path, database_url):
    both = [start(folder, tmp_path / "both", database_url)]
    wait_for("reading", both[0])
    both.append(start(folder, tmp_path / "both", database_url))
    assert ["all read" in reading.communicate()[0] for reading in both] == [True, True]
    found = everything(tmp_path / "both", database_url)
    assert set(map(repr, found[1])) == set(map(repr, whole[1]))
    assert found[5:] == whole[5:]


def test_two_programs_make_one_casebook_at_once(folder, whole, tmp_path, database_url):
    both = [start(folder, tmp_path / "new", database_url) for _ in range(2)]
    assert ["all read" in reading.communicate()[0] for reading in both] == [True, True]
    assert everything(tmp_path / "new", database_url)[5:] == whole[5:]


def test_killed_at_random_moments_and_run_again(folder, whole, tmp_path, database_url):
    chance, killed = random.Random(9), tmp_path / "killed"
    for when, longest in MOMENTS:
        reading = start(folder, killed, database_url)
        kill(reading, when=when, seconds=chance.uniform(0, longest))
    assert "all read" in start(folder, killed, database_url).communicate()[0]
    assert everything(killed, database_url) == whole
    assert len(whole[0]) == len(set(whole[0])) == TEXTS
