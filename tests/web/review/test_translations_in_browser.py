"""A translation beside the report: for who may see names, on record, blurred where it is graphic, gone with one key."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from civharm.casebook.store import Casebook
from civharm.model.ids import sha256_of, stable_id
from civharm.model.reports import Capture, Rendition, Translation

from .conftest import NOW

WORDS = "Medics said an air strike killed 16 civilians in Zuhur, Hasan Barwari among them. Charred remains lay there."


def elsewhere(work, *given):
    """What speaks to the database has a thread without the browser's event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *given).result()


def translate(folder, report):
    content = WORDS.encode()
    sha256 = sha256_of(content)
    casebook = Casebook.open(folder)
    casebook.add_capture(
        Capture(sha256=sha256, size=len(content), name="in-english.txt", method="text", captured_at=NOW),
        content,
    )
    rendition = Rendition(id=stable_id(WORDS), sha256=sha256, text=WORDS, renderer="plain", version="1")
    casebook.add_translation(
        Translation(
            report_id=report.id,
            capture_sha256=sha256,
            rendition=rendition,
            language="en",
            by="Noor",
            note="draft",
        )
    )
    casebook.close()


def looks(folder):
    from civharm.casebook.reading_names import names_read

    casebook = Casebook.open(folder)
    try:
        return [(each.subject, each.reason) for each in names_read(casebook.alias)]
    finally:
        casebook.close()


@pytest.fixture
def translated(folder, raid):
    elsewhere(translate, folder, raid.report)
    return raid


def test_nothing_of_it_is_shown_before_it_is_asked_for(desk, translated, folder):
    page = desk.review(translated)
    assert "Hasan" not in page.content()
    assert elsewhere(looks, folder) == []


def test_one_key_shows_it_beside_the_report_and_that_goes_on_record(desk, translated, folder):
    page = desk.review(translated)
    page.keyboard.press("t")
    shown = page.wait_for_selector(".review-translation .report-text")
    assert shown.text_content() == WORDS
    assert (shown.get_attribute("lang"), "draft" in page.text_content(".review-translation")) == ("en", True)
    (look,) = elsewhere(looks, folder)
    assert look[0] == translated.report.id
    assert "translation" in look[1]
    page.keyboard.press("t")
    page.wait_for_selector(".review-translation", state="detached")


def test_what_is_graphic_in_it_is_blurred_until_asked_for(desk, translated):
    page = desk.review(translated)
    page.keyboard.press("t")
    page.wait_for_selector(".review-translation")
    graphic = page.locator(".review-translation .is-graphic")
    assert "Charred remains" in graphic.text_content()
    blur = "element => getComputedStyle(element).filter"
    assert "blur" in graphic.evaluate(blur)
    page.keyboard.press("b")
    assert graphic.evaluate(blur) == "none"


def test_a_decision_is_made_with_the_translation_open(desk, translated):
    page = desk.review(translated)
    page.keyboard.press("t")
    page.wait_for_selector(".review-translation")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.wait_for_selector(".claim.is-accepted")
    assert page.locator(".review-translation").count() == 1


def test_a_report_without_one_offers_none(desk, strike):
    assert desk.review(strike).locator("[data-key=t]").count() == 0
