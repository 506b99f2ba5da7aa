"""Addresses out of spreadsheets: one column of a CSV, XLSX or ODS file, also as auto-archiver keeps its sheet."""

from collections.abc import Iterator
from pathlib import Path

from civharm.jobs.known import address_key
from civharm.lists.table import columns_of, rows_of
from civharm.model.errors import InvalidInput
from civharm.places.layers.records import Record

#: What columns of addresses are called; "Link" is auto-archiver's.
_COLUMNS = {"url": ("link", "links", "urls", "address", "source url", "source link", "web address", "الرابط")}


def links_of(path: Path) -> Iterator[str]:
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
            yield url
