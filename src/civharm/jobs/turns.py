"""A job's turn: begun by one worker alone, ended in one way or another, taken up again after a crash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from civharm.jobs.queue import wake
from civharm.jobs.states import LONGEST_PAUSE, MOST_ATTEMPTS, JobState, pause_after, state_after_failure
from civharm.model.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from django.db.models import Q, QuerySet

    from civharm.casebook.store import Casebook
    from civharm.jobs.models import JobRow

_OPEN = (JobState.QUEUED.value, JobState.FAILED.value)
_STOPPED = "the program was stopped in the midst of it"
_LONGEST_ERROR = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A job that is running now, for the so manieth time."""

    casebook: "Casebook"
    job_id: int
    kind: str
    who: str
    attempts: int

    @property
    def is_last(self) -> bool:
        """True if the job is given up when it fails now."""
        return self.attempts >= MOST_ATTEMPTS


def begin(casebook: "Casebook", job_id: int) -> Turn | None:
    """Take a job up; None if somebody else has, or if it is not to run now."""
    from django.db.models import F

    from civharm.jobs.models import JobRow

    now = casebook.clock()
    rows = JobRow.objects.using(casebook.alias).filter(_is_time(now), id=job_id, state__in=_OPEN)
    begun = rows.update(
        state=JobState.RUNNING.value, attempts=F("attempts") + 1, started_at=now, ended_at=None, error=""
    )
    if not begun:
        return None
    row = JobRow.objects.using(casebook.alias).get(id=job_id)
    return Turn(casebook=casebook, job_id=row.id, kind=row.kind, who=row.who, attempts=row.attempts)


def is_still_wanted(turn: Turn) -> bool:
    """False once a person has cancelled the job."""
    return _running(turn.casebook, turn.job_id).exists()


def end(turn: Turn) -> None:
    """The job is done, unless it was cancelled meanwhile."""
    _running(turn.casebook, turn.job_id).update(state=JobState.DONE.value, ended_at=turn.casebook.clock())


def fail(turn: Turn, error: str) -> None:
    """An attempt failed: another one follows after a pause, unless none is left."""
    _fail(turn.casebook, turn.job_id, attempts=turn.attempts, error=error)


def give_up(turn: Turn, error: str) -> None:
    """It can't be done as it is wanted: another attempt would say the same."""
    _fail(turn.casebook, turn.job_id, attempts=MOST_ATTEMPTS, error=error)


def fail_killed(casebook: "Casebook", job_id: int, error: str) -> None:
    """Likewise for a job whose process is gone without a word."""
    row = _running(casebook, job_id).first()
    if row is not None:
        _fail(casebook, job_id, attempts=row.attempts, error=error)


def put_back(casebook: "Casebook", job_id: int) -> None:
    """The worker has to stop: the job goes on where it is, next time, and this was no attempt."""
    from django.db.models import F

    from civharm.jobs.models import JobInputRow
    from civharm.jobs.states import InputState

    if _running(casebook, job_id).filter(attempts=1).exists():
        begun = JobInputRow.objects.using(casebook.alias).filter(job_id=job_id, attempts__gt=0)
        begun.filter(state=InputState.WAITING.value).update(attempts=F("attempts") - 1)
    _running(casebook, job_id).update(state=JobState.QUEUED.value, attempts=F("attempts") - 1)


def recover(casebook: "Casebook") -> None:
    """After a crash: nobody runs what is marked as running. Only for who alone may run jobs."""
    from civharm.jobs.models import JobRow

    for row in JobRow.objects.using(casebook.alias).filter(state=JobState.RUNNING.value):
        if row.attempts >= MOST_ATTEMPTS:
            _fail(casebook, row.id, attempts=row.attempts, error=_STOPPED)
        else:
            _running(casebook, row.id).update(state=JobState.QUEUED.value, error=_STOPPED)


def due(casebook: "Casebook") -> Sequence[int]:
    """Jobs that are to run now, in the order in which they were added."""
    from civharm.jobs.models import JobRow

    rows = JobRow.objects.using(casebook.alias).filter(_is_time(casebook.clock()), state__in=_OPEN)
    return list(rows.order_by("id").values_list("id", flat=True))


def _is_time(now: datetime) -> "Q":
    """Jobs that may run: none waits longer than the longest pause, so one that seems to was added by a clock that jumped."""
    from django.db.models import Q

    return Q(not_before__lte=now) | Q(not_before__gt=now + LONGEST_PAUSE)


def cancel(casebook: "Casebook", job_id: int) -> None:
    """End a job as it is: what was read stays. Raises NotFound, and InvalidInput for one that has ended."""
    from civharm.jobs.models import JobRow

    state = JobState(_job(casebook, job_id).state)
    if state.has_ended:
        raise InvalidInput(f"job {job_id} has ended already ({state.value})", code="job-ended")
    JobRow.objects.using(casebook.alias).filter(id=job_id).update(
        state=JobState.CANCELLED.value, ended_at=casebook.clock()
    )


def retry(casebook: "Casebook", job_id: int) -> None:
    """Run a job again from where it stands, as if for the first time; failed inputs are tried anew.

    Raises NotFound, and InvalidInput for one that is running or has nothing left to do.
    """
    from civharm.jobs.models import JobInputRow, JobRow
    from civharm.jobs.states import InputState

    row = _job(casebook, job_id)
    inputs = JobInputRow.objects.using(casebook.alias).filter(job_id=job_id)
    failed = inputs.filter(state=InputState.FAILED.value, kind="fetch")
    if row.state == JobState.RUNNING.value:
        raise InvalidInput(f"job {job_id} is running: wait, or cancel it", code="job-running")
    failed.update(state=InputState.WAITING.value, issues=[], ended_at=None)
    waiting = inputs.filter(state=InputState.WAITING.value)
    if row.state == JobState.DONE.value and not waiting.exists():
        raise InvalidInput(
            f"nothing of job {job_id} can be tried again: hand its failed files in anew", code="job-done"
        )
    waiting.update(attempts=0)
    JobRow.objects.using(casebook.alias).filter(id=job_id).update(
        state=JobState.QUEUED.value, attempts=0, not_before=casebook.clock(), ended_at=None, error=""
    )
    wake(casebook.folder.path, job_id)


def _fail(casebook: "Casebook", job_id: int, *, attempts: int, error: str) -> None:
    now, state = casebook.clock(), state_after_failure(attempts)
    _running(casebook, job_id).update(
        state=state.value,
        error=error[:_LONGEST_ERROR],
        not_before=now + pause_after(attempts),
        ended_at=now if state.has_ended else None,
    )


def _job(casebook: "Casebook", job_id: int) -> "JobRow":
    from civharm.jobs.models import JobRow

    row = JobRow.objects.using(casebook.alias).filter(id=job_id).first()
    if row is None:
        raise NotFound(f"no job {job_id} in this casebook")
    return row


def _running(casebook: "Casebook", job_id: int) -> "QuerySet[JobRow]":
    from civharm.jobs.models import JobRow

    return JobRow.objects.using(casebook.alias).filter(id=job_id, state=JobState.RUNNING.value)
