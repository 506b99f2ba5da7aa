"""Correcting a claim with the form, and making one of words, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from civharm.casebook.store import Casebook

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"


def by_keys(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def the_form(page, *keys):
    by_keys(page, *keys, "c")
    return page.wait_for_selector(".claim-form")


def claims_by_hand(folder):
    """Read in a thread without the browser's event loop."""
    from concurrent.futures import ThreadPoolExecutor

    def read():
        casebook = Casebook.open(folder)
        try:
            return [claim for claim in casebook.claims() if claim.origin.by == "hand"]
        finally:
            casebook.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(read).result()


def test_a_corrected_number_stands_beside_the_machine_s(desk, strike, folder):
    page = desk.review(strike)
    the_form(page, "j")
    page.fill("[name=c0_max]", "20")
    page.fill("[name=words_of_reason]", "the mayor's list")
    page.click(".claim-form button.is-main")
    page.wait_for_selector(".claim.is-active.is-corrected")
    by_keys(page, "f")
    row = page.locator(".claim.is-active tbody tr", has_text="civilians killed")
    assert row.locator("td").nth(0).text_content().startswith("12 or more")
    assert row.locator("td").nth(1).text_content() == "12–20 or more"
    assert "the mayor's list" in page.locator(".claim.is-active .history").text_content()
    (made,) = claims_by_hand(folder)
    assert (made.casualties[0].count.min, made.casualties[0].count.max) == (12, 20)
    assert made.casualties[0].count.words == "at least 12"


def test_people_on_the_move_are_put_into_a_claim(desk, strike, folder):
    page = desk.review(strike)
    the_form(page, "j")
    page.click("summary:has-text('Displacement')")
    page.select_option("[name=displaced_measure]", "stock")
    page.fill("[name=displaced_min]", "2000")
    page.click(".claim-form button.is-main")
    page.wait_for_selector(".claim.is-active.is-corrected")
    by_keys(page, "f")
    assert "2,000" in page.locator(".claim.is-active tbody tr", has_text="displaced").text_content()
    (made,) = claims_by_hand(folder)
    assert (made.displaced.measure, made.displaced.count.min, made.displaced.count.max) == (
        "stock",
        2000,
        None,
    )
    assert (made.control, made.response) == (None, None)


def test_an_emptied_number_is_unknown_and_not_0(desk, strike, folder):
    page = desk.review(strike)
    the_form(page, "j")
    page.fill("[name=c0_min]", "")
    page.fill("[name=c0_max]", "")
    page.click(".claim-form button.is-main")
    page.wait_for_selector(".claim.is-corrected")
    (made,) = claims_by_hand(folder)
    assert (made.casualties[0].count.min, made.casualties[0].count.max) == (None, None)


WRONG = [
    ("c0_max", "many", "whole number"),
    ("c0_max", "3", "below the minimum"),
    ("when_end", "2021-03-01", "comes before the first"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[2])
def test_what_is_wrong_is_told_and_what_was_written_stays(desk, strike, folder, wrong):
    name, value, message = wrong
    page = desk.review(strike)
    the_form(page, "j")
    page.fill(f"[name={name}]", value)
    page.click(".claim-form button.is-main")
    assert message in page.wait_for_selector(".errorlist").text_content()
    assert page.input_value(f"[name={name}]") == value
    assert claims_by_hand(folder) == []


def test_a_place_is_looked_up_in_the_gazetteer(desk, strike, folder):
    page = desk.review(strike)
    the_form(page, "j")
    page.uncheck("[name=w0_keep]")
    page.fill("[name=place_query]", "Mosul")
    page.click("[name=look]")
    page.wait_for_selector("[name=place_id]")
    assert not page.is_checked("[name=w0_keep]")
    page.check("[name=place_id] >> nth=0")
    page.click(".claim-form button.is-main")
    page.wait_for_selector(".claim.is-corrected")
    (made,) = claims_by_hand(folder)
    assert [(place.name, place.words) for place in made.where] == [("Mosul", "the Zuhur quarter")]


def test_a_withheld_name_is_neither_shown_nor_written_over(desk, strike, folder):
    page = desk.review(strike)
    the_form(page, "j", "j")
    assert "Qadduri" not in page.content()
    page.select_option("[name=stance]", "alleged")
    page.click(".claim-form button.is-main")
    page.wait_for_selector(".claim.is-corrected")
    (made,) = claims_by_hand(folder)
    assert (made.speaker.name, made.stance) == ("Salim Qadduri", "alleged")


def test_nothing_changed_is_no_correction(desk, strike, folder):
    page = desk.review(strike)
    the_form(page, "j")
    page.click(".claim-form button.is-main")
    assert "nothing is changed" in page.wait_for_selector(".claim-form .message.is-bad").text_content()


def test_a_claim_is_made_of_selected_words(desk, strike, folder):
    page = desk.review(strike)
    page.evaluate(
        """() => {
        const piece = [...document.querySelectorAll(".report-text span")].find(each => each.textContent.includes("Two cousins"));
        const range = document.createRange(), start = piece.textContent.indexOf("Two cousins");
        range.setStart(piece.firstChild, start); range.setEnd(piece.firstChild, start + "Two cousins died with her".length);
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    expect(page.locator(".making [name=words]")).to_have_value("Two cousins died with her")
    page.click(".making button")
    page.wait_for_selector(".claim-form")
    page.select_option("[name=c0_harm]", "killed")
    page.fill("[name=c0_min]", "2")
    page.fill("[name=c0_max]", "2")
    page.click(".claim-form button.is-main")
    page.wait_for_selector(".claim.is-active.is-added")
    (made,) = claims_by_hand(folder)
    assert made.quote.exact == "Two cousins died with her"
    assert "".join(page.locator("mark.is-active").all_text_contents()) == made.quote.exact
    by_keys(page, "z")
    page.wait_for_selector(".claim.is-added", state="detached")
    assert claims_by_hand(folder) == []


def test_a_claim_is_made_by_keyboard_alone_of_words_written_out(desk, raid, folder):
    page = desk.review(raid)
    by_keys(page, "m")
    page.keyboard.type("وأصيب 9 آخرون")
    page.keyboard.press("Enter")
    page.wait_for_selector(".claim-form")
    page.select_option("[name=kind]", "statement")
    page.click(".claim-form button.is-main")
    page.wait_for_selector(".claim.is-added")
    (made,) = claims_by_hand(folder)
    assert (made.quote.exact, made.kind) == ("وأصيب 9 آخرون", "statement")


def test_words_that_are_not_there_make_no_claim(desk, strike):
    page = desk.review(strike)
    page.fill("[name=words]", "nobody wrote this")
    page.click(".making button")
    assert "0 times" in page.wait_for_selector("#making .message.is-bad").text_content()


def test_a_correction_of_what_another_person_decided_meanwhile_is_refused(desk, strike, folder):
    one, other = desk.review(strike), desk.review(strike)
    the_form(one, "j")
    by_keys(other, "j", "r", "1")
    other.wait_for_selector(".claim.is-rejected")
    one.fill("[name=c0_max]", "20")
    one.click(".claim-form button.is-main")
    assert "changed meanwhile" in one.wait_for_selector(".claim .message.is-bad").text_content()
    assert one.locator(".claim.is-rejected").count() == 1
    assert claims_by_hand(folder) == []


def test_axe_finds_nothing_in_the_form(desk, strike):
    page = desk.review(strike)
    the_form(page, "j")
    page.evaluate(AXE.read_text())
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("rules => axe.run({runOnly: rules})", rules)
    assert [
        f"{each['id']}: {node['html'][:150]}" for each in found["violations"] for node in each["nodes"]
    ] == []
