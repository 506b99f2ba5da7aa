"""The map of Explore in a real browser: it draws, says what it can't, keeps to its own address, and lets itself be read without eyes."""

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from civharm.casebook.store import Casebook
from civharm.model.incidents import Incident
from civharm.web.serve import casebook_app
from civharm.web.setup import ready
from support.named_places import gazetteer_of, named
from support.stopping import stop
from support.tile_archives import write_archive

from .conftest import AXE, a_visit, violations_in, width_at

ready()

from civharm.catalogue.asking import Kind  # noqa: E402 - tables need Django
from civharm.catalogue.catalogue import Catalogue  # noqa: E402 - likewise
from civharm.catalogue.models import IncidentRow, PageRow, WallRow  # noqa: E402 - likewise
from civharm.catalogue.sheets import IncidentSheet, to_json  # noqa: E402 - likewise
from civharm.catalogue.tiles import cell_of  # noqa: E402 - likewise
from civharm.web.map import asking  # noqa: E402 - likewise
from civharm.web.map.layers.folder import MapLayers  # noqa: E402 - likewise

#: Tenths of a second.
_LOOKS = 600
HTML = "<img src=x onerror=\"document.title='broken in'\">"
ROWS = [
    # place, precision, radius, lat, lon, proposed, signed
    *[("Rumman", "city", 8000, 36.30, 43.10, "fair", None)] * 12,
    *[("Rumman Province", "province", 70_000, 36.30, 43.10, "weak", None)] * 5,
    *[("Bab al-Tin", "neighbourhood", 900, 36.33, 43.14, "weak", "confirmed")] * 3,
    (HTML, "village", 1500, 36.20, 43.30, "contested", None),
    ("Marsa", "town", 3000, -17.8, 179.9, "fair", None),
    ("Sahil", "town", 3000, -17.7, -179.8, None, None),
    *[(None, None, None, None, None, "fair", None)] * 4,
]


@dataclass(frozen=True)
class Served:
    """A served casebook and its folder."""

    base: str
    layers: MapLayers


@pytest.fixture(scope="module")
def served_map(tmp_path_factory) -> Iterator[Served]:
    """A casebook whose catalogue has the rows above; the browser opens after it."""
    import waitress

    folder = tmp_path_factory.mktemp("map") / "casebook"
    patch = pytest.MonkeyPatch()
    patch.delenv("CIVHARM_DATABASE_URL", raising=False)
    towns = gazetteer_of(named(9, "Rumman", "رمان", kind="city"), named(8, HTML, lat=36.36, lon=43.2))
    patch.setattr(asking, "opened_world", lambda: towns)
    asking.world.cache_clear()
    casebook = Casebook.create(folder, actor="tester")
    Catalogue(casebook=casebook).update()
    wall = WallRow.objects.using(casebook.alias).create(compartments="[]")
    rows = [a_row(number, row, wall.id) for number, row in enumerate(ROWS)]
    IncidentRow.objects.using(casebook.alias).bulk_create(rows)
    # A row without its page is a damaged catalogue: a server makes it anew when it starts.
    PageRow.objects.using(casebook.alias).bulk_create(
        PageRow(kind=Kind.INCIDENT.value, subject_id=row.incident_id, payload=a_page(row), wall=wall.id)
        for row in rows
    )
    server = waitress.create_server(casebook_app(folder), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield Served(f"http://127.0.0.1:{server.effective_port}", MapLayers.of(folder))
    stop(server)
    asking.world.cache_clear()
    patch.undo()


def a_row(number, row, wall) -> IncidentRow:
    place, precision, radius, lat, lon, proposed, signed = row
    return IncidentRow(
        incident_id=f"i{number}", code=f"IQ-{number}", status="machine", place=place, precision=precision, radius_m=radius,
        lat=lat, lon=lon, cell=None if lat is None else cell_of(lat, lon), proposed=proposed, signed=signed,
        grade=signed or proposed or "ungraded", digest="", wall=wall,
    )  # fmt: skip


def a_page(row) -> str:
    incident = Incident(
        id=row.incident_id, code=row.code, when=None, where=None, links=(), reports=(), clusters=()
    )
    return to_json(IncidentSheet, IncidentSheet(incident=incident))


@pytest.fixture
def visit(served_map, browser):
    visit = a_visit(browser, served_map.base)
    yield visit
    visit.tab.close()


def open_map(visit, address="/map/", at=""):
    visit.tab.goto("about:blank")
    visit.tab.goto(f"{visit.base}{address}{f'#at={at}' if at else ''}")
    visit.tab.wait_for_selector("[data-explore-map][data-state=drawn]", timeout=60_000)
    visit.tab.wait_for_selector("[data-marks] tbody tr button")
    return visit.tab


def rows_of(page) -> list[str]:
    return page.locator("[data-marks] tbody th").all_text_contents()


def number(page, name) -> str:
    return page.locator(f"[data-count={name}]").first.text_content()


def test_the_map_draws_and_asks_nobody_but_its_own_address(visit):
    page = open_map(visit)
    page.wait_for_load_state("networkidle")
    shot = page.locator("[data-explore-map] canvas").screenshot()
    page.evaluate("document.querySelector('[data-explore-map] canvas').remove()")
    assert shot != page.locator("[data-explore-map]").screenshot()
    own = (visit.base, "data:", "blob:", "about:")
    assert [url for url in visit.requests if not url.startswith(own)] == []
    assert visit.complaints == []


def test_every_incident_is_in_a_mark_or_counted_beside_the_map(visit):
    page = open_map(visit, at="1/20/60")
    assert (number(page, "inview"), number(page, "found"), number(page, "unplaced")) == ("23", "23", "4")
    counts = [int(each) for each in page.locator("[data-marks] td.num").all_text_contents()]
    assert sum(counts) == 23


def test_at_a_citys_zoom_the_vague_places_are_areas_and_told_beside_the_map(visit):
    page = open_map(visit, at="15/36.33/43.138")
    around = page.locator("[data-around] button").all_text_contents()
    assert around == ["≈ Rumman (city) · 12", "≈ Rumman Province (province) · 5"]
    assert "Bab al-Tin (neighbourhood)" in rows_of(page)


def test_the_incidents_of_an_area_are_listed_where_it_is_opened(visit):
    page = open_map(visit, at="15/36.33/43.138")
    with page.expect_response("**/map/incidents?*") as heard:
        page.click("[data-around] button >> nth=0")
    assert "radius=8000" in heard.value.url
    assert heard.value.ok


def test_the_filter_of_the_address_holds_on_the_map(visit):
    page = open_map(visit, "/map/?grade=confirmed")
    assert number(page, "found") == "3"
    assert page.locator("[data-marks] tbody td >> nth=1").text_content() == "confirmed (signed): 3"


def test_a_view_over_the_date_line_has_both_sides(visit):
    page = open_map(visit, at="6/-17.8/180")
    assert number(page, "inview") == "2"


def test_the_pointer_is_told_in_degrees_and_on_the_military_grid(visit):
    page = open_map(visit, at="13/36.33/43.14")
    page.mouse.move(600, 400)
    expect(page.locator("[data-pointer]")).to_have_text(
        re.compile(r"36\.3\d+, 43\.1\d+ · 38S LF \d{4} \d{4}")
    )


def test_the_map_is_moved_by_keys_and_the_table_follows(visit):
    page = open_map(visit, at="13/36.33/43.14")
    page.focus("[data-explore-map] canvas")
    before = page.url
    with page.expect_response("**/map/cells?*"):
        page.keyboard.press("Minus")
    expect(page).not_to_have_url(before)
    page.locator("[data-marks] tbody button").first.focus()
    with page.expect_response("**/map/cells?*"):
        page.keyboard.press("Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_the_map(visit, scheme):
    page = open_map(visit, at="11/36.33/43.14")
    page.evaluate(AXE.read_text())
    assert violations_in(page, scheme) == []


@pytest.mark.parametrize("width", [390, 1366])
def test_the_map_never_scrolls_sideways(visit, width):
    assert width_at(open_map(visit), width) <= width


def test_names_of_places_and_files_are_text_and_never_run(visit, served_map, tmp_path):
    path = tmp_path / "front.geojson"
    line = {"type": "LineString", "coordinates": [[43.0, 36.2], [43.3, 36.4]]}
    path.write_text(json.dumps({"type": "Feature", "properties": {"name": HTML}, "geometry": line}))
    served_map.layers.add(path, title=f"Front {HTML}")
    page = open_map(visit, at="11/36.25/43.25")
    page.wait_for_load_state("networkidle")
    page.click("[data-layers-box] summary")
    assert page.locator("[data-layers] bdi").text_content().startswith("Front <img")
    assert any(HTML in row for row in rows_of(page))
    assert page.locator("img[src=x]").count() == 0
    assert page.title() != "broken in"
    (layer,) = served_map.layers.listed()
    served_map.layers.remove(layer.name)


def test_own_layers_are_drawn_and_a_broken_one_says_so_while_the_rest_goes_on(visit, served_map, tmp_path):
    layers = served_map.layers
    layers.add(write_archive(tmp_path / "v.pmtiles"), title="Quarters")
    layers.add(write_archive(tmp_path / "p.pmtiles", is_vector=False), title="Picture")
    layers.add(write_archive(tmp_path / "b.pmtiles"), title="Broken")
    broken = layers.file_of("Broken")
    content = bytearray(broken.read_bytes())
    content[127:140] = b"x" * 13
    broken.write_bytes(content)
    page = open_map(visit, at="2/20/40")
    page.click("[data-layers-box] summary")
    page.wait_for_selector("[data-layer=Broken] .error")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-layer=Quarters] .error, [data-layer=Picture] .error").count() == 0
    assert page.locator("[data-layer=Quarters] small").text_content() == "own survey"
    assert number(page, "inview") != ""
    asked = [url for url in visit.requests if "/map/layers/" in url]
    assert {url.split("/")[-1] for url in asked} == {"Quarters", "Picture", "Broken"}
    shown = page.locator("[data-explore-map] canvas").screenshot()
    page.uncheck("[data-layer=Picture] input")
    page.uncheck("[data-layer=Quarters] input")
    for _ in range(_LOOKS):  # drawing takes its time
        if page.locator("[data-explore-map] canvas").screenshot() != shown:
            break
        page.wait_for_timeout(100)
    assert page.locator("[data-explore-map] canvas").screenshot() != shown
    for layer in layers.listed():
        layers.remove(layer.name)
