"""All pages as one file that opens offline from a disk: nothing in it reaches out."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from civharm.catalogue.masking import public
from civharm.catalogue.record import Index, Record
from civharm.web.languages.offered import check_offered
from civharm.web.pages.incident import incident_page
from civharm.web.pages.incidents import incident_title, incidents_page
from civharm.web.pages.others import issues_page, reports_page, situation_page
from civharm.web.pages.parts import report_title
from civharm.web.pages.report import report_page
from civharm.web.setup import check_assets, ready
from civharm.web.templating import VENDOR, fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page in the file; `section` is the entry of the menu that it belongs to."""

    path: str
    section: str
    title: str
    html: str


def write_snapshot(record: Record, path: Path, *, language: str = "en") -> None:
    """Write the pages of a record, as it may leave the team, as one HTML file that needs no other.

    `language` is one of `languages.offered`. Raises NotFound for another one.
    """
    ready()
    check_assets()
    check_offered(language)
    index = Index(public(record))
    css, script, worker = (_inline(name) for name in ("app.css", "snapshot.js", "map-worker.js"))
    with override(language):
        html = fill(
            "civharm/snapshot.html",
            address=address,
            language=language,
            direction="rtl" if get_language_bidi() else "ltr",
            pages=list(leaves(index)),
            css=css,
            script=script,
            worker=worker,
            policy=_policy(script=script, css=css),
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8")


def address(page: str, *ids: str) -> str:
    """The address of a page in the file."""
    return f"#{_path(page, *ids)}"


def leaves(index: Index) -> Iterator[Leaf]:
    """Every page of the record."""
    yield _leaf("incidents", "incidents", _("Incidents"), incidents_page(index))
    yield _leaf("reports", "reports", _("Reports"), reports_page(index))
    yield _leaf("situation", "situation", _("Situation"), situation_page(index))
    yield _leaf("issues", "issues", _("Issues"), issues_page(index))
    for incident in index.incidents.values():
        yield _leaf(
            "incident", "incidents", incident_title(incident), incident_page(index, incident), incident.id
        )
    for report in index.record.reports:
        yield _leaf(
            "report", "reports", report_title(index, report.id), report_page(index, report), report.id
        )


def _leaf(name: str, section: str, title: str, page: object, *ids: str) -> Leaf:
    html = fill(f"civharm/{name}.html", address=address, layout="civharm/fragment.html", page=page)
    return Leaf(path=_path(name, *ids), section=_path(section), title=title, html=html)


def _path(page: str, *ids: str) -> str:
    if page == "incidents":
        return "/"
    return "/" + "/".join((page, *ids))


def _inline(name: str) -> str:
    """A built file as it may stand inside the page: no text of it can end the element around it."""
    text = (VENDOR / name).read_text(encoding="utf-8")
    return text.replace("</script", "<\\/script").replace("</style", "<\\/style").replace("<!--", "<\\!--")


def _policy(*, script: str, css: str) -> str:
    """Only this script and this style may run, by their hashes; nothing may be fetched."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(css)}'",
            "img-src data: blob:",
            # The map takes its worker from memory: neither scheme leaves the page.
            "worker-src blob: data:",
            "connect-src blob:",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
