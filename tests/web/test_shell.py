"""What stands around the pages: who is shown which way, and that no form leads to another server."""

from dataclasses import replace

import pytest

from civharm.accounts.people import Person, Right, Role
from civharm.web.setup import ready

ready()

from django.test import RequestFactory  # noqa: E402

from civharm.catalogue.asking import Kind, Queue, QueueLine  # noqa: E402
from civharm.web.desk.bar import Taken  # noqa: E402
from civharm.web.desk.queues import QUEUES, task_of  # noqa: E402
from civharm.web.navigation import WAYS, ways  # noqa: E402
from civharm.web.shell import back_to, set_looks  # noqa: E402

READER = Person(name="Lina", rights=Role.READER.rights)


def pages(person: Person) -> set[str]:
    return {way.page for way in ways(person, "desk")}


def test_the_bar_leads_where_a_person_may_go():
    assert pages(READER) == {way.page for way in WAYS if way.right is Right.LOOK and not way.is_for_team} | {
        way.page for way in WAYS if way.right is Right.LOOK and way.is_for_team
    }
    assert "intake" not in pages(READER)
    assert "intake" in pages(replace(READER, rights=Role.REVIEWER.rights))


def test_who_is_alone_has_no_team():
    assert pages(Person.alone()) == {way.page for way in WAYS if not way.is_for_team}


def test_the_way_of_a_page_within_it_is_marked():
    assert [way.page for way in ways(READER, "incident") if way.is_here] == ["incidents"]


BACK = {
    "/incidents/?q=a": "/incidents/?q=a",
    "https://testserver/incidents/": "/",
    "//elsewhere.example/": "/",
    "https://elsewhere.example/": "/",
    "javascript:alert(1)": "/",
    "": "/",
}


@pytest.mark.parametrize(("wanted", "followed"), BACK.items())
def test_a_form_never_leads_to_another_server(wanted, followed):
    if wanted.startswith("https://testserver"):
        followed = wanted
    assert back_to(RequestFactory().post("/looks/", {"next": wanted})) == followed


@pytest.mark.parametrize(
    ("theme", "kept"), [("dark", "dark"), ("bright", "bright"), ("mauve", None), ("", None)]
)
def test_colours_are_kept_only_if_they_are_known(theme, kept):
    response = set_looks(RequestFactory().post("/looks/", {"theme": theme}))
    cookie = response.cookies.get("civharm_theme")
    assert (cookie.value if cookie else None) == kept


def line(kind: Kind, **told: object) -> QueueLine:
    given = {
        "key": "k",
        "queue": Queue.ISSUES,
        "subject_id": "s1",
        "title": "t",
        "reason": "no_time",
        "detail": "",
    }
    return QueueLine(kind=kind, **{**given, **told})


WHERE = [
    (line(Kind.INCIDENT), "/incident/s1/"),
    (line(Kind.REPORT), "/report/s1/"),
    (line(Kind.REPORT, claim_ids=("c1", "c2")), "/report/s1/?claim=c1"),
    (line(Kind.CLAIM, other_kind=Kind.REPORT, other_id="r1"), "/report/r1/?claim=s1"),
    (line(Kind.CLAIM), "/issues/"),
    (line(Kind.ISSUE), "/issues/"),
]


@pytest.mark.parametrize(("waiting", "address"), WHERE)
def test_a_task_leads_to_the_page_on_which_it_is_settled(waiting, address):
    assert task_of(waiting, READER).address == address


def test_every_queue_has_words_and_a_right():
    assert set(QUEUES) == set(Queue)


@pytest.mark.parametrize(
    "cookie", ["", "lunch incident a b", "issues nothing a b", "issues incident a", "a b c d e"]
)
def test_a_cookie_that_cannot_be_read_is_none(cookie):
    request = RequestFactory(headers={"cookie": f"civharm_work={cookie}"}).get("/")
    assert Taken.of(request) is None
