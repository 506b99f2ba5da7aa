"""What the page of a job shows: each input with what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from civharm.catalogue.masking import MASK
from civharm.jobs.known import Known
from civharm.jobs.progress import Job, JobInput, inputs_of
from civharm.jobs.states import InputKind, InputState, JobState
from civharm.model.issues import Issue

#: Messages of these stages name files and places alone; those of reading may repeat a report's words.
_TOLD = frozenset({"inputs", "render"})
_SHOWN = 200
_NO_FILES: Mapping[str, tuple[str, ...]] = {}


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
    can_be_tried_again: bool


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
        """Only what was not had or not begun: a file that can't be read stays so."""
        is_left = any(row.can_be_tried_again for row in self.rows)
        return self.job.state in (JobState.DONE, JobState.DEAD, JobState.CANCELLED) and is_left

    @property
    def left_out(self) -> int:
        """How many inputs stand behind those that are shown."""
        return self.job.total - len(self.rows)


def job_page(job: Job, rows: Sequence[InputRow]) -> JobPage:
    """The page of a job."""
    return JobPage(job=job, rows=tuple(rows))


def shown_inputs(alias: str, job_id: int) -> Sequence[JobInput]:
    """The first inputs of a job."""
    return inputs_of(alias, job_id, most=_SHOWN)


def reports_named(inputs: Iterable[JobInput]) -> frozenset[str]:
    """All reports that rows of these inputs name."""
    return frozenset(
        report_id
        for given in inputs
        for report_id in (*given.reports, *(known.report_id for known in given.known))
    )


def shown_name(name: str, files: Iterable[str]) -> str:
    """What somebody called an input, with the names masked that are masked in the names of the files of its reports.

    A mask is as long as what it hides, so the two stand sign by sign over each other.
    """
    for file in files:
        pairs = list(zip(name, file, strict=False))
        if len(name) == len(file) and all(MASK in (ours, theirs) or ours == theirs for ours, theirs in pairs):
            name = "".join(MASK if theirs == MASK else ours for ours, theirs in pairs)
    return name


def input_row(
    given: JobInput, titles: Mapping[str, str], files: Mapping[str, tuple[str, ...]] = _NO_FILES
) -> InputRow:
    """An input as a row; a report without a title is not to be seen, or not yet. `files` are masked names, by report."""
    told = tuple(issue for issue in given.issues if issue.stage in _TOLD)
    return InputRow(
        number=given.number,
        name=shown_name(given.name, (name for each in given.reports for name in files.get(each, ()))),
        state=given.state,
        reports=tuple(ReportLink(id=each, title=titles.get(each)) for each in given.reports),
        known=tuple(KnownLink(known=each, title=titles.get(each.report_id)) for each in given.known),
        issues=told,
        more_issues=len(given.issues) - len(told),
        can_be_tried_again=given.state is InputState.WAITING
        or (given.state is InputState.FAILED and given.kind is InputKind.ADDRESS),
    )
