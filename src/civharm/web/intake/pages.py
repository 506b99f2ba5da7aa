"""What the page of a job shows: each input with what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from civharm.jobs.known import Known
from civharm.jobs.progress import Job, JobInput, inputs_of
from civharm.jobs.states import InputState, JobState
from civharm.model.issues import Issue
from civharm.web.pages.parts import report_title
from civharm.catalogue.record import Index

#: Messages of these stages name files and places alone; those of reading may repeat a report's words.
_TOLD = frozenset({"inputs", "render"})
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLink:
    """A report that came of an input, by its masked title; None where the pages don't show it yet."""

    id: str
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLink:
    """A report that was there before, and what tells so."""

    known: Known
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRow:
    """One input; `more_issues` are told on the pages of its reports."""

    number: int
    name: str
    state: InputState
    reports: tuple[ReportLink, ...]
    known: tuple[KnownLink, ...]
    issues: tuple[Issue, ...]
    more_issues: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """A job with its inputs."""

    job: Job
    rows: tuple[InputRow, ...]

    @property
    def is_under_way(self) -> bool:
        return not self.job.state.has_ended

    @property
    def can_be_retried(self) -> bool:
        return self.job.state is not JobState.RUNNING and (
            self.job.failed > 0 or self.job.done < self.job.total
        )

    @property
    def left_out(self) -> int:
        """How many inputs stand behind those that are shown."""
        return self.job.total - len(self.rows)


def job_page(job: Job, rows: Sequence[InputRow]) -> JobPage:
    """The page of a job."""
    return JobPage(job=job, rows=tuple(rows))


def job_rows(alias: str, job_id: int, index: Index | None) -> Sequence[InputRow]:
    """The first inputs of a job as rows; without an index their reports have no titles yet."""
    return [_row(each, index) for each in inputs_of(alias, job_id, most=_SHOWN)]


def _row(given: JobInput, index: Index | None) -> InputRow:
    told = tuple(issue for issue in given.issues if issue.stage in _TOLD)
    return InputRow(
        number=given.number,
        name=given.name,
        state=given.state,
        reports=tuple(ReportLink(id=each, title=_title(index, each)) for each in given.reports),
        known=tuple(KnownLink(known=each, title=_title(index, each.report_id)) for each in given.known),
        issues=told,
        more_issues=len(given.issues) - len(told),
    )


def _title(index: Index, report_id: str) -> str | None:
    return report_title(index, report_id) if index and report_id in index.reports else None
