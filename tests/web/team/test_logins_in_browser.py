"""Logins in a real browser: invitation, app with codes, recovery code, security key, sessions; and axe over each page."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from support.browsing import chromium
from support.team_program import PASSWORD, SECRET, code_of_app

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


class Desk:
    """A browser of one person, with all that its pages complained of."""

    def __init__(self, browser: Browser, port: int) -> None:
        self.base = f"http://localhost:{port}"
        self.context: BrowserContext = browser.new_context(viewport={"width": 1366, "height": 768})
        self.complaints: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda line: self.complaints.append(line.text) if line.type == "error" else None
        )

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def main_button(self) -> None:
        self.page.click("main .button.is-main")

    def log_in(self, login: str) -> None:
        self.go("/people/login/")
        self.page.fill("#id_login", login)
        self.page.fill("#id_password", PASSWORD)
        self.main_button()

    def say_password_again(self) -> None:
        self.page.wait_for_url("**/people/again/**")
        self.page.fill("#id_password", PASSWORD)
        self.main_button()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base).partition("?")[0]

    def violations(self) -> list[str]:
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(f"axe.run({{runOnly: {json.dumps(RULES)}}})")
        return [
            f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]
        ]


@pytest.fixture
def desk(browser, own_team) -> Iterator[Desk]:
    """Nobody yet, before a server of one's own."""
    desk = Desk(browser, own_team.port)
    yield desk
    desk.context.close()


def as_session(desk: Desk, team, role: str) -> Desk:
    desk.context.add_cookies([{"name": "civharm", "value": team.sessions[role], "url": desk.base}])
    return desk


def test_somebody_is_invited_sets_up_an_app_and_logs_in_by_a_recovery_code(desk, own_team):
    as_session(desk, own_team, "administrator").go("/people/")
    desk.page.fill("#login", "noor")
    desk.page.fill("#name", "Noor Haddad")
    desk.page.check("input[name=role][value=reviewer]")
    desk.main_button()
    link = desk.page.input_value("#link")
    desk.context.clear_cookies()

    desk.page.goto(link)
    desk.page.fill("#password", PASSWORD)
    desk.page.fill("#again", PASSWORD)
    desk.main_button()
    desk.log_in("noor")
    assert desk.path == "/people/second-factor/"
    desk.go("/reports/")
    assert desk.path == "/people/second-factor/"  # nothing else opens before the second factor is set up

    desk.page.click("text=Set up an app")
    desk.say_password_again()
    desk.page.fill("#id_code", code_of_app(desk.page.input_value("#totp-secret")))
    desk.main_button()
    codes = desk.page.locator(".secrets code").all_inner_texts()
    assert len(codes) == 10
    desk.page.reload()
    assert desk.page.locator(".secrets code").count() == 0  # they are shown once

    desk.context.clear_cookies()
    desk.log_in("noor")
    desk.page.fill("#id_code", codes[0])
    desk.main_button()
    assert desk.go("/people/me/").locator("h2 bdi").first.inner_text() == "Noor Haddad"
    desk.page.goto(link)
    assert "not valid" in desk.page.locator("main").inner_text()  # the link works once


def test_somebody_logs_in_with_the_code_of_an_app(desk):
    desk.log_in("reviewer")
    desk.page.fill("#id_code", code_of_app(SECRET))
    desk.main_button()
    desk.go("/people/me/")
    assert (desk.path, desk.complaints) == ("/people/me/", [])


def test_somebody_logs_in_with_a_security_key(desk, own_team):
    tools = desk.context.new_cdp_session(desk.page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True,
        "hasResidentKey": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    as_session(desk, own_team, "reviewer").go("/people/second-factor/keys/add/")
    desk.say_password_again()
    desk.page.fill("#id_name", "the key on my ring")
    desk.page.click("[data-passkey-use]")
    desk.page.wait_for_url(lambda url: "/add/" not in url)
    assert "the key on my ring" in desk.go("/people/second-factor/keys/").locator("main").inner_text()

    desk.context.clear_cookies()
    desk.log_in("reviewer")
    desk.page.click("[data-passkey-use]")
    desk.page.wait_for_url(lambda url: "second-factor" not in url)
    desk.go("/people/me/")
    assert desk.path == "/people/me/"


def test_somebody_ends_another_session_of_theirs(browser, desk, own_team):
    other = Desk(browser, own_team.port)
    other.log_in("reader")
    other.page.fill("#id_code", code_of_app(SECRET))
    other.main_button()
    as_session(desk, own_team, "reader").go("/people/me/")
    desk.page.click("text=End all others")
    assert "ended" in desk.page.locator("div.messages[role=status]:not(#behind)").inner_text()
    other.go("/people/me/")
    assert other.path == "/people/login/"
    other.context.close()


PAGES = {
    "administrator": ["/people/", "/people/of/reader/", "/people/compartments/", "/people/looks-at-names/"],
    "assessor": ["/people/me/", "/people/second-factor/", "/people/password/", "/names/report/r1/"],
    None: ["/people/login/", "/people/invitation/nothing/"],
}


@pytest.mark.parametrize("role", PAGES)
def test_the_pages_are_accessible_in_bright_and_dark_and_on_a_phone(browser, team, role):
    desk = Desk(browser, team.port)
    if role:
        as_session(desk, team, role)
    found, too_wide = {}, []
    for path in PAGES[role]:
        page = desk.go(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if violations := desk.violations():
                found[path, scheme] = violations
        page.set_viewport_size({"width": 390, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            too_wide.append(path)
        page.set_viewport_size({"width": 1366, "height": 768})
    own = [words for words in desk.complaints if "status of 404" not in words]
    assert (found, too_wide, own) == ({}, [], [])
    desk.context.close()
