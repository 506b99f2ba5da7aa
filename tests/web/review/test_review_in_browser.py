"""The review screen in a real browser: words and claims light up each other, two keys decide, nobody is overwritten unseen."""

from pathlib import Path

import pytest

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"


def active(page):
    return page.locator(".claim.is-active")


def lit(page):
    return "".join(page.locator("mark.is-active").all_text_contents())


def state(page):
    return active(page).locator(".claim-head .end").text_content()


def by_keys(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_the_first_claim_is_chosen_and_its_words_are_lit(desk, strike):
    page = desk.review(strike)
    assert lit(page) == "An airstrike on Tuesday killed at least 12 civilians"


def test_j_and_k_go_through_the_claims_and_their_words(desk, strike):
    page = desk.review(strike)
    by_keys(page, "j", "j")
    assert lit(page).startswith("“We counted fourteen bodies”") or "fourteen" in lit(page)
    by_keys(page, "k")
    assert lit(page).startswith("killed at least 12")


def test_a_click_on_words_chooses_their_claim_and_overlapping_words_lead_to_each(desk, strike):
    page = desk.review(strike)
    both = page.locator("mark.depth-2")
    chosen = []
    for _ in range(2):
        both.click()
        chosen.append(active(page).get_attribute("data-root"))
    assert len(set(chosen)) == 2


def test_the_headline_and_what_is_not_the_report_s_own_words_are_marked(desk, strike):
    page = desk.review(strike)
    assert page.locator(".report-text .is-title").text_content() == "Strike on Tel Riman kills many"
    assert "Home | Contact" in page.locator(".report-text .aside").first.text_content()


def test_two_keys_accept_and_one_takes_it_back(desk, strike):
    page = desk.review(strike)
    by_keys(page, "a", "Enter")
    page.wait_for_selector(".claim.is-active.is-accepted")
    assert "1 of 3 decided" in page.locator("#review-progress").text_content()
    assert "as the text has it" in active(page).locator(".history").text_content()
    by_keys(page, "z")
    page.wait_for_selector(".claim.is-active.is-proposed")
    assert active(page).locator(".history .is-undone").count() == 1


def test_two_keys_reject_with_a_stored_reason(desk, strike):
    page = desk.review(strike)
    by_keys(page, "j", "r", "4")
    page.wait_for_selector(".claim.is-active.is-rejected")
    assert "background, long before" in active(page).locator(".history").text_content()
    by_keys(page, "o")
    assert state(page) == "read by machine"


def test_a_reason_of_one_s_own_is_kept(desk, strike):
    page = desk.review(strike)
    by_keys(page, "r", "0")
    page.keyboard.type("a rumour; a, r and u are letters here")
    page.keyboard.press("Enter")
    page.wait_for_selector(".claim.is-active.is-rejected")
    assert "a, r and u are letters here" in active(page).locator(".history").text_content()


def test_escape_leaves_without_deciding(desk, strike):
    page = desk.review(strike)
    by_keys(page, "r", "Escape", "1")
    assert page.locator(".claim.is-proposed").count() == 3


def test_who_was_slower_is_told_and_sees_what_the_other_decided(desk, strike):
    one, other = desk.review(strike), desk.review(strike)
    by_keys(one, "a", "Enter")
    one.wait_for_selector(".claim.is-accepted")
    by_keys(other, "r", "1")
    told = other.wait_for_selector(".claim.is-active .message.is-bad").text_content()
    assert "changed meanwhile" in told
    assert "Nothing was recorded" in told
    assert other.locator(".claim.is-accepted").count() == 1
    assert "as the text has it" in active(other).locator(".history").text_content()


def test_stored_markup_is_shown_as_text(desk, strike):
    page = desk.review(strike)
    assert page.locator(".report-text img, .report-text svg").count() == 0
    assert "onerror" in page.locator(".report-text").text_content()
    assert "stored" not in page.title()


def test_the_name_of_a_private_person_is_not_in_the_page(desk, strike):
    page = desk.review(strike)
    assert "Qadduri" not in page.content()
    by_keys(page, "j", "j", "r", "1")
    page.wait_for_selector(".claim.is-rejected")
    page.reload()
    assert "Qadduri" not in page.content()


def test_graphic_passages_are_blurred_until_asked_for(desk, strike):
    page = desk.review(strike)
    graphic = page.locator(".report-text .is-graphic").first
    assert "Charred remains" in graphic.text_content()
    assert "blur" in graphic.evaluate("each => getComputedStyle(each).filter")
    by_keys(page, "b")
    assert graphic.evaluate("each => getComputedStyle(each).filter") == "none"


def test_who_wants_no_blur_says_so_once(desk, strike):
    page = desk.review(strike)
    page.click("text=Sparing")
    page.uncheck("input[name=blur]")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.wait_for_selector(".review:not([data-blurred])")
    assert page.url.endswith(f"/review/{strike.report.id}/")


def test_an_arabic_report_runs_from_right_to_left(desk, raid):
    page = desk.review(raid)
    assert page.locator(".report-text").evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert lit(page) == "غارة جوية قتلت 16 مدنيا في حي الزهور يوم الثلاثاء"
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ش', code: 'KeyA', bubbles: true}))"
    )
    page.keyboard.press("Enter")
    page.wait_for_selector(".claim.is-accepted")


def test_both_sides_scroll_on_their_own(desk, strike):
    page = desk.review(strike, viewport={"width": 1366, "height": 560})
    before = page.evaluate("scrollY")
    by_keys(page, "j", "j")
    assert page.locator("[data-claim-list]").evaluate("each => each.scrollTop") > 0
    assert page.evaluate("scrollY") == before


def test_on_a_phone_the_parts_are_stacked_and_nothing_scrolls_sideways(desk, strike):
    page = desk.review(strike, viewport={"width": 390, "height": 800})
    text, claims = (page.locator(f".review-{part}").bounding_box() for part in ("text", "claims"))
    assert claims["y"] >= text["y"] + text["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(desk, strike, scheme):
    page = desk.review(strike, color_scheme=scheme)
    by_keys(page, "a", "Enter")
    page.wait_for_selector(".claim.is-accepted")
    by_keys(page, "j", "r")
    page.evaluate(AXE.read_text())
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("rules => axe.run({runOnly: rules})", rules)
    assert [
        f"{each['id']}: {node['html'][:150]}" for each in found["violations"] for node in each["nodes"]
    ] == []


def test_without_scripts_a_claim_is_decided_as_well(desk, strike):
    page = desk.review(strike, java_script_enabled=False)
    page.click(".claim >> nth=1 >> summary:has-text('Reject')")
    page.click(".claim >> nth=1 >> .reasons-of[open] button:has-text('the same claim twice')")
    assert page.locator(".claim.is-rejected").count() == 1
