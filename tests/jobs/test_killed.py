"""A worker and its jobs killed at any moment: the next one goes on, and nothing is lost or doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from civharm.casebook.store import Casebook
from civharm.jobs.adding import Given, add_job
from civharm.jobs.incoming import Incoming
from civharm.jobs.progress import inputs_of, job_of
from civharm.jobs.states import InputKind, InputState, JobState

SCRIPT = Path(__file__).parent / "quick_worker.py"
TEXTS = 40


def start(folder: Path) -> subprocess.Popen[str]:
    """A worker with its jobs, in a group of its own so that all can be killed at once."""
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), "work", str(folder)], start_new_session=True, text=True
    )


def wait_until(is_so, seconds=60) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.02)


@pytest.fixture
def casebook(tmp_path):
    made = Casebook.create(tmp_path / "casebook")
    yield made
    made.close()


@pytest.fixture
def job(casebook):
    incoming = Incoming.of(casebook.folder.path)
    given = []
    for number in range(TEXTS):
        place, sha256 = incoming.keep(
            f"The mayor of Arn said that shells killed {number + 2} people there. It rained on.".encode()
        )
        given.append(Given(kind=InputKind.UPLOADED, name=f"{number}.txt", place=place, sha256=sha256))
    return add_job(casebook, given, who="Ada")


def done(casebook, job) -> int:
    return job_of(casebook.alias, job).done


@pytest.mark.parametrize("victims", ["all", "the worker alone"])
def test_killed_in_the_midst_of_a_job_the_next_worker_ends_it(casebook, job, victims):
    chance = random.Random(7)
    for _ in range(2):
        worker = start(casebook.folder.path)
        at_least = done(casebook, job) + chance.randint(1, 8)
        wait_until(lambda wanted=at_least: done(casebook, job) >= wanted)
        (os.killpg if victims == "all" else os.kill)(worker.pid, signal.SIGKILL)
        worker.wait()
    last = start(casebook.folder.path)
    try:
        wait_until(lambda: job_of(casebook.alias, job).state.has_ended)
    finally:
        os.killpg(last.pid, signal.SIGTERM)
        last.wait(20)
    assert job_of(casebook.alias, job).state is JobState.DONE
    assert {each.state for each in inputs_of(casebook.alias, job)} <= {InputState.READ, InputState.KNOWN}
    assert len(casebook.reports()) == TEXTS
    assert len(casebook.claims()) == TEXTS
    assert casebook.verify() == ()
    assert list(Incoming.of(casebook.folder.path).folder.iterdir()) == []


def test_a_worker_that_is_asked_to_stop_puts_its_job_back(casebook, job):
    worker = start(casebook.folder.path)
    wait_until(lambda: done(casebook, job) > 0)
    worker.terminate()
    worker.wait(30)
    shown = job_of(casebook.alias, job)
    assert (shown.state, shown.attempts) == (JobState.QUEUED, 0)
