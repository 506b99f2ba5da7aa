"""What leaves the team, made in the background: a release, evidence of an incident, sheets; each a file to be fetched."""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from civharm.jobs.queue import wake
from civharm.jobs.states import JobState
from civharm.jobs.turns import begin, end, fail, give_up, is_still_wanted
from civharm.model.errors import CivharmError, NotFound, fault_of

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.jobs.models import JobRow

_PRIVATE = 0o700
_KEPT_S = 86_400


class Making(StrEnum):
    """What is made. The value is the kind of the job."""

    RELEASE = "release"
    EVIDENCE = "evidence"
    REQUEST = "request"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to be made. `compartments` are those that they may look into; None is all."""

    making: Making
    who: str
    compartments: tuple[str, ...] | None
    terms: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """Something that is being made, or was. `done` of `total` incidents are written; `told` is what is said of it then.

    `file` is None until it is there, and again once it is taken away.
    """

    id: int
    wanted: Wanted
    state: JobState
    total: int
    done: int
    error: str
    added_at: datetime
    file: Path | None
    told: Mapping[str, Any]

    @property
    def is_under_way(self) -> bool:
        """True while more is to come."""
        return not self.state.has_ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that was made, and what is said of it."""

    file: Path
    told: Mapping[str, Any]


class Task:
    """What a maker gets: what is wanted, an empty folder to write into, and a way to say how far it is."""

    def __init__(
        self, casebook: "Casebook", wanted: Wanted, folder: Path, goes_on: Callable[[int], None]
    ) -> None:
        self.casebook, self.wanted, self.folder, self.note = casebook, wanted, folder, goes_on


Make = Callable[[Task], Made]


class Cancelled(Exception):
    """Somebody does not want it any more."""


def add_making(casebook: "Casebook", wanted: Wanted, *, total: int = 0) -> int:
    """Write down what is to be made and wake the worker; the job's number."""
    from civharm.jobs.models import JobRow

    _clear(casebook)
    now = casebook.clock()
    compartments = None if wanted.compartments is None else sorted(wanted.compartments)
    job = JobRow(
        kind=wanted.making.value, who=wanted.who, total=total, added_at=now, not_before=now,
        terms={"wanted": dict(wanted.terms), "compartments": compartments},
    )  # fmt: skip
    job.save(using=casebook.alias)
    wake(casebook.folder.path, job.id)
    return job.id


def run_making(casebook: "Casebook", job_id: int, make: Make) -> None:
    """Make it if it is its turn; whatever happens is written down in its row. What can't be made is not tried again."""
    turn = begin(casebook, job_id)
    if turn is None:
        return
    row = _row(casebook, job_id)
    folder = _folder(casebook, job_id)

    def note(done: int) -> None:
        if not is_still_wanted(turn):
            raise Cancelled
        _keep(row, done=done)

    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=_PRIVATE)
        made = make(Task(casebook, _wanted(row), folder, note))
    except Cancelled:
        shutil.rmtree(folder, ignore_errors=True)
    except CivharmError as error:
        give_up(turn, str(error))
    except Exception as error:  # noqa: BLE001 - whatever it stumbles over, it is said in its row and tried again
        fail(turn, f"a fault of civharm ({fault_of(error)})")
    else:
        _keep(row, done=row.total, file=made.file.name, told=dict(made.told))
        end(turn)


def handing_of(casebook: "Casebook", job_id: int) -> Handing:
    """One of them. Raises NotFound, for jobs of another kind as well."""
    return _handing(casebook, _row(casebook, job_id))


def newest_handings(casebook: "Casebook", *, most: int, making: Making | None = None) -> Sequence[Handing]:
    """Those that were asked for last, the newest first."""
    from civharm.jobs.models import JobRow

    kinds = [each.value for each in ([making] if making else Making)]
    rows = JobRow.objects.using(casebook.alias).filter(kind__in=kinds).order_by("-id")
    return [_handing(casebook, row) for row in rows[:most]]


def _row(casebook: "Casebook", job_id: int) -> "JobRow":
    from civharm.jobs.models import JobRow

    row = (
        JobRow.objects.using(casebook.alias)
        .filter(id=job_id, kind__in=[each.value for each in Making])
        .first()
    )
    if row is None:
        raise NotFound(f"nothing was made as job {job_id}")
    return row


def _keep(row: "JobRow", **told: object) -> None:
    row.terms = {**row.terms, **told}
    row.save(using=row._state.db, update_fields=["terms"])


def _wanted(row: "JobRow") -> Wanted:
    compartments = row.terms["compartments"]
    return Wanted(
        making=Making(row.kind),
        who=row.who,
        compartments=None if compartments is None else tuple(compartments),
        terms=row.terms["wanted"],
    )


def _handing(casebook: "Casebook", row: "JobRow") -> Handing:
    name = row.terms.get("file")
    file = _folder(casebook, row.id) / name if name else None
    return Handing(
        id=row.id,
        wanted=_wanted(row),
        state=JobState(row.state),
        total=row.total,
        done=row.terms.get("done", 0),
        error=row.error,
        added_at=row.added_at,
        file=file if file and file.is_file() else None,
        told=row.terms.get("told", {}),
    )


def _folder(casebook: "Casebook", job_id: int) -> Path:
    return casebook.folder.path / "outgoing" / str(job_id)


def _clear(casebook: "Casebook") -> None:
    """Evidence and sheets lie here for a day; releases stay, since the next one is told against them."""
    from civharm.jobs.models import JobRow

    releases = (
        JobRow.objects.using(casebook.alias).filter(kind=Making.RELEASE.value).values_list("id", flat=True)
    )
    kept = {str(each) for each in releases}
    outgoing = casebook.folder.path / "outgoing"
    for folder in outgoing.iterdir() if outgoing.is_dir() else ():
        if folder.name not in kept and time.time() - folder.stat().st_mtime > _KEPT_S:
            shutil.rmtree(folder, ignore_errors=True)
