"""The site of a release in a real browser, from a folder and without a network, in both languages."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.web.browser.conftest import AXE, violations_in, width_at

PAGES = [
    f"{language}{name}"
    for language in ("", "ar/")
    for name in (
        "index.html", "incident/i-airstrike.html", "situation.html", "reports.html", "changes.html", "corrections.html",
        "list.html", "method.html",
        "downloads.html",
    )
]  # fmt: skip


@dataclass
class Visit:
    """A tab, with what went wrong in it and what it asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def folder(released, tmp_path_factory) -> Path:
    """The release somewhere else than where it was made."""
    return Path(shutil.copytree(released, tmp_path_factory.mktemp("elsewhere") / "a release"))


@pytest.fixture
def visit(browser) -> Iterator[Visit]:
    tab = browser.new_context(offline=True, viewport={"width": 1366, "height": 768}).new_page()
    visit = Visit(tab)
    tab.on("pageerror", lambda error: visit.complaints.append(str(error)))
    tab.on("console", lambda line: visit.complaints.append(line.text) if line.type == "error" else None)
    tab.on("request", lambda asked: visit.requests.append(asked.url))
    yield visit
    tab.context.close()


def opened(visit: Visit, folder: Path, name: str) -> Page:
    visit.page.goto((folder / "site" / name).as_uri())
    if visit.page.query_selector("[data-map]"):
        visit.page.wait_for_selector("[data-map][data-state=drawn]", timeout=60_000)
    return visit.page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_works_from_its_folder_alone(visit, folder, name):
    page = opened(visit, folder, name)
    assert page.evaluate("document.documentElement.dir") == ("rtl" if name.startswith("ar/") else "ltr")
    own = (folder.as_uri(), "data:", "blob:")
    assert (visit.complaints, [url for url in visit.requests if not url.startswith(own)]) == ([], [])
    widths = {width: width_at(page, width) for width in (390, 1366)}
    assert [width for width, taken in widths.items() if taken > width] == []
    page.evaluate(AXE.read_text())
    assert [each for scheme in ("light", "dark") for each in violations_in(page, scheme)] == []


@pytest.mark.parametrize("name", ["index.html", "ar/index.html"])
def test_all_links_within_the_release_lead_somewhere(visit, folder, name):
    page = opened(visit, folder, name)
    seen, waiting = set(), [page.url]
    while waiting:
        page.goto(waiting.pop())
        links = page.evaluate(
            "[...document.querySelectorAll('a[href]')].map((link) => new URL(link.getAttribute('href'), location).href.split('#')[0])"
        )
        for link in {each for each in links if each.startswith("file:")} - seen:
            seen.add(link)
            assert Path(link.removeprefix("file://").replace("%20", " ")).is_file(), link
            if link.endswith(".html"):
                waiting.append(link)
    assert len([link for link in seen if link.endswith(".html")]) == 2 * (8 + 3)


def test_a_filter_narrows_the_list_and_the_totals(visit, folder):
    page = opened(visit, folder, "index.html")
    page.select_option("select[name=grade]", "fair")
    assert page.locator("tr[data-incident]:visible").count() == 1
    assert page.locator("[data-total=all] [data-cell=killed]").text_content() == "12–16"


def test_a_claim_behind_a_bound_is_shown(visit, folder):
    page = opened(visit, folder, "incident/i-airstrike.html")
    claim = page.locator(".tolls .claim-ref").first
    claim.click()
    assert page.locator(
        f".claim-open[data-claim='{claim.get_attribute('data-claim')}'][aria-pressed=true] q"
    ).is_visible()


def test_a_map_leads_to_its_incidents(visit, folder):
    page = opened(visit, folder, "index.html")
    scene = json.loads(page.locator("#scene").text_content())
    ids = [incident[0] for spot in scene["spots"] for incident in spot[-1]]
    assert sorted(ids) == ["i-airstrike", "i-shelling"]
    canvas = page.locator("[data-map] canvas")
    box = canvas.bounding_box()
    for step in range(400):
        x, y = 20 + (step % 25) * (box["width"] - 60) / 25, 20 + (step // 25) * (box["height"] - 60) / 16
        page.mouse.move(box["x"] + x, box["y"] + y)
        if canvas.evaluate("element => element.style.cursor") == "pointer":
            page.mouse.click(box["x"] + x, box["y"] + y)
            break
    address = page.locator(".map-popup a").first.get_attribute("href")
    assert (folder / "site" / address).is_file()
