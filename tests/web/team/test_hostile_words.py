"""Words of an attacker on every page: shown as text, run by nothing, and no formula in any file."""

import csv
import io
import json
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Browser

from support.browsing import chromium
from support.hostile import HOSTILE
from support.walking import ways

#: What a record of theirs can't be: elements that only their words have on pages.
_THEIRS = frozenset({"iframe"})
_LINKS = ("href", "src", "action", "formaction", "hx-get", "hx-post", "data-href", "data-url")


class Elements(HTMLParser):
    """What of a page is of the attacker: elements, scripts, attributes that run, addresses that run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.theirs: list[str] = []
        self._script: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        runs = [name for name in given if name.startswith("on")]
        leads = [
            given[name] for name in _LINKS if given.get(name, "").strip().lower().startswith("javascript:")
        ]
        if tag in _THEIRS or runs or leads or given.get("id") == "probed":
            self.theirs.append(self.get_starttag_text() or tag)
        self._script = given.get("type", "") if tag == "script" and "src" not in given else None

    def handle_data(self, data: str) -> None:
        if self._script is not None and data.strip():
            if self._script == "application/json":
                json.loads(data)
            else:
                self.theirs.append(f"script: {data}")
        self._script = None


def addresses(team) -> list[tuple[str, str]]:
    """All that can be looked at, and who looks."""
    parts = {
        "incident_id": team.open_incident, "report_id": "r1", "kind": "report", "subject": "r1", "login": "reader",
        "root": team.claim, "name": "doubtful",
    }  # fmt: skip
    found = []
    for way in ways():
        who = "administrator" if way.right == "administer" else "publisher"
        own = {**parts, "name": team.open_incident} if way.name.startswith("api:") else parts
        found.append((who, way.filled(own)))
    lists = ("/incidents/?view=map", "/reports/?text=Tel", "/search/?q=Tel", "/search/?q=Tel&in=reports")
    return [*found, *(("publisher", each) for each in lists)]


@pytest.fixture(scope="module")
def planted(hostile_team):
    """The server after an attacker among the team wrote their words wherever somebody can write."""
    assessor, admin = hostile_team.visitor("assessor"), hostile_team.visitor("administrator")
    incident = f"/incident/{hostile_team.open_incident}/decide/"
    search = {"name": HOSTILE[:190], "query": f"q={HOSTILE}", "next": "/incidents/"}
    for visitor, address, fields in (
        (assessor, incident, {"action": "note", "reason": HOSTILE, "visibility": "public"}),
        (assessor, "/searches/save/", search),
        (hostile_team.visitor("publisher"), "/searches/save/", {**search, "shared": "yes"}),
        (assessor, "/people/me/tokens/", {"label": HOSTILE[:60], "scope": "look", "days": "3"}),
        (hostile_team.visitor("publisher"), "/intake/text/", {"text": HOSTILE, "title": HOSTILE}),
        (assessor, "/names/report/r1/", {"reason": f"to compare {HOSTILE}"}),
        (admin, "/people/invite/", {"login": "mallory", "name": HOSTILE[:90], "role": "reader"}),
        (admin, "/people/compartments/change/", {"name": "theirs", "kind": "source", "value": HOSTILE, "about": HOSTILE}),
    ):  # fmt: skip
        answer = visitor.post(address, fields)
        assert answer.status in (200, 302, 303), (address, fields, answer)
    return hostile_team


def test_no_page_has_an_element_of_theirs(planted):
    wrong, with_words = {}, 0
    for who, address in addresses(planted):
        answer = planted.visitor(who).get(address, User_Agent=f"{HOSTILE}".encode("ascii", "ignore").decode())
        assert answer.status < 500, address
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        with_words += "&lt;svg onload=probe()" in answer.body
        if theirs := Elements(answer.body).theirs:
            wrong[address] = theirs[:3]
    assert wrong == {}
    assert with_words >= 10  # their words did get there


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_no_script_of_ours_makes_an_element_of_their_words(planted, browser):
    """In a browser that lacks the policy against scripts of others: what is tried here is our own scripts."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1366, "height": 768})
    context.add_init_script("window.probed = 0; window.probe = () => { window.probed += 1 }")
    context.add_cookies(
        [
            {
                "name": "civharm",
                "value": planted.sessions["publisher"],
                "url": f"http://127.0.0.1:{planted.port}",
            }
        ]
    )
    page, ran = context.new_page(), []
    for address in _WITH_SCRIPTS:
        address = address.format(incident=planted.open_incident)
        page.goto(f"http://127.0.0.1:{planted.port}{address}")
        page.wait_for_load_state("networkidle")
        for summary in page.locator("main summary:visible").all()[:12]:
            summary.evaluate("each => each.parentElement.open = true")
        if page.locator("canvas").count():
            _look_over_the_map(page)
        page.wait_for_load_state("networkidle")
        theirs = page.locator("[onload], [onerror], iframe, #probed, a[href^='javascript:']").count()
        if theirs or page.evaluate("window.probed"):
            ran.append((address, theirs))
    assert ran == []
    context.close()


_WITH_SCRIPTS = (
    "/", "/incidents/", "/incidents/?view=map", "/map/", "/search/?q=Tel", "/incident/{incident}/", "/review/r1/",
    "/report/r1/", "/situation/", "/incident/{incident}/place/", "/intake/",
)  # fmt: skip


def _look_over_the_map(page):
    """Go over the map with the pointer and click, so that its marks say what they are of."""
    box = page.locator("canvas").first.bounding_box()
    for across in range(1, 12):
        for down in range(1, 8):
            page.mouse.move(box["x"] + box["width"] * across / 12, box["y"] + box["height"] * down / 8)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_no_cell_of_a_file_is_a_formula(planted):
    file = (
        planted.visitor("publisher")
        .get("/incidents/incidents.csv?status=lead&status=machine&status=reviewed")
        .body
    )
    rows = list(csv.reader(io.StringIO(file)))
    assert any("svg onload" in cell for row in rows for cell in row)
    assert [
        cell
        for row in rows
        for cell in row
        if cell[:1] in "=+-@\t\r\n＝＋－＠" and cell and not _is_number(cell)
    ] == []


def _is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True
