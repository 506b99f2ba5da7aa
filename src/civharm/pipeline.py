"""The way of the data, in order. Read this first.

    input ──capture──▶ evidence ──render──▶ text ──read──▶ claims          `read_inputs`
                                   where asked: text ──read again──▶ claims to be reviewed
    claims ──link──▶ incidents ──assess──▶ assessments                     `recompute`

The stages are functions that know neither each other nor the store; here they meet.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from civharm.assessments.assess import assess
from civharm.claims.readers import BuiltInReaders
from civharm.claims.second.which import SecondReaderOn
from civharm.codebook import Codebook
from civharm.codebook.load import default_codebook
from civharm.incidents.identity import identify
from civharm.incidents.link import link_claims
from civharm.lang.overlong import overlong_words
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.errors import InvalidInput, NoAnswer, fault_of
from civharm.model.incidents import Incident, Linked
from civharm.model.issues import Issue
from civharm.model.ports import Reader, Reading, SecondReader
from civharm.model.reports import Report, Scope
from civharm.model.spans import Quote, Span
from civharm.model.store import SECOND, ReaderVersion, Recomputed, Store
from civharm.places.gazetteer import open_gazetteer
from civharm.reports.capture import capture
from civharm.reports.inputs import Input
from civharm.reports.render import GIVEN, Rendered, RenderedReport, render

if TYPE_CHECKING:
    from civharm.claims.second.reader import LanguageModelReader
    from civharm.lang.chat import Endpoint

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What reading goes by: the readers, the clock, and a date for texts that state none.

    `second`, where there is one, reads after the reader of the language; what it claims a person reviews.
    """

    reader_for: Callable[[str], Reader | None]
    clock: Callable[[], datetime]
    published: date | None = None
    second: SecondReader | None = None


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
    gazetteer = partial(open_gazetteer, *places)
    readers = BuiltInReaders(codebook or default_codebook(), gazetteer, scope=scope)
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

    gazetteer = partial(open_gazetteer, *places)
    readers = BuiltInReaders(codebook or default_codebook(), gazetteer, scope=scope)
    return readers.second(Chat(endpoint), model=endpoint.model, on=on)


def read_inputs(found: Iterable[Input | Issue], store: Store, terms: Terms) -> Iterator[InputRead]:
    """Read each input into the store, one after the other. What is there already stays as it is."""
    for each in found:
        if isinstance(each, Issue):
            store.add_issues([each])
            yield InputRead(name=each.path or "", issues=(each,))
        else:
            yield read_input(each, store, terms)


def read_input(source: Input, store: Store, terms: Terms) -> InputRead:
    """Capture one input, render it, and read each report in it."""
    try:
        content = source.read()
    except InvalidInput as error:
        return _unread(source, store, _failure("inputs", error.code, str(error), path=source.name))
    evidence = capture(source.name, content, method=source.method, captured_at=terms.clock())
    store.add_capture(evidence, content)
    rendered = _attempt("render", source.name, lambda: render(evidence, content, published=terms.published))
    if isinstance(rendered, Issue):
        return _unread(source, store, rendered)
    store.add_issues(rendered.issues)
    return _read_reports(source, rendered, store, terms)


def read_report(made: RenderedReport, reader: Reader) -> Reading:
    """What a reader makes of one report; a claim whose quote does not stand in the text is not kept."""
    text = made.rendition.text
    overlong = overlong_words(text)
    reading = _anchored(reader.read(made.report, _body_alone(made.report, text, without=overlong)), text)
    return replace(reading, issues=(*reading.issues, *(_no_word(made.report, span) for span in overlong)))


def read_again(made: RenderedReport, reader: SecondReader, first: Reading) -> Reading:
    """What a second reader makes of a report beside the first reading. Raises NoAnswer where nobody answers."""
    text = made.rendition.text
    body = _body_alone(made.report, text, without=overlong_words(text))
    return _anchored(reader.read_again(made.report, body, first), text)


def _anchored(reading: Reading, text: str) -> Reading:
    """The reading without the claims whose quotes do not stand in the text: those are issues."""
    kept = tuple(_quoted(claim, text) for claim in reading.claims if claim.anchored_in(text))
    ids = {claim.id for claim in kept}
    loose = [_not_anchored(claim) for claim in reading.claims if claim.id not in ids]
    return replace(
        reading,
        claims=kept,
        victims=tuple(victim for victim in reading.victims if victim.claim_id in ids),
        issues=(*reading.issues, *loose),
    )


def recompute(store: Store, *, codebook: Codebook | None = None) -> Recomputed:
    """Incidents and assessments of all claims in a store, with the ids that they were given.

    A claim that needs review has no part in them until a person has accepted it.
    """
    codebook = codebook or default_codebook()
    claims = [claim for claim in store.claims() if not claim.needs_review]
    linked = link_claims(store.reports(), store.texts(), claims, codebook=codebook)
    identified = identify((*linked.incidents, *linked.leads), store.given_ids())
    return Recomputed(
        linked=_renamed(linked, identified.incidents),
        given=identified.newly_given,
        assessments=tuple(_assessed(identified.incidents, store, codebook)),
    )


def refresh(store: Store, *, codebook: Codebook | None = None) -> int:
    """Bring the store's incidents and assessments up to its claims; how much that changed."""
    return store.refresh(partial(recompute, codebook=codebook))


def _read_reports(source: Input, rendered: Rendered, store: Store, terms: Terms) -> InputRead:
    read: list[str] = []
    known: list[str] = []
    issues = list(rendered.issues)
    for made in rendered.reports:
        kept = _keep_read(made, store, terms, where=source.name)
        (read if kept.is_new else known).append(made.report.id)
        issues.extend(kept.issues)
        issues.extend(_keep_read_again(made, store, terms, where=source.name, first=kept.reading))
    return InputRead(name=source.name, read=tuple(read), known=tuple(known), issues=tuple(issues))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Whether a report came anew, what was made of it now, and what a person should see of that."""

    is_new: bool
    issues: tuple[Issue, ...] = ()
    reading: Reading | None = None


def _keep_read(made: RenderedReport, store: Store, terms: Terms, *, where: str) -> _Kept:
    language = made.report.language
    reader = terms.reader_for(language) if language else None
    if reader is None:
        return _keep_unread(made, store, _no_reader(made.report, where))
    version = ReaderVersion(name=reader.name, version=reader.version)
    if store.has_reading(made.report, version):
        return _Kept(is_new=False, issues=_date_not_used(made.report, where))
    reading = _attempt(
        "claims", _place(made.report, where), lambda: read_report(made, reader), report=made.report
    )
    if isinstance(reading, Issue):
        return _keep_unread(made, store, reading)
    is_new = store.add_reading(made.report, made.rendition, reading, reader=version)
    return _Kept(is_new=is_new, issues=reading.issues, reading=reading)


def _keep_unread(made: RenderedReport, store: Store, issue: Issue) -> _Kept:
    return _Kept(is_new=store.add_report(made.report, made.rendition, [issue]), issues=(issue,))


def _keep_read_again(
    made: RenderedReport, store: Store, terms: Terms, *, where: str, first: Reading | None
) -> tuple[Issue, ...]:
    """What a person should see of a second reading. The first one stays, whatever becomes of this.

    Where nobody answered nothing is kept but the issue, so that the next run asks again.
    """
    second, language = terms.second, made.report.language or ""
    reader = terms.reader_for(language) if second is not None and language in second.languages else None
    if second is None or reader is None:
        return ()
    version = ReaderVersion(name=second.name, version=second.version)
    if store.has_reading(made.report, version):
        return ()
    again = _attempt(
        SECOND,
        _place(made.report, where),
        lambda: _read_again_or_say(made, second, first or read_report(made, reader)),
        report=made.report,
    )
    if isinstance(again, Issue):
        store.add_issues([again])
        return (again,)
    store.add_reading(made.report, made.rendition, again, reader=version)
    return again.issues


def _read_again_or_say(made: RenderedReport, second: SecondReader, first: Reading) -> Reading | Issue:
    try:
        return read_again(made, second, first)
    except NoAnswer as error:
        message = f"second reader: {error}; the first reading stands, the next `civharm read` asks again"
        return Issue(stage=SECOND, code="second-reader-silent", message=message, report_id=made.report.id)


def _attempt(
    stage: str, where: str, step: Callable[[], _Result], *, report: Report | None = None
) -> _Result | Issue:
    """The border of a stage: a mistake in it costs one report, never the others."""
    try:
        return step()
    except Exception as error:  # noqa: BLE001 - whatever a stage stumbles over, the rest is read
        what = fault_of(error)
        message = (
            f"{where} could not be read to the end ({what}): this is a fault of civharm, please report it"
        )
        issue = _failure(stage, "stage-failed", message, path=where)
        return replace(issue, report_id=report.id if report else None)


def _body_alone(report: Report, text: str, *, without: Sequence[Span]) -> str:
    """The text with all but the report's body blanked: offsets stay, menus and header lines are not read."""
    if not report.body and not without:
        return text
    letters = ["\n" if letter == "\n" else " " for letter in text]
    for span in report.body or (Span(0, len(text)),):
        letters[span.start : span.end] = span.of(text)
    for span in without:
        letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)


def _quoted(claim: Claim, text: str) -> Claim:
    """The claim with its quote's surroundings as they stand in the whole text."""
    return replace(claim, quote=Quote.at(text, claim.span))


def _renamed(linked: Linked, named: Sequence[Incident]) -> Linked:
    count = len(linked.incidents)
    return replace(linked, incidents=tuple(named[:count]), leads=tuple(named[count:]))


def _assessed(incidents: Sequence[Incident], store: Store, codebook: Codebook) -> Iterator[Assessment]:
    claims = {claim.id: claim for claim in store.claims()}
    reports = {report.id: report for report in store.reports()}
    victims = store.victims()
    for incident in incidents:
        own_claims = [claims[claim_id] for claim_id in incident.claims]
        own_reports = [reports[report_id] for report_id in incident.reports]
        own_victims = [victim for victim in victims if victim.claim_id in incident.claims]
        yield assess(incident, own_claims, own_reports, codebook=codebook, victims=own_victims)


def _unread(source: Input, store: Store, issue: Issue) -> InputRead:
    store.add_issues([issue])
    return InputRead(name=source.name, issues=(issue,))


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


def _no_word(report: Report, span: Span) -> Issue:
    message = f"{span.end - span.start:,} characters without a blank, from {span.start:,} on, are no words: kept, not read"
    return Issue(stage="claims", code="no-words", message=message, report_id=report.id, span=span)


def _not_anchored(claim: Claim) -> Issue:
    message = f"a {claim.kind} claim quotes words that do not stand at its span: not kept"
    return Issue(
        stage="claims", code="not-anchored", message=message, report_id=claim.report_id, span=claim.span
    )


def _failure(stage: str, code: str, message: str, *, path: str) -> Issue:
    return Issue(stage=stage, code=code, message=message, path=path, is_failure=True)
