"""Files that hold other files: archives of the web, mail, ZIP. What is inside is rendered as if it came alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date

from civharm.model.collecting import Fetch
from civharm.model.errors import InvalidInput
from civharm.model.issues import Issue
from civharm.model.reports import Capture
from civharm.reports.limits import MEGABYTE, most_unpacked
from civharm.reports.rendered import Rendered, RenderedReport, place_of, unread

#: A file in a file in a file is as deep as anybody packs reports.
MAX_DEPTH = 3
#: Stands in a name between a file and the one inside it.
INSIDE = " » "


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """One file inside another; `part` says where, `name` is its own, `url` where it was fetched from, `fetched` how.

    `media_type` is what its server or its sender called it, with the encoding if they named one.
    """

    part: str
    name: str
    content: bytes
    url: str | None = None
    media_type: str = ""
    fetched: tuple[Fetch, ...] = ()


#: What is inside a file's bytes; an Issue in the place of what can't be had.
Open = Callable[[bytes, str], Iterator[Inside | Issue]]
#: The bytes that came out of the outermost file so far.
_UNPACKED: ContextVar[list[int] | None] = ContextVar("unpacked", default=None)
Render = Callable[[Capture, bytes, date | None], Rendered]


def render_inside(
    capture: Capture, found: Iterator[Inside | Issue], render: Render, *, published: date | None
) -> Rendered:
    """The reports of all that is inside, each once; what is damaged costs what lies behind it alone."""
    reports: dict[str, RenderedReport] = {}
    issues: list[Issue] = []
    try:
        with _counted():
            for each in found:
                if isinstance(each, Issue):
                    issues.append(each)
                    continue
                _take(each, capture)
                rendered = _rendered(capture, each, render, published)
                issues += rendered.issues
                for made in rendered.reports:
                    first = reports.setdefault(made.report.id, made)
                    if first is not made:
                        issues.append(_repeated(capture, made, first))
    except InvalidInput as error:
        issues.append(unread(error, capture))
    if not reports and not issues:
        message = f"{capture.name} holds nothing that civharm reads"
        issues.append(Issue(stage="render", code="empty-archive", message=message, path=capture.name))
    return Rendered(reports=tuple(reports.values()), issues=tuple(issues))


@contextmanager
def _counted() -> Iterator[None]:
    """Count what comes out of one file, over all files within it: each may be as large as it may be alone."""
    if _UNPACKED.get() is not None:
        yield
        return
    token = _UNPACKED.set([0])
    try:
        yield
    finally:
        _UNPACKED.reset(token)


def _take(each: Inside, capture: Capture) -> None:
    """Raises InvalidInput once more has come out than such a file may come to; `capture` is the outermost one's."""
    count = _UNPACKED.get()
    assert count is not None
    count[0] += len(each.content)
    most = MAX_DEPTH * most_unpacked(capture.size)
    if count[0] > most:
        raise InvalidInput(
            f"{capture.name} unpacks, file within file, to more than {most / MEGABYTE:,.0f} MB and was not read further: "
            "unpack it yourself if you trust it, and hand in what is inside",
            code="archive-bomb",
        )


def _rendered(capture: Capture, each: Inside, render: Render, published: date | None) -> Rendered:
    own = replace(
        capture, name=f"{place_of(capture, each.part)}{INSIDE}{each.name}", media_type=each.media_type
    )
    rendered = render(own, each.content, published)
    return Rendered(
        reports=tuple(_placed(made, each) for made in rendered.reports),
        issues=tuple(replace(issue, path=capture.name) for issue in rendered.issues),
    )


def _placed(made: RenderedReport, each: Inside) -> RenderedReport:
    """The report with where it lies, and with the address that it was fetched from: that is known, a page's own word is not."""
    part = f"{each.part}, {made.report.part}" if made.report.part else each.part
    url = made.report.url if made.report.part and made.report.url else each.url or made.report.url
    fetched = (*each.fetched, *made.report.fetched)
    return replace(made, report=replace(made.report, part=part, url=url, fetched=fetched))


def _repeated(capture: Capture, made: RenderedReport, first: RenderedReport) -> Issue:
    message = (
        f"{capture.name}, {made.report.part} repeats {first.report.part} byte for byte and was read once"
    )
    return Issue(
        stage="render", code="repeated-record", message=message, report_id=first.report.id, path=capture.name
    )
