"""What the fields of a file mean: its format, recognised from the first records or named by the user."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TypeVar

from civharm.model.errors import InvalidInput
from civharm.places.layers.cod import cod_row, is_cod
from civharm.places.layers.containers import Container, container_of, records_of
from civharm.places.layers.geonames import geonames_row
from civharm.places.layers.incidents import incident_row, is_list_of_incidents, put_together
from civharm.places.layers.opened import PlaceFile
from civharm.places.layers.osm import is_osm, osm_row
from civharm.places.layers.plain import COLUMNS, NEEDED, plain_row
from civharm.places.layers.records import BadRow, Mistake, PassedOver, PlaceFormat, PlaceRow, Record

_LOOKED_AT = 50
_Each = TypeVar("_Each")


def rows_of(
    file: PlaceFile, format: PlaceFormat | None = None
) -> tuple[PlaceFormat, Iterator[PlaceRow | Mistake | PassedOver]]:
    """The format, and for each record what it says, what is wrong with it, or why it is passed over.

    Raises InvalidInput where the file as a whole can't be read.
    """
    first, records = _peeked(records_of(file))
    seen = [record for record in first if isinstance(record, Record)]
    found = format or _recognised(file, seen)
    if found is PlaceFormat.PLAIN and seen:
        _check_columns(file, seen)
    if found is PlaceFormat.GEONAMES and container_of(file) is not Container.GEONAMES:
        raise InvalidInput(
            f"{file.name} is no dump of GeoNames: it has 19 columns and no header", code="format"
        )
    rows = (_row(record, _ROWS[found]) for record in records)
    return found, put_together(rows) if found is PlaceFormat.INCIDENTS else rows


def _row(record: Record | Mistake, row_of: Callable[[Record], PlaceRow]) -> PlaceRow | Mistake | PassedOver:
    if isinstance(record, Mistake):
        return record
    try:
        return row_of(record)
    except BadRow as error:
        return error.at(record.number)
    except PassedOver as passed_over:
        return passed_over


def _recognised(file: PlaceFile, seen: Sequence[Record]) -> PlaceFormat:
    if container_of(file) is Container.GEONAMES:
        return PlaceFormat.GEONAMES
    fields = {column: "" for record in seen for column in record.fields}
    for format, is_it in _SIGNS.items():
        if is_it(fields):
            return format
    return PlaceFormat.PLAIN


def _check_columns(file: PlaceFile, seen: Sequence[Record]) -> None:
    """A table without the columns that are needed fails once, not in each of its rows."""
    found = {column for record in seen for column in record.fields}
    ours = {COLUMNS.get(column, column) for column in found}
    missing = [name for name in NEEDED if name not in ours]
    if "point" in ours or any(record.shape for record in seen):
        missing = [name for name in missing if name == "name"]
    if "name" in missing and any(column.startswith(("name_", "name:")) for column in found):
        missing.remove("name")
    if missing:
        raise InvalidInput(
            f"{file.name}, line 1: no column {', '.join(missing)}; the header must name at least name, lat, lon "
            f"(found: {', '.join(sorted(column for column in found if column)[:20])})",
            code="columns",
        )


def _peeked(records: Iterator[_Each]) -> tuple[list[_Each], Iterator[_Each]]:
    first = list(islice(records, _LOOKED_AT))
    return first, chain(first, records)


_SIGNS: Mapping[PlaceFormat, Callable[[Mapping[str, str]], bool]] = {
    PlaceFormat.COD: is_cod,
    PlaceFormat.INCIDENTS: is_list_of_incidents,
    PlaceFormat.OSM: is_osm,
}
_ROWS: Mapping[PlaceFormat, Callable[[Record], PlaceRow]] = {
    PlaceFormat.PLAIN: plain_row,
    PlaceFormat.GEONAMES: geonames_row,
    PlaceFormat.COD: cod_row,
    PlaceFormat.OSM: osm_row,
    PlaceFormat.INCIDENTS: incident_row,
}
