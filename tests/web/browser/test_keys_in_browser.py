"""The keys of a page: what they press, when they keep still, and how a person finds them and turns them off."""

import pytest

PAGE = """
<button data-key="a" data-key-words="accept" class="first">Accept</button>
<button data-key="1" hidden>never</button>
<input data-key="s" aria-label="Search" class="search">
<a href="#grade" data-key="g">Grade <kbd>g</kbd></a>
<label for="why">Why <small>in your own words</small></label><textarea id="why" data-key="w"></textarea>
<div data-keys-of><button data-key="r" class="other">Reject</button></div>
<div data-keys-of class="is-active"><button data-key="r" class="mine">Reject</button></div>
"""


@pytest.fixture
def page(browser, served):
    tab = browser.new_page()
    tab.goto(served + "/issues/")
    tab.evaluate(
        """html => { document.querySelector("main").innerHTML = html; window.pressed = [];
        document.querySelectorAll("main button").forEach(each => each.addEventListener("click", () => pressed.push(each.className))); }""",
        PAGE,
    )
    yield tab
    tab.close()


def pressed(page):
    return page.evaluate("pressed")


PRESSED = [
    ("a", ["first"]),
    ("1", []),
    ("r", ["mine"]),
    ("Control+a", []),
    ("Shift+A", []),
    ("x", []),
]


@pytest.mark.parametrize("key, wanted", PRESSED)
def test_a_key_presses_what_has_it_and_is_there(page, key, wanted):
    page.keyboard.press(key)
    assert pressed(page) == wanted


def test_an_arabic_layout_has_the_same_keys_by_their_places(page):
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ش', code: 'KeyA', bubbles: true}))"
    )
    assert pressed(page) == ["first"]


def test_a_layout_with_the_letters_elsewhere_goes_by_its_letters(page):
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', code: 'KeyQ', bubbles: true}))"
    )
    assert pressed(page) == ["first"]


def test_no_key_fires_while_somebody_writes(page):
    page.keyboard.press("s")
    page.keyboard.type("a raid ?")
    assert page.input_value(".search") == "a raid ?"
    assert pressed(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    assert pressed(page) == ["first"]


def test_the_keys_of_the_page_are_listed_and_the_list_closes(page):
    page.keyboard.press("?")
    rows = page.locator("dialog[open] .keys-list > div")
    assert rows.all_text_contents() == [
        "/search", "Aaccept", "SSearch", "GGrade", "WWhy in your own words", "RReject",
    ]  # fmt: skip
    page.keyboard.press("a")
    assert pressed(page) == []
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_keys_are_turned_off_and_stay_off(page):
    page.click("[data-keys-open]")
    page.click("text=Single keys work on this browser")
    page.keyboard.press("Escape")
    page.click("dialog[open] button") if page.locator("dialog[open]").count() else None
    page.keyboard.press("a")
    page.keyboard.press("?")
    assert (pressed(page), page.locator("dialog[open]").count()) == ([], 0)
    assert page.get_attribute(".first", "aria-keyshortcuts") is None
    page.reload()
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 0
