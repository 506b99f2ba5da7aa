"""Running one job, from wherever it stands: what was read before a crash is not read again."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from civharm.jobs.incoming import Incoming
from civharm.jobs.known import known_like, remember_address
from civharm.jobs.states import MOST_ATTEMPTS_OF_INPUT, InputKind, InputState
from civharm.jobs.turns import Turn, begin, end, fail, is_still_wanted
from civharm.model.errors import CivharmError, InvalidInput, NotNow, fault_of
from civharm.model.issues import Issue
from civharm.model.reports import Translation
from civharm.pipeline import MOST_TOGETHER, InputRead, Terms, read_together
from civharm.publication.lines import issue_line
from civharm.reports.capture import capture
from civharm.reports.fetching.archive import warc_of
from civharm.reports.fetching.fetcher import Fetcher
from civharm.reports.inputs import Input
from civharm.reports.render import render

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.jobs.models import JobInputRow

_OUTCOME = ("state", "ended_at", "reports", "issues", "known")

#: The terms of reading so many inputs; a context, because processes may be started for it.
TermsFor = Callable[[int], AbstractContextManager[Terms]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What running a job takes beside the casebook: terms of reading, a way to fetch, and what follows a reading."""

    terms_for: TermsFor
    follow: Callable[[], None]
    fetch: Callable[[str, Incoming], str] | None = None


def fetching(fetcher: Fetcher) -> Callable[[str, Incoming], str]:
    """A way to fetch an address into a file among what came in; its place."""

    def fetched(url: str, incoming: Incoming) -> str:
        place, _ = incoming.keep(warc_of(fetcher.fetch(url)))
        return place

    return fetched


def run_job(casebook: "Casebook", job_id: int, work: Work) -> None:
    """Run a job if it is its turn; whatever happens is written down in its row."""
    turn = begin(casebook, job_id)
    if turn is None:
        return
    try:
        _Reading(casebook, turn, work).run()
    except CivharmError as error:
        fail(turn, str(error))
    except Exception as error:  # noqa: BLE001 - whatever a job stumbles over, it is said in its row and tried again
        fail(turn, f"a fault of civharm ({fault_of(error)})")
    else:
        end(turn)


class _Reading:
    """Reads the inputs that wait, then lets incidents follow."""

    def __init__(self, casebook: "Casebook", turn: Turn, work: Work) -> None:
        self._casebook, self._turn, self._work = replace(casebook, actor=turn.who), turn, work
        self._incoming = Incoming.of(casebook.folder.path)
        self._begun: deque[_Begun] = deque()
        self._later: list[str] = []
        # one after the other once an attempt has failed: then what stops the reader is known by it
        self._is_first = turn.attempts == 1
        self._most = MOST_TOGETHER if self._is_first else 1

    def run(self) -> None:
        """All of it. Raises NotNow where an input has to wait."""
        waiting = self._waiting()
        with self._work.terms_for(len(waiting) if self._is_first else 1) as terms:
            inputs = self._inputs([row for row in waiting if row.translates is None])
            for outcomes in read_together(inputs, self._casebook, terms, most=self._most):
                self._keep([(self._begun.popleft(), outcome) for outcome in outcomes])
        for row in self._waiting():
            if row.translates is not None and is_still_wanted(self._turn):
                self._end(row, self._translation(row))
        self._work.follow()
        if self._later:
            raise NotNow(f"{len(self._later)} not fetched yet, the first: {self._later[0]}")

    def _waiting(self) -> "list[JobInputRow]":
        from civharm.jobs.models import JobInputRow

        rows = JobInputRow.objects.using(self._casebook.alias).filter(
            job_id=self._turn.job_id, state=InputState.WAITING.value
        )
        return list(rows.order_by("number"))

    def _inputs(self, waiting: "list[JobInputRow]") -> Iterator[Input | Issue]:
        """The inputs, each marked as begun before it is given: one that stops the reader is known by that."""
        for first in range(0, len(waiting), self._most):
            rows = waiting[first : first + self._most]
            self._count(rows, 1)
            for row in rows:
                if not is_still_wanted(self._turn):
                    return
                found = self._input(row)
                if found is not None:
                    self._begun.append(_Begun(row=row, source=found))
                    yield found

    def _input(self, row: "JobInputRow") -> Input | Issue | None:
        """What is to be read, or what there is to say of it; None for what has to wait."""
        if row.attempts > MOST_ATTEMPTS_OF_INPUT:
            times = MOST_ATTEMPTS_OF_INPUT
            message = f"{row.name} stopped the reader {times} times and was given up: split it, or save it otherwise"
            return _failure(row, "gave-up", message)
        try:
            return Input(
                name=row.name,
                path=self._incoming.path_of(self._place(row)),
                method=row.kind,
                modified_at=row.modified_at,
                copies=tuple(row.copies),
            )
        except NotNow as error:
            if self._turn.is_last:
                return _failure(row, "not-fetched", str(error))
            self._count([row], -1)
            self._later.append(str(error))
            return None
        except InvalidInput as error:
            return _failure(row, error.code, str(error))

    def _count(self, rows: "Sequence[JobInputRow]", attempts: int) -> None:
        for row in rows:
            row.attempts += attempts
        _save(rows, ["attempts"], self._casebook.alias)

    def _place(self, row: "JobInputRow") -> str:
        """Where its bytes lie. Raises NotNow, and InvalidInput."""
        if row.kind != InputKind.ADDRESS.value:
            return row.place
        if self._work.fetch is None:
            raise InvalidInput(
                f"{row.name}: nothing is fetched here, save the page as a file", code="no-fetch"
            )
        return self._work.fetch(row.place, self._incoming)

    def _keep(self, ended: "Sequence[tuple[_Begun, InputRead]]") -> None:
        """What became of inputs: their files are captures now, or have been refused."""
        for begun, outcome in ended:
            row = begun.row
            row.reports = [*outcome.read, *outcome.known]
            if row.kind == InputKind.ADDRESS.value:
                remember_address(row.place, row.reports, self._casebook)
            row.issues = [issue_line(issue) for issue in outcome.issues]
            row.state, row.ended_at = _state_of(outcome).value, self._casebook.clock()
        self._tell_known([begun.row for begun, outcome in ended if outcome.read])
        _save([begun.row for begun, _ in ended], _OUTCOME, self._casebook.alias)
        for begun, _ in ended:
            if isinstance(begun.source, Input) and begun.source.path:
                begun.source.path.unlink(missing_ok=True)

    def _tell_known(self, rows: "Sequence[JobInputRow]") -> None:
        """Say of what was read now whether its address or its words were known before."""
        found = known_like([row.reports for row in rows], self._casebook.alias)
        for row, known in zip(rows, found, strict=True):
            row.known += [plain for each in known if (plain := each.as_json()) not in row.known]

    def _translation(self, row: "JobInputRow") -> InputState:
        """Keep a translation beside the report of the text that it was given with."""
        content = self._incoming.path_of(row.place).read_bytes()
        evidence = capture(row.name, content, method=row.kind, captured_at=self._casebook.clock())
        rendered = render(evidence, content)
        row.issues = [issue_line(issue) for issue in rendered.issues]
        of = self._report_of(row)
        if of is None or not rendered.reports:
            message = f"{row.name}: the text that it translates could not be read; hand both in again"
            row.issues += [] if of else [issue_line(_failure(row, "no-original", message))]
            return InputState.FAILED
        made = rendered.reports[0]
        self._casebook.add_capture(evidence, content)
        self._casebook.add_translation(
            Translation(
                report_id=of,
                capture_sha256=evidence.sha256,
                rendition=made.rendition,
                language=made.report.language,
                by=self._turn.who,
            )
        )
        row.reports = [of]
        self._incoming.remove(row.place)
        return InputState.KEPT

    def _report_of(self, row: "JobInputRow") -> str | None:
        """The report of the input that a translation is of."""
        from civharm.jobs.models import JobInputRow

        inputs = JobInputRow.objects.using(self._casebook.alias).filter(job_id=self._turn.job_id)
        reports = inputs.get(number=row.translates or 0).reports
        return reports[0] if reports else None

    def _end(self, row: "JobInputRow", state: InputState) -> None:
        row.state, row.ended_at = state.value, self._casebook.clock()
        row.save(using=self._casebook.alias)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """An input that is being read."""

    row: "JobInputRow"
    source: Input | Issue


def _save(rows: "Sequence[JobInputRow]", fields: Sequence[str], alias: str) -> None:
    """Many rows in few statements: each on its own would wait for the disk."""
    from civharm.jobs.models import JobInputRow

    if rows:
        JobInputRow.objects.using(alias).bulk_update(rows, fields)


def _state_of(outcome: InputRead) -> InputState:
    if outcome.read:
        return InputState.READ
    if outcome.known:
        return InputState.KNOWN
    return InputState.FAILED if outcome.has_failed else InputState.READ


def _failure(row: "JobInputRow", code: str, message: str) -> Issue:
    return Issue(stage="inputs", code=code, message=message, path=row.name, is_failure=True)
