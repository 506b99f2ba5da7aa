"""Writing the site into the folder of a release: each page once a language, one incident in memory at a time."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import get_language_info, override

from civharm.catalogue.record import Index
from civharm.publication.release.filling import TABLES_BY_FILE
from civharm.publication.release.publish import Written
from civharm.web.languages.offered import LANGUAGES
from civharm.web.pages.incidents import IncidentRow
from civharm.web.pages.others import reports_page, situation_page
from civharm.web.pages.parts import ReportCard
from civharm.web.setup import check_assets, ready
from civharm.web.site.folder import Spot, path_of
from civharm.web.site.pages import (
    StartPage,
    downloads,
    public_incident,
    start_page,
)
from civharm.web.site.record import PublicRecord
from civharm.web.site.scene import packed
from civharm.web.site.wording import limitations
from civharm.web.templating import VENDOR, fill

#: Rows of the list that stand in the page itself; the others lie beside it, so many to a file.
_FIRST_ROWS, _ROWS_TO_A_FILE = 100, 1_000
#: Rows of a page of any other list.
ROWS_TO_A_PAGE = 500
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
    report_pages: Mapping[str, int] = field(default_factory=dict)

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
            address=spot.address(self.report_pages),
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
    index = site.public.whole()
    write_assets(site.folder / "assets")
    for language, _name in LANGUAGES:
        with override(language):
            _write_pages(site, language, index)


def write_assets(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("app.css", "site.js", "maplibre-gl-LICENSE.txt"):
        shutil.copyfile(VENDOR / name, folder / name)
    worker = (VENDOR / "map-worker.js").read_text(encoding="utf-8")
    (folder / "map-worker.js").write_text(_put("map-worker", worker), encoding="utf-8")


def _put(element_id: str, words: str) -> str:
    """A script that puts words into an element: from a disk a page can read nothing else that lies beside it."""
    return f"document.getElementById({json.dumps(element_id)}).textContent = {json.dumps(words, ensure_ascii=False)};\n"


def _write_pages(site: Site, language: str, index: Index) -> None:
    cards = reports_page(index).reports
    pages = {card.report.id: 1 + place // ROWS_TO_A_PAGE for place, card in enumerate(cards)}
    site = replace(site, report_pages=pages)
    release = site.release
    write_lists(site, language, index, cards)
    for each in release.material.each_incident():
        shown = public_incident(site.public, each, release.comparison.of(each.incident.id))
        spot = Spot(language, path_of("incident", each.incident.id))
        site.write(spot, "incident.html", section="incidents", public=shown, page=shown.page)
    told = release.told
    other: tuple[tuple[str, dict[str, Any]], ...] = (
        ("situation", {"page": situation_page(index)}),
        ("method", {"limitations": limitations(), "reasons": told.about.reasons, "methods": told.methods}),
        ("downloads", {"downloads": downloads(TABLES_BY_FILE), "tables": TABLES_BY_FILE.values()}),
    )
    for name, values in other:
        site.write(Spot(language, path_of(name)), f"{name}.html", section=name, **values)


def write_lists(site: Site, language: str, index: Index, cards: Sequence[ReportCard]) -> None:
    """The first page, and all that is a list: page by page, so that none is too long for a telephone."""
    release, comparison = site.release, site.release.comparison
    start = start_page(index, claims=release.rows["claims"])
    _write_start(site, language, start)
    shown = frozenset(index.incidents)
    changes, corrections = tuple(comparison.changes()), tuple(comparison.corrections())
    _write_list(site, language, "list", start.overview.rows)
    _write_list(site, language, "reports", cards)
    _write_list(site, language, "changes", changes, shown=shown, is_first=comparison.is_first)
    _write_list(site, language, "corrections", corrections, shown=shown, is_first=comparison.is_first)


def _write_list(site: Site, language: str, name: str, rows: Sequence[Any], **values: object) -> None:
    """A list on as many pages as it needs, each with ways to the one before and after."""
    last = max(1, -(-len(rows) // ROWS_TO_A_PAGE))
    for number in range(1, last + 1):
        some = rows[(number - 1) * ROWS_TO_A_PAGE : number * ROWS_TO_A_PAGE]
        ways = {
            "before": path_of(name, number=number - 1) if number > 1 else "",
            "after": path_of(name, number=number + 1) if number < last else "",
        }
        pager = {"number": number, "last": last, "all": len(rows), **ways}
        spot = Spot(language, path_of(name, number=number))
        section = "incidents" if name == "list" else name
        site.write(spot, f"{name}.html", section=section, rows=some, pager=pager, **values)


def _write_start(site: Site, language: str, start: StartPage) -> None:
    """The first page with the beginning of its list; the rest of the list, and the map, as scripts that put them in."""
    spot, rows = Spot(language, "index.html"), start.overview.rows
    pieces = ["start.js"]
    relations = json.dumps(start.overview.relations)
    scene = json.dumps(packed(start.overview.scene), ensure_ascii=False, separators=(",", ":"))
    site.put(Spot(language, "start.js"), _put("scene", scene) + _put("relations", relations))
    for number, begin in enumerate(range(_FIRST_ROWS, len(rows), _ROWS_TO_A_FILE), start=2):
        pieces.append(f"rows-{number}.js")
        _write_rows(site, Spot(language, pieces[-1]), rows[begin : begin + _ROWS_TO_A_FILE])
    site.write(
        spot, "start.html", section="incidents", page=start.overview, headlines=start.headlines,
        rows=rows[:_FIRST_ROWS], pieces=pieces, is_beside=True,
    )  # fmt: skip


def _write_rows(site: Site, spot: Spot, rows: tuple[IncidentRow, ...]) -> None:
    html = fill("civharm/parts/incident_rows.html", address=spot.address({}), rows=rows)
    put = f"document.querySelector('[data-rows]').insertAdjacentHTML('beforeend', {json.dumps(html)});\n"
    site.put(spot, put)
