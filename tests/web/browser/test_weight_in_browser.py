"""What a screen sends over the network, compressed: at most 300 KB besides the map's library."""

import pytest

from tests.support.screens import SCREENS, opened
from tests.web.test_assets import VENDOR

MOST_BYTES = 300_000
#: Only the map's library says so in its code.
_SIGN_OF_LIBRARY = "maplibregl-canvas-container"


def is_library(name: str) -> bool:
    """True for the files of the library itself; the maps' own code and the world that they show count."""
    file = VENDOR / name
    return name == "map-worker.js" or (
        file.suffix == ".js" and file.exists() and _SIGN_OF_LIBRARY in file.read_text()
    )


@pytest.fixture
def arrived(browser, examples, request):
    """The bytes of each file as they came for a screen that nobody has looked at before, by the file's name."""
    context = browser.new_context()
    tab = context.new_page()
    listening = context.new_cdp_session(tab)
    listening.send("Network.enable")
    names, sizes = {}, {}
    listening.on("Network.responseReceived", lambda e: names.update({e["requestId"]: e["response"]["url"]}))
    listening.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    tab.goto("about:blank")
    opened(tab, examples, request.param)
    yield [(names[each].rpartition("/")[2], size) for each, size in sizes.items() if each in names]
    context.close()


@pytest.mark.parametrize("arrived", SCREENS, indirect=True)
def test_a_screen_is_light(arrived):
    own = {name: size for name, size in arrived if not is_library(name)}
    assert "app.js" in own
    assert sum(size for name, size in arrived if not is_library(name)) <= MOST_BYTES, own


@pytest.mark.parametrize("arrived", ["map"], indirect=True)
def test_the_library_is_known_for_what_it_is(arrived):
    assert max(size for name, size in arrived if is_library(name)) > 200_000
