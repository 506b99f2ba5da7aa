"""The list in force as a file: CSV that no spreadsheet takes for formulas, and GeoJSON. Names in it are withheld."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from civharm.catalogue.asking import IncidentLine
from civharm.publication.cells import Cell, safe

#: Names as in the public file where it has the column; a machine's proposal never stands under "Grading".
COLUMNS = (
    "Unique Reference Code", "Country", "Date From", "Date To", "Date Precision", "Grading", "Proposed Grading",
    "Strike Status", "Latitude", "Longitude", "Geolocation Accuracy", "Radius M", "Location",
    "Civilians Killed Min", "Civilians Killed Max", "Civilians Injured Min", "Civilians Injured Max",
    "Militants Killed Min", "Militants Killed Max", "Harm Alleged", "Belligerents List", "Event",
    "Independent Clusters", "Reports", "Status", "Lacks", "Signed Off", "Id",
)  # fmt: skip


def csv_lines(lines: Iterable[IncidentLine]) -> Iterator[str]:
    """The file line by line; what is unknown is an empty cell, never 0."""
    yield _written(COLUMNS)
    for line in lines:
        yield _written(map(safe, cells_of(line)))


def _written(cells: Iterable[Cell]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def cells_of(line: IncidentLine) -> list[Cell]:
    return [
        line.code, line.country, _day(line.when_start), _day(line.when_end), line.when_precision,
        line.signed, line.proposed, line.strike_status,
        line.lat, line.lon, line.precision, line.radius_m, line.place,
        line.killed_min, line.killed_max, line.injured_min, line.injured_max,
        line.combatants_killed_min, line.combatants_killed_max, _yes(line.is_harm_alleged),
        "; ".join(line.parties), line.event, line.clusters, line.reports, line.status, "; ".join(line.lacks),
        _yes(line.is_signed_off), line.id,
    ]  # fmt: skip


def _day(day: object) -> str | None:
    return str(day) if day else None


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def geojson_parts(lines: Iterable[IncidentLine], *, behind: datetime | None = None) -> Iterator[str]:
    """A feature collection piece by piece; the unplaced stay in it with a null geometry (RFC 7946).

    `behind` is when the first decision was made that it does not show.
    """
    told = json.dumps(behind.isoformat() if behind else None)
    yield f'{{"type":"FeatureCollection","behind":{told},"features":['
    for number, line in enumerate(lines):
        yield ("," if number else "") + json.dumps(_feature(line), ensure_ascii=False)
    yield "]}\n"


def _feature(line: IncidentLine) -> dict[str, object]:
    point = None
    if line.lat is not None and line.lon is not None:
        point = {"type": "Point", "coordinates": [line.lon, line.lat]}
    return {"type": "Feature", "id": line.id, "geometry": point, "properties": _properties(line)}


def _properties(line: IncidentLine) -> dict[str, object]:
    """The fields of the output contract that a list has; the machine's grading apart from the signed one."""
    return {
        "code": line.code,
        "status": line.status,
        "event": line.event,
        "when": {
            "start": _day(line.when_start),
            "end": _day(line.when_end),
            "precision": line.when_precision,
        },
        "place": line.place,
        "country": line.country,
        "precision": line.precision,
        "radius_m": line.radius_m,
        "parties": list(line.parties),
        "grading": line.signed,
        "proposed_grading": line.proposed,
        "strike_status": line.strike_status,
        "civilians_killed_min": line.killed_min,
        "civilians_killed_max": line.killed_max,
        "civilians_injured_min": line.injured_min,
        "civilians_injured_max": line.injured_max,
        "militants_killed_min": line.combatants_killed_min,
        "militants_killed_max": line.combatants_killed_max,
        "harm_alleged": line.is_harm_alleged,
        "independent_clusters": line.clusters,
        "reports": line.reports,
        "lacks": list(line.lacks),
    }
