"""What holds for every address of a team's server: walked by the router, so that a new one is tried as well."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.walking import ways

_PAGE_OF_PERMISSIONS = Path(__file__).parents[3] / "docs" / "permissions.md"
#: Forms that a login page or the looks of a page send before anybody is known; forged ones are refused all the same.
_ROLE_OF = {"administer": "administrator", "publish": "publisher"}


def asking(way):
    """Somebody who may go there."""
    return _ROLE_OF.get(way.right or "", "assessor")


def filled(way, team):
    """The address of what is open to an assessor."""
    known = {
        "incident_id": team.open_incident, "report_id": "r1", "kind": "report", "subject": "r1", "login": "reader",
        "root": team.claim, "queue": "new_reports", "name": "new_reports",
    }  # fmt: skip
    if way.name.startswith("api:"):
        known["name"] = team.open_incident
    return way.filled(known)


def test_a_forged_form_is_refused_everywhere(team):
    """Neither without the hidden token, nor with it from another site; the API takes no cookies for changes at all."""
    wrong = []
    for way in ways():
        visitor = team.visitor(asking(way))
        address = filled(way, team)
        fields = {
            "reason": "because a page of another site says so",
            "text": "A report.",
            "role": "administrator",
        }
        bare = visitor.ask("POST", address, fields, {}).status
        token = visitor.forms_token()
        foreign = visitor.ask(
            "POST", address, {**fields, "csrfmiddlewaretoken": token}, {"Origin": "https://evil.example"}
        ).status
        allowed = {401, 405} if way.name.startswith("api:") else {403}
        if not {bare, foreign} <= allowed:
            wrong.append((way.name, bare, foreign))
    assert wrong == []


@pytest.mark.parametrize("trick", [{"X_HTTP_Method_Override": "POST"}, {"X_Method_Override": "DELETE"}, {}])
def test_a_look_with_another_method_in_a_header_or_a_field_stays_a_look(team, trick):
    admin = team.visitor("administrator")
    admin.get("/people/of/reader/suspend/?_method=POST&reason=tried", **trick)
    assert "suspended" not in admin.get("/people/of/reader/").body.split("<main")[1].split("<form")[0].lower()
    for method in ("PUT", "DELETE", "PATCH"):
        assert admin.ask(method, "/people/of/reader/suspend/", {}, {}).status in (403, 405)


def test_no_page_stays_in_a_cache_or_in_a_frame(team):
    wrong = []
    for way in ways():
        for visitor in (team.visitor(asking(way)), team.visitor()):
            answer = visitor.get(filled(way, team))
            policy = answer.headers.get("content-security-policy", "")
            is_kept = "no-store" not in answer.headers.get("cache-control", "")
            if (
                is_kept
                or "'unsafe" in policy
                or "frame-ancestors 'none'" not in policy
                or "default-src 'none'" not in policy
            ):
                wrong.append((way.name, answer.status, answer.headers.get("cache-control"), policy))
    assert wrong == []


#: What tells an incident, a report or a claim behind a wall.
_BEHIND = {
    "incident_id": lambda team: team.walled_incident,
    "report_id": lambda team: "r3",
    "subject": lambda team: "r3",
    "root": lambda team: team.walled_claim,
    "name": lambda team: team.walled_incident,
}


def test_no_address_opens_a_wall_to_who_guesses_an_id(team):
    """The answer to what is behind a wall is that to what does not exist, word for word, whichever way it is asked for."""
    wrong = []
    for way in ways():
        if not set(way.parts) & set(_BEHIND) or way.name in ("queue", "take", "take-next", "map-layer"):
            continue
        behind = {part: tell(team) for part, tell in _BEHIND.items()} | {"kind": "report"}
        missing = {part: "0" * len(tell(team)) for part, tell in _BEHIND.items()} | {"kind": "report"}
        for method in ("GET", "POST"):
            for headers in ({}, {"HX-Request": "true"}):
                told = [_answered(team, way.filled(each), method, headers) for each in (behind, missing)]
                # an assessor may not publish at all: what a publisher finds is tried below
                refused = (403,) if way.right == "publish" else (404, 405, 401)
                if told[0] != told[1] or told[0][0] not in refused:
                    wrong.append((way.name, method, headers, told[0][0], told[1][0]))
    assert wrong == []


def _answered(team, address, method, headers, *, role="assessor"):
    """Status and words of the answer to somebody who may not look behind the wall."""
    fields = {
        "reason": "to see what it says", "claim": team.walled_claim, "action": "accept_claim", "grading": "fair",
        "note": "x", "what": "note", "seen": "", "text": "a try",
    }  # fmt: skip
    if address.startswith("/api/"):
        visitor = team.visitor()
        headers = {**headers, "Authorization": f"Bearer {team.tokens['assessor']}"}
        answer = visitor.ask(method, address, None, headers)
    else:
        visitor = team.visitor(role)
        answer = (
            visitor.get(address, **headers) if method == "GET" else visitor.post(address, fields, **headers)
        )
    return answer.status, _without_ids(answer.body, address)


def test_who_publishes_hands_out_nothing_from_behind_a_wall(own_team):
    """The publisher of this server may look behind its wall until that is taken back."""
    asked = [way for way in ways() if way.right == "publish" and "incident_id" in way.parts]
    assert len(asked) == 3
    command = ["people", "compartment", "revoke", "quiet", "publisher", "--casebook", str(own_team.folder)]
    subprocess.run([sys.executable, "-m", "civharm", *command], check=True, capture_output=True)
    for way in asked:
        for method in ("GET", "POST"):
            told = [
                _answered(own_team, way.filled({"incident_id": each}), method, {}, role="publisher")
                for each in (own_team.walled_incident, "0" * len(own_team.walled_incident))
            ]
            assert told[0] == told[1]
            assert told[0][0] in (404, 405)


def _without_ids(body, address):
    for part in filter(None, address.split("/")):
        body = body.replace(part, "…") if len(part) > 1 else body
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*|\b0+\b|r3', r"\1", body)


def test_the_page_of_permissions_has_a_row_for_every_address():
    told = _PAGE_OF_PERMISSIONS.read_text(encoding="utf-8")
    assert [way.pattern for way in ways() if f"{way.method} {way.pattern}`".strip() not in told] == []
