"""The main screens in English and in Arabic: their direction, their words, the order of their numbers, and what axe finds."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from civharm.web.languages.catalogues import found_words
from tests.support.screens import SCREENS, opened
from tests.web.browser.conftest import AXE, a_visit, violations_in, width_at

DIRECTIONS = {"en": "ltr", "ar": "rtl"}
#: What nobody translates: names, words of reports, codes, and texts that are marked as English.
_WORDS = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const within = walk.currentNode.parentElement;
    if (!within.closest("script, style, bdi, q, [lang=en], kbd, .maplibregl-map")) found.push(walk.currentNode.data);
  }
  for (const named of document.querySelectorAll("[aria-label], [placeholder], [title]"))
    found.push(...["aria-label", "placeholder", "title"].map((each) => named.getAttribute(each) ?? ""));
  return found;
}"""
#: Where each number of an element is drawn, in the order in which the text holds them.
_NUMBERS = """(element) => {
  const found = [], walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) for (const match of walk.currentNode.data.matchAll(/[0-9]+/g)) {
    const range = document.createRange();
    range.setStart(walk.currentNode, match.index);
    range.setEnd(walk.currentNode, match.index + match[0].length);
    found.push([Number(match[0]), range.getBoundingClientRect().left]);
  }
  return found;
}"""


def in_language(browser, base: str, language: str):
    """A tab whose person chose the language."""
    visit = a_visit(browser, base)
    visit.tab.context.add_cookies([{"name": "django_language", "value": language, "url": base}])
    return visit


@pytest.fixture(
    scope="module", params=[(language, name) for language in DIRECTIONS for name in SCREENS], ids="-".join
)
def screen(request, browser, examples) -> Iterator[tuple]:
    """One screen in one language, opened once for all that is asked of it."""
    language, name = request.param
    visit = in_language(browser, examples, language)
    opened(visit.tab, examples, name)
    yield visit.tab, language
    visit.tab.close()


def test_a_screen_has_its_language_direction_and_room(screen):
    tab, language = screen
    declared = tab.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert declared == [language, DIRECTIONS[language]]
    assert [width_at(tab, width) for width in (390, 1366)] == [390, 1366]


def test_axe_finds_nothing_in_a_screen_bright_or_dark(screen):
    tab, _ = screen
    tab.evaluate(AXE.read_text())
    assert [violations_in(tab, scheme) for scheme in ("light", "dark")] == [[], []]


def test_no_words_of_the_catalogue_stay_english_on_an_arabic_screen(screen):
    tab, language = screen
    shown = {re.sub(r"\s+", " ", words).strip() for words in tab.evaluate(_WORDS)}
    known = {str(words) for each in found_words() for words in (each.id if each.pluralizable else (each.id,))}
    english = {words for words in shown & known if re.search("[A-Za-z]{3}", words)}
    if language == "ar":
        assert english == set()
    else:
        assert english, "an English screen has English words"


@pytest.mark.parametrize(("language", "order"), [("en", "left to right"), ("ar", "right to left")])
def test_a_minimum_is_read_before_its_maximum(browser, examples, language, order):
    """In the order of reading the smaller number comes first, and Arabic says in words which is which."""
    tab = in_language(browser, examples, language).tab
    opened(tab, examples, "explore")
    cells = [cell for cell in tab.query_selector_all("#table-head ~ * td.num, td.num") if cell.is_visible()]
    told = [cell for cell in cells if re.fullmatch(r"\d+–\d+|من \d+ إلى \d+", cell.inner_text().strip())]
    assert len(told) >= 3
    for cell in told:
        (low, low_at), (high, high_at) = cell.evaluate(_NUMBERS)
        assert low < high
        assert (low_at < high_at) == (order == "left to right")
        assert language == "en" or "إلى" in cell.inner_text()
    tab.close()


@pytest.mark.parametrize(("language", "order"), [("en", "left to right"), ("ar", "right to left")])
def test_on_the_timeline_a_day_is_read_before_its_month(browser, examples, language, order):
    tab = in_language(browser, examples, language).tab
    opened(tab, examples, "explore")
    days = [each for each in tab.query_selector_all(".brush .axis-words") if " " in each.inner_html()]
    assert len(days) >= 3
    for day in days:
        first, last = day.evaluate(
            "each => [0, each.textContent.length - 1].map((at) => each.getStartPositionOfChar(at).x)"
        )
        assert (first < last) == (order == "left to right"), day.inner_html()
    tab.close()


def test_a_person_changes_the_language_by_keyboard_alone(browser, examples):
    tab = in_language(browser, examples, "en").tab
    tab.goto(f"{examples}/incidents/")
    tab.locator(".shell .menu summary").focus()
    tab.keyboard.press("Enter")
    while tab.evaluate("document.activeElement.lang") != "ar":
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement !== document.body"), "no button for Arabic is reached"
    tab.keyboard.press("Enter")
    tab.wait_for_selector("html[dir=rtl] h1")
    assert "استكشاف" in tab.inner_text("h1")
    tab.close()


def test_headings_of_a_page_that_is_not_there_are_in_the_language(browser, examples):
    tab = in_language(browser, examples, "ar").tab
    assert tab.goto(f"{examples}/incident/nothing/").status == 404
    assert tab.inner_text("h1") == "لا شيء هنا"
    levels = tab.evaluate(
        "[...document.querySelectorAll('h1, h2, h3')].map((each) => Number(each.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    tab.close()
