"""Keeping and destroying in the browser: administrators alone, nothing by accident, nothing of what lies behind a wall."""

import re
import subprocess
import sys

import pytest

from support.team_program import environment

PAGE = "/keeping/"


def sha_of(answer):
    return re.search(r'name="capture" value="([0-9a-f]{64})"', answer.body).group(1)


def followed(visitor, answer):
    """The page that the answer leads to."""
    assert answer.status in (302, 303), answer.status
    return visitor.get(answer.location)


def holds(visitor):
    return re.findall(r'name="decision" value="([^"]+)"', visitor.get(PAGE).body)


def test_what_would_change_is_seen_first_and_nothing_goes_unless_its_hash_is_typed(own_team):
    admin, reader = own_team.visitor("administrator"), own_team.visitor("reader")
    foreseen = admin.post("/keeping/foresee/", {"capture": "r1"})
    assert foreseen.status == 200
    assert "Nothing is destroyed yet" in foreseen.body
    assert f"/incident/{own_team.open_incident}/" in foreseen.body
    sha = sha_of(foreseen)
    for typed, reason in (("", "why"), (sha[:11], "why"), ("0" * 12, "why"), (sha[:12], " ")):
        refused = admin.post("/keeping/destroy/", {"capture": sha, "typed": typed, "reason": reason})
        assert (refused.status, reader.get("/report/r1/").status) == (400, 200), typed
    done = admin.post("/keeping/destroy/", {"capture": sha, "typed": sha[:12], "reason": "the family asked"})
    told = followed(admin, done).body
    assert "the family asked" in told
    assert sha[:20] in told
    assert reader.get("/report/r1/").status == 404
    assert "r1" not in reader.get("/reports/").body.split("<main")[1]
    checked = subprocess.run(
        [sys.executable, "-m", "civharm", "verify", str(own_team.folder)],
        capture_output=True, text=True, check=False, env=environment(),
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("held", ["r1", "incident"])
def test_what_is_held_is_not_destroyed_until_the_hold_is_ended(own_team, held):
    admin = own_team.visitor("administrator")
    target = own_team.open_incident if held == "incident" else held
    sha = sha_of(admin.post("/keeping/foresee/", {"capture": "r1"}))
    wanted = {"capture": sha, "typed": sha[:12], "reason": "the family asked", "next": PAGE}
    admin.post("/keeping/hold/", {"target": target, "reason": "a court may ask", "next": PAGE})
    assert "is held" in followed(admin, admin.post("/keeping/destroy/", wanted)).body
    assert own_team.visitor("reader").get("/report/r1/").status == 200
    (decision,) = holds(admin)
    admin.post("/keeping/end/", {"decision": decision, "reason": "the court is done", "next": PAGE})
    assert holds(admin) == []
    assert admin.post("/keeping/destroy/", wanted).status == 302
    assert own_team.visitor("reader").get("/report/r1/").status == 404


def test_what_lies_behind_a_wall_is_neither_told_nor_held_nor_destroyed(own_team):
    admin = own_team.visitor("administrator")
    there, not_there = (
        followed(admin, admin.post("/keeping/foresee/", {"capture": name, "next": PAGE})).status
        for name in ("r3", "no-such-report")
    )
    assert there == not_there == 200
    for name in ("r3", own_team.walled_incident):
        answer = admin.post("/keeping/hold/", {"target": name, "reason": "tried", "next": PAGE})
        assert answer.status in (302, 404)
    assert holds(admin) == []
    answer = admin.post(
        "/keeping/destroy/", {"capture": "r3", "typed": "0" * 12, "reason": "tried", "next": PAGE}
    )
    assert "There is no such capture or report here." in followed(admin, answer).body
    assert own_team.visitor("publisher").get("/report/r3/").status == 200


def test_only_what_holds_can_be_ended_there(own_team):
    admin = own_team.visitor("administrator")
    assert admin.post("/keeping/end/", {"decision": "no-such", "reason": "tried"}).status == 404
