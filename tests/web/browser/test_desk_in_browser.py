"""The desk in a real browser: work is taken with one key, everybody sees who is on it, and nobody takes it twice."""

import pytest
from playwright.sync_api import expect

from support.stopping import stop

from .conftest import AXE, serve_casebook, violations_in, width_at


@pytest.fixture
def as_person(browser, own_folder, monkeypatch):
    """Opens the desk for somebody, each on a machine of their own."""
    servers, contexts = [], []

    def opened(name):
        monkeypatch.setenv("LOGNAME", name)
        server, base = serve_casebook(own_folder)
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        servers.append(server)
        contexts.append(context)
        page = context.new_page()
        page.base = base
        page.goto(base)
        return page

    yield opened
    for context in contexts:
        context.close()
    for server in servers:
        stop(server)


def queue(page, name):
    return page.locator(f"[data-queue={name}]")


def test_the_desk_says_how_much_waits_and_why(as_person):
    desk = as_person("Mira")
    assert queue(desk, "to_grade").locator(".queue-count").text_content() == "7"
    assert "no grade is signed" in queue(desk, "to_grade").text_content()
    desk.click("a:has-text('Disagreements')")
    assert desk.locator("[data-task]").count() == 1
    assert "accounts contest each other" in desk.locator("[data-task]").text_content()


def test_the_next_one_is_taken_with_a_key_and_the_one_after_it(as_person):
    desk = as_person("Mira")
    desk.keyboard.press("4")
    desk.wait_for_selector("[data-work]")
    first = desk.locator("h1").text_content()
    desk.keyboard.press("Shift+N")
    expect(desk.locator("h1")).not_to_have_text(first)
    assert desk.locator("[data-work]").count() == 1


def test_somebody_else_sees_who_is_on_it_and_is_given_another_one(as_person):
    mira, noor = as_person("Mira"), as_person("Noor")
    mira.keyboard.press("4")
    mira.wait_for_selector("[data-work]")
    noor.goto(f"{noor.base}/desk/to_grade/")
    assert "Mira is on it" in noor.locator("[data-task]").first.text_content()
    noor.keyboard.press("n")
    noor.wait_for_selector("[data-work]")
    assert noor.locator("h1").text_content() != mira.locator("h1").text_content()


def test_what_is_given_back_waits_for_anybody(as_person):
    mira, noor = as_person("Mira"), as_person("Noor")
    mira.keyboard.press("4")
    mira.wait_for_selector("[data-work]")
    title = mira.locator("h1").text_content()
    mira.click("text=Give back")
    mira.wait_for_selector("h1:text-is('Desk')")
    noor.keyboard.press("4")
    noor.wait_for_selector("[data-work]")
    assert noor.locator("h1").text_content() == title


def test_a_claim_is_opened_with_its_words_in_the_report(as_person):
    desk = as_person("Mira")
    desk.keyboard.press("2")
    desk.wait_for_selector("[data-work]")
    assert "claim=" in desk.url


def test_what_is_taken_stands_on_the_desk(as_person):
    desk = as_person("Mira")
    desk.keyboard.press("1")
    desk.wait_for_selector("[data-work]")
    desk.goto(desk.base)
    assert desk.locator("aside form").count() == 1


@pytest.mark.parametrize(
    "path", ["/", "/desk/new_reports/", "/desk/links/", "/desk/issues/", "/desk/copies/"]
)
def test_a_screen_has_no_violation_that_axe_finds_and_never_scrolls_sideways(browser, examples, path):
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(examples + path)
    page.evaluate(AXE.read_text())
    assert {scheme: violations_in(page, scheme) for scheme in ("light", "dark")} == {"light": [], "dark": []}
    assert [width for width in (390, 1366) if width_at(page, width) > width] == []
    page.close()


def test_there_is_no_queue_of_another_name(browser, examples):
    page = browser.new_page()
    assert page.goto(f"{examples}/desk/lunch/").status == 404
    page.close()
