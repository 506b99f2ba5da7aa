"""Making a release: all files into a folder beside the one wanted, which takes its name only when it is whole."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from civharm.assessments.groupings import ProvinceOf
from civharm.model.errors import InvalidInput
from civharm.publication.cells import safe
from civharm.publication.release import evidence, people
from civharm.publication.release.changes import CHANGES, Change, Kept, changes, read_incidents
from civharm.publication.release.describing import datasette_metadata, package_description, readme
from civharm.publication.release.events import ACLED, GED
from civharm.publication.release.gate import check, shrunken
from civharm.publication.release.hxl import HXL
from civharm.publication.release.incidents import INCIDENTS
from civharm.publication.release.linked import write_geojson, write_jsonld
from civharm.publication.release.manifest import sign, write_sums
from civharm.publication.release.source import Source, claims_of, published, reports_of
from civharm.publication.release.tables import Row, Table
from civharm.publication.release.totals import TOTALS, totals
from civharm.publication.release.writing import Database, has_parquet, write_csv, write_parquet

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_UNFINISHED = ".unfinished"
#: Writes further files of a release into its folder: of the source, what changed, the tables by file name.
WriteMore = Callable[[Source, tuple[Change, ...], Mapping[str, Table[Any]], Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a release is made: against which one before, signed with which key, provinces by which gazetteer.

    `notices` are told in its README: what was left out. `more` writes what else lies in it, before it is hashed.
    """

    province_of: ProvinceOf
    previous: Path | None = None
    key: "Ed25519PrivateKey | None" = None
    notices: tuple[str, ...] = ()
    more: "WriteMore | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """A table, and a way to its rows that can be gone again and again."""

    table: Table[Any]
    rows: Callable[[], Iterable[Row]]


def publish(source: Source, to: Path, terms: Terms) -> tuple[Change, ...]:
    """Write the release into a new folder, and give what changed against the one before.

    Raises InvalidInput where the folder holds something, or the gate refuses: then nothing is left behind.
    """
    if to.exists() and any(to.iterdir()):
        raise InvalidInput(
            f"{to} is not empty: a release is written once, into a folder of its own", code="not-empty"
        )
    found = tuple(_changes(source, terms))
    unfinished = to.with_name(to.name + _UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        _write(source, found, unfinished, terms)
        to.mkdir(parents=True, exist_ok=True)
        unfinished.replace(to)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return found


def _changes(source: Source, terms: Terms) -> Iterator[Change]:
    """What is otherwise than before; passes the gate."""
    if terms.previous is None:
        return
    before, now = read_incidents(terms.previous / "incidents.csv"), _rows_as_read(source)
    heirs = {alias: one.id for one in source.incidents for alias in one.aliases}
    found = list(changes(before, now, heirs))
    check(shrunken(found, before, now), source.about.reasons)
    yield from found


def _rows_as_read(source: Source) -> Mapping[str, Kept]:
    """The incidents as `read_incidents` would read them from the file that is about to be written."""
    names = INCIDENTS.names
    cells = (dict(zip(names, row, strict=True)) for row in INCIDENTS.rows(published(source)))
    return {
        str(row["Id"]): {name: "" if cell is None else str(safe(cell)) for name, cell in row.items()}
        for row in cells
    }


def _filled(source: Source, found: tuple[Change, ...], terms: Terms) -> dict[str, _Filled]:
    """All tables by file name, in the order in which a reader wants them."""

    def of(table: Table[Any], things: Callable[[], Iterable[Any]]) -> _Filled:
        return _Filled(table=table, rows=lambda: table.rows(things()))

    filled = (
        of(INCIDENTS, lambda: published(source)),
        of(TOTALS, lambda: totals(source, terms.province_of)),
        of(people.TOLLS, lambda: people.tolls(source)),
        of(people.POSITIONS, lambda: people.positions(source)),
        of(people.REASONS, lambda: people.reasons(source)),
        of(people.RELATIONS, lambda: source.relations),
        of(people.VICTIMS, lambda: people.victims(source)),
        of(people.NOTES, lambda: source.notes),
        of(evidence.CLAIMS, lambda: claims_of(source)),
        of(evidence.LINKS, lambda: evidence.links(source)),
        of(evidence.REPORTS, lambda: reports_of(source)),
        of(evidence.AGGREGATES, lambda: source.ledger),
        of(CHANGES, lambda: found),
        of(ACLED, lambda: published(source)),
        of(GED, lambda: published(source)),
        of(HXL, lambda: published(source)),
    )
    return {f"{each.table.name}.csv": each for each in filled}


def _write(source: Source, found: tuple[Change, ...], folder: Path, terms: Terms) -> None:
    filled = _filled(source, found, terms)
    database = Database(folder / "release.sqlite3")
    for name, each in filled.items():
        write_csv(each.table, each.rows(), folder / name)
        if each.table is not HXL:
            database.write(each.table, each.rows())
    if has_parquet():
        for table, name in ((INCIDENTS, "incidents"), (evidence.CLAIMS, "claims")):
            write_parquet(table, filled[f"{name}.csv"].rows(), folder / f"{name}.parquet")
    write_geojson(published(source), folder / "incidents.geojson")
    write_jsonld(published(source), source.about, folder / "incidents.jsonld")
    tables = {name: each.table for name, each in filled.items()}
    _describe(source, tables, folder, terms)
    if terms.more is not None:
        terms.more(source, found, tables, folder)
    write_sums(folder)
    if terms.key is not None:
        sign(folder, terms.key)


def _describe(source: Source, tables: Mapping[str, Table[Any]], folder: Path, terms: Terms) -> None:
    _write_json(package_description(source, tables), folder / "datapackage.json")
    kept = [table for table in tables.values() if table is not HXL]
    _write_json(datasette_metadata(source, kept), folder / "metadata.json")
    (folder / "README.md").write_text(readme(source, tables, terms.notices), encoding="utf-8")


def _write_json(plain: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
