"""What follows from a decision is worked out behind the answer, once, whatever becomes of the program that began it."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from civharm import pipeline
from civharm.casebook.store import Casebook
from civharm.catalogue.asking import IncidentFilter
from civharm.catalogue.walls import EVERYTHING
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.pipeline import recompute
from civharm.web import following
from civharm.web.following import Follower
from civharm.web.setup import ready
from support.kept import keep
from support.team_program import environment
from support.war import a_war

PLACE = IncidentFilter(places=("Wardan",))
SCRIPT = Path(__file__).parent / "decide_and_follow.py"


@pytest.fixture
def catalogue(tmp_path, database_url):
    ready()
    from civharm.catalogue.catalogue import Catalogue

    casebook = Casebook.create(tmp_path / "own", database_url=database_url, actor="tester")
    keep(casebook, a_war())
    catalogue = Catalogue(casebook=casebook)
    catalogue.update()
    yield catalogue
    casebook.close()


def decide(catalogue, action, target, *, seen=(), **change):
    casebook = catalogue.casebook
    return casebook.decide(
        Decision(
            id=f"d{len(casebook.decisions())}", action=action, target=target, author="Ada", reason="read again",
            decided_at=casebook.clock(), change=change, seen=seen,
        )
    )  # fmt: skip


def reject(catalogue):
    """Reject the claim that the incident at Wardan is made of; the incident, and the claim."""
    (line,) = catalogue.incidents(PLACE, walls=EVERYTHING).lines
    (incident,) = [each for each in catalogue.casebook.incidents() if each.id == line.id]
    decide(catalogue, Action.REJECT_CLAIM, incident.own_claims[0])
    return incident


def shown(catalogue):
    return [line.id for line in catalogue.incidents(PLACE, walls=EVERYTHING).lines]


class Slow:
    """A recomputation that waits until it is let go on."""

    def __init__(self, monkeypatch):
        self.begun, self.go_on, self.times = threading.Event(), threading.Event(), 0
        monkeypatch.setattr(pipeline, "recompute", self)
        monkeypatch.setattr(following, "PATIENCE_S", 0.05)

    def __call__(self, store, *, codebook=None):
        self.times += 1
        found = recompute(store, codebook=codebook)
        self.begun.set()
        assert self.go_on.wait(60)
        return found


def test_an_answer_waits_for_what_is_quick(catalogue):
    incident = reject(catalogue)
    assert catalogue.casebook.waiting().authors == {"Ada"}
    assert Follower(catalogue).follow()
    assert incident.id not in shown(catalogue)
    assert catalogue.casebook.waiting() is None
    assert catalogue.shown().is_level


def test_an_answer_does_not_wait_for_what_is_slow_and_pages_show_what_was(catalogue, monkeypatch):
    slow, follower = Slow(monkeypatch), Follower(catalogue)
    incident = reject(catalogue)
    assert not follower.follow()
    assert not follower.look()
    assert shown(catalogue) == [incident.id]
    slow.go_on.set()
    assert follower.wait(1, 60)
    assert follower.look()
    assert shown(catalogue) == []


def test_people_decide_while_it_is_worked_out_and_nothing_of_it_is_lost(catalogue, monkeypatch):
    slow, follower = Slow(monkeypatch), Follower(catalogue)
    gone = reject(catalogue)
    follower.follow()
    assert slow.begun.wait(60)
    (other, *_) = [each for each in catalogue.casebook.incidents() if each.id != gone.id]
    decide(catalogue, Action.SIGN_GRADING, other.id, grading="weak")
    slow.go_on.set()
    assert follower.wait(follower.wake(), 60)
    state = catalogue.casebook.state()
    assert gone.id not in {each.id for each in state.incidents}
    assert other.id in state.signed
    assert catalogue.casebook.waiting() is None
    assert catalogue.casebook.rebuild(recompute) == ()


def test_two_servers_of_one_casebook_work_it_out_once(catalogue, monkeypatch):
    slow = Slow(monkeypatch)
    reject(catalogue)
    both = [Follower(catalogue), Follower(type(catalogue)(casebook=catalogue.casebook))]
    turns = [each.wake() for each in both]
    slow.go_on.set()
    assert [each.wait(turn, 60) for each, turn in zip(both, turns, strict=True)] == [True, True]
    assert (slow.times, catalogue.casebook.waiting()) == (1, None)


def test_a_fault_is_kept_to_be_told_and_the_next_decision_tries_again(catalogue, monkeypatch):
    def broken(store, *, codebook=None):
        raise RuntimeError("no room on the disk")

    follower = Follower(catalogue)
    monkeypatch.setattr(pipeline, "recompute", broken)
    incident = reject(catalogue)
    assert not follower.follow()
    assert str(follower.fault.error) == "no room on the disk"
    assert (follower.look(), shown(catalogue)) == (False, [incident.id])
    monkeypatch.setattr(pipeline, "recompute", recompute)
    assert not follower.look()  # a look alone does not try again at once
    assert follower.follow()
    assert (follower.fault, shown(catalogue)) == (None, [])


@pytest.mark.parametrize("moment", ["decided", "working", "followed"])
def test_what_a_killed_program_left_undone_is_done_at_the_next_look(
    catalogue, database_url, tmp_path, moment
):
    (line,) = catalogue.incidents(PLACE, walls=EVERYTHING).lines
    catalogue.casebook.close()
    command = [sys.executable, str(SCRIPT), str(tmp_path / "own"), line.id, moment]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment(database_url)
    ) as program:
        assert program.stdout.readline().strip() == moment
        os.kill(program.pid, signal.SIGKILL)
    assert shown(catalogue) == [line.id]
    assert [each.author for each in catalogue.casebook.decisions()] == ["Bo"]
    assert (catalogue.casebook.waiting() is None) is (moment == "followed")
    assert Follower(catalogue).look()
    assert shown(catalogue) == []
    assert (catalogue.casebook.waiting(), catalogue.casebook.verify()) == (None, ())
    assert catalogue.casebook.rebuild(recompute) == ()


def test_nobody_decides_on_what_they_saw_before_it_is_worked_out_anew(catalogue):
    (line,) = catalogue.incidents(PLACE, walls=EVERYTHING).lines
    seen = catalogue.casebook.version(line.id, seen=catalogue.seen())
    reject(catalogue)
    assert catalogue.casebook.version(line.id, seen=catalogue.seen()) == seen
    with pytest.raises(InvalidDecision, match=r"is being worked out anew: Ada decided reject_claim"):
        decide(catalogue, Action.SIGN_GRADING, line.id, seen=(seen,), grading="weak")


def test_the_version_of_old_rows_is_the_one_that_they_show(catalogue):
    (line,) = catalogue.incidents(PLACE, walls=EVERYTHING).lines
    seen = catalogue.casebook.version(line.id, seen=catalogue.seen())
    assert seen == catalogue.casebook.version(line.id)
    decide(catalogue, Action.SIGN_GRADING, line.id, grading="weak")
    catalogue.casebook.follow(recompute)
    assert catalogue.casebook.version(line.id, seen=catalogue.seen()) == seen
    with pytest.raises(InvalidDecision, match="has changed meanwhile"):
        decide(catalogue, Action.SIGN_GRADING, line.id, seen=(seen,), grading="fair")
    catalogue.update()
    now = catalogue.casebook.version(line.id, seen=catalogue.seen())
    decide(catalogue, Action.SIGN_GRADING, line.id, seen=(now,), grading="fair")


def test_a_look_at_a_casebook_that_is_level_costs_no_thread(catalogue):
    before = threading.active_count()
    with ThreadPoolExecutor(1):
        assert Follower(catalogue).look()
    assert threading.active_count() == before


def test_rows_that_are_gone_under_a_server_come_back_without_anybody_failing_on_it(catalogue, monkeypatch):
    from civharm.catalogue.models import IncidentRow
    from civharm.web import warming

    monkeypatch.setattr(warming, "_EVERY_S", 0.01)
    monkeypatch.setattr(warming, "_CHECKED_EVERY", 1)
    before = catalogue.incidents(walls=EVERYTHING).total
    IncidentRow.objects.using(catalogue.casebook.alias).all().delete()
    stop = threading.Event()
    thread = warming.keep_warm(Follower(catalogue), until=stop)
    for _ in range(1_000):
        if IncidentRow.objects.using(catalogue.casebook.alias).count() >= before:
            break
        stop.wait(0.05)
    stop.set()
    thread.join()
    assert catalogue.incidents(walls=EVERYTHING).total == before
