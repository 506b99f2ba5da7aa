"""What is new in feeds and folders since the last look.

What was seen is remembered in `watched.json` in the casebook's folder. If it is lost, all is looked at once more,
and what is known is told to be known.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from civharm.jobs.adding import Given, named
from civharm.jobs.incoming import Incoming
from civharm.jobs.known import known_address
from civharm.jobs.states import InputKind
from civharm.model.errors import InvalidInput
from civharm.model.issues import Issue
from civharm.model.printable import printable
from civharm.reports.feeds import links_of_feed
from civharm.reports.fetching.archive import warc_of
from civharm.reports.fetching.fetcher import Fetcher
from civharm.reports.inputs import find_inputs
from civharm.reports.inside import Inside
from civharm.reports.web_archive import pages_of

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

#: A file that changed a moment ago may still be written.
_QUIET_S = 5


class Watch:
    """Looks at feeds and folders; `remember` once what was found is in the casebook.

    With `has_pages` the pages that new entries of feeds lead to are wanted as well, each as an address to be fetched.
    """

    def __init__(self, casebook: "Casebook", fetcher: Fetcher, *, has_pages: bool = False) -> None:
        self._has_pages, self._alias = has_pages, casebook.alias
        self._incoming = Incoming.of(casebook.folder.path)
        self._fetcher = fetcher
        self._path = casebook.folder.path / "watched.json"
        self._seen = self._read()
        self._now_seen: dict[str, Any] = {}

    def look(self, what: Iterable[Path]) -> tuple[list[Given], list[str]]:
        """What is new, and what could not be looked at, in words."""
        given: list[Given] = []
        troubles: list[str] = []
        for path in what:
            for found in self._in_folder(path) if path.is_dir() else self._in_feeds(path):
                if isinstance(found, Given):
                    given.append(found)
                else:
                    troubles.append(found)
        return given, troubles

    def remember(self) -> None:
        """Keep what was seen, in one step."""
        self._seen |= self._now_seen
        unfinished = self._path.with_name(f".{self._path.name}")
        unfinished.write_text(json.dumps(self._seen, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        os.replace(unfinished, self._path)

    def _in_feeds(self, path: Path) -> Iterator[Given | str]:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidInput(
                f"{path} can't be read as a list of feeds ({error}): write one address a line, in UTF-8"
            ) from error
        for url in filter(None, (line.partition("#")[0].strip() for line in lines)):
            yield from self._in_feed(url)

    def _in_feed(self, url: str) -> Iterator[Given | str]:
        """The feed, unless its server says that nothing has changed."""
        try:
            fetched = self._fetcher.fetch(url, known=self._seen.get(url, {}))
        except InvalidInput as error:
            yield str(error)
            return
        if fetched.is_unchanged:
            return
        tags = {
            "If-None-Match": fetched.last.header("etag"),
            "If-Modified-Since": fetched.last.header("last-modified"),
        }
        self._now_seen[url] = {name: value for name, value in tags.items() if value}
        archive = warc_of(fetched)
        place, sha256 = self._incoming.keep(archive)
        yield Given(kind=InputKind.POLLED, name=printable(url), place=place, sha256=sha256)
        if self._has_pages:
            for found in _linked_pages(archive, url):
                if isinstance(found, str) or not known_address(found.url, self._alias):
                    yield found

    def _in_folder(self, folder: Path) -> Iterator[Given | str]:
        for found in find_inputs([str(folder)]):
            if isinstance(found, Issue):
                if found.is_failure:
                    yield found.message
                continue
            assert found.path is not None
            state = found.path.stat()
            mark = [state.st_size, state.st_mtime_ns]
            key = str(found.path.absolute())
            if self._seen.get(key) == mark or abs(time.time() - state.st_mtime) < _QUIET_S:
                continue
            try:
                place, sha256 = self._incoming.keep(found.read())
            except InvalidInput as error:
                yield str(error)
                continue
            self._now_seen[key] = mark
            yield Given(
                kind=InputKind.WATCHED,
                name=found.name,
                place=place,
                sha256=sha256,
                modified_at=found.modified_at,
            )

    def _read(self) -> dict[str, Any]:
        try:
            seen = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return seen if isinstance(seen, dict) else {}


def _linked_pages(archive: bytes, url: str) -> Iterator[Given | str]:
    """The pages that the entries of a feed lead to."""
    name = printable(url)
    try:
        feeds = [each.content for each in pages_of(archive, name) if isinstance(each, Inside)]
        links = dict.fromkeys(link for content in feeds for link in links_of_feed(content, name))
    except InvalidInput as error:
        yield str(error)
        return
    yield from map(named, links)
