"""The way of the data, in order. Read this first.

    input ──capture──▶ evidence ──render──▶ text ──read──▶ claims          `read_inputs`
                                   where asked: text ──read again──▶ claims to be reviewed
    claims ──link──▶ incidents ──assess──▶ assessments                     `recompute`

The stages are functions that know neither each other nor the store; here they meet.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.claims.readers import built_in_readers
from civharm.claims.second.which import SecondReaderOn
from civharm.codebook import Codebook
from civharm.model.errors import InvalidInput, NoAnswer
from civharm.model.issues import Issue
from civharm.model.ports import Engine, Reader, Reading, SecondReader
from civharm.model.reports import Capture, Rendition, Report, Scope
from civharm.model.store import GIVEN, IMPORTED, SECOND, ReaderVersion, Store
from civharm.reading import ReadingJob, attempt, failure, read_again, read_or_say, read_report
from civharm.recomputing import recompute, refresh
from civharm.reports.capture import capture, collected
from civharm.reports.inputs import Input
from civharm.reports.limits import MEGABYTE
from civharm.reports.render import Rendered, RenderedReport, render

if TYPE_CHECKING:
    from civharm.claims.second.reader import LanguageModelReader
    from civharm.lang.chat import Endpoint

__all__ = [
    "MOST_TOGETHER",
    "InputRead",
    "Terms",
    "built_in_terms",
    "read_inputs",
    "read_kept",
    "read_together",
    "recompute",
    "refresh",
    "second_reader",
]

#: What is kept in one act at most: steps, bytes of inputs, and seconds of reading, so that slow readings stand alone.
MOST_TOGETHER = 128
_MOST_BYTES = 32 * MEGABYTE
_LONGEST_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What reading goes by: the readers, the clock, and a date for texts that state none.

    `engine`, where there is one, is where reports are read: else here, one after the other. `second`, where there is one, reads after the reader of the language; what it claims a person reviews.
    """

    reader_for: Callable[[str], Reader | None]
    clock: Callable[[], datetime]
    published: date | None = None
    second: SecondReader | None = None
    engine: "Engine[ReadingJob, Reading | Issue] | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRead:
    """What became of one input: ids of reports read now, of those known before, and issues."""

    name: str
    read: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def has_failed(self) -> bool:
        """True if some of the input could not be read."""
        return any(issue.is_failure for issue in self.issues)


def built_in_terms(
    clock: Callable[[], datetime],
    *,
    published: date | None = None,
    codebook: Codebook | None = None,
    places: Sequence[Path] = (),
    scope: Scope | None = None,
) -> Terms:
    """The terms with the readers and the gazetteer that civharm ships, under place files of one's own."""
    readers = built_in_readers(codebook, places=places, scope=scope)
    return Terms(reader_for=readers.reader_for, clock=clock, published=published)


def second_reader(
    endpoint: "Endpoint",
    *,
    on: SecondReaderOn,
    codebook: Codebook | None = None,
    places: Sequence[Path] = (),
    scope: Scope | None = None,
) -> "LanguageModelReader":
    """A second reader that asks a language model at an endpoint; whatever it claims needs a person's review."""
    from civharm.lang.chat import Chat

    readers = built_in_readers(codebook, places=places, scope=scope)
    return readers.second(Chat(endpoint), model=endpoint.model, on=on)


def read_inputs(found: Iterable[Input | Issue], store: Store, terms: Terms) -> Iterator[InputRead]:
    """Read each input into the store, in their order. What is there already stays as it is.

    Where the terms have an engine, a few reports are read ahead; all are kept from here, in their order.
    """
    return chain.from_iterable(read_together(found, store, terms))


def read_together(
    found: Iterable[Input | Issue], store: Store, terms: Terms, *, most: int = MOST_TOGETHER
) -> Iterator[Sequence[InputRead]]:
    """Likewise, as many at once as came to their end in one act of the store: what is quick to read is kept in groups.

    With 1 as the most everything is kept as soon as it is there, and an input is told before the next one is read.
    """
    steps = (step for number, each in enumerate(found) for step in _steps(number, each, store, terms))
    return _read(steps, store, terms, most=most)


def _read(
    steps: "Iterable[_Step]", store: Store, terms: Terms, *, most: int = MOST_TOGETHER
) -> Iterator[Sequence[InputRead]]:
    """The inputs whose last step has been kept, after each act."""
    open_: list[tuple[_Step, _Kept]] = []
    begun = _begun_ahead(steps, terms.engine.ahead if terms.engine else 0)
    for done in _kept_together(begun, store, most=most):
        open_ += done
        last = open_[-1][0].number
        ended = [each for each in open_ if each[0].number != last]
        open_ = open_[len(ended) :]
        if ended:
            yield list(_inputs_read(ended))
    if open_:
        yield list(_inputs_read(open_))


def read_kept(kept: Iterable[tuple[Report, Rendition]], store: Store, terms: Terms) -> Iterator[InputRead]:
    """Read again what a store keeps, as the readers in force would: after places or rules have changed.

    What was read by the same readers with the same places stays as it is.
    """
    steps = (
        _Step(number=number, name=name, finish=_begin(made, store, terms, where=name))
        for number, (name, made) in enumerate(_rendered(kept))
    )
    for done in chain.from_iterable(_read(steps, store, terms)):
        yield done if done.read else replace(done, issues=())


def _rendered(kept: Iterable[tuple[Report, Rendition]]) -> Iterator[tuple[str, RenderedReport]]:
    """Records of others are left out: their claims were made of columns, which no reader of words sees."""
    for report, rendition in kept:
        if not rendition.renderer.startswith(IMPORTED):
            yield report.title or report.id, RenderedReport(report=report, rendition=rendition)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What became of a report, or of an input that made none, and what a person should see."""

    report_id: str | None = None
    is_new: bool = False
    issues: tuple[Issue, ...] = ()


_Keep = Callable[[], _Kept]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A report that has been begun; `finish` waits for its reading, and gives the way to keep it, which is quick.

    `content` are the bytes of the input, where they are to be on disk before it is kept.
    """

    number: int
    name: str
    finish: Callable[[], _Keep]
    content: bytes | None = None


def _steps(number: int, each: Input | Issue, store: Store, terms: Terms) -> Iterator[_Step]:
    """The evidence, what is to be said of it as a whole, then its reports, each begun when it is asked for.

    Evidence comes first, so that it can be kept even if rendering it is the end of the program.
    """
    name = each.path or "" if isinstance(each, Issue) else each.name
    said = partial(_said, number, name, store)
    if isinstance(each, Issue):
        yield said((each,))
        return
    try:
        content = each.read()
    except InvalidInput as error:
        yield said((failure("inputs", error.code, str(error), path=name),))
        return
    how = collected(modified_at=each.modified_at, copies=each.copies)
    evidence = capture(name, content, method=each.method, captured_at=terms.clock(), collection=how)
    if store.is_destroyed(evidence.sha256):
        message = f"{name} was destroyed by decision: it is not taken in again"
        yield said((failure("inputs", "destroyed", message, path=name),))
        return
    keep = partial(_keep_evidence, evidence, store)
    yield _Step(number=number, name=name, finish=lambda: keep, content=content)
    rendered = attempt("render", name, lambda: render(evidence, content, published=terms.published))
    if issues := (rendered,) if isinstance(rendered, Issue) else rendered.issues:
        yield said(issues)
    for made in rendered.reports if isinstance(rendered, Rendered) else ():
        yield _Step(number=number, name=name, finish=_begin(made, store, terms, where=name))


def _said(number: int, name: str, store: Store, issues: tuple[Issue, ...]) -> _Step:
    """What a person should see of an input as a whole."""
    keep = partial(_keep_issues, issues, store)
    return _Step(number=number, name=name, finish=lambda: keep)


def _keep_evidence(evidence: Capture, store: Store) -> _Kept:
    store.add_capture(evidence)
    return _Kept()


def _keep_issues(issues: tuple[Issue, ...], store: Store) -> _Kept:
    store.add_issues(issues)
    return _Kept(issues=issues)


def _begun_ahead(steps: Iterable[_Step], ahead: int) -> Iterator[_Step]:
    """The same steps, so many of them begun before the first is finished."""
    waiting: deque[_Step] = deque()
    for step in steps:
        waiting.append(step)
        if len(waiting) > ahead:
            yield waiting.popleft()
    yield from waiting


def _kept_together(
    steps: Iterable[_Step], store: Store, *, most: int
) -> Iterator[Sequence[tuple[_Step, _Kept]]]:
    """The steps, each finished, kept in groups: so many, or as many as were finished in a moment."""
    group: list[tuple[_Step, _Keep]] = []
    size, began = 0, time.monotonic()
    for step in steps:
        group.append((step, step.finish()))
        size += len(step.content or b"")
        if len(group) >= most or size > _MOST_BYTES or time.monotonic() - began > _LONGEST_S:
            yield from _kept(group, store)
            group, size, began = [], 0, time.monotonic()
    if group:
        yield from _kept(group, store)


def _kept(group: Sequence[tuple[_Step, _Keep]], store: Store) -> Iterator[Sequence[tuple[_Step, _Kept]]]:
    """The group kept in one act; where that can't be, one after the other, so that what stands before the fault is kept."""
    try:
        kept = _kept_at_once(group, store)
    except Exception:  # whatever it was: each on its own shows whose it is
        if len(group) == 1:
            raise
    else:
        yield kept
        return
    for each in group:
        yield _kept_at_once([each], store)


def _kept_at_once(group: Sequence[tuple[_Step, _Keep]], store: Store) -> Sequence[tuple[_Step, _Kept]]:
    """All of the group is kept, or none of it; its bytes are on disk before."""
    store.keep_bytes([step.content for step, _ in group if step.content is not None])
    with store.one_act():
        return [(step, keep()) for step, keep in group]


def _inputs_read(kept: Iterable[tuple[_Step, _Kept]]) -> Iterator[InputRead]:
    """What became of each input."""
    for _, steps in groupby(kept, key=lambda each: each[0].number):
        of_input = list(steps)
        outcomes = [outcome for _, outcome in of_input]
        yield InputRead(
            name=of_input[0][0].name,
            read=tuple(each.report_id for each in outcomes if each.report_id and each.is_new),
            known=tuple(each.report_id for each in outcomes if each.report_id and not each.is_new),
            issues=tuple(issue for each in outcomes for issue in each.issues),
        )


def _begin(made: RenderedReport, store: Store, terms: Terms, *, where: str) -> Callable[[], _Keep]:
    """Begin to read a report, unless it has been read before or nobody reads its language."""
    language = made.report.language
    reader = terms.reader_for(language) if language else None
    if reader is None:
        keep = partial(_keep_unread, made, store, _no_reader(made.report, where))
        return lambda: keep
    version = ReaderVersion(name=reader.name, version=reader.version)
    second = partial(_second_reading, made, store, terms, where=where)
    if store.has_reading(made.report, version):
        known = _Kept(report_id=made.report.id, issues=_date_not_used(made.report, where))
        return lambda: _with_second(made, store, terms, lambda: known, second(first=None))
    made = _with_given_date(made, store)
    job = ReadingJob(made=made, where=_place(made.report, where))
    here = partial(read_or_say, job, reader_for=terms.reader_for)
    outcome = terms.engine.begin(job) if terms.engine else here

    def finish() -> _Keep:
        found = outcome()
        first = None if isinstance(found, Issue) else found
        keep = partial(_keep, made, found, store, version)
        return _with_second(made, store, terms, keep, second(first=first))

    return finish


def _with_given_date(made: RenderedReport, store: Store) -> RenderedReport:
    """The report with the date that a person gave when it was read before: reading anew must not lose it."""
    if made.report.published is not None or (given := store.given_date(made.report.id)) is None:
        return made
    return replace(made, report=replace(made.report, published=given))


def _keep(made: RenderedReport, outcome: Reading | Issue, store: Store, version: ReaderVersion) -> _Kept:
    if isinstance(outcome, Issue):
        return _keep_unread(made, store, outcome)
    is_new = store.add_reading(made.report, made.rendition, outcome, reader=version)
    return _Kept(report_id=made.report.id, is_new=is_new, issues=outcome.issues)


def _with_second(
    made: RenderedReport, store: Store, terms: Terms, keep: _Keep, again: Reading | Issue | None
) -> _Keep:
    """The way to keep a report, and what a second reader made of it where one did."""
    return keep if again is None else partial(_keep_both, made, store, keep, again, terms=terms)


def _keep_both(
    made: RenderedReport, store: Store, keep: _Keep, again: Reading | Issue, *, terms: Terms
) -> _Kept:
    """What a person should see of a second reading. The first one stays, whatever becomes of this.

    Where nobody answered nothing is kept but the issue, so that the next run asks again.
    """
    kept, second = keep(), terms.second
    if isinstance(again, Issue):
        store.add_issues([again])
        return replace(kept, issues=(*kept.issues, again))
    assert second is not None, "nobody else reads again"
    version = ReaderVersion(name=second.name, version=second.version)
    store.add_reading(made.report, made.rendition, again, reader=version)
    return replace(kept, issues=(*kept.issues, *again.issues))


def _keep_unread(made: RenderedReport, store: Store, issue: Issue) -> _Kept:
    is_new = store.add_report(made.report, made.rendition, [issue])
    return _Kept(report_id=made.report.id, is_new=is_new, issues=(issue,))


def _second_reading(
    made: RenderedReport, store: Store, terms: Terms, *, where: str, first: Reading | None
) -> Reading | Issue | None:
    """What a second reader makes of a report; None where there is none, or it has read it before."""
    second, language = terms.second, made.report.language or ""
    reader = terms.reader_for(language) if second is not None and language in second.languages else None
    if second is None or reader is None:
        return None
    version = ReaderVersion(name=second.name, version=second.version)
    if store.has_reading(made.report, version):
        return None
    return attempt(
        SECOND,
        _place(made.report, where),
        lambda: _read_again_or_say(made, second, first or read_report(made, reader)),
        report=made.report,
    )


def _read_again_or_say(made: RenderedReport, second: SecondReader, first: Reading) -> Reading | Issue:
    try:
        return read_again(made, second, first)
    except NoAnswer as error:
        message = f"second reader: {error}; the first reading stands, the next `civharm read` asks again"
        return Issue(stage=SECOND, code="second-reader-silent", message=message, report_id=made.report.id)


def _place(report: Report, where: str) -> str:
    return f"{where}, {report.part}" if report.part else where


def _date_not_used(report: Report, where: str) -> tuple[Issue, ...]:
    """A date given too late would leave relative dates as they were read: better said than half done."""
    if report.published is None or report.published.rule != GIVEN:
        return ()
    message = f"{_place(report, where)} was read before: the date given now was not used for it"
    return (Issue(stage="render", code="date-not-used", message=message, report_id=report.id, path=where),)


def _no_reader(report: Report, where: str) -> Issue:
    place = _place(report, where)
    message = f"{place} is in {report.language!r}, for which there is no reader: kept, not read"
    code = "no-reader"
    if report.language is None:
        code, message = "unknown-language", f"the language of {place} could not be told: kept, not read"
    return Issue(stage="claims", code=code, message=message, report_id=report.id, path=where)
