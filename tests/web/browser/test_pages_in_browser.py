"""The pages in a real browser, served and as one file: they draw, answer, keep to themselves, and are accessible."""

import pytest

NAMES = ["Salim Qadduri", "Qadduri", "Huda Marwani", "Marwani", "ليلى الجبوري"]


def test_a_page_runs_without_complaint(findings):
    assert findings.visit.complaints == []


def test_a_page_asks_nobody_but_its_own_address(findings):
    own = (findings.visit.base, "data:", "blob:", "about:")
    assert [url for url in findings.visit.requests if not url.startswith(own)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_no_violation_that_axe_finds(findings, scheme):
    assert findings.violations[scheme] == []


@pytest.mark.parametrize("width", [390, 1366])
def test_a_page_never_scrolls_sideways(findings, width):
    assert findings.widths[width] <= width


@pytest.mark.parametrize("name", NAMES)
def test_no_protected_name_is_in_the_document(findings, name):
    assert name not in findings.source


def test_the_map_draws_something(visit):
    page = visit.open_drawn("incident")
    shot = page.locator("[data-map] canvas").screenshot()
    page.evaluate("document.querySelector('[data-map] canvas').remove()")
    assert shot != page.locator("[data-map]").screenshot()
    assert len(shot) > 4000


def test_a_click_on_a_claim_lights_up_its_words(visit):
    page = visit.open("incident")
    page.click(".claim-open:has-text('fourteen')")
    assert "".join(page.locator("mark.is-active").all_text_contents()) == (
        "“We counted fourteen bodies,” said [name withheld]"
    )
    assert page.locator(".claim-open[aria-pressed=true]").count() == 1


def test_a_claim_of_another_report_brings_its_text(visit):
    page = visit.open("incident")
    page.click(".claim-ref:has-text('الرافد') >> nth=0")
    assert page.locator("article[data-text=r2]").is_visible()
    assert page.locator("article[data-text=r1]").is_hidden()
    assert page.locator("mark.is-active").first.is_visible()


def test_overlapping_words_lead_to_each_of_their_claims(visit):
    page = visit.open("report")
    both = page.locator("mark.depth-2").first
    both.click()
    first = page.get_attribute(".claim-open[aria-pressed=true]", "data-claim")
    both.click()
    assert page.get_attribute(".claim-open[aria-pressed=true]", "data-claim") != first


def test_a_claim_is_reached_and_chosen_by_keyboard_alone(visit):
    page = visit.open("report")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.claim-open')"):
            break
    page.keyboard.press("Enter")
    assert page.locator("mark.is-active").count() >= 1


def test_a_link_to_a_claim_opens_the_report_with_its_words_lit(visit):
    page = visit.open("situation")
    page.click("a[href*='?claim=']:visible >> nth=0")
    page.wait_for_selector("mark.is-active")
    assert "retook the Dawra bridge" in "".join(page.locator("mark.is-active").all_text_contents())


def test_a_filter_narrows_table_timeline_and_totals(file_visit):
    page = file_visit.open("incidents")
    page.select_option("select[name=grade]", "fair")
    assert page.locator("tr[data-incident]:visible").count() == 1
    assert page.locator("output").text_content() == "1 / 3"
    assert page.locator(".timeline-drawing .is-filtered").count() == 1
    assert page.locator("[data-total=all] [data-cell=killed]").text_content() == "12–16"


def test_the_browser_totals_as_the_server_does(file_visit):
    page = file_visit.open("incidents")
    before = page.locator("[data-total]").all_text_contents()
    page.select_option("select[name=grade]", "fair")
    page.select_option("select[name=grade]", "")
    assert page.locator("[data-total]").all_text_contents() == before


def test_the_table_sorts_with_the_unknown_last(file_visit):
    page = file_visit.open("incidents")
    column = page.locator("thead button:has-text('Civilians killed')")
    rows = page.locator("tr[data-incident] td.strong")
    column.click()
    upwards = rows.all_text_contents()
    column.click()
    assert (upwards, rows.all_text_contents()) == (
        ["at least 3", "12–16", "unknown"],
        ["12–16", "at least 3", "unknown"],
    )


def test_a_row_leads_to_its_incident_and_back(file_visit):
    page = file_visit.open("incidents")
    page.click("a:has-text('Airstrike, Zuhur') >> visible=true")
    page.wait_for_selector("h1:has-text('Airstrike, Zuhur')")
    page.go_back()
    page.wait_for_selector("h1:has-text('Incidents')")


def test_arabic_stands_from_right_to_left(visit):
    page = visit.open("arabic")
    assert page.evaluate("getComputedStyle(document.querySelector('.report-text')).direction") == "rtl"


def test_an_opened_spot_lists_its_incidents(file_visit):
    page = file_visit.open_drawn("incidents")
    box = page.locator("[data-map] canvas").bounding_box()
    for step in range(400):
        x, y = 20 + (step % 25) * (box["width"] - 60) / 25, 20 + (step // 25) * (box["height"] - 60) / 16
        page.mouse.move(box["x"] + x, box["y"] + y)
        if page.evaluate("document.querySelector('[data-map] canvas').style.cursor") == "pointer":
            page.mouse.click(box["x"] + x, box["y"] + y)
            break
    page.wait_for_selector(".map-popup a")
