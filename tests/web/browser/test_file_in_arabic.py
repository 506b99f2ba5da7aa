"""The self-contained file in Arabic: right to left, its words Arabic, nothing fetched, nothing that axe finds."""

import pytest

from civharm.model.errors import NotFound
from civharm.web.snapshot import write_snapshot

from .conftest import AXE, a_visit, violations_in


@pytest.fixture
def arabic(record, browser, tmp_path):
    path = tmp_path / "index.html"
    write_snapshot(record, path, language="ar")
    visit = a_visit(browser, path.as_uri())
    yield visit
    visit.tab.close()


@pytest.mark.parametrize(
    "name", ["incidents", "incident", "unplaced", "report", "arabic", "situation", "issues"]
)
def test_a_page_is_arabic_and_mirrored(arabic, name):
    tab = arabic.open_drawn(name)
    root = tab.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    assert tab.locator("nav a").all_text_contents() == ["الحوادث", "التقارير", "الوضع", "مشكلات"]
    tab.evaluate(AXE.read_text())
    assert violations_in(tab, "light") == []
    assert arabic.complaints == []
    assert [url for url in arabic.requests if not url.startswith(("file:", "data:", "blob:", "about:"))] == []


def test_letters_of_the_map_are_drawn_unmirrored(arabic):
    tab = arabic.open_drawn("incident")
    assert tab.evaluate("new OffscreenCanvas(1, 1).getContext('2d').direction") == "ltr"


def test_the_title_of_the_window_is_arabic(arabic):
    assert arabic.open("reports").title() == "التقارير · civharm"


def test_other_languages_stay_as_they_were(record, tmp_path):
    write_snapshot(record, tmp_path / "first.html")
    write_snapshot(record, tmp_path / "arabic.html", language="ar")
    write_snapshot(record, tmp_path / "second.html")
    assert (tmp_path / "first.html").read_bytes() == (tmp_path / "second.html").read_bytes()


def test_a_language_without_a_catalogue_is_refused_with_those_that_have_one(record, tmp_path):
    with pytest.raises(NotFound, match="'xx': choose en or ar"):
        write_snapshot(record, tmp_path / "index.html", language="xx")
    assert list(tmp_path.iterdir()) == []
