"""A real browser over the served pages and over the self-contained file. A missing browser fails, loudly."""

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from civharm.casebook.store import Casebook
from civharm.pipeline import built_in_terms, read_inputs, refresh
from civharm.reports.inputs import find_inputs
from civharm.web.serve import casebook_app, make_app
from civharm.web.setup import ready
from civharm.web.snapshot import write_snapshot
from support.browsing import chromium
from support.stopping import stop
from tests.support.mosul import EXAMPLES

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Each page served and in the file. The file has a list of its own; the served one is Explore, which needs a casebook.
PAGES = {
    "incidents": (None, "#/"),
    "incident": ("/incident/i-airstrike/", "#/incident/i-airstrike"),
    "unplaced": ("/incident/i-market/", "#/incident/i-market"),
    "report": ("/report/r1/", "#/report/r1"),
    "arabic": ("/report/r2/", "#/report/r2"),
    "reports": ("/reports/", "#/reports"),
    "situation": ("/situation/", "#/situation"),
    "issues": ("/issues/", "#/issues"),
}


@dataclass
class Visit:
    """A tab on one form of the pages, with what went wrong in it and what it asked for."""

    tab: Page
    base: str
    form: int
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """The page, which answers already, while its map may still be drawn."""
        self.tab.goto("about:blank")
        self.tab.goto(f"{self.base}{PAGES[name][self.form]}")
        self.tab.wait_for_selector("main h1")
        return self.tab

    def open_drawn(self, name: str) -> Page:
        """The page with its map, if it has one."""
        self.open(name)
        if self.tab.query_selector("[data-map]"):
            self.tab.wait_for_selector("[data-map][data-state=drawn]", timeout=60_000)
        return self.tab


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with the module: while it is open its event loop keeps Django from the database."""
    if not AXE.exists():
        pytest.fail(f"{AXE} is missing: run npm ci", pytrace=False)
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def served(record) -> Iterator[str]:
    import waitress

    server = waitress.create_server(make_app(lambda: record), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    stop(server)


@pytest.fixture(scope="session")
def snapshot(record, tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("snapshot") / "index.html"
    write_snapshot(record, path)
    return path.as_uri()


def a_visit(browser: Browser, base: str) -> Visit:
    tab = browser.new_page(viewport={"width": 1366, "height": 768})
    visit = Visit(tab, base, form=0 if base.startswith("http") else 1)
    tab.on("pageerror", lambda error: visit.complaints.append(str(error)))
    tab.on("console", lambda line: visit.complaints.append(line.text) if line.type == "error" else None)
    tab.on("request", lambda asked: visit.requests.append(asked.url))
    return visit


@pytest.fixture(params=["served", "snapshot"])
def visit(request, browser) -> Iterator[Visit]:
    """A fresh tab; the test runs once over the server and once over the file."""
    visit = a_visit(browser, request.getfixturevalue(request.param))
    yield visit
    visit.tab.close()


@pytest.fixture
def file_visit(browser, snapshot) -> Iterator[Visit]:
    """A fresh tab on the self-contained file."""
    visit = a_visit(browser, snapshot)
    yield visit
    visit.tab.close()


@dataclass(frozen=True)
class Findings:
    """What one look at one page found: each page is opened once for all checks."""

    visit: Visit
    source: str
    widths: dict[int, int]
    violations: dict[str, list[str]]


@pytest.fixture(
    scope="module",
    params=[
        f"{form}-{name}"
        for number, form in enumerate(("served", "snapshot"))
        for name, at in PAGES.items()
        if at[number]
    ],
)
def findings(request, browser) -> Iterator[Findings]:
    form, name = request.param.split("-")
    visit = a_visit(browser, request.getfixturevalue(form))
    page = visit.open_drawn(name)
    source = page.content()
    page.evaluate(AXE.read_text())
    violations = {scheme: violations_in(page, scheme) for scheme in ("light", "dark")}
    widths = {width: width_at(page, width) for width in (390, 1366)}
    yield Findings(visit, source, widths, violations)
    visit.tab.close()


def violations_in(page: Page, scheme: str) -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = page.evaluate(f"axe.run({{runOnly: {json.dumps(RULES)}}})")
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


def width_at(page: Page, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate("document.documentElement.scrollWidth")


def away(work: Callable[..., Any], *given: object) -> Any:
    """Done in a thread of its own: a browser that is open keeps this one from the database."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *given).result()


def read_examples(folder: Path) -> None:
    """The shipped reports, read into a casebook."""
    ready()
    casebook = Casebook.create(folder)
    found = find_inputs([os.path.relpath(EXAMPLES / "reports")])  # pictures tell no machine's folders
    for _ in read_inputs(found, casebook, built_in_terms(casebook.clock)):
        pass
    refresh(casebook)
    casebook.close()


@pytest.fixture(scope="session")
def examples_folder(tmp_path_factory) -> Path:
    """A casebook of the shipped reports, which nobody has open: all take copies, and those are whole."""
    folder = tmp_path_factory.mktemp("examples") / "casebook"
    away(read_examples, folder)
    return folder


@pytest.fixture
def own_folder(examples_folder, tmp_path) -> Path:
    """A copy of it that a test may write to."""
    return Path(shutil.copytree(examples_folder, tmp_path / "casebook"))


def serve_casebook(folder: Path) -> tuple[Any, str]:
    """A server of the casebook for whoever is logged in on this machine (`LOGNAME`), and its address."""
    import waitress

    server = waitress.create_server(away(casebook_app, folder), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    return server, f"http://127.0.0.1:{server.effective_port}"


@pytest.fixture(scope="session")
def examples(examples_folder, tmp_path_factory) -> Iterator[str]:
    """The shipped reports as they are served to somebody who only looks."""
    folder = tmp_path_factory.mktemp("looked-at") / "casebook"
    server, base = serve_casebook(Path(shutil.copytree(examples_folder, folder)))
    yield base
    stop(server)
