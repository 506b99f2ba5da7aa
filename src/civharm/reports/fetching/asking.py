"""One request to a place that was checked, and its answer as it came over the wire."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout

from civharm.model.errors import InvalidInput, NotNow
from civharm.model.printable import printable
from civharm.reports.fetching.guard import Place
from civharm.reports.limits import MEGABYTE

#: Who asks: a site can tell us apart, and refuse us by name in its robots.txt.
USER_AGENT = "civharm/0.1 (casualty recording; fetches single pages that a person named)"
_CONNECT_S, _READ_S, _WHOLE_S = 15, 30, 120
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer; `body` as it came, packed or not."""

    place: Place
    at: datetime
    asked: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of a name."""
        return next((value for key, value in self.headers if key.lower() == name), None)


def ask(place: Place, more: Mapping[str, str], *, most_bytes: int, now: Callable[[], datetime]) -> Exchange:
    """Ask for a page. Raises NotNow where the server can't be had, InvalidInput for more bytes than may be."""
    asked = {
        "Host": place.host_header,
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "ar,en;q=0.9,*;q=0.5",
        "Accept-Encoding": "gzip",
        **more,
    }
    at = now()
    pool = pool_to(place)
    try:
        answer = pool.urlopen(
            "GET", place.target, headers=asked, redirect=False, retries=False,
            preload_content=False, decode_content=False, assert_same_host=False,
        )  # fmt: skip
        try:
            body = _body(answer, place, most_bytes)
        finally:
            answer.close()
    except (HTTPError, OSError) as error:
        raise NotNow(
            f"{printable(place.url)} can't be had now ({type(error).__name__}): try later"
        ) from error
    finally:
        pool.close()
    return Exchange(
        place=place,
        at=at,
        asked=tuple(asked.items()),
        status=answer.status,
        reason=answer.reason or "",
        headers=tuple(answer.headers.items()),
        body=body,
    )


def pool_to(place: Place) -> urllib3.HTTPConnectionPool:
    """A connection to the address that was checked; the name is what its certificate must be for."""
    timeout = Timeout(connect=_CONNECT_S, read=_READ_S)
    if place.scheme == "http":
        return urllib3.HTTPConnectionPool(place.ip, place.port, timeout=timeout)
    return urllib3.HTTPSConnectionPool(
        place.ip,
        place.port,
        timeout=timeout,
        cert_reqs="CERT_REQUIRED",
        server_hostname=place.host,
        assert_hostname=place.host,
    )


def _body(answer: Any, place: Place, most_bytes: int) -> bytes:
    """What came, up to a limit of bytes and of time: a server may send a byte a minute for ever."""
    until = time.monotonic() + _WHOLE_S
    body = bytearray()
    for piece in answer.stream(_PIECE, decode_content=False):
        body += piece
        if len(body) > most_bytes:
            most = most_bytes // MEGABYTE
            raise InvalidInput(
                f"{printable(place.url)} has more than {most} MB: save it by hand, or by parts",
                code="too-large",
            )
        if time.monotonic() > until:
            raise NotNow(f"{printable(place.url)} takes more than {_WHOLE_S} s: try later")
    return bytes(body)
