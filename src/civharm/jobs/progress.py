"""How far jobs are, to be shown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from civharm.jobs.known import Known
from civharm.jobs.states import InputKind, InputState, JobState
from civharm.model.errors import NotFound
from civharm.model.issues import Issue
from civharm.publication.lines import from_plain

if TYPE_CHECKING:
    from civharm.jobs.models import JobInputRow, JobRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands; `done` are the inputs that have come to an end, `failed` those of them that could not be read."""

    id: int
    kind: str
    who: str
    state: JobState
    total: int
    done: int
    failed: int
    attempts: int
    error: str
    added_at: datetime
    not_before: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobInput:
    """What became of one input; `reports` were read now or are known, `known` came before it."""

    number: int
    kind: InputKind
    name: str
    state: InputState
    reports: tuple[str, ...]
    known: tuple[Known, ...]
    issues: tuple[Issue, ...]
    translates: int | None


def newest_jobs(alias: str, *, most: int, who: str | None = None, kind: str | None = None) -> Sequence[Job]:
    """The jobs that were added last, the newest first; those of one person or of one kind, if one is named."""
    from civharm.jobs.models import JobRow

    rows = JobRow.objects.using(alias).order_by("-id")
    asked = {"who": who, "kind": kind}
    found = list(rows.filter(**{name: wanted for name, wanted in asked.items() if wanted is not None})[:most])
    states = _states(alias, [row.id for row in found])
    return [_job(row, states[row.id]) for row in found]


def job_of(alias: str, job_id: int) -> Job:
    """One job. Raises NotFound."""
    from civharm.jobs.models import JobRow

    row = JobRow.objects.using(alias).filter(id=job_id).first()
    if row is None:
        raise NotFound(f"no job {job_id} in this casebook")
    return _job(row, _states(alias, [job_id])[job_id])


def inputs_of(alias: str, job_id: int, *, first: int = 1, most: int = 200) -> Sequence[JobInput]:
    """Inputs of a job from a number on."""
    from civharm.jobs.models import JobInputRow

    rows = JobInputRow.objects.using(alias).filter(job_id=job_id, number__gte=first).order_by("number")
    return list(map(_input, rows[:most]))


def _states(alias: str, job_ids: Sequence[int]) -> dict[int, Counter[str]]:
    """How many inputs of each job are in each state."""
    from django.db.models import Count

    from civharm.jobs.models import JobInputRow

    counted: dict[int, Counter[str]] = {job_id: Counter() for job_id in job_ids}
    rows = JobInputRow.objects.using(alias).filter(job_id__in=job_ids).values_list("job_id", "state")
    for job_id, state, number in rows.annotate(number=Count("id")).order_by():
        counted[job_id][state] = number
    return counted


def _job(row: "JobRow", states: Counter[str]) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        who=row.who,
        state=JobState(row.state),
        total=row.total,
        done=row.total - states[InputState.WAITING.value],
        failed=states[InputState.FAILED.value],
        attempts=row.attempts,
        error=row.error,
        added_at=row.added_at,
        not_before=row.not_before,
        ended_at=row.ended_at,
    )


def _input(row: "JobInputRow") -> JobInput:
    plain = ({"report_id": line["report"], **_without(line)} for line in row.issues)
    return JobInput(
        number=row.number,
        kind=InputKind(row.kind),
        name=row.name,
        state=InputState(row.state),
        reports=tuple(row.reports),
        known=tuple(map(Known.of_json, row.known)),
        issues=tuple(from_plain(Issue, line) for line in plain),
        translates=row.translates,
    )


def _without(line: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in line.items() if name not in ("type", "report")}
