"""What auto-archiver leaves: its sheet as CSV, the JSON beside what it stored, the page that it makes of each post.

All three tell of the same posts: a post is known by its address, title, time and words, wherever it stands.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from civharm.lang.headline import under_headline
from civharm.model.collecting import Fetch
from civharm.model.errors import InvalidInput
from civharm.model.ids import fold_space
from civharm.model.printable import printable
from civharm.reports.decode import canonical
from civharm.reports.published import stated_on
from civharm.reports.rendered import Draft

RENDERER = "auto-archiver"
SOFTWARE = "auto-archiver"
#: Columns of its sheet, as it calls them unless a team has called them otherwise.
_LINK, _STATUS, _TEXT, _TITLE, _POSTED = (
    "link", "archive status", "text content", "upload title", "upload timestamp",
)  # fmt: skip
_COPIES = ("archive location", "wacz", "replaywebpage", "screenshot", "wayback")
_SHEET = re.compile(rb"^[^\r\n]*archive status[^\r\n]*", re.IGNORECASE)
#: The header of its other table, whose cells are Python and not data.
_TABLE = re.compile(rb"^\s*status,metadata,media\s*$", re.IGNORECASE | re.MULTILINE)
_LONGEST_FIELD = 1 << 24
_PAGE_MARKS = (b"Archived media for", b"bellingcat/auto-archiver")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One archived post, as it is told of in any of the three."""

    part: str
    url: str
    words: str
    title: str | None
    posted: str
    author: str | None
    status: str
    fetch: Fetch


def is_sheet(head: bytes) -> bool:
    """True for the beginning of its sheet, saved as CSV. Raises InvalidInput for its table of Python values."""
    if _TABLE.match(head):
        raise InvalidInput(
            "this is auto-archiver's csv_db, whose cells can't be read back: hand in its sheet, or switch on its json_enricher "
            "and hand in the folder",
            code="not-text",
        )
    found = _SHEET.match(head)
    return found is not None and b"link" in found[0].lower()


def is_page(content: bytes) -> bool:
    """True for the page that it makes of a post and what was stored of it."""
    return all(mark in content for mark in _PAGE_MARKS)


def posts_of_sheet(text: str) -> Iterator[Post]:
    """The rows that have a link."""
    csv.field_size_limit(_LONGEST_FIELD)
    dialect = "excel-tab" if text.partition("\n")[0].count("\t") > 1 else "excel"
    for number, row in enumerate(csv.DictReader(StringIO(text), dialect=dialect), start=2):
        cells = {(name or "").strip().lower(): (value or "") for name, value in row.items() if name}
        if cells.get(_LINK, "").strip():
            yield _post_of_row(f"row {number}", cells)


def _post_of_row(part: str, cells: Mapping[str, str]) -> Post:
    copies = [line.strip() for name in _COPIES for line in cells.get(name, "").splitlines()]
    url = cells[_LINK].strip()
    return Post(
        part=part,
        url=url,
        words=cells.get(_TEXT, ""),
        title=cells.get(_TITLE, "").strip() or None,
        posted=cells.get(_POSTED, "").strip(),
        author=None,
        status=cells.get(_STATUS, "").strip(),
        fetch=_fetch(url, cells.get("archive date", ""), copies, hashed=cells.get("hash", "")),
    )


def posts_of(value: Any) -> list[Post] | None:
    """The posts of the JSON that it leaves; None for other JSON."""
    records = value if isinstance(value, list) else [value]
    if not records or not all(map(_is_record, records)):
        return None
    return [_post_of_record(number, each) for number, each in enumerate(records, start=1)]


def _is_record(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("media"), list):
        return False
    told = value.get("metadata")
    return isinstance(told, dict) and isinstance(told.get("url"), str) and "status" in value


def _post_of_record(number: int, record: Mapping[str, Any]) -> Post:
    told, media = record["metadata"], [each for each in record["media"] if isinstance(each, dict)]
    copies = [url for each in media for url in each.get("urls") or () if isinstance(url, str)]
    copies += [
        str(told[name])
        for name in ("wayback", "ghostarchive", "archive.today")
        if _is_address(told.get(name))
    ]
    last = next(
        (each for each in media if _property(each, "id") == "_final_media"), media[0] if media else {}
    )
    author = next((told[name] for name in ("author", "uploader") if isinstance(told.get(name), str)), None)
    return Post(
        part=f"record {number}",
        url=told["url"].strip(),
        words=_words(told.get("content")),
        title=_words(told.get("title")).strip() or None,
        posted=_words(told.get("timestamp")).strip(),
        author=author,
        status=_words(record.get("status")),
        fetch=_fetch(told["url"], _words(told.get("_processed_at")), copies, hashed=_property(last, "hash")),
    )


def post_of_page(rows: Mapping[str, str], links: Iterable[str]) -> Post:
    """The post of its page: `rows` are those of the table of metadata."""
    url = rows.get("url", "").strip()
    return Post(
        part="page",
        url=url,
        words=rows.get("content", ""),
        title=rows.get("title", "").strip() or None,
        posted=rows.get("timestamp", "").strip(),
        author=rows.get("author"),
        status="",
        fetch=_fetch(url, rows.get("_processed_at", ""), list(links), hashed=""),
    )


def draft_of(post: Post, name: str) -> Draft:
    """The post as a report. Raises InvalidInput for one without words, with what auto-archiver says of it."""
    where = f"{name}, {post.part}"
    words = canonical(post.words).strip()
    if not words and not post.title:
        status = f" (auto-archiver says: {printable(post.status)[:80]})" if post.status else ""
        raise InvalidInput(
            f"{where} has no words{status}: fetch {printable(post.url)} with `civharm fetch --list`, or hand in what was stored of it",
            code="no-text",
        )
    title = canonical(post.title).strip() if post.title else None
    told = {"url": post.url, "title": title, "posted": _moment(post.posted), "words": fold_space(words)}
    return Draft(
        own_bytes=json.dumps(told, ensure_ascii=False, sort_keys=True).encode(errors="backslashreplace"),
        text=under_headline(title, words),
        renderer=RENDERER,
        part=post.part,
        url=post.url if _is_address(post.url) else None,
        author=post.author,
        title=title,
        published=stated_on(post.posted, rule="record:timestamp") if post.posted else None,
        fetched=(post.fetch,),
    )


def _fetch(url: str, at: str, copies: Iterable[str], *, hashed: str) -> Fetch:
    moment = _moment(at)
    return Fetch(
        url=printable(url.strip()),
        at=datetime.fromisoformat(moment) if moment else None,
        software=SOFTWARE,
        copies=tuple(dict.fromkeys(printable(each) for each in copies if each)),
        hash=printable(hashed.strip()) or None,
    )


def _moment(words: str) -> str | None:
    """A time of its own in one form; None for what is none."""
    try:
        at = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _property(media: Mapping[str, Any], name: str) -> str:
    held = media.get("properties")
    return _words(held.get(name)) if isinstance(held, dict) else ""


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))
