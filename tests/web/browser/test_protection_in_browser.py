"""What people agreed to, and words that are blacked out: recorded in a real browser, and nothing of it shown unasked."""

import re

import pytest

from support.stopping import stop
from tests.web.browser.conftest import AXE, away, serve_casebook, violations_in, width_at

STRIKE = "IQ-20170325-a"


@pytest.fixture
def tab(browser, own_folder, monkeypatch):
    monkeypatch.setenv("LOGNAME", "Ada")
    server, base = away(serve_casebook, own_folder)
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.base = base
    yield page
    context.close()
    stop(server)


def names_page(tab):
    """The page of protected names of an incident that names somebody, after the reason was given."""
    tab.goto(f"{tab.base}/incident/{STRIKE}/")
    tab.goto(tab.locator("a[href*='/names/incident/']").first.get_attribute("href").join([tab.base, ""]))
    tab.fill("#reason", "asked by the family of one of them")
    tab.click("form.panel button")
    tab.wait_for_selector("#consent")


def fill_consent(tab, answer="refused"):
    tab.select_option("#who", index=1)
    tab.select_option("#answer", answer)
    tab.check("input[name=purposes][value=publish]")
    tab.fill("#how", "by telephone")
    tab.fill("#consent-reason", "asked for the yearly report")
    tab.click("#consent button")
    tab.wait_for_selector(".message")


def test_an_answer_is_recorded_and_shown(tab):
    names_page(tab)
    assert "unknown" in tab.locator("section[aria-labelledby=consent-head] table").inner_text()
    fill_consent(tab)
    assert "Recorded" in tab.locator(".message").first.inner_text()
    names_page(tab)
    assert "refused" in tab.locator("section[aria-labelledby=consent-head] table").inner_text()
    assert tab.complaints == []


def test_the_page_of_names_is_for_everybody(tab):
    names_page(tab)
    tab.evaluate(AXE.read_text())
    assert violations_in(tab, "light") == []
    assert violations_in(tab, "dark") == []
    assert width_at(tab, 390) <= 390


def test_selected_words_are_blacked_out(tab):
    tab.goto(f"{tab.base}/incident/{STRIKE}/")
    report = re.search(r"/report/([0-9a-f]+)/", tab.content())[1]
    tab.goto(f"{tab.base}/review/{report}/")
    tab.keyboard.press("x")
    words = tab.evaluate(
        """() => {
          const piece = [...document.querySelectorAll("[data-words] [data-start]")].find((each) => each.textContent.trim().length > 30);
          const range = document.createRange();
          range.setStart(piece.firstChild, 0);
          range.setEnd(piece.firstChild, 12);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return range.toString();
        }"""
    )
    form = tab.locator("form[action$='/redact/']")
    assert form.locator("input[name=words]").input_value() == words
    form.locator("input[name=reason]").fill("leads to a witness")
    tab.evaluate(AXE.read_text())
    assert violations_in(tab, "light") == []
    form.locator("button").click()
    tab.wait_for_load_state()
    tab.click("details.redacting summary")
    assert words.strip() in tab.locator("details.redacting").inner_text()
    assert "leads to a witness" in tab.locator("details.redacting").inner_text()
    assert tab.complaints == []
