"""Who asks the API: behind the gate of a team's server it looks once more itself."""

import pytest
from django.test import RequestFactory

from civharm.accounts.people import Person, Right
from civharm.web.api.access import who_asks
from civharm.web.permission import set_person
from civharm.web.setup import ready

ready()

ALONE = Person.alone()
LOGGED_IN = Person(name="Sana Haddad", rights=frozenset(Right))
OWN_PROGRAM = {"HTTP_X_CIVHARM_CLIENT": "yes"}


@pytest.mark.parametrize(
    ("person", "method", "headers", "is_heard"),
    [
        (LOGGED_IN, "GET", {}, True),
        (LOGGED_IN, "POST", {}, False),
        (LOGGED_IN, "POST", OWN_PROGRAM, False),
        (LOGGED_IN, "DELETE", OWN_PROGRAM, False),
        (ALONE, "GET", {}, True),
        (ALONE, "POST", {}, False),
        (ALONE, "POST", OWN_PROGRAM, True),
        (Person.nobody(), "GET", {}, False),
        (Person.nobody(), "POST", OWN_PROGRAM, False),
    ],
)
def test_a_browser_only_looks_and_who_is_alone_changes_by_a_header_that_no_other_site_can_send(
    person, method, headers, is_heard
):
    request = RequestFactory().generic(method, "/api/v1/reports", **headers)
    set_person(request, person)
    assert who_asks(request) == (person if is_heard else None)
