"""Making a release: all files into a folder beside the one wanted, which takes its name only when it is whole."""

import gc
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from civharm.assessments.groupings import ProvinceOf
from civharm.model.errors import InvalidInput
from civharm.publication.release.changes import Comparison
from civharm.publication.release.describing import Told, datasette_metadata, package_description, readme
from civharm.publication.release.filling import TABLES_BY_FILE, Filling, Taker
from civharm.publication.release.gate import check, shrunken
from civharm.publication.release.manifest import sign, write_sums
from civharm.publication.release.rows import IncidentRows
from civharm.publication.release.source import Material
from civharm.publication.release.totals import Tally

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_UNFINISHED = ".unfinished"
_CELLS_BETWEEN = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A release whose tables are written: what it was made of, what changed, what is told of it, how many rows there are."""

    material: Material
    comparison: Comparison
    told: Told
    rows: Mapping[str, int]


#: Writes further files of a release into its folder.
WriteMore = Callable[[Written, Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a release is made: against which one before, signed with which key, provinces by which gazetteer.

    `notices` are told in its README: what was left out. `more` writes what else lies in it, before it is hashed.
    `note` hears how many incidents are written.
    """

    province_of: ProvinceOf
    previous: Path | None = None
    key: "Ed25519PrivateKey | None" = None
    notices: tuple[str, ...] = ()
    more: "WriteMore | None" = None
    note: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A release that was made: what stands in its README of its contents, and how many incidents changed in which way."""

    notices: tuple[str, ...]
    changes: Mapping[str, int]


def publish(material: Material, to: Path, terms: Terms) -> Made:
    """Write the release into a new folder.

    Raises InvalidInput where the folder holds something, or the gate refuses: then nothing is left behind.
    """
    if to.exists() and any(to.iterdir()):
        raise InvalidInput(
            f"{to} is not empty: a release is written once, into a folder of its own", code="not-empty"
        )
    with Comparison(terms.previous) as comparison, _unfinished(to) as folder, rare_collections():
        made = _write(material, comparison, folder, terms)
        to.mkdir(parents=True, exist_ok=True)
        folder.replace(to)
    return made


def compared(material: Material, comparison: Comparison) -> None:
    """Tell what a release would have otherwise than the one before, and write nothing."""
    for some in material.incident_rows():
        comparison.take(some)
    comparison.finish()


@contextmanager
def _unfinished(to: Path) -> Iterator[Path]:
    """A folder beside the one wanted, which is not there afterwards."""
    folder = to.with_name(to.name + _UNFINISHED)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Cells are in no circle of references: looking for one after every seven hundred takes a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_CELLS_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _write(material: Material, comparison: Comparison, folder: Path, terms: Terms) -> Made:
    tally = Tally(material.relations, terms.province_of)
    with Filling(folder, material.about) as filling:
        filling.parts(material, tally.take, comparison.take, _counting(terms.note))
        comparison.finish()
        check(shrunken(comparison), material.about.reasons)
        filling.rest(material, totals=tally.totals(), changes=comparison.changes())
    told = Told(
        about=material.about, methods=filling.methods, notices=(_contents(filling.rows), *terms.notices)
    )
    _describe(told, folder)
    if terms.more is not None:
        terms.more(Written(material=material, comparison=comparison, told=told, rows=filling.rows), folder)
    write_sums(folder)
    if terms.key is not None:
        sign(folder, terms.key)
    return Made(notices=told.notices, changes=comparison.counts())


def _counting(note: Callable[[int], None] | None) -> Taker:
    """Tells how many incidents went by."""
    written = 0

    def take(some: Sequence[IncidentRows]) -> None:
        nonlocal written
        written += len(some)
        if note is not None:
            note(written)

    return take


def _contents(rows: Mapping[str, int]) -> str:
    return f"{rows['incidents']} incidents from {rows['claims']} claims in {rows['reports']} reports."


def _describe(told: Told, folder: Path) -> None:
    _write_json(package_description(told, TABLES_BY_FILE), folder / "datapackage.json")
    kept = [table for table in TABLES_BY_FILE.values() if not table.is_csv_alone]
    _write_json(datasette_metadata(told, kept), folder / "metadata.json")
    (folder / "README.md").write_text(readme(told, TABLES_BY_FILE), encoding="utf-8")


def _write_json(plain: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
