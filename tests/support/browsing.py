"""Debian's Chromium for the tests that need a real browser; a missing one fails, loudly."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; whatever is clicked in it, the page that the click opens is there when the click returns."""
    if not CHROMIUM.exists():
        pytest.fail(
            f"{CHROMIUM} is missing: install Debian's chromium (apt-get install chromium)", pytrace=False
        )
    with ExitStack() as closing:
        closing.enter_context(patch.object(Page, "click", _loaded(Page.click, lambda page: page)))
        closing.enter_context(
            patch.object(Locator, "click", _loaded(Locator.click, lambda found: found.page))
        )
        playwright = closing.enter_context(sync_playwright())
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        closing.callback(opened.close)
        yield opened


def _loaded(click: Callable[..., None], page_of: Callable[[Any], Page]) -> Callable[..., None]:
    """A click of Playwright ends when the next page has begun: what is counted then may not have come yet."""

    @wraps(click)
    def clicked(on: Any, *words: Any, **options: Any) -> None:
        click(on, *words, **options)
        if not page_of(on).is_closed():
            page_of(on).wait_for_load_state()

    return clicked
