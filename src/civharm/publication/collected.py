"""How a report was collected, fact by fact, for people to read (METHOD R48): what nobody knows is said to be unknown."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from civharm.model.collecting import Collection, Fetch, asked
from civharm.model.reports import Capture, Report
from civharm.publication.cells import time_cell


class Fact(StrEnum):
    """What is told of a collection; the value is its name in English."""

    NAME = "handed in as"
    METHOD = "way in"
    TAKEN_IN = "taken in (UTC)"
    COLLECTOR = "collected by"
    TOOL = "with"
    VANTAGE = "from where"
    MODIFIED = "file last changed (UTC, as its file system says)"
    ASKED = "address asked for"
    LED_ON = "led on"
    FINAL = "address that answered"
    ANSWERED = "answered at (UTC)"
    STATUS = "HTTP status"
    SERVER = "server's address"
    ARCHIVED_BY = "web archive made by"
    HEADERS = "headers of the answer"
    COPY = "copy in an archive of others"
    HASH_THEN = "hash of what that archive stored"
    HASH = "SHA-256 of the file"


#: Stands where a fact is not known; it is words of no language but of the page's, which translates it.
UNKNOWN = "unknown"


def facts_of(report: Report, capture: Capture | None) -> Iterator[tuple[Fact, str]]:
    """All that is known of how a report came, and `UNKNOWN` for what is not; nothing of the network for what did not come over it."""
    how = (capture and capture.collection) or Collection()
    if capture is not None:
        part = f", {report.part}" if report.part else ""
        yield Fact.NAME, f"{capture.name}{part}"
        yield Fact.METHOD, capture.method
        yield Fact.TAKEN_IN, _time(capture.captured_at)
    yield Fact.COLLECTOR, how.collector or UNKNOWN
    yield Fact.TOOL, how.tool or UNKNOWN
    yield Fact.VANTAGE, how.vantage or UNKNOWN
    if how.modified_at or not report.fetched:
        yield Fact.MODIFIED, _time(how.modified_at)
    yield from _fetched(report)
    for copy in (*how.copies, *(url for each in report.fetched for url in each.copies)):
        yield Fact.COPY, copy
    for each in report.fetched:
        if each.hash:
            yield Fact.HASH_THEN, each.hash
    yield Fact.HASH, report.capture_sha256


def _fetched(report: Report) -> Iterator[tuple[Fact, str]]:
    if not report.fetched:
        return
    last = report.fetched[-1]
    yield Fact.ASKED, asked(report.fetched) or UNKNOWN
    yield from ((Fact.LED_ON, _redirect(each)) for each in report.fetched[:-1])
    yield Fact.FINAL, last.url or UNKNOWN
    yield Fact.ANSWERED, _time(last.at)
    yield Fact.STATUS, UNKNOWN if last.status is None else str(last.status)
    yield Fact.SERVER, last.ip or UNKNOWN
    yield Fact.ARCHIVED_BY, last.software or UNKNOWN
    yield Fact.HEADERS, last.headers or UNKNOWN


def _redirect(each: Fetch) -> str:
    return f"{each.url}: {each.status or UNKNOWN}, {_time(each.at)}"


def _time(at: datetime | None) -> str:
    return time_cell(at) or UNKNOWN
