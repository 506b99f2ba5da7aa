"""One report at a time: what a reader makes of it, and what is said where it stumbles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from civharm.claims.doubts import doubts
from civharm.claims.readers import built_in_readers
from civharm.codebook import Codebook
from civharm.lang.overlong import overlong_words
from civharm.model.claims import Claim
from civharm.model.errors import fault_of
from civharm.model.issues import Issue
from civharm.model.ports import Reader, Reading, SecondReader
from civharm.model.reports import Report, Scope
from civharm.model.spans import Quote, Span
from civharm.places.coordinates import Written
from civharm.places.written import written_coordinates
from civharm.reports.render import RenderedReport

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingJob:
    """One report to read; `where` names it in messages."""

    made: RenderedReport
    where: str


def reading_work(
    codebook: Codebook | None, places: Sequence[Path], scope: Scope | None
) -> Callable[[ReadingJob], Reading | Issue]:
    """What a process that reads reports does with each of them; the readers are made once."""
    readers = built_in_readers(codebook, places=places, scope=scope)
    return partial(read_or_say, reader_for=readers.reader_for)


def read_or_say(job: ReadingJob, *, reader_for: Callable[[str], Reader | None]) -> Reading | Issue:
    """What the reader of its language makes of a report, or the issue that says what went wrong."""
    reader = reader_for(job.made.report.language or "")
    assert reader is not None, "a report in a language that nobody reads is no job"
    return attempt("claims", job.where, lambda: read_report(job.made, reader), report=job.made.report)


def read_report(made: RenderedReport, reader: Reader) -> Reading:
    """What a reader makes of one report; a claim whose quote does not stand in the text is not kept."""
    text = made.rendition.text
    overlong = overlong_words(text)
    body = _body_alone(made.report, text, without=overlong)
    reading = _anchored(reader.read(made.report, body), text)
    unread = (_no_word(made.report, span) for span in overlong)
    doubtful = doubts(reading.claims, made.report, body, languages=reader.languages)
    refused = (_refused(made.report, each) for each in written_coordinates(body) if each.fault)
    return replace(reading, issues=(*reading.issues, *unread, *doubtful, *refused))


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


def attempt(
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
        issue = failure(stage, "stage-failed", message, path=where)
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


def _no_word(report: Report, span: Span) -> Issue:
    message = f"{span.end - span.start:,} characters without a blank, from {span.start:,} on, are no words: kept, not read"
    return Issue(stage="claims", code="no-words", message=message, report_id=report.id, span=span)


def _refused(report: Report, written: Written) -> Issue:
    message = f"coordinates that can't be used ({written.fault}): see what the report writes there; only WGS 84 is read"
    code = f"coordinates-{written.fault}"
    return Issue(stage="places", code=code, message=message, report_id=report.id, span=written.span)


def _not_anchored(claim: Claim) -> Issue:
    message = f"a {claim.kind} claim quotes words that do not stand at its span: not kept"
    return Issue(
        stage="claims", code="not-anchored", message=message, report_id=claim.report_id, span=claim.span
    )


def failure(stage: str, code: str, message: str, *, path: str) -> Issue:
    return Issue(stage=stage, code=code, message=message, path=path, is_failure=True)
