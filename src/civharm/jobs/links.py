"""Addresses out of spreadsheets: one column of a CSV, XLSX or ODS file, with copies in archives, as auto-archiver keeps its sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from civharm.jobs.known import address_key
from civharm.lists.table import columns_of, rows_of
from civharm.model.errors import InvalidInput
from civharm.places.layers.records import Record

#: What columns are called; "Link" and "Archive location" are auto-archiver's.
_COLUMNS = {
    "url": ("link", "links", "urls", "address", "source url", "source link", "web address", "الرابط"),
    "copies": ("archive location", "archive", "archive url", "archived url", "archive link", "wayback"),
    "wacz": ("wacz url",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address, and where archives of others have a copy of it."""

    url: str
    copies: tuple[str, ...] = ()


def links_of(path: Path) -> Iterator[Link]:
    """The addresses of a list, each once. Raises InvalidInput that names the row which has none that can be fetched."""
    seen: set[str] = set()
    for row in rows_of(path, columns_of(_COLUMNS)):
        if not isinstance(row, Record):
            raise InvalidInput(f"{path}, row {row.number}: {row}", code="bad-row")
        url = row.fields.get("url", "").strip()
        if url and address_key(url) is None:
            raise InvalidInput(
                f"{path}, row {row.number}: {url[:80]!r} is no address of a page; write https://…, or leave it empty",
                code="bad-row",
            )
        if url and url not in seen:
            seen.add(url)
            yield Link(url=url, copies=tuple(_copies(row)))


def _copies(row: Record) -> Iterator[str]:
    for column in ("copies", "wacz"):
        for copy in row.fields.get(column, "").split():
            if address_key(copy) is not None:
                yield copy
