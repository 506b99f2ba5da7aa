"""Role by address: who lacks the right is refused, who is nobody is sent to log in, and no address goes without a rule."""

from itertools import product

import pytest

from civharm.accounts.people import Right, Role
from support.walking import ways


def addresses(team, *, with_right, of_api=False):
    """Addresses with their parts filled in, of those that ask for a right or of those that do not."""
    filled = {
        "incident_id": team.open_incident,
        "name": team.open_incident,
        "report_id": "r1",
        "kind": "report",
        "subject": "r1",
        "login": "reader",
        "claim_id": team.claim,
    }
    for way in ways():
        if (
            not way.is_open
            and (way.right is not None) is with_right
            and way.name.startswith("api:") is of_api
        ):
            yield way.method, way.filled(filled), way.right and Right(way.right)


def test_every_address_has_a_rule():
    assert [way.name for way in ways() if not way.is_settled] == []


def test_whoever_has_not_logged_in_reaches_nothing(team):
    nobody = team.visitor()
    reached = []
    for with_right, of_api in product((True, False), repeat=2):
        for _, address, _ in addresses(team, with_right=with_right, of_api=of_api):
            for method in ("GET", "POST"):
                answer = nobody.ask(method, address, None, {})
                is_away = answer.status in (302, 401) and "/people/login/" in answer.location + answer.body
                if not (is_away or answer.status == 401):
                    reached.append((method, address, answer.status))
    assert reached == []


@pytest.mark.parametrize("role", Role)
def test_who_lacks_the_right_is_refused_and_who_has_it_is_not(team, role):
    visitor = team.visitor(role.value)
    wrong = []
    for _, address, right in addresses(team, with_right=True):
        answer = visitor.get(address)
        got, is_sent_away = answer.status, answer.location.startswith("/people/")
        if right in role.rights:
            if got in (401, 403) or got >= 500 or is_sent_away:
                wrong.append((address, got, "may look"))
        else:
            posted = visitor.post(address).status
            # 405: the address takes the other method alone; it is refused there
            if {got, posted} - {403, 405} or {got, posted} == {405}:
                wrong.append((address, got, posted, "may not"))
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_a_token_reaches_what_the_role_may(team, role):
    program = team.visitor()
    headers = {"Authorization": f"Bearer {team.tokens[role.value]}", "Content-Type": "application/json"}
    whole = {"text": "A report.", "action": "reject_claim", "target": "no-such-claim", "reason": "tested"}
    wrong = []
    for method, address, right in addresses(team, with_right=True, of_api=True):
        got = program.ask(method, address, None if method == "GET" else whole, headers).status
        # what a role may decide depends on the decision: see test_attacks.py
        may = right in role.rights and not (
            address.endswith("/decisions") and Right.REVIEW not in role.rights
        )
        if (got in (401, 403)) is may or got >= 500:
            wrong.append((method, address, got))
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_everybody_reaches_their_own_account(team, role):
    visitor = team.visitor(role.value)
    got = {address: visitor.get(address).status for _, address, _ in addresses(team, with_right=False)}
    assert {address: status for address, status in got.items() if status in (401, 403) or status >= 500} == {}


def test_an_address_that_does_not_exist_is_not_told_from_one_that_does(team):
    nobody = team.visitor()
    there, not_there = nobody.get("/people/of/reader/"), nobody.get("/people/of/nobody-at-all/")
    assert (there.status, not_there.status) == (302, 302)
    assert nobody.get("/no/such/page/").status == 302
