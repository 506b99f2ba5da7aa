"""A page that is older than a decision says so in a line, which goes away by itself once all is worked out."""

import re
import threading

import pytest
from playwright.sync_api import expect

from civharm import pipeline
from civharm.pipeline import recompute
from civharm.web import following
from support.stopping import stop

from .conftest import AXE, serve_casebook, violations_in, width_at

STRIKE, SIGNED = "IQ-20170325-a", ".facts .grade.is-signed"


class Gate:
    """Where recomputations wait until they are let through, or are made to fail."""

    def __init__(self):
        self.is_open, self.is_broken = threading.Event(), False

    def __call__(self, store, *, codebook=None):
        assert self.is_open.wait(120)
        if self.is_broken:
            raise OSError("no room on the disk")
        return recompute(store, codebook=codebook)


@pytest.fixture
def gate(monkeypatch):
    gate = Gate()
    monkeypatch.setattr(pipeline, "recompute", gate)
    monkeypatch.setattr(following, "PATIENCE_S", 0.2)
    yield gate
    gate.is_open.set()


@pytest.fixture
def strike(browser, own_folder, monkeypatch, gate):
    """The screen of an incident, of which somebody has just signed the grade."""
    monkeypatch.setenv("LOGNAME", "Mira")
    server, base = serve_casebook(own_folder)
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.base = base
    page.goto(f"{base}/incident/{STRIKE}/")
    page.wait_for_selector("#sign")
    yield page
    gate.is_open.set()
    context.close()
    stop(server)


def sign(page):
    for key in ("1", "c", "s"):
        page.keyboard.press(key)
    page.wait_for_url(re.compile("done="))


def test_the_line_comes_and_goes_with_what_it_speaks_of(strike, gate):
    sign(strike)
    line = strike.locator("#behind")
    expect(line).to_contain_text("What you see is from before your decision at")
    assert strike.locator(SIGNED).count() == 0
    strike.evaluate(AXE.read_text())
    assert violations_in(strike, "light") == violations_in(strike, "dark") == []
    assert [width for width in (390, 1366) if width_at(strike, width) > width] == []
    gate.is_open.set()
    expect(line).to_be_empty(timeout=30_000)
    expect(strike.locator(SIGNED)).to_be_visible()


def test_what_somebody_writes_meanwhile_is_not_taken_from_them(strike, gate):
    sign(strike)
    note = strike.locator("#note textarea")
    note.fill("half a thought")
    gate.is_open.set()
    expect(strike.locator("#behind")).to_contain_text("It is worked out", timeout=30_000)
    assert note.input_value() == "half a thought"
    strike.click("#behind a")
    expect(strike.locator(SIGNED)).to_be_visible()


def test_a_fault_is_told_and_the_decision_is_kept(strike, gate):
    gate.is_broken = True
    gate.is_open.set()
    sign(strike)
    line = strike.locator("#behind")
    expect(line).to_contain_text("could not be worked out anew")
    expect(line).to_contain_text("What was decided is kept")
    gate.is_broken = False
    strike.fill("#note textarea", "Seen by two of us.")
    strike.click("#note button:has-text('Write the note')")
    expect(strike.locator(SIGNED)).to_be_visible(timeout=30_000)
    expect(line).to_be_empty()
