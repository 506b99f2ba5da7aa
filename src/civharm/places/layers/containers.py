"""Records out of files, whatever they are written in: tables, JSON and GeoJSON, KML."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import IO, Any

from civharm.model.errors import InvalidInput
from civharm.places.layers.json_stream import json_objects
from civharm.places.layers.kml import kml_records
from civharm.places.layers.opened import PlaceFile
from civharm.places.layers.points import shortened
from civharm.places.layers.records import BadRow, Mistake, Record
from civharm.places.layers.shapes import shape_of

#: The columns of a GeoNames dump, which has no header, and of its list of other names.
GEONAMES_COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature_class", "feature_code",
    "country_code", "cc2", "admin1_code", "admin2_code", "admin3_code", "admin4_code", "population", "elevation",
    "dem", "timezone", "modification_date",
)  # fmt: skip
_DELIMITERS = "\t;,|"


class Container(StrEnum):
    """What a file is written in."""

    TABLE = "table"
    GEONAMES = "geonames dump"
    JSON = "json"
    KML = "kml"


def container_of(file: PlaceFile) -> Container:
    """What the beginning of a file shows that it is written in."""
    begun = file.head.lstrip("\ufeff \t\r\n\x1e")
    if begun.startswith(("{", "[")):
        return Container.JSON
    if begun.startswith("<"):
        return Container.KML
    return Container.GEONAMES if is_geonames_line(file.head.partition("\n")[0]) else Container.TABLE


def is_geonames_line(line: str) -> bool:
    """True for a line of a GeoNames dump."""
    cells = line.lstrip("\ufeff").split("\t")
    return len(cells) == len(GEONAMES_COLUMNS) and cells[0].isdigit() and len(cells[6].strip()) <= 1


def records_of(file: PlaceFile) -> Iterator[Record | Mistake]:
    """The records of a file in their order; in the place of one that can't be read, its mistake.

    Raises InvalidInput where the file as a whole can't be read.
    """
    with file.text() as text:
        yield from _READERS[container_of(file)](text, file)


def _table(text: IO[str], file: PlaceFile) -> Iterator[Record | Mistake]:
    header = text.readline()
    delimiter = max(_DELIMITERS, key=header.count)
    columns = [column_name(cell) for cell in next(csv.reader([header], delimiter=delimiter), [])]
    _check_columns(columns, file.name)
    rows = _rows(csv.reader(text, delimiter=delimiter), columns)
    first = next(rows, None)
    if first is None:
        raise InvalidInput(f"{file.name} has a header and no rows under it", code="empty")
    yield from chain([first], rows)


def column_name(written: str) -> str:
    """The name of a column or property as it is compared."""
    return "_".join(written.strip().strip("\ufeff").lower().split())


def _check_columns(columns: Sequence[str], name: str) -> None:
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise InvalidInput(
            f"{name}, line 1: two columns are called {', '.join(twice)}: rename one", code="columns"
        )


def _rows(reader: Any, columns: Sequence[str]) -> Iterator[Record | Mistake]:
    """`reader` is that of the csv module, which types it by a name of its own."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "look for a quotation mark that is never closed"
            yield Mistake(number=reader.line_num + 1, what=f"the row can't be read ({error})", remedy=remedy)
            continue
        number = reader.line_num + 1
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            what = f"{len(cells)} cells under {len(columns)} columns"
            yield Mistake(number=number, what=what, remedy="quote cells that hold the separator")
        elif any(cell.strip() for cell in cells):
            yield Record(number, dict(zip(columns, map(str.strip, cells), strict=False)))


def _geonames(text: IO[str], file: PlaceFile) -> Iterator[Record | Mistake]:
    for number, line in enumerate(text, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) == len(GEONAMES_COLUMNS):
            yield Record(number, dict(zip(GEONAMES_COLUMNS, cells, strict=True)))
        elif line.strip():
            what = f"{len(cells)} cells, where a GeoNames dump has {len(GEONAMES_COLUMNS)}"
            yield Mistake(number=number, what=what, remedy="fetch the file again")


def _json(text: IO[str], file: PlaceFile) -> Iterator[Record | Mistake]:
    for number, found in enumerate(json_objects(text, file.name), start=1):
        if found.get("type") == "Topology":
            raise InvalidInput(
                f"{file.name} is TopoJSON, which is not read: export it as GeoJSON", code="format"
            )
        try:
            yield _feature(number, found)
        except BadRow as error:
            yield error.at(number)


def _feature(number: int, found: Mapping[str, Any]) -> Record:
    """A GeoJSON feature, an element of Overpass, or an object with fields of its own."""
    geometry, properties = found.get("geometry"), found.get("properties")
    if found.get("type") == "Feature" or isinstance(geometry, Mapping):
        fields = fields_of(properties if isinstance(properties, Mapping) else {})
        if isinstance(found.get("id"), str | int):
            fields.setdefault("@id", str(found["id"]))
        return Record(number, fields, shape_of(geometry) if isinstance(geometry, Mapping) else None)
    tags, centre = found.get("tags"), found.get("center")
    if isinstance(tags, Mapping) and found.get("type") in ("node", "way", "relation"):
        point = centre if isinstance(centre, Mapping) else found
        known = {
            "@id": f"{found['type']}/{found.get('id', number)}",
            "lat": point.get("lat"),
            "lon": point.get("lon"),
        }
        return Record(number, fields_of({**tags, **known}))
    return Record(number, fields_of(found))


def fields_of(properties: Mapping[str, Any]) -> dict[str, str]:
    """Properties as cells of a table would have them: lists split by |, what is nested deeper left out."""
    return {column_name(str(key)): _cell(value) for key, value in properties.items()}


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return "|".join(cell for cell in map(_cell, value) if cell)
    return "" if value is None or isinstance(value, Mapping) else str(value)


def _kml(text: IO[str], file: PlaceFile) -> Iterator[Record | Mistake]:
    if "<kml" not in file.head and ":kml" not in file.head:
        raise InvalidInput(
            f"{file.name} is XML but no KML ({shortened(file.head.strip())}): export it as KML or GeoJSON",
            code="format",
        )
    with file.content() as content:
        yield from kml_records(content, file.name)


_READERS: Mapping[Container, Callable[[IO[str], PlaceFile], Iterator[Record | Mistake]]] = {
    Container.TABLE: _table,
    Container.GEONAMES: _geonames,
    Container.JSON: _json,
    Container.KML: _kml,
}
