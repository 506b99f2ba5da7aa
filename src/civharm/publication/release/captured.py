"""The table of how each report was collected (METHOD R48): nothing of who did it, unless the release is asked to tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from civharm.model.collecting import Collection, Fetch, asked
from civharm.model.reports import Capture, Report
from civharm.publication.cells import joined, time_cell
from civharm.publication.release.addresses import leads_to_profile
from civharm.publication.release.tables import Column, Kind, Table, Told, cells_of

#: Headers that tell of the page and of nobody who asked for it.
_TELLING = frozenset({"content-type", "content-length", "date", "last-modified", "etag", "server"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOf:
    """A report in one of its captures; `by` tells of who collected it, where that is to be told."""

    report: Report
    capture: Capture
    by: Collection = field(default_factory=Collection)

    @property
    def how(self) -> Collection:
        """How it was collected; nothing is known of captures of before that was recorded."""
        return self.capture.collection or Collection()

    @property
    def last(self) -> Fetch:
        """The request that brought it."""
        return self.report.fetched[-1] if self.report.fetched else Fetch(url="")

    @property
    def copies(self) -> tuple[str, ...]:
        """Where others have copies; the address of a person's profile stands in that of its copy."""
        told = (*self.how.copies, *(url for one in self.report.fetched for url in one.copies))
        return tuple(each for each in told if not leads_to_profile(each))


def _telling(headers: str) -> str:
    lines = (line for line in headers.splitlines() if line.partition(":")[0].strip().lower() in _TELLING)
    return "; ".join(lines)


def kept_of(report: Report, capture: Capture, collectors: Mapping[str, Collection]) -> KeptOf:
    """A report in a capture, with who collected it where that is to be told."""
    return KeptOf(report=report, capture=capture, by=collectors.get(capture.sha256, Collection()))


CAPTURES: Table[KeptOf] = Table(
    name="captures",
    title="How each report was collected: what was asked for, what answered, when, with what.",
    key=("report", "capture_sha256"),
    columns=(
        Column(name="report", meaning="Id of the report.", of=lambda each: each.report.id),
        Column(name="capture_sha256", meaning="SHA-256 of the file kept as evidence.", of=lambda each: each.capture.sha256),
        Column(name="size", meaning="Its bytes.", kind=Kind.INTEGER, of=lambda each: each.capture.size),
        Column(name="media_type", meaning="What kind of file it is.", of=lambda each: each.capture.media_type),
        Column(name="part", meaning="Where in it the report is; empty for the whole.", of=lambda each: each.report.part),
        Column(name="method", meaning="How it came: file, upload, fetch, poll, watched folder …", of=lambda each: each.capture.method),
        Column(name="captured_at", meaning="When it was taken in (UTC).", of=lambda each: time_cell(each.capture.captured_at)),
        Column(name="tool", meaning="What took it in, with its version.", of=lambda each: each.how.tool),
        Column(name="archived_by", meaning="What made the web archive that it is in.", of=lambda each: each.last.software),
        Column(name="requested_url", meaning="The address that was asked for; empty for files and for profiles of persons.",
               of=lambda each: asked(each.report.fetched)),
        Column(name="final_url", meaning="The address that answered with it, after redirects.", of=lambda each: each.last.url or None),
        Column(name="fetched_at", meaning="When that server answered (UTC).", of=lambda each: time_cell(each.last.at)),
        Column(name="http_status", meaning="What it answered with.", kind=Kind.INTEGER, of=lambda each: each.last.status),
        Column(name="http_headers", meaning="Headers of the answer that say something of the page.", of=lambda each: _telling(each.last.headers)),
        Column(name="copies", meaning="Addresses of copies in archives of others.", of=lambda each: joined(each.copies)),
        Column(name="collector", meaning="Who collected it; only where the release was asked to say so.", of=lambda each: each.by.collector),
        Column(name="vantage", meaning="Where their machine stood; likewise.", of=lambda each: each.by.vantage),
    ),
)  # fmt: skip

_SHA256, _COLLECTOR, _VANTAGE = (
    [column.name for column in CAPTURES.columns].index(name)
    for name in ("capture_sha256", "collector", "vantage")
)


def with_collector(told: Told, collectors: Mapping[str, Collection]) -> Told:
    """A row of the table with who collected the capture, where that is to be told."""
    if not collectors:
        return told
    (kept,) = cells_of([told])
    by = collectors.get(str(kept[_SHA256]))
    if by is None:
        return told
    cells = list(kept)
    cells[_COLLECTOR], cells[_VANTAGE] = by.collector, by.vantage
    return CAPTURES.told_rows([cells])
