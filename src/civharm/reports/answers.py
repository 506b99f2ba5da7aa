"""What a web archive tells of how its pages were fetched: each answer, and the redirects that led to it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from civharm.model.collecting import Fetch
from civharm.model.printable import printable

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

#: Headers that are longer altogether are cut here; the archive has the whole.
_MOST_HEADERS = 16_000
_MOST_REDIRECTS = 10
#: So many redirects of one archive are remembered.
_MOST_REMEMBERED = 10_000


@dataclass(slots=True)
class Answers:
    """The answers of one archive, taken record by record: only redirects are remembered."""

    _software: str | None = None
    _led_to: dict[str, Fetch] = field(default_factory=dict)

    def take(self, record: "ArcWarcRecord") -> None:
        """Note who made the archive, and where a redirect leads."""
        if record.rec_type == "warcinfo":
            self._software = _software(record)
            return
        http = record.http_headers
        location = http.get_header("Location") if http is not None else None
        url = record.rec_headers.get_header("WARC-Target-URI")
        is_redirect = record.rec_type == "response" and ((http and http.get_statuscode()) or "").startswith(
            "3"
        )
        if is_redirect and location and url and len(self._led_to) < _MOST_REMEMBERED:
            try:
                self._led_to.setdefault(urljoin(url, location).partition("#")[0], self._fetch(record))
            except ValueError:  # no address
                return

    def to(self, record: "ArcWarcRecord") -> tuple[Fetch, ...]:
        """The requests that brought a page: redirects first, the page last."""
        found = [self._fetch(record)]
        seen = {found[0].url}
        while len(found) <= _MOST_REDIRECTS and (before := self._led_to.get(found[0].url.partition("#")[0])):
            if before.url in seen:
                break
            seen.add(before.url)
            found.insert(0, before)
        return tuple(found)

    def _fetch(self, record: "ArcWarcRecord") -> Fetch:
        told, http = record.rec_headers, record.http_headers
        return Fetch(
            url=printable(told.get_header("WARC-Target-URI") or ""),
            at=_time(told.get_header("WARC-Date") or ""),
            status=_status(http.get_statuscode() if http else ""),
            headers=_headers(http.headers) if http else "",
            ip=told.get_header("WARC-IP-Address") or None,
            software=self._software,
        )


def _software(record: "ArcWarcRecord") -> str | None:
    """What its first record says made the archive."""
    lines = record.content_stream().read(_MOST_HEADERS).decode("utf-8", "replace").splitlines()
    told = (line.partition(":")[2].strip() for line in lines if line.lower().startswith("software:"))
    return printable(next(told, "")) or None


def _time(words: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _status(words: str | None) -> int | None:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) == 3 else None


def _headers(headers: list[tuple[str, str]]) -> str:
    lines = "\n".join(f"{printable(name)}: {printable(value)}" for name, value in headers)
    return lines if len(lines) <= _MOST_HEADERS else f"{lines[:_MOST_HEADERS]} …"
