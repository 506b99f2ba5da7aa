"""What people ask for in the browser to be handed out, made by a job: the same as the commands make."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.cli.choices import own, utc_now
from civharm.cli.reporting import Language, write_report, write_request, zone_named
from civharm.jobs.handing_out import Made, Making, Task, handing_of, run_making
from civharm.model.consent import Purpose
from civharm.model.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from civharm.casebook.store import Casebook


def make_now(store: "Casebook", job: int) -> None:
    """Make what the job wants, here and now, with incidents that follow all decisions."""
    from civharm.pipeline import refresh

    refresh(store, codebook=own().codebook())
    run_making(store, job, _make)


def _make(task: Task) -> Made:
    return _MAKERS[task.wanted.making](task)


def _release(task: Task) -> Made:
    from civharm.catalogue.walls import Walls
    from civharm.web.publishing.releases import ReleaseWanted, make_release

    terms, store = task.wanted.terms, task.casebook
    places = own().in_casebook(store.folder.path).places
    folder = task.folder / "release"
    with _previous(store, terms.get("previous")) as previous:
        wanted = ReleaseWanted(
            title=terms["title"], by=task.wanted.who, scope=terms["scope"], contact=terms["contact"],
            licence=terms["licence"], reasons=terms["reasons"], previous=previous,
            walls=Walls.of(task.wanted.compartments), with_site=terms["with_site"],
        )  # fmt: skip
        found = make_release(store, folder, wanted, places=places, note=task.note)
    file = _packed(folder, task.folder / f"release-{found.at:%Y-%m-%d}.zip")
    return Made(file=file, told={"notices": list(found.made.notices), "changes": dict(found.made.changes)})


@contextmanager
def _previous(store: "Casebook", job: int | None) -> "Iterator[Path | None]":
    """A folder with the incidents of the release that an earlier job made."""
    if job is None:
        yield None
        return
    found = handing_of(store, job)
    if found.file is None:
        raise NotFound(f"the release of job {job}, which this one is told against, is no longer there")
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(found.file) as packed:
        packed.extract("incidents.csv", folder)
        yield Path(folder)


def _evidence(task: Task) -> Made:
    from civharm.safekeeping.evidence import Handover, export_evidence

    terms = task.wanted.terms
    handover = Handover(
        by=task.wanted.who, reason=terms["reason"], at=utc_now(), purpose=Purpose(terms["purpose"])
    )
    folder = task.folder / "evidence"
    found = export_evidence(
        terms["incident"], task.casebook, folder, handover=handover, codebook=own().codebook()
    )
    file = _packed(folder, task.folder / f"evidence-{found.incident.code}.zip")
    return Made(file=file, told={"captures": len(found.captures), "withheld": len(found.withheld)})


def _request(task: Task) -> Made:
    terms = task.wanted.terms
    zone = zone_named(terms["time_zone"]) if terms["time_zone"] else None
    file = task.folder / f"request-{terms['code']}.{terms['format']}"
    write_request(task.casebook, terms["incident"], file, zone=zone, language=Language(terms["language"]))
    return Made(file=file, told={})


def _monthly(task: Task) -> Made:
    terms = task.wanted.terms
    file = task.folder / f"report-{terms['month']}.{terms['format']}"
    first = date.fromisoformat(f"{terms['month']}-01")
    write_report(task.casebook, first, file, since=None, language=Language(terms["language"]))
    return Made(file=file, told={})


def _packed(folder: Path, to: Path) -> Path:
    """The folder as one file, in which it lies as it was; the folder goes."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder).as_posix())
    shutil.rmtree(folder)
    return to


_MAKERS: dict[Making, Callable[[Task], Made]] = {
    Making.RELEASE: _release,
    Making.EVIDENCE: _evidence,
    Making.REQUEST: _request,
    Making.MONTHLY: _monthly,
}
