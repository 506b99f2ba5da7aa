"""Explore in a real browser: one filter for list, timeline, totals and files; by pointer, by keyboard, without scripts."""

import csv
import io
import json
import re

import pytest
from playwright.sync_api import expect

from support.stopping import stop

from .conftest import AXE, serve_casebook, violations_in, width_at

SCREENS = {
    "list": "/incidents/?map=no",
    "list with the map": "/incidents/",
    "list of nothing": "/incidents/?map=no&q=xylophone",
    "list misread": "/incidents/?map=no&from=yesterday&grade=certain",
    "comparison": "/incidents/compare/?first_from=2017-02-01&first_to=2017-02-28&second_from=2017-03-01&second_to=2017-03-31",
    "comparison of nothing": "/incidents/compare/?grade=discounted&q=xylophone",
    "search": "/search/?q=killed",
    "search of reports": "/search/?q=%D8%A7%D9%84%D9%85%D9%88%D8%B5%D9%84&in=reports",
    "search misread": "/search/?q=%22",
    "search before it": "/search/",
    "reports": "/reports/",
    "situation": "/situation/",
    "issues": "/issues/",
}
_PER_PAGE = 300_000


@pytest.fixture
def tab(browser, examples):
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.base = examples
    yield page
    assert page.complaints == []
    context.close()


def at(tab, path):
    tab.goto(tab.base + path)
    return tab


@pytest.fixture(params=SCREENS)
def screen(request, tab):
    """Each screen as it is opened; what it asked for elsewhere would be in `requests`."""
    tab.requests = []
    tab.on("request", lambda asked: tab.requests.append(asked.url))
    return at(tab, SCREENS[request.param])


def test_a_screen_has_no_violation_that_axe_finds_and_never_scrolls_sideways(screen):
    screen.evaluate(AXE.read_text())
    assert {scheme: violations_in(screen, scheme) for scheme in ("light", "dark")} == {
        "light": [],
        "dark": [],
    }
    assert [width for width in (390, 1366) if width_at(screen, width) > width] == []
    assert [url for url in screen.requests if not url.startswith((screen.base, "data:", "blob:"))] == []


@pytest.mark.parametrize("path", SCREENS.values())
def test_a_screen_is_small_on_its_way(tab, path):
    answer = tab.request.get(tab.base + path, headers={"Accept-Encoding": "gzip"})
    assert int(answer.headers["content-length"]) < _PER_PAGE


def shown(tab):
    return tab.locator("table.incident-list tbody th .code").all_text_contents()


def test_a_ticked_value_narrows_everything_and_stands_in_the_address(tab):
    at(tab, "/incidents/?map=no")
    tab.check("label:has-text('fair') input")
    expect(tab.locator(".found-count")).to_have_text("3 of 7 incidents")
    assert "grade=fair" in tab.url
    assert len(shown(tab)) == 3
    assert tab.locator("tr[data-total=all] td").first.text_content() == "3"
    tab.click(".chips a:has-text('fair')")
    expect(tab.locator(".found-count")).to_have_text("7 of 7 incidents")


def test_the_filter_is_used_by_keyboard_alone(tab):
    at(tab, "/incidents/?map=no")
    tab.keyboard.press("f")
    tab.keyboard.type("Tanak")
    tab.keyboard.press("Enter")
    expect(tab.locator(".found-count")).to_have_text("1 of 7 incidents")
    tab.focus("#filter-words")
    tab.keyboard.press("Escape")
    tab.keyboard.press("x")
    expect(tab.locator(".found-count")).to_have_text("7 of 7 incidents")


def test_a_stretch_drawn_over_the_timeline_and_two_written_days_are_the_same(tab):
    at(tab, "/incidents/?map=no")
    box = tab.locator("[data-brush]").bounding_box()
    tab.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 30)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 40, steps=4)
    tab.mouse.up()
    expect(tab.locator(".chips")).to_contain_text("from 2017-03-")
    days = {name: tab.input_value(f"[name={name}]") for name in ("from", "to")}
    drawn = shown(tab)
    assert 0 < len(drawn) < 7
    at(tab, "/incidents/?map=no")
    for name, day in days.items():
        tab.fill(f"[name={name}]", day)
    tab.press("[name=to]", "Enter")
    for words in (f"from {days['from']}", f"until {days['to']}"):
        expect(tab.locator(".chips")).to_contain_text(words)
    assert shown(tab) == drawn


def test_a_column_of_the_timeline_is_a_period(tab):
    at(tab, "/incidents/?map=no")
    tab.locator("rect.step").first.click()
    expect(tab.locator(".found-count")).to_have_text("1 of 7 incidents")
    assert tab.input_value("[name=from]") == tab.input_value("[name=to]")


def test_the_whole_filter_works_without_scripts(browser, examples):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(examples + "/incidents/?map=no")
    page.check("label:has-text('contested') input >> nth=0")
    page.click("text=Apply")
    assert page.locator(".found-count").text_content().strip() == "1 of 7 incidents"
    page.click("thead a:has-text('Civilians killed')")
    assert page.locator("th[aria-sort=descending]").text_content() == "Civilians killed"
    context.close()


def test_columns_are_chosen_and_the_order_goes_both_ways(tab):
    at(tab, "/incidents/?map=no")
    tab.click("summary:has-text('Columns')")
    tab.check("[data-columns] input[value=country]")
    tab.click("text=Show these")
    assert tab.locator("th:has-text('Country')").count() == 1
    tab.click("thead a:has-text('Reports')")
    expect(tab.locator("th[aria-sort=descending]")).to_have_text("Reports")
    tab.click("thead a:has-text('Reports')")
    expect(tab.locator("th[aria-sort=ascending]")).to_have_text("Reports")
    assert tab.locator("th:has-text('Country')").count() == 1


def test_a_search_is_saved_opened_and_removed(browser, own_folder):
    server, base = serve_casebook(own_folder)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/incidents/?map=no&grade=fair")
    page.click("summary:has-text('Saved searches')")
    page.fill("#saved-name", "fair <b>ones</b>")
    page.click("#saved button:text-is('Save')")
    expect(page.locator(".message")).to_contain_text("fair <b>ones</b>")
    page.goto(f"{base}/incidents/")
    page.click("summary:has-text('Saved searches')")
    page.click("#saved a")
    assert "grade=fair" in page.url
    page.click("summary:has-text('Saved searches')")
    page.click("#saved button:has-text('Remove')")
    page.click("summary:has-text('Saved searches')")
    assert page.locator("#saved a").count() == 0
    context.close()
    stop(server)


def test_the_files_hold_what_the_list_holds(tab):
    at(tab, "/incidents/?map=no&grade=fair&sort=killed_max-down")
    listed = shown(tab)
    with tab.expect_download() as csv_file:
        tab.click("summary:has-text('Export')")
        tab.click("text=CSV")
    rows = list(csv.DictReader(io.StringIO(csv_file.value.path().read_text(encoding="utf-8"))))
    with tab.expect_download() as geojson_file:
        tab.click("text=GeoJSON")
    features = json.loads(geojson_file.value.path().read_text(encoding="utf-8"))["features"]
    assert [row["Unique Reference Code"] for row in rows] == listed
    assert [feature["properties"]["code"] for feature in features] == listed
    assert {row["Grading"] for row in rows} == {""}


def test_a_file_of_a_filter_that_cannot_be_read_is_refused(tab):
    answer = tab.request.get(f"{tab.base}/incidents/incidents.csv?grade=certain")
    assert (answer.status, "certain" in answer.text()) == (400, True)


SEARCHES = {
    "Tanak": "incidents",
    "مقتل": "reports",
    "الموصل": "reports",
    "موصل": "reports",
}


@pytest.mark.parametrize(("words", "kind"), SEARCHES.items())
def test_a_search_marks_the_words_it_found(tab, words, kind):
    at(tab, "/")
    tab.keyboard.press("/")
    tab.keyboard.type(words)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/**")
    tab.click(f".tabs a[href*='in={kind}']")
    assert tab.locator(".hit").count() > 0
    assert tab.locator(".hit:has(mark)").count() == tab.locator(".hit").count()


def test_two_periods_stand_side_by_side_with_what_the_list_totals(tab):
    at(tab, "/incidents/?map=no&from=2017-03-01&to=2017-03-31")
    total = tab.locator("tr[data-total=all] [data-cell=killed]").text_content()
    at(tab, SCREENS["comparison"])
    line = [" ".join(cell.split()) for cell in tab.locator("tr[data-line=all] td").all_text_contents()]
    assert line[4] == total
    assert re.fullmatch(r"[+−]\d+", line[6])


def test_the_colours_that_a_person_chose_stay(tab):
    at(tab, "/incidents/?map=no")
    bright = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.click(".shell details.menu > summary")
    tab.click("button:text-is('dark')")
    at(tab, "/search/")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != bright
    assert tab.get_attribute("html", "data-theme") == "dark"
