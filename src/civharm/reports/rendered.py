"""What rendering gives, and how a draft of a report becomes one with ids and dates checked."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from civharm.lang.detect import detect_language
from civharm.model.collecting import Fetch
from civharm.model.errors import InvalidInput
from civharm.model.ids import sha256_of, stable_id
from civharm.model.issues import Issue
from civharm.model.reports import Capture, Rendition, Report
from civharm.model.spans import Span
from civharm.model.store import GIVEN
from civharm.model.times import When
from civharm.reports.limits import MAX_REPORT_BYTES, MEGABYTE
from civharm.reports.published import stated_in_address

#: Goes into the rendition's id: raise it when a renderer makes other text from the same bytes.
VERSION = "2"
#: A page east of Greenwich may bear tomorrow's date when it is captured.
_ZONES = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedReport:
    """A report with its working copy."""

    report: Report
    rendition: Rendition


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The reports in one capture, and what could not be read of it."""

    reports: tuple[RenderedReport, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a renderer found in one report's own bytes, before ids are given."""

    own_bytes: bytes
    text: str
    renderer: str
    part: str | None = None
    external_id: str | None = None
    url: str | None = None
    source: str | None = None
    author: str | None = None
    title: str | None = None
    masthead: str | None = None
    published: When | None = None
    language: str | None = None
    body: tuple[Span, ...] = ()
    fetched: tuple[Fetch, ...] = ()
    issues: tuple[Issue, ...] = field(default=())


def finish(draft: Draft, capture: Capture, *, published: date | None) -> Rendered:
    """The draft as a report. `published` is the person's word for texts that state no date."""
    where = place_of(capture, draft.part)
    if not draft.text.strip():
        raise InvalidInput(f"{where} holds no text: remove it, or check how it was saved", code="empty")
    check_size(draft.own_bytes, where)
    sha256 = sha256_of(draft.own_bytes)
    report_id = stable_id("report", sha256)
    published_on = draft.published or (stated_in_address(draft.url) if draft.url else None)
    stated, doubts = _checked_date(published_on, capture, where=where, report_id=report_id)
    rendition = _rendition(draft, sha256)
    report = Report(
        id=report_id,
        sha256=sha256,
        capture_sha256=capture.sha256,
        rendition_id=rendition.id,
        part=draft.part,
        external_id=draft.external_id,
        url=draft.url,
        source=draft.source,
        author=draft.author,
        title=draft.title,
        masthead=draft.masthead,
        published=stated
        or (When.on(published, words=published.isoformat(), rule=GIVEN) if published else None),
        language=draft.language or detect_language(draft.text),
        chars=len(draft.text),
        body=draft.body,
        fetched=draft.fetched,
    )
    return Rendered(
        reports=(RenderedReport(report=report, rendition=rendition),), issues=(*draft.issues, *doubts)
    )


def place_of(capture: Capture, part: str | None) -> str:
    """The file, and the record in it, as messages name them."""
    return f"{capture.name}, {part}" if part else capture.name


def check_size(own_bytes: bytes, where: str) -> None:
    """Raise InvalidInput for one report larger than any report is."""
    if len(own_bytes) > MAX_REPORT_BYTES:
        raise InvalidInput(
            f"{where} has {len(own_bytes) // MEGABYTE} MB, the limit of one report is "
            f"{MAX_REPORT_BYTES // MEGABYTE} MB: split it into one file, or one line of JSON, for each report",
            code="too-large",
        )


def unread(error: InvalidInput, capture: Capture) -> Issue:
    """The issue that tells of a record or file that could not be read."""
    return Issue(stage="render", code=error.code, message=str(error), path=capture.name, is_failure=True)


def unread_date(words: str, *, where: str, path: str) -> Issue:
    """The issue that tells of a publication date which is not one certain day."""
    message = f"{where} has the date {words!r}, which is not one certain day: write it as YYYY-MM-DD"
    return Issue(stage="render", code="unread-date", message=message, path=path)


def _rendition(draft: Draft, sha256: str) -> Rendition:
    return Rendition(
        id=stable_id(sha256, draft.renderer, VERSION),
        sha256=sha256_of(draft.text.encode()),
        text=draft.text,
        renderer=draft.renderer,
        version=VERSION,
    )


def _checked_date(
    published: When | None, capture: Capture, *, where: str, report_id: str
) -> tuple[When | None, tuple[Issue, ...]]:
    """A date after the capture is a mistake of the page's: it is not kept, and said."""
    if published is None or published.start is None or published.start <= capture.captured_at.date() + _ZONES:
        return published, ()
    message = (
        f"{where} says that it was published on {published.start}, after it was captured "
        f"({capture.captured_at.date()}): the date is left out; give the right one with --published"
    )
    issue = Issue(
        stage="render",
        code="date-in-future",
        message=message,
        report_id=report_id,
        path=capture.name,
        span=published.span,
        is_failure=True,
    )
    return None, (issue,)
