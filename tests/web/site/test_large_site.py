"""A site of many incidents in a real browser, from a folder and without a network: no page is too large."""

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils.translation import override
from playwright.sync_api import Page

from civharm.catalogue.masking import masked
from civharm.catalogue.record import Record
from civharm.model.times import When
from civharm.publication.release.publish import Terms, Written, publish
from civharm.publication.release.source import Material
from civharm.releasing import choose_of_record
from civharm.web.pages.others import reports_page
from civharm.web.site.record import PublicRecord
from civharm.web.site.writing import SITE, Site, write_assets, write_lists
from tests.web.browser.conftest import AXE, violations_in, width_at
from tests.web.site.conftest import ABOUT

MANY, GONE, MOST_BYTES = 5_000, 12, 300_000
FIRST_DAY = date(2014, 1, 1)


def many(record: Record, *, first: int, place: str, reasons: Mapping[str, str]) -> Material:
    """An invented incident on every other day, each at a point of its own."""
    one = next(each for each in record.incidents if each.id == "i-airstrike")
    assessment = next(each for each in record.assessments if each.incident_id == one.id)
    ids = [f"i-{number:05}" for number in range(first, MANY)]
    assert one.where is not None and one.where.lat is not None and one.where.lon is not None
    incidents = tuple(
        replace(
            one, id=id, code=f"IQ-{id}", aliases=(), when=When.on(FIRST_DAY + timedelta(days=2 * number)) if number % 40 else None,
            where=replace(one.where, name=f"{place} {number % 300}", lat=one.where.lat + number % 71 / 50, lon=one.where.lon + number % 67 / 50),
        )
        for number, id in enumerate(ids)
    )  # fmt: skip
    assessments = tuple(replace(assessment, incident_id=id) for id in ids)
    large = replace(
        record,
        incidents=incidents,
        assessments=assessments,
        relations=(),
        people={},
        reports=tuple(
            replace(record.reports[0], id=f"r-{number}", title=f"Report {number}") for number in range(1_200)
        )
        + record.reports,
    )
    about = replace(ABOUT, reasons=reasons)
    return choose_of_record(masked(large), about, is_second_person_needed=False).material


def lists_alone(release: Written, folder: Path) -> None:
    """The pages that grow with the number of incidents; those of the incidents are as small as ever."""
    site = Site(folder / SITE, release, PublicRecord(release.material))
    write_assets(site.folder / "assets")
    index = site.public.whole()
    for language in ("en", "ar"):
        with override(language):
            write_lists(site, language, index, reports_page(index).reports)


@pytest.fixture(scope="module")
def site(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    terms = Terms(province_of=lambda place: None)
    before = many(record, first=0, place="Old Quarter", reasons=ABOUT.reasons)
    publish(before, folder / "before", terms)
    now = many(
        record, first=GONE, place="New Quarter", reasons={**ABOUT.reasons, "--shrunken": "they were doubles"}
    )
    publish(now, folder / "now", replace(terms, previous=folder / "before", more=lists_alone))
    return folder / "now" / SITE


@pytest.fixture
def page(browser) -> Iterator[Page]:
    tab = browser.new_context(offline=True, viewport={"width": 1366, "height": 768}).new_page()
    yield tab
    tab.context.close()


def test_no_page_is_too_large(site: Path):
    pages = {path: len(gzip.compress(path.read_bytes())) for path in site.rglob("*.html")}
    assert len(pages) > 2 * 40
    assert {str(path): size for path, size in pages.items() if size > MOST_BYTES} == {}


def test_every_incident_and_change_stands_on_one_of_the_pages(site: Path):
    for pattern, mark, count in (
        ("list*.html", "<tr data-incident", MANY - GONE),
        ("corrections*.html", '<tr><th scope="row">', MANY),
    ):
        for folder in (site, site / "ar"):
            assert sum(path.read_text().count(mark) for path in folder.glob(pattern)) == count
    gone = sum(path.read_text().count("<td>withdrawn</td>") for path in site.glob("corrections*.html"))
    assert gone == GONE


@pytest.mark.parametrize(
    "name",
    ["index.html", "ar/index.html", "changes-2.html", "ar/corrections.html", "list-3.html", "reports.html"],
)
def test_a_page_of_a_large_site_works_from_its_folder(site: Path, page: Page, name: str):
    complaints: list[str] = []
    requests: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("request", lambda asked: requests.append(asked.url))
    page.goto((site / name).as_uri())
    if "index" in name:
        page.wait_for_selector("[data-map][data-state=drawn]", timeout=120_000)
    own = (site.as_uri(), "data:", "blob:")
    assert (complaints, [url for url in requests if not url.startswith(own)]) == ([], [])
    assert [width for width in (390, 1366) if width_at(page, width) > width] == []
    page.evaluate(AXE.read_text())
    assert violations_in(page, "light") == []


def test_filters_count_all_incidents_and_pages_lead_on(site: Path, page: Page):
    page.goto((site / "index.html").as_uri())
    page.wait_for_selector("[data-map][data-state=drawn]", timeout=120_000)
    place = page.locator("select[name=place] option").nth(1).get_attribute("value") or ""
    page.select_option("select[name=place]", index=1)
    told = page.locator("form[data-filters] output").text_content() or ""
    shown, all_of_them = map(int, re.findall(r"\d+", told))
    assert all_of_them == MANY - GONE
    assert 10 < shown < 20, place
    page.click("text=All incidents, page by page")
    page.click("a[rel=next] >> nth=0")
    assert page.url.endswith("/list-2.html")
    assert page.locator("tr[data-incident]").count() == 500
