"""The API: what the pages show, in the form of the command line's lines; nobody changes anything without saying who."""

import inspect
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import waitress

from civharm import pipeline
from civharm.accounts.people import Person, Right, Role
from civharm.casebook import refreshing
from civharm.pipeline import recompute
from civharm.web import following, permission
from support.stopping import stop


def code_of_strike(client):
    _, found = client.ask("/incidents?event=airstrike")
    return found["lines"][0]["code"]


@pytest.mark.parametrize(
    ("query", "total"),
    [("", 2), ("?event=airstrike", 1), ("?text=Hawija", 1), ("?start=2018-01-01", 0), ("?killed_min=10", 1),
     ("?south=34&west=40&north=35.5&east=45", 1), ("?country=IQ&country=SY", 2), ("?status=lead", 0)],
)  # fmt: skip
def test_incidents_of_a_filter(client, query, total):
    status, found = client.ask(f"/incidents{query}")
    assert (status, found["total"]) == (200, total)


def test_an_incident_is_the_line_of_the_contract_with_its_claims(client):
    status, line = client.ask(f"/incidents/{code_of_strike(client)}")
    assert status == 200
    assert (line["type"], line["civilians_killed_min"], line["civilians_killed_max"]) == ("incident", 12, 14)
    assert {claim["type"] for claim in line["claims"]} == {"claim"}
    assert line["grading"] is None


def test_a_private_name_is_masked_in_every_answer(client):
    for path in (
        f"/incidents/{code_of_strike(client)}",
        "/claims?count=50",
        "/search?text=neighbour",
        "/reports",
    ):
        status, found = client.ask(path)
        assert status == 200
        assert "Qadduri" not in str(found)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/incidents/IQ-19990101-a", 404, "no incident"),
        ("/reports/none", 404, "no report"),
        ("/jobs/77", 404, "no job 77"),
        ("/incidents?count=501", 422, "count: Input should be less than or equal to 500"),
        ("/incidents?start=yesterday", 422, "start"),
        ("/incidents?text=%22unended", 400, ""),
        ("/queues/none", 422, "queue"),
    ],
)
def test_what_can_not_be_answered_says_why(client, path, status, words):
    heard, problem = client.ask(path)
    assert heard == status
    assert words in problem["detail"]


NOTE = {"action": "note", "reason": "asked the hospital", "change": {"visibility": "internal"}}


def test_a_page_of_another_site_changes_nothing(client):
    status, _ = client.ask("/decisions", "POST", {**NOTE, "target": code_of_strike(client)})
    assert status == 401


def test_a_decision_is_kept_under_the_name_of_who_asks(client):
    status, kept = client.post("/decisions", {**NOTE, "target": code_of_strike(client)})
    assert (status, kept["author"]) == (201, Person.alone().name)
    _, line = client.ask(f"/incidents/{code_of_strike(client)}")
    assert [each["reason"] for each in line["decisions"]] == ["asked the hospital"]


def test_a_decision_on_what_has_changed_since_is_refused(client):
    code = code_of_strike(client)
    _, before = client.ask(f"/incidents/{code}")
    sign = {"action": "sign_grading", "target": code, "reason": "two accounts", "seen": before["versions"]}
    assert client.post("/decisions", {**sign, "change": {"grading": "fair"}})[0] == 201
    status, problem = client.post("/decisions", {**sign, "change": {"grading": "weak"}})
    assert status == 409
    assert "changed" in problem["detail"]


def test_answers_and_files_say_that_they_are_behind_until_all_is_worked_out(client, monkeypatch):
    may_go_on = threading.Event()

    def slow(store, *, codebook=None):
        assert may_go_on.wait(60)
        return recompute(store, codebook=codebook)

    assert client.ask("/incidents")[1]["behind"] is None
    # Where a decision changes nothing that recomputing reads, nobody would recompute.
    monkeypatch.setattr(refreshing, "read_by_recomputing", lambda state: (object(),))
    monkeypatch.setattr(pipeline, "recompute", slow)
    monkeypatch.setattr(following, "PATIENCE_S", 0.1)
    sign = {"action": "sign_grading", "target": code_of_strike(client), "reason": "while others look"}
    _, kept = client.post("/decisions", {**sign, "change": {"grading": "weak"}})
    assert kept["behind"] is not None
    for path in ("/incidents", f"/incidents/{code_of_strike(client)}", "/totals", "/search?text=Tal"):
        assert client.ask(path)[1]["behind"] == client.heard["Civharm-Behind"] == kept["behind"], path
    for path in ("/incidents/incidents.csv", "/incidents/incidents.geojson"):
        _, file = client.fetch(path)
        assert client.heard["Civharm-Behind"] == kept["behind"]
        assert "-before-2" in client.heard["Content-Disposition"]
    assert json.loads(file)["behind"] == kept["behind"]
    may_go_on.set()
    monkeypatch.setattr(following, "PATIENCE_S", 60.0)
    while client.ask("/incidents")[1]["behind"]:
        time.sleep(0.1)
    assert "Civharm-Behind" not in client.heard
    assert (
        "-before-" not in (client.fetch("/incidents/incidents.csv"), client.heard)[1]["Content-Disposition"]
    )


def test_a_report_that_is_given_becomes_a_job(client):
    status, given = client.post(
        "/reports", {"text": "Shelling killed two people in Sinjar.", "source": "Sinjar Wire"}
    )
    assert status == 201
    status, job = client.ask(f"/jobs/{given['job']}")
    assert (status, job["total"], job["state"]) == (200, 1, "queued")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer civharm_nothing", "Basic bWlyYTptaXJh"])
def test_a_token_that_is_none_is_refused(client, header):
    assert client.ask("/me", HTTP_AUTHORIZATION=header)[0] == 401


RIGHTS = [
    (Role.READER, "/decisions", {**NOTE, "target": "IQ-1"}, 403),
    (Role.READER, "/reports", {"text": "A strike."}, 403),
    (Role.REVIEWER, "/decisions", {"action": "sign_grading", "target": "IQ-1", "reason": "x"}, 403),
    (Role.REVIEWER, "/decisions", {"action": "accept_claim", "target": "none", "reason": "x"}, 409),
    (Role.ASSESSOR, "/decisions", {"action": "sign_grading", "target": "IQ-1", "reason": "x"}, 409),
    (Role.ADMINISTRATOR, "/decisions", {"action": "accept_claim", "target": "none", "reason": "x"}, 403),
]


@pytest.mark.parametrize("asked", RIGHTS)
def test_what_a_role_may_not_do_is_refused(client, monkeypatch, asked):
    role, path, body, status = asked
    person = Person(name="Mira", rights=role.rights, compartments=None, is_alone=True)
    monkeypatch.setattr(permission.Person, "alone", lambda: person)
    monkeypatch.setattr("civharm.web.api.access.person_of", lambda request: person)
    assert client.post(path, body)[0] == status


def test_every_operation_says_which_right_it_needs():
    from civharm.web.api.urls import api

    operations = [
        operation
        for _, router in api._routers
        for path in router.path_operations.values()
        for operation in path.operations
    ]
    rights = {
        operation.view_func.__name__: getattr(operation.view_func, "right", None) for operation in operations
    }
    assert len(rights) > 10
    assert {name for name, right in rights.items() if not isinstance(right, Right)} == set()
    assert all(inspect.getdoc(operation.view_func) or operation.summary for operation in operations)


def test_the_example_of_a_client_prints_incidents_with_their_words(client):
    server = waitress.create_server(client.app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    example = Path(__file__).parents[3] / "examples" / "api_client.py"
    asked = [sys.executable, example, f"http://127.0.0.1:{server.effective_port}", "--text", "Hawija"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60).stdout
    stop(server)
    assert "Hawija" in told.splitlines()[0]
    assert "Shelling wounded four children" in told
