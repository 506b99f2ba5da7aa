"""A disk that is full, a catalogue that is damaged, a server that is killed: nothing that was answered is lost, and pages say so."""

import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from support.team_program import environment

from .conftest import end, start

_MULTIPART = "multipart/form-data; boundary=xx"


@pytest.fixture
def served(seeded, tmp_path):
    """A server in a folder of its own, with its program."""
    folder = shutil.copytree(seeded, tmp_path / "casebook")
    server, team = start(folder)
    yield server, team
    end(server)


@contextmanager
def full_disk(server) -> Iterator[None]:
    """No file of the server grows any more: a limit on the size of files fails a write as a full disk does."""
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (1_000, resource.RLIM_INFINITY))
    yield
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)


def upload(visitor, content="A quiet report.", name="report.txt"):
    token = visitor.forms_token()
    body = (
        f'--xx\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--xx\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        f"Content-Type: text/plain\r\n\r\n{content}\r\n--xx--\r\n"
    )
    return visitor.send("/intake/files/", body.encode(), _MULTIPART)


def note(visitor, team, words):
    fields = {"action": "note", "reason": words, "visibility": "internal"}
    return visitor.post(f"/incident/{team.open_incident}/decide/", fields)


def test_on_a_full_disk_it_is_said_that_nothing_was_kept_and_pages_are_still_shown(served):
    server, team = served
    visitor = team.visitor("assessor")
    visitor.forms_token()
    assert visitor.get("/incidents/").status == 200
    with full_disk(server):
        looks = [visitor.get(path).status for path in ("/incidents/", f"/incident/{team.open_incident}/")]
        changes = [upload(visitor, "x" * 100_000), note(visitor, team, "on a full disk")]
    assert looks == [200, 200]
    assert [each.status for each in changes] == [507, 507]
    assert all("Nothing was recorded" in each.body for each in changes)
    assert list((team.folder / "incoming").iterdir()) == []
    assert upload(visitor).status == 302
    assert note(visitor, team, "after room was made").status == 303
    page = visitor.get(f"/incident/{team.open_incident}/").body
    assert "after room was made" in page
    assert "on a full disk" not in page


def test_two_who_decide_at_once_on_what_they_saw_are_not_both_heard(served):
    """The slower one is told that something has changed, and nothing of theirs is recorded."""
    _, team = served
    assessor, publisher = team.visitor("assessor"), team.visitor("publisher")
    address = f"/incident/{team.open_incident}/"
    seen = re.search(r'name="seen" value="([^"]+)"', assessor.get(address).body)
    assert seen
    for visitor in (assessor, publisher):
        visitor.forms_token()

    def sign(visitor, grading):
        fields = {"action": "sign_grading", "grading": grading, "reason": f"it is {grading}", "seen": seen[1]}
        return visitor.post(f"{address}decide/", fields).status

    with ThreadPoolExecutor(2) as both:
        statuses = sorted(both.map(sign, (assessor, publisher), ("fair", "weak")))
    assert statuses == [303, 409]
    page = assessor.get(address).body
    assert ("it is fair" in page) is not ("it is weak" in page)


def test_a_server_that_is_killed_after_its_answer_has_kept_the_decision_and_the_next_works_it_out(served):
    server, team = served
    visitor = team.visitor("assessor")
    fields = {
        "action": "override_bound",
        "counted": "killed:civilian:all",
        "min": "13",
        "reason": "counted again",
    }
    answer = visitor.post(f"/incident/{team.open_incident}/decide/", fields)
    server.send_signal(signal.SIGKILL)  # what follows from it may be worked out, half, or not begun
    server.wait()
    assert answer.status == 303
    again, team = start(team.folder)
    try:
        page = team.visitor("assessor").get(f"/incident/{team.open_incident}/").body
        while "data-behind" in page:
            page = team.visitor("assessor").get(f"/incident/{team.open_incident}/").body
        assert "counted again" in page
        assert "13–16" in page
    finally:
        end(again)
    assert chain_holds(team.folder)


@pytest.mark.parametrize("moment", [0.0, 0.03, 0.2])
def test_a_server_that_is_killed_in_the_midst_of_a_decision_has_kept_it_whole_or_not_at_all(served, moment):
    server, team = served
    visitor = team.visitor("assessor")
    visitor.forms_token()
    with ThreadPoolExecutor(1) as sending:
        sent = sending.submit(note, visitor, team, "sent while it was killed")
        time.sleep(moment)
        server.send_signal(signal.SIGKILL)
        server.wait()
        answered = sent.exception() is None and sent.result().status == 303
    assert chain_holds(team.folder)
    again, team = start(team.folder)
    try:
        page = team.visitor("assessor").get(f"/incident/{team.open_incident}/").body
        assert "sent while it was killed" in page or not answered
        assert note(team.visitor("assessor"), team, "it goes on").status == 303
    finally:
        end(again)


DAMAGES = {
    "a table is gone": "DROP TABLE catalogue_incident",
    "rows are gone": "DELETE FROM catalogue_incident",
    "pages are gone": "DELETE FROM catalogue_page WHERE kind = 'report'",
    "the mark is no mark": "UPDATE catalogue_mark SET mark = '{'",
    "words are gone": "DROP TABLE catalogue_report_words",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_catalogue_that_was_damaged_is_made_anew_when_the_server_starts(seeded, tmp_path, damage):
    """Pages of what is left would tell of fewer people than there are."""
    folder = shutil.copytree(seeded, tmp_path / "casebook")
    with closing(sqlite3.connect(folder / "casebook.sqlite3")) as database:
        database.execute(damage)
        database.execute(
            "INSERT INTO catalogue_saved_search (owner, name, query, saved_at) VALUES ('Publisher Person', 'mine', 'q=a', '2026-01-01')"
        )
        database.commit()
    server, team = start(folder)
    try:
        publisher = team.visitor("publisher")
        incidents = publisher.get("/incidents/")
        assert incidents.body.count("data-incident=") == 1
        assert "mine" in incidents.body
        for path in ("/", f"/incident/{team.open_incident}/", "/report/r1/", "/search/?q=Tel", "/reports/"):
            assert publisher.get(path).status == 200, path
        assert "/report/r1/" in publisher.get("/search/?q=Tel&in=reports").body
    finally:
        end(server)


@pytest.mark.parametrize(
    "damage",
    [
        *(DAMAGES[name] for name in ("a table is gone", "the mark is no mark", "words are gone")),
        "UPDATE catalogue_page SET payload = '{' WHERE kind = 'incident'",
        "DROP TABLE catalogue_mark",
    ],
)
def test_a_catalogue_that_is_damaged_under_a_server_is_made_anew_behind_a_page_that_says_so(served, damage):
    _, team = served
    publisher = team.visitor("publisher")
    pages = ("/incidents/", f"/incident/{team.open_incident}/", "/search/?q=Tel&in=reports")
    assert [publisher.get(each).status for each in pages] == [200, 200, 200]
    with closing(sqlite3.connect(team.folder / "casebook.sqlite3")) as database:
        database.execute(damage)
        database.commit()
    told = [publisher.get(each) for each in pages]
    (said, *_) = [each for each in told if each.status == 503]
    assert "They are being made anew from the casebook" in said.body
    assert 'http-equiv="refresh"' in said.body
    until = time.monotonic() + 60
    while [each.status for each in told] != [200, 200, 200] and time.monotonic() < until:
        told = [publisher.get(each) for each in pages]
    assert "data-incident=" in told[0].body
    assert "/report/r1/" in told[2].body


def chain_holds(folder):
    """`civharm verify` finds nothing wrong."""
    done = subprocess.run(
        [sys.executable, "-m", "civharm", "verify", str(folder)],
        capture_output=True, text=True, check=False, env=environment(),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return True
