"""What an attacker tries at a team's server."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from civharm.accounts.people import Role
from support.team_program import PASSWORD, code_of_app

from .conftest import end, start

LOGIN = "/people/login/"


def log_in(visitor, login, password=PASSWORD, **fields):
    return visitor.post(LOGIN, {"login": login, "password": password, **fields})


def through(team, login, **fields):
    """Somebody who has logged in with password and code, and the last answer."""
    visitor = team.visitor()
    log_in(visitor, login, **fields)
    answer = visitor.post("/people/second-factor/login/", {"code": code_of_app()})
    visitor.token = ""  # a login makes the hidden tokens of older forms worthless
    return visitor, answer


def test_a_password_alone_opens_nothing_to_who_has_a_second_factor(team):
    visitor = team.visitor()
    assert log_in(visitor, "assessor").location == "/people/second-factor/login/"
    assert visitor.get("/people/me/").location.startswith(LOGIN)


def test_a_session_gets_a_new_key_at_the_login(own_team):
    visitor = own_team.visitor()
    visitor.forms_token()
    visitor.cookies["civharm"] = "k" * 32  # as an attacker planted it
    log_in(visitor, "assessor")
    before = visitor.cookies["civharm"]
    visitor.post("/people/second-factor/login/", {"code": code_of_app()})
    assert visitor.get("/people/me/").status == 200
    assert len({"k" * 32, before, visitor.cookies["civharm"]}) == 3
    old = own_team.visitor()
    old.cookies["civharm"] = before
    assert old.get("/people/me/").status == 302


def test_a_code_of_the_app_works_once(own_team):
    code = code_of_app()
    first, second = own_team.visitor(), own_team.visitor()
    for visitor in (first, second):
        log_in(visitor, "assessor")
        visitor.post("/people/second-factor/login/", {"code": code})
    assert (first.get("/people/me/").status, second.get("/people/me/").status) == (200, 302)


def test_a_password_that_is_tried_too_often_is_locked_and_administrators_see_it(own_team):
    attacker = own_team.visitor()
    answers = [log_in(attacker, "assessor", f"guess number {number}") for number in range(6)]
    assert "Too many" in answers[-1].body
    assert "Too many" in log_in(own_team.visitor(), "assessor").body  # the right password is not tried either
    people = own_team.visitor("administrator").get("/people/").body
    assert "locked for some minutes" in people
    assert "guess number" not in people


def test_an_address_that_logs_in_again_and_again_is_locked_though_the_password_is_right(own_team):
    fields = {"login": "reader", "password": PASSWORD}
    heard = [own_team.visitor().post(LOGIN, fields).status for _ in range(31)]
    assert heard == [302] * 30 + [429]


def test_codes_that_are_tried_too_often_are_locked(own_team):
    attacker = own_team.visitor()
    log_in(attacker, "assessor")
    for number in range(6):
        answer = attacker.post("/people/second-factor/login/", {"code": f"{number:06}"})
    assert "Too many" in answer.body
    attacker.post("/people/second-factor/login/", {"code": code_of_app()})
    assert attacker.get("/people/me/").status == 302


def test_recovery_codes_that_are_tried_too_often_are_locked(own_team):
    attacker = own_team.visitor()
    log_in(attacker, "assessor")
    answers = [attacker.post("/people/second-factor/login/", {"code": f"{number:08}"}) for number in range(6)]
    assert "Too many" in answers[-1].body


def test_limits_hold_for_all_processes_of_a_casebook_together_and_after_a_restart(own_team):
    second, beside = start(own_team.folder)
    try:
        for number in range(3):
            log_in(own_team.visitor(), "assessor", f"guess number {number}")
            answer = log_in(beside.visitor(), "assessor", f"other guess {number}")
        assert "Too many" in answer.body
        assert "Too many" in log_in(own_team.visitor(), "assessor").body
    finally:
        end(second)
    third, restarted = start(own_team.folder)
    try:
        assert "Too many" in log_in(restarted.visitor(), "assessor").body
    finally:
        end(third)


def test_another_port_in_the_servers_name_opens_no_new_count(own_team):
    attacker = own_team.visitor()
    token = attacker.forms_token()
    for number in range(6):
        fields = {"csrfmiddlewaretoken": token, "login": "assessor", "password": f"guess {number}"}
        answer = attacker.ask("POST", LOGIN, fields, {"Host": f"localhost:{number + 1}"})
    assert "Too many" in answer.body


def test_guesses_that_come_all_at_once_are_counted_each(own_team):
    visitors = [own_team.visitor() for _ in range(12)]
    for visitor in visitors:
        visitor.forms_token()
    with ThreadPoolExecutor(12) as together:
        answers = list(together.map(lambda each: log_in(each, "assessor", "a guess").body, visitors))
    assert sum("Too many" in each for each in answers) >= 7


def test_links_of_invitations_that_are_tried_too_often_are_locked(own_team):
    attacker = own_team.visitor()
    answers = {attacker.get(f"/people/invitation/{number:043}/").status for number in range(25)}
    assert answers == {404, 429}


def test_tokens_that_are_tried_too_often_are_locked(own_team):
    attacker = own_team.visitor()
    for number in range(31):
        attacker.get("/api/v1/me", Authorization=f"Bearer civharm_{number:043}")
    right = {"Authorization": f"Bearer {own_team.tokens['reader']}"}
    assert attacker.get("/api/v1/me", **right).status == 401


def test_an_unknown_login_is_answered_as_a_wrong_password_is(team):
    known, unknown = log_in(team.visitor(), "reader", "no"), log_in(team.visitor(), "nobody.at.all", "no")
    told = [re.search(r'role="alert">([^<]*)', answer.body)[1] for answer in (known, unknown)]
    assert told[0] == told[1]


def test_an_unknown_login_takes_as_long_as_a_wrong_password(own_team):
    """Both hash a password once: neither is answered in a tenth of the other's time."""

    def seconds(login):
        visitor = own_team.visitor()
        visitor.forms_token()
        began = time.perf_counter()
        log_in(visitor, login, "no such password")
        return time.perf_counter() - began

    known, unknown = min(map(seconds, ["reader"] * 3)), min(map(seconds, ["nobody"] * 3))
    assert 0.1 < known / unknown < 10


CHANGES = [
    ("reader", "/people/me/sessions/end/"),
    ("reader", "/people/me/tokens/"),
    ("administrator", "/people/invite/"),
    ("administrator", "/people/of/reader/role/"),
    ("administrator", "/people/of/reader/suspend/"),
    ("administrator", "/people/compartments/change/"),
    ("assessor", "/names/report/r1/"),
    ("reader", "/people/logout/"),
]


@pytest.mark.parametrize(("role", "path"), CHANGES)
def test_a_form_of_another_site_is_refused(team, role, path):
    visitor = team.visitor(role)
    fields = {"role": "administrator", "login": "mallory", "name": "Mallory", "reason": "because I can do it"}
    assert visitor.ask("POST", path, fields, {}).status == 403
    token = visitor.forms_token()
    foreign = {"Origin": "https://evil.example"}
    assert visitor.ask("POST", path, {**fields, "csrfmiddlewaretoken": token}, foreign).status == 403


def test_a_login_of_another_site_is_refused(team):
    assert team.visitor().ask("POST", LOGIN, {"login": "reader", "password": PASSWORD}, {}).status == 403


def test_a_session_changes_nothing_over_the_api(team):
    visitor = team.visitor("assessor")
    headers = {"Content-Type": "application/json"}
    answer = visitor.ask("POST", "/api/v1/reports", {"text": "A report."}, headers)
    assert (answer.status, json.loads(answer.body)) == (401, {"detail": "changes over the API need a token"})


@pytest.mark.parametrize("path", ["/people/of/reader/role/", "/people/me/tokens/", "/people/logout/"])
def test_nothing_changes_by_following_a_link(team, path):
    visitor = team.visitor("administrator")
    visitor.get(path)
    assert visitor.get("/people/me/").status == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "https:evil.example", "/\\evil.example"]
)
def test_the_login_leads_nowhere_else(own_team, elsewhere):
    _, answer = through(own_team, "assessor", next=elsewhere)
    assert answer.status == 302
    assert "evil" not in answer.location


def test_a_form_leads_back_to_this_server_alone(team):
    visitor = team.visitor("reader")
    assert visitor.post("/people/me/sessions/end/", {"next": "https://evil.example/"}).location == "/"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example"])
def test_a_foreign_host_name_is_refused(team, host):
    assert team.visitor().get(LOGIN, Host=host).status == 400


def test_headers_of_a_proxy_are_believed_of_nobody(team):
    answer = team.visitor().get(LOGIN, X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.1")
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("path", [LOGIN, "/people/me/", "/people/", "/names/report/r1/"])
def test_pages_keep_to_themselves(team, path):
    answer = team.visitor("administrator" if path == "/people/" else "assessor").get(path)
    assert (
        answer.headers["cache-control"].startswith("no-store")
        or "no-store" in answer.headers["cache-control"]
    )
    assert "'unsafe" not in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


# Walls

WALLED = [
    "/incident/{walled_incident}/",
    "/report/r3/",
    "/names/report/r3/",
    "/names/incident/{walled_incident}/",
]


@pytest.mark.parametrize("path", WALLED)
def test_who_guesses_an_id_behind_a_wall_finds_what_is_not_there(team, path):
    path = path.format(walled_incident=team.walled_incident)
    inside, outside = team.visitor("publisher").get(path), team.visitor("assessor").get(path)
    missing = team.visitor("assessor").get(path.replace("r3", "r9").replace(team.walled_incident, "none"))
    assert (inside.status, outside.status, missing.status) == (200, 404, 404)
    assert len(outside.body) == len(missing.body)


@pytest.mark.parametrize("path", ["/api/v1/reports", "/api/v1/search?text=Shelling", "/api/v1/claims"])
def test_what_is_behind_a_wall_is_in_no_list(team, path):
    def seen(role):
        return team.visitor().get(path, Authorization=f"Bearer {team.tokens[role]}").body

    marks = ("Umm Sakhr", "r3", team.walled_incident, team.walled_claim)
    assert [mark for mark in marks if mark in seen("assessor")] == []
    assert any(mark in seen("publisher") for mark in marks)


def test_nobody_decides_on_what_is_behind_a_wall(team):
    def decide(role, target):
        headers = {"Authorization": f"Bearer {team.tokens[role]}", "Content-Type": "application/json"}
        wanted = {"action": "reject_claim", "target": target, "reason": "a try"}
        return team.visitor().ask("POST", "/api/v1/decisions", wanted, headers)

    walled, missing = decide("assessor", team.walled_claim), decide("assessor", "no-such-claim")
    assert walled.status == 404
    assert team.walled_claim not in walled.body.replace(f"'{team.walled_claim}'", "")
    assert missing.status in (404, 409)


def test_walls_have_no_door_for_administrators(team):
    assert team.visitor("administrator").get("/report/r3/").status == 404


def test_names_are_shown_for_a_reason_and_on_record(own_team):
    visitor = own_team.visitor("assessor")
    form = visitor.get("/names/report/r1/")
    assert "Huda Marwani" not in form.body
    assert visitor.post("/names/report/r1/", {"reason": "why not"}).status == 422
    shown = visitor.post("/names/report/r1/", {"reason": "to tell two families of one name apart"})
    assert "Huda Marwani" in shown.body and "Salim Qadduri" in shown.body
    assert "no-store" in shown.headers["cache-control"]
    assert "Huda Marwani" not in visitor.get("/report/r1/").body
    looks = own_team.visitor("administrator").get("/people/looks-at-names/").body
    assert "to tell two families of one name apart" in looks and "Assessor Person" in looks
    assert "Huda Marwani" not in looks


def test_a_form_cannot_choose_who_decides(own_team):
    headers = {"Authorization": f"Bearer {own_team.tokens['assessor']}", "Content-Type": "application/json"}
    wanted = {
        "action": "accept_claim",
        "target": own_team.claim,
        "reason": "read it",
        "author": "Somebody Else",
    }
    answer = own_team.visitor().ask("POST", "/api/v1/decisions", wanted, headers)
    assert answer.status in (201, 422)
    assert "Somebody Else" not in answer.body.replace('"author"', "")


def test_a_job_of_somebody_else_is_not_there(own_team):
    def ask(role, method, address, fields=None):
        headers = {"Authorization": f"Bearer {own_team.tokens[role]}", "Content-Type": "application/json"}
        return own_team.visitor().ask(method, address, fields, headers)

    number = json.loads(ask("assessor", "POST", "/api/v1/reports", {"text": "A quiet report."}).body)["job"]
    assert ask("assessor", "GET", f"/api/v1/jobs/{number}").status == 200
    for role in ("reviewer", "administrator"):
        there, not_there = (ask(role, "GET", f"/api/v1/jobs/{each}").status for each in (number, 4_711))
        assert (there, not_there) in {(404, 404), (403, 403)}


@pytest.mark.parametrize("words", ["%22", "-a", "*", "%00", "x" * 600, "a%20" * 40, "%ED%A0%80"])
def test_words_that_are_no_search_are_told_on_every_page(team, words):
    reader = team.visitor("reader")
    for address in (
        "/incidents/",
        "/incidents/compare/",
        "/incidents/incidents.csv",
        "/search/",
        "/map/",
        "/map/cells",
    ):
        assert reader.get(f"{address}?q={words}").status in (200, 400), address


# Sessions


def test_a_session_that_is_ended_is_over_at_once(own_team):
    victim, admin = own_team.visitor("reader"), own_team.visitor("administrator")
    assert victim.get("/people/me/").status == 200
    admin.post("/people/of/reader/sessions/end/")
    assert victim.get("/people/me/").location.startswith(LOGIN)


def test_who_is_suspended_is_out_at_once(own_team):
    victim = own_team.visitor("reader")
    own_team.visitor("administrator").post("/people/of/reader/suspend/")
    assert victim.get("/people/me/").status == 302
    assert log_in(own_team.visitor(), "reader").status in (200, 302)
    token = {"Authorization": f"Bearer {own_team.tokens['reader']}"}
    assert own_team.visitor().get("/api/v1/me", **token).status == 401


def test_a_role_that_is_taken_away_is_gone_at_the_next_page(own_team):
    victim = own_team.visitor("assessor")
    assert victim.get("/names/report/r1/").status == 200
    own_team.visitor("administrator").post("/people/of/assessor/role/", {"role": "reader"})
    assert victim.get("/names/report/r1/").status == 403


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_makes_themselves_an_administrator(team, role):
    visitor = team.visitor(role.value)
    assert visitor.post(f"/people/of/{role}/role/", {"role": "administrator"}).status == 403


def test_what_is_not_a_session_is_nobody(team):
    for key in ("", "x", "k" * 32, "../../etc/passwd", "' OR 1=1 --"):
        visitor = team.visitor()
        visitor.cookies["civharm"] = key
        assert visitor.get("/people/me/").status == 302


def test_a_team_works_on_postgresql_as_well(team_on_postgresql):
    visitor, answer = through(team_on_postgresql, "assessor")
    assert (answer.status, visitor.get("/people/me/").status) == (302, 200)
    assert visitor.get("/report/r3/").status == 404
    assert "Huda Marwani" in visitor.post("/names/report/r1/", {"reason": "to compare two lists"}).body
    team_on_postgresql.visitor("administrator").post("/people/of/assessor/suspend/")
    assert visitor.get("/people/me/").status == 302
