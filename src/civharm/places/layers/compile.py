"""Compiles a place file into a layer: whole or not at all."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from civharm.model.errors import InvalidInput
from civharm.model.ids import stable_id
from civharm.model.places import PlacePrecision
from civharm.model.ports import GazetteerPlace
from civharm.places.layers.areas import Areas
from civharm.places.layers.cores import core_of, cores_of
from civharm.places.layers.formats import rows_of
from civharm.places.layers.geonames import other_names
from civharm.places.layers.opened import PlaceFile, open_place_file
from civharm.places.layers.records import BadRow, Mistake, PassedOver, PlaceFormat, PlaceRow
from civharm.places.layers.report import MistakeLog, Report, RowsRefused
from civharm.places.layers.rungs import DEFAULT_RADIUS_M
from civharm.places.layers.writer import LayerWriter

#: What is wider may reach over a border: its country and area are as the file says, or unknown.
_WIDE_M = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadTerms:
    """How a file is loaded: its layer's name, what holds for rows that don't say, what is done with bad ones.

    `alternate_names` is the list of other names of GeoNames; `errors` takes all mistakes as a CSV.
    """

    name: str
    format: PlaceFormat | None = None
    encoding: str | None = None
    source: str = ""
    licence: str = ""
    country: str = ""
    alternate_names: Path | None = None
    skips_bad_rows: bool = False
    errors: Path | None = None


def compile_layer(
    path: Path,
    database: sqlite3.Connection,
    *,
    terms: LoadTerms,
    areas: Areas,
    about: Mapping[str, str] | None = None,
) -> Report:
    """Read a place file into an empty database in the form of a layer. `about` goes into it.

    Raises InvalidInput where the file can't be read, RowsRefused where rows are bad and are not to be skipped:
    then what the database holds is of no use.
    """
    file = open_place_file(path, encoding=terms.encoding)
    report = Report(name=file.name)
    log = MistakeLog(report, terms.errors)
    try:
        return _compile(file, database, _Load(terms=terms, areas=areas, log=log), about or {})
    except sqlite3.Error as error:
        raise InvalidInput(
            f"{path} can't be compiled ({error}): is there space left?", code="layer"
        ) from error
    finally:
        log.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Load:
    """One file on its way in."""

    terms: LoadTerms
    areas: Areas
    log: MistakeLog


def _compile(file: PlaceFile, database: sqlite3.Connection, load: _Load, about: Mapping[str, str]) -> Report:
    terms, report = load.terms, load.log.report
    if file.is_guessed:
        report.notes.append(
            f"the file is not UTF-8; it was read as {file.encoding}: look whether the names are right"
        )
    format, rows = rows_of(file, terms.format)
    report.format = format.value
    writer = LayerWriter(database)
    for row in rows:
        _take(row, writer, load)
    if terms.alternate_names:
        writer.add_other_names(_other_names(terms.alternate_names, load))
    for mistake in writer.settle_repeats():
        load.log.add(mistake)
    if report.mistakes and not terms.skips_bad_rows:
        raise RowsRefused(report)
    if writer.repeats:
        report.left_out["rows that say what an earlier row says"] += writer.repeats
    _check_has_places(writer, report)
    origin = {"file": file.path.name, "sha256": file.sha256, "bytes": str(file.size), "format": format.value}
    more = {
        "name": terms.name,
        "country": terms.country,
        "encoding": file.encoding,
        "skipped": str(report.mistakes),
        "records": str(report.records),
    }
    report.places, report.keys = writer.finish({**about, **origin, **more, **_other_file(terms)})
    return report


def _take(row: PlaceRow | Mistake | PassedOver, writer: LayerWriter, load: _Load) -> None:
    """Add a row, or keep the books of why not."""
    report = load.log.report
    report.records += 1
    if isinstance(row, PassedOver):
        report.left_out[str(row)] += 1
    elif isinstance(row, Mistake):
        load.log.add(row)
    else:
        try:
            spellings = (*row.spellings, *cores_of((row.name, *row.spellings)))
            writer.add(row.number, placed(row, load.terms, load.areas), spellings)
        except BadRow as error:
            load.log.add(error.at(row.number))


def _check_has_places(writer: LayerWriter, report: Report) -> None:
    if not writer.has_places and report.mistakes:
        raise RowsRefused(report)
    if not writer.has_places:
        why = ", ".join(f"{count:,} {what}" for what, count in report.left_out.items())
        raise InvalidInput(
            f"{report.name} holds no place that can be looked up{f' ({why})' if why else ''}: check the file and its format",
            code="empty",
        )


def _other_names(path: Path, load: _Load) -> Iterator[tuple[int, str]]:
    file = open_place_file(path, encoding=load.terms.encoding)
    with file.text() as text:
        for name in other_names(text):
            if isinstance(name, Mistake):
                load.log.add(replace(name, what=f"{file.name}: {name.what}"))
            else:
                yield name


def _other_file(terms: LoadTerms) -> dict[str, str]:
    if terms.alternate_names is None:
        return {}
    file = open_place_file(terms.alternate_names, encoding=terms.encoding)
    return {"other_names": terms.alternate_names.name, "other_names_sha256": file.sha256}


def placed(row: PlaceRow, terms: LoadTerms, areas: Areas) -> GazetteerPlace:
    """A row as a place of the gazetteer, its country and area found out where it does not say. Raises BadRow."""
    country = areas.country(row.country or terms.country)
    if country:
        areas.check(row.lat, row.lon, country)
    kind = _kind(row)
    radius_m = row.radius_m or DEFAULT_RADIUS_M[kind]
    near, area = areas.around(round(row.lat, 3), round(row.lon, 3)) if radius_m <= _WIDE_M else ("", None)
    country = country or near
    area_name = row.governorate or (row.name if kind is PlacePrecision.PROVINCE else "")
    admin1 = row.admin1 or areas.province(area_name, country)
    return GazetteerPlace(
        id=_public_id(row, terms.name),
        name=row.name,
        lat=row.lat,
        lon=row.lon,
        country=country,
        kind=kind,
        radius_m=radius_m,
        admin1=admin1 or (area if near == country else None),
        parent=row.parent,
        population=row.population,
        bank=row.bank,
        layer=terms.name,
        source=row.source or terms.source,
        licence=row.licence or terms.licence,
    )


def _kind(row: PlaceRow) -> PlacePrecision:
    """The rung that the row tells, in a column or by the word of kind in its name; "unknown" tells none."""
    if row.kind not in (None, PlacePrecision.UNKNOWN):
        return row.kind
    core = core_of(row.name)
    return core[1] if core else PlacePrecision.UNKNOWN


def _public_id(row: PlaceRow, layer: str) -> str:
    own = row.id or stable_id(row.name, f"{row.lat:.5f}", f"{row.lon:.5f}")[:10]
    return f"geonames:{own}" if row.is_geonames_id else f"{layer}:{own}"
