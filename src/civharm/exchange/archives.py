"""The rows of an archive, whatever it is kept in: a release's folder, its SQLite, its GeoJSON, or any table.

Rows have the columns of a release's table of incidents; what its other tables say of an incident is put beside them.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from civharm.lists.table import records_in
from civharm.model.errors import InvalidInput
from civharm.places.layers.containers import column_name
from civharm.places.layers.json_stream import json_objects
from civharm.places.layers.records import Mistake, Record

_DATABASES = frozenset({".sqlite3", ".sqlite", ".db"})
_INCIDENTS = "incidents"
#: The tables of a release that are taken over, and those that hold what is behind the incidents: none of it can be evidence again.
_BESIDE = ("tolls", "notes", "positions")
_BEHIND = ("claims", "links", "reports", "victims", "reasons", "aggregates")
_Rows = Mapping[str, list[Mapping[str, Any]]]


def archive_rows(path: Path) -> Iterator[Record | Mistake]:
    """The incidents of an archive. Raises InvalidInput."""
    if path.is_dir():
        beside = {name: _by_incident(path / f"{name}.csv") for name in _BESIDE}
        return _with(beside, records_in(main_file(path)))
    if is_database(path):
        return _of_database(path)
    if path.suffix.lower() in (".geojson", ".json"):
        return _of_geojson(path)
    return records_in(path)


def main_file(path: Path) -> Path:
    """The file in which the incidents are. Raises InvalidInput."""
    found = path / f"{_INCIDENTS}.csv" if path.is_dir() else path
    if not found.is_file():
        raise InvalidInput(
            f"{path} holds no {_INCIDENTS}.csv: name a release's folder, or a table", code="columns"
        )
    return found


def is_database(path: Path) -> bool:
    """True for a SQLite file, as a release has one."""
    return path.suffix.lower() in _DATABASES


def left_behind(path: Path) -> dict[str, int]:
    """How many rows of what a release holds behind its incidents can't be taken over, by table; none for one table alone."""
    if path.is_dir():
        tables = ((name, path / f"{name}.csv") for name in _BEHIND)
        found = {name: sum(1 for _ in records_in(table)) for name, table in tables if _has_rows(table)}
    elif is_database(path):
        with _opened(path) as database:
            there = _tables(database)
            found = {
                name: int(database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
                for name in _BEHIND
                if name in there
            }
    else:
        found = {}
    return {name: count for name, count in found.items() if count}


def _has_rows(path: Path) -> bool:
    """True for a table that is there with a row under its header."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        file.readline()
        return bool(file.readline().strip())


def _with(beside: Mapping[str, _Rows], rows: Iterator[Record | Mistake]) -> Iterator[Record | Mistake]:
    """Rows of incidents, each with its own of the other tables."""
    for row in rows:
        if isinstance(row, Mistake):
            yield row
            continue
        fields = dict(row.fields)
        incident = fields.get("id", "")
        if tolls := beside["tolls"].get(incident):
            fields["tolls"] = json.dumps(tolls)
        if positions := beside["positions"].get(incident):
            fields["positions"] = json.dumps(positions, ensure_ascii=False)
        if notes := beside["notes"].get(incident):
            fields["public_notes"] = json.dumps([each["words"] for each in notes], ensure_ascii=False)
        yield Record(row.number, fields, row.shape)


def _by_incident(path: Path) -> _Rows:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in records_in(path) if _has_rows(path) else ():
        if isinstance(row, Mistake):
            raise InvalidInput(f"{path}, row {row.number}: {row.what}; {row.remedy}", code="columns")
        found[row.fields.get("incident", "")].append(row.fields)
    return found


def _opened(path: Path) -> "closing[sqlite3.Connection]":
    """The database of a release, which nothing is written into."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise InvalidInput(f"{path} can't be read: {error}", code="unreadable") from None
    connection.row_factory = sqlite3.Row
    return closing(connection)


def _tables(database: sqlite3.Connection) -> frozenset[str]:
    return frozenset(
        name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    )


def _of_database(path: Path) -> Iterator[Record | Mistake]:
    with _opened(path) as database:
        try:
            there = _tables(database)
        except sqlite3.Error as error:
            raise InvalidInput(f"{path} can't be read: {error}", code="unreadable") from None
        if _INCIDENTS not in there:
            raise InvalidInput(f"{path} has no table {_INCIDENTS}: it is no release", code="columns")
        beside: dict[str, _Rows] = {}
        for name in _BESIDE:
            found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
            for row in database.execute(f'SELECT * FROM "{name}"') if name in there else ():
                found[row["incident"]].append(dict(row))
            beside[name] = found
        yield from _with(beside, _records(database))


def _records(database: sqlite3.Connection) -> Iterator[Record]:
    for number, row in enumerate(database.execute(f'SELECT * FROM "{_INCIDENTS}"'), start=1):
        cells = {
            column_name(name): "" if row[name] is None else str(row[name])
            for name in row.keys()  # noqa: SIM118 - a row is no mapping
        }
        yield Record(number, cells)


def _of_geojson(path: Path) -> Iterator[Record | Mistake]:
    """Features as a release writes them; of other JSON the objects as they are."""
    with path.open(encoding="utf-8-sig") as text:
        for number, found in enumerate(json_objects(text, str(path)), start=1):
            properties = found.get("properties")
            told = _feature(found, properties) if isinstance(properties, dict) else found
            yield Record(number, {column_name(str(name)): _cell(value) for name, value in told.items()})


def _feature(found: Mapping[str, Any], properties: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of the output contract in the columns of a release."""
    where, when = (properties.get(name) or {} for name in ("where", "when"))
    if not isinstance(where, dict) or not isinstance(when, dict) or "code" not in properties:
        return properties
    start, end = when.get("start"), when.get("end")
    flat = {name: value for name, value in properties.items() if not isinstance(value, dict)}
    overrides = [each for each in properties.get("overrides") or () if each.get("field")]
    parties = properties.get("parties") or ()
    return flat | {
        "id": found.get("id"),
        "date": start if start == end else f"{start or '..'}/{end or '..'}",
        "country": where.get("country"),
        "latitude": where.get("lat"),
        "longitude": where.get("lon"),
        "location": where.get("name"),
        "geolocation_accuracy": where.get("precision"),
        "radius_m": where.get("radius_m") if where.get("lat") is not None else None,
        "located_by": where.get("located_by") if where.get("lat") is not None else None,
        "reports": properties.get("report_count", len(properties.get("reports") or ())),
        "set_by_hand": "; ".join(
            f"{each['field']} (machine: {_shown(each['machine'])})" for each in overrides
        ),
        "positions": _positions(properties.get("conceded") or ()),
        "parties": "; ".join(f"{each['name']} ({each['part']})" for each in parties),
        "signed_off": "yes" if properties.get("is_signed_off") else "no",
    }


def _positions(conceded: Iterable[Mapping[str, Any]]) -> str:
    """What belligerents said themselves, as rows of the table of a release."""
    names = {
        "party": "party",
        "position": "position",
        "killed_min": "conceded_min",
        "killed_max": "conceded_max",
    }
    rows = [{to: each.get(name) for name, to in names.items()} for each in conceded]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def _shown(value: object) -> object:
    return "unknown" if value is None else value


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_cell(each) for each in value if not isinstance(each, dict))
    return "" if value is None or isinstance(value, dict) else str(value).strip()
