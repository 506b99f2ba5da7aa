"""Writing the site into the folder of a release: each page once a language, one incident in memory at a time."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import get_language_info, override

from civharm.catalogue.record import Index
from civharm.publication.release.filling import TABLES_BY_FILE
from civharm.publication.release.publish import Written
from civharm.web.languages.offered import LANGUAGES
from civharm.web.pages.incidents import IncidentRow
from civharm.web.pages.others import reports_page, situation_page
from civharm.web.setup import check_assets, ready
from civharm.web.site.folder import Spot, path_of
from civharm.web.site.pages import (
    StartPage,
    downloads,
    public_incident,
    start_page,
)
from civharm.web.site.record import PublicRecord
from civharm.web.site.wording import limitations
from civharm.web.templating import VENDOR, fill

#: Rows of the list that stand in the page itself; the others lie beside it, so many to a file.
_FIRST_ROWS, _ROWS_TO_A_FILE = 100, 1_000
SITE = "site"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        # The map takes its worker from memory: neither scheme leaves the page.
        "worker-src blob: data:",
        "connect-src blob:",
        "form-action 'none'",
        "base-uri 'none'",
    )
)


@dataclass(frozen=True, slots=True)
class Site:
    """The folder that is written, and the release that is told in it."""

    folder: Path
    release: Written
    public: PublicRecord

    def write(self, spot: Spot, template: str, **values: object) -> None:
        """One page. `section` among the values is the entry of the menu that it belongs to."""
        self.put(spot, self._filled(spot, f"civharm/site/{template}", values))

    def put(self, spot: Spot, words: str) -> None:
        """One file, wherever it lies."""
        path = self.folder / spot.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")

    def _filled(self, spot: Spot, template: str, values: Mapping[str, object]) -> str:
        language = get_language_info(spot.language)
        return fill(
            template,
            address=spot.address(),
            layout="civharm/site/base.html",
            about=self.release.told.about,
            policy=_POLICY,
            top=spot.top,
            language=spot.language,
            direction="rtl" if language["bidi"] else "ltr",
            languages=[
                (code, name, spot.way_to(spot.in_language(code)), code == spot.language)
                for code, name in LANGUAGES
            ],
            **values,
        )


def write_site(release: Written, folder: Path) -> None:
    """Write the pages of a release into its folder `site`, in every language that the pages have."""
    ready()
    check_assets()
    site = Site(folder / SITE, release, PublicRecord(release.material))
    _write_assets(site.folder / "assets")
    for language, _name in LANGUAGES:
        with override(language):
            _write_pages(site, language)


def _write_assets(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("app.css", "site.js", "maplibre-gl-LICENSE.txt"):
        shutil.copyfile(VENDOR / name, folder / name)
    worker = (VENDOR / "map-worker.js").read_text(encoding="utf-8")
    (folder / "map-worker.js").write_text(
        f"document.getElementById('map-worker').textContent = {json.dumps(worker)};\n", encoding="utf-8"
    )


def _write_pages(site: Site, language: str) -> None:
    release, index = site.release, site.public.whole()
    _write_start(site, language, start_page(index, claims=release.rows["claims"]))
    for each in release.material.each_incident():
        shown = public_incident(site.public, each, release.comparison.of(each.incident.id))
        spot = Spot(language, path_of("incident", each.incident.id))
        site.write(spot, "incident.html", section="incidents", public=shown, page=shown.page)
    for name, values in _other_pages(release, index):
        site.write(Spot(language, path_of(name)), f"{name}.html", section=name, **values)


def _other_pages(release: Written, index: Index) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "situation", {"page": situation_page(index)}
    yield "reports", {"cards": reports_page(index).reports}
    shown = frozenset(index.incidents)
    yield "changes", {"changes": tuple(release.comparison.changes()), "shown": shown}
    told = release.told
    yield "method", {"limitations": limitations(), "reasons": told.about.reasons, "methods": told.methods}
    yield "downloads", {"downloads": downloads(TABLES_BY_FILE), "tables": TABLES_BY_FILE.values()}


def _write_start(site: Site, language: str, start: StartPage) -> None:
    """The first page with the beginning of its list; the rest of the list as scripts that put it in."""
    spot, rows = Spot(language, "index.html"), start.overview.rows
    pieces = []
    for number, begin in enumerate(range(_FIRST_ROWS, len(rows), _ROWS_TO_A_FILE), start=2):
        pieces.append(f"rows-{number}.js")
        _write_rows(site, Spot(language, pieces[-1]), rows[begin : begin + _ROWS_TO_A_FILE])
    site.write(
        spot, "start.html", section="incidents", page=start.overview, headlines=start.headlines,
        rows=rows[:_FIRST_ROWS], pieces=pieces,
    )  # fmt: skip


def _write_rows(site: Site, spot: Spot, rows: tuple[IncidentRow, ...]) -> None:
    html = fill("civharm/parts/incident_rows.html", address=spot.address(), rows=rows)
    put = f"document.querySelector('[data-rows]').insertAdjacentHTML('beforeend', {json.dumps(html)});\n"
    site.put(spot, put)
