"""KML: placemarks with their points, outlines and fields, one after the other and none kept."""

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from civharm.model.errors import InvalidInput
from civharm.places.layers.records import BadRow, Mistake, Record, Shape
from civharm.places.layers.shapes import Corner, largest, shape_of_area, shape_of_line, shape_of_points

if TYPE_CHECKING:
    from lxml.etree import _Element


def kml_records(content: IO[bytes], name: str) -> Iterator[Record | Mistake]:
    """The placemarks of a file. Raises InvalidInput where its XML is broken."""
    from lxml import etree

    # It comes from strangers: entities are not resolved, nothing is fetched, libxml2's own limits hold.
    found = etree.iterparse(
        content, tag="{*}Placemark", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for number, (_, placemark) in enumerate(found, start=1):
            yield _record(number, placemark)
            _let_go(placemark)
    except etree.XMLSyntaxError as error:
        raise InvalidInput(
            f"{name} is broken XML ({error.msg}): export it again", code="broken-xml"
        ) from None


def _record(number: int, placemark: "_Element") -> Record | Mistake:
    fields = dict(_extended(placemark))
    fields["name"] = _text(placemark.find("{*}name"))
    try:
        return Record(number, fields, _shape(placemark))
    except BadRow as error:
        return error.at(number)


def _extended(placemark: "_Element") -> Iterator[tuple[str, str]]:
    for own in placemark.iterfind(".//{*}ExtendedData/{*}Data"):
        yield str(own.get("name", "")).strip().lower(), _text(own.find("{*}value"))
    for own in placemark.iterfind(".//{*}ExtendedData/{*}SchemaData/{*}SimpleData"):
        yield str(own.get("name", "")).strip().lower(), _text(own)


def _shape(placemark: "_Element") -> Shape | None:
    outlines = placemark.findall(".//{*}Polygon/{*}outerBoundaryIs/{*}LinearRing/{*}coordinates")
    if outlines:
        return shape_of_area(largest(map(_corners, outlines)))
    points = placemark.findall(".//{*}Point/{*}coordinates")
    if points:
        return shape_of_points([corner for point in points for corner in _corners(point)])
    line = placemark.find(".//{*}LineString/{*}coordinates")
    return shape_of_line(_corners(line)) if line is not None else None


def _corners(coordinates: "_Element") -> list[Corner]:
    """ "43.1,36.3,0 43.2,36.3,0": longitude first, height left out."""
    try:
        corners = [written.split(",") for written in _text(coordinates).split()]
        return [(float(corner[0]), float(corner[1])) for corner in corners]
    except (ValueError, IndexError):
        raise BadRow(
            "its coordinates can't be read", "write longitude,latitude in degrees, like 43.1357,36.3416"
        ) from None


def _text(element: "_Element | None") -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _let_go(placemark: "_Element") -> None:
    """Memory stays flat: what was read is taken out of the tree, and what stood before it."""
    placemark.clear()
    parent = placemark.getparent()
    while parent is not None and placemark.getprevious() is not None:
        del parent[0]
