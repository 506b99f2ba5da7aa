"""The polite fetcher: what robots.txt asks is kept, a host is asked seldom, and each answer is kept as it came."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from civharm.model.errors import InvalidInput, NotNow
from civharm.model.printable import printable
from civharm.reports.fetching.asking import USER_AGENT, Exchange, ask
from civharm.reports.fetching.guard import Guard, Place
from civharm.reports.limits import MAX_FETCHED_BYTES

_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
#: Answers after which a later try may do better.
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_PAUSE_S, _LONGEST_PAUSE_S = 2.0, 30.0
_MOST_ROBOTS_BYTES = 512 * 1024
_NAME = USER_AGENT.partition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as it came: the last exchange holds it, those before led to it."""

    exchanges: tuple[Exchange, ...]

    @property
    def last(self) -> Exchange:
        """The exchange with the page."""
        return self.exchanges[-1]

    @property
    def is_unchanged(self) -> bool:
        """True where the server says that nothing has changed since the last time."""
        return self.last.status == 304


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Fetches pages, one after the other. One for a run: it remembers when it asked which host."""

    guard: Guard = field(default_factory=Guard)
    pause_s: float = _PAUSE_S
    now: Callable[[], datetime] = _utc_now
    sleep: Callable[[float], None] = time.sleep
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[tuple[str, str, int], RobotFileParser] = field(default_factory=dict)

    def fetch(self, url: str, *, known: Mapping[str, str] | None = None) -> Fetched:
        """The page at an address; `known` are headers that ask for it only if it has changed.

        Raises InvalidInput where it must not or can't be fetched, NotNow where a later try may do better.
        """
        exchanges: list[Exchange] = []
        for _ in range(_MOST_REDIRECTS + 1):
            place = self.guard.checked(url)
            self._check_robots(place)
            exchanges.append(self._ask(place, known or {}))
            location = exchanges[-1].header("location")
            if exchanges[-1].status not in _REDIRECTS or not location:
                return _checked(Fetched(exchanges=tuple(exchanges)))
            url = urljoin(place.url, location)
        raise InvalidInput(
            f"{printable(url)} was led on more than {_MOST_REDIRECTS} times: open it by hand",
            code="not-fetched",
        )

    def _ask(self, place: Place, more: Mapping[str, str]) -> Exchange:
        self._wait(place)
        try:
            return ask(place, more, most_bytes=MAX_FETCHED_BYTES, now=self.now)
        finally:
            self._asked[place.host] = time.monotonic()

    def _wait(self, place: Place) -> None:
        """Leave a host alone for a while after each request; longer where its robots.txt says so."""
        robots = self._robots.get(_site(place))
        wished = robots.crawl_delay(_NAME) if robots else None
        pause = min(max(self.pause_s, float(wished or 0)), _LONGEST_PAUSE_S)
        last = self._asked.get(place.host)
        if last is not None and (rest := last + pause - time.monotonic()) > 0:
            self.sleep(rest)

    def _check_robots(self, place: Place) -> None:
        site = _site(place)
        if site not in self._robots:
            self._robots[site] = self._read_robots(place)
        if not self._robots[site].can_fetch(_NAME, place.url):
            raise InvalidInput(
                f"{printable(place.url)} is not fetched: the site's robots.txt asks programs to stay away; "
                "save the page by hand",
                code="robots",
            )

    def _read_robots(self, place: Place) -> RobotFileParser:
        """What the site asks of programs; a site without the file asks nothing."""
        rules = RobotFileParser()
        url = f"{place.scheme}://{place.host_header}/robots.txt"
        for _ in range(_MOST_REDIRECTS + 1):
            answer = ask(
                self.guard.checked(url),
                {"Accept-Encoding": "identity"},
                most_bytes=_MOST_ROBOTS_BYTES,
                now=self.now,
            )
            location = answer.header("location")
            if answer.status not in _REDIRECTS or not location:
                break
            url = urljoin(url, location)
        if answer.status in _LATER:
            raise NotNow(
                f"{printable(place.url)}: its robots.txt can't be had now ({answer.status}): try later"
            )
        rules.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
        return rules


def _site(place: Place) -> tuple[str, str, int]:
    return place.scheme, place.host, place.port


def _checked(fetched: Fetched) -> Fetched:
    """Raise for an answer that is no page."""
    status, url = fetched.last.status, printable(fetched.last.place.url)
    if status in _LATER:
        raise NotNow(f"{url} answers {status} {fetched.last.reason}: try later")
    if status not in (200, 203, 304):
        raise InvalidInput(
            f"{url} answers {status} {fetched.last.reason}: check the address, or look for a copy in a web archive",
            code="not-fetched",
        )
    return fetched
