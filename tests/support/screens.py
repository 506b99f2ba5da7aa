"""The main screens, and their pictures in both languages: `python -m tests.support.screens` writes docs/screens.md anew.

The pictures show the shipped examples; the one of people shows the invented team of the tests.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from support.browsing import chromium
from support.stopping import stop

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "docs" / "figures" / "screens"
LANGUAGES = {"en": "English", "ar": "Arabic"}
#: The main screens: where each is, or the list whose first link leads there.
SCREENS: Mapping[str, tuple[str, str]] = {
    "desk": ("/", ""),
    "explore": ("/incidents/", ""),
    "review": ("/reports/", "/report/"),
    "incident": ("/incidents/?q=Rajm+Hadid", "/incident/"),
    "map": ("/map/", ""),
    "add reports": ("/intake/", ""),
    "publish": ("/publish/", ""),
    "keeping": ("/keeping/", ""),
    "issues": ("/issues/", ""),
    "search": ("/search/?q=%D8%A7%D9%84%D9%85%D9%88%D8%B5%D9%84", ""),
}
_EXPLORE_MAP = "[data-explore-map]"
_MAP = f"[data-map], {_EXPLORE_MAP}"
_DRAWN_MS = 60_000
_LOOKS, _BETWEEN_LOOKS_MS = 40, 700
_QUALITY = 62
_HEAD = """# Screens

The main screens in English and in Arabic, as `make screenshots` last drew them (headless Chromium, 1366 × 820) from the
[shipped examples](../examples/mosul-2017); the people are invented. Nobody has reviewed anything in them: grades are the
machine's proposals.
"""
_AXE = """
## What axe finds

[axe-core](https://github.com/dequelabs/axe-core) looks for breaches of WCAG 2.2 A and AA and of its own best practices, in bright and
dark. The numbers are breaches found when the pictures were made; the browser tests (`make test-browser`) fail on the first.

| Screen | English, bright | English, dark | Arabic, bright | Arabic, dark |
|---|---|---|---|---|
"""


def opened(tab: Page, base: str, name: str) -> None:
    """The screen, with its map drawn where it has one."""
    listed, link = SCREENS[name]
    tab.goto(f"{base}{listed}")
    if link:
        address = tab.locator(f"main a[href^='{link}']").first.get_attribute("href") or ""
        tab.goto(base + (address.replace(link, "/review/") if name == "review" else address))
    tab.wait_for_selector("main h1")
    if tab.query_selector(_MAP):
        tab.wait_for_selector(f":is({_MAP})[data-state=drawn]", timeout=_DRAWN_MS)
    if tab.query_selector(_EXPLORE_MAP):
        # the script fills the table, which may be folded, with the marks that it draws
        tab.wait_for_selector("[data-marks] tbody tr button", state="attached", timeout=_DRAWN_MS)
    tab.wait_for_load_state("networkidle")
    at_rest(tab)


def at_rest(tab: Page) -> None:
    """Wait until two looks at the screen, some time apart, are the same: also on a busy machine. Raises TimeoutError."""
    before = b""
    for _ in range(_LOOKS):
        tab.wait_for_timeout(_BETWEEN_LOOKS_MS)
        now = tab.screenshot()
        if now == before:
            return
        before = now
    raise TimeoutError(f"{tab.url} does not come to rest")


@contextmanager
def team() -> Iterator[tuple[str, str]]:
    """A team's server: its address, and the session of its administrator."""
    from support.team_program import environment

    with tempfile.TemporaryDirectory() as folder:
        program = [sys.executable, str(ROOT / "tests" / "support" / "team_server.py"), f"{folder}/casebook"]
        server = subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environment())
        assert server.stdout
        told = json.loads(server.stdout.readline())
        yield f"http://127.0.0.1:{told['port']}", told["sessions"]["administrator"]
        server.terminate()
        server.wait(20)


@contextmanager
def examples() -> Iterator[str]:
    """The shipped examples, served to an invented assessor."""
    from tests.web.browser.conftest import away, read_examples, serve_casebook

    os.environ["LOGNAME"] = "Sana Haddad"
    with tempfile.TemporaryDirectory() as folder:
        away(read_examples, Path(folder) / "casebook")
        server, base = serve_casebook(Path(folder) / "casebook")
        yield base
        stop(server)


def drawn(browser: Browser, base: str, name: str, cookies: Mapping[str, str]) -> list[int]:
    """Draw one screen in one language; how many breaches axe finds in it, bright and dark."""
    from tests.web.browser.conftest import AXE, violations_in

    context = browser.new_context(viewport={"width": 1366, "height": 820}, color_scheme="light")
    context.add_cookies([{"name": key, "value": value, "url": base} for key, value in cookies.items()])
    tab = context.new_page()
    if name == "people":
        tab.goto(f"{base}/people/")
        at_rest(tab)
    else:
        opened(tab, base, name)
    path = FIGURES / _file(name, cookies["django_language"])
    tab.screenshot(path=path, type="jpeg", quality=_QUALITY)
    tab.evaluate(AXE.read_text())
    found = [len(violations_in(tab, scheme)) for scheme in ("light", "dark")]
    context.close()
    return found


def _file(name: str, language: str) -> str:
    return f"{name.replace(' ', '-')}-{language}.jpg"


def page(found: Mapping[str, list[int]]) -> str:
    """The page of all pictures, and the table of what axe found."""
    shown = "".join(
        f"\n## {name.capitalize()}\n\n"
        + "".join(
            f"![{name}, in {words}](figures/screens/{_file(name, code)})\n"
            for code, words in LANGUAGES.items()
        )
        for name in found
    )
    rows = "".join(f"| {name} | {' | '.join(map(str, counts))} |\n" for name, counts in found.items())
    return f"{_HEAD}{shown}{_AXE}{rows}"


def main() -> None:
    """Write the pictures and their page."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[int]] = {}

    def draw(browser: Browser, base: str, name: str, **cookies: Any) -> None:
        found[name] = [
            count
            for language in LANGUAGES
            for count in drawn(browser, base, name, {"django_language": language, **cookies})
        ]

    with examples() as base, team() as (team_base, session), chromium() as browser:
        for name in SCREENS:
            draw(browser, base, name)
        draw(browser, team_base, "people", civharm=session)
    (ROOT / "docs" / "screens.md").write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
