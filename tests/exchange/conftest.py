"""A casebook on each database, and tables of others with invented rows in their real columns."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from civharm.casebook.store import Casebook
from civharm.exchange.importing import ImportResult, Order, import_file
from civharm.exchange.kinds import Kind, form_of
from civharm.exchange.telling import File, Vocabulary, imported
from civharm.model.claims import Claim
from civharm.model.store import Imported
from civharm.places.layers.containers import column_name

VOCABULARY = Vocabulary(
    party=lambda name: ("Northern Army", "northern-army") if name == "N. Army" else (name, None),
    country=lambda name: {"Arlandia": "AX", "AX": "AX"}.get(name),
)
NOW = datetime(2021, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def casebook(tmp_path: Path, copied: str | None) -> Iterator[Casebook]:
    opened = Casebook.open(tmp_path / "casebook", database_url=copied, actor="tester", clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Writes a CSV of rows; the columns are those of the first row."""

    def write(
        rows: Sequence[Mapping[str, object]], name: str = "rows.csv", *, encoding: str = "utf-8"
    ) -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def bring_in(casebook: Casebook) -> Callable[..., ImportResult]:
    """Imports a file as one of a kind."""

    def run(
        path: Path,
        kind: Kind,
        *,
        recorder: str | None = None,
        columns: Mapping[str, str] | None = None,
        is_complete: bool = False,
    ) -> ImportResult:
        form = form_of(kind)
        whose = recorder or form.recorder or "Lake Monitor"
        order = Order(form=form, recorder=whose, columns=columns or {}, is_complete=is_complete)
        return import_file(path, casebook, order, vocabulary=VOCABULARY)

    return run


def said(claim: Claim) -> list[str]:
    """The counts of a claim in words: "killed civilian 3-5"."""
    return [
        f"{each.harm} {each.status} {each.count.min}-{each.count.max}"
        + ("" if each.group == "all" else f" {each.group}")
        for each in claim.casualties
    ]


def lasted(claim: Claim) -> tuple[date | None, date | None, str] | None:
    return (claim.when.start, claim.when.end, claim.when.precision.value) if claim.when else None


def told(row: Mapping[str, object], kind: Kind) -> Imported:
    """A row as it would be kept, without a casebook."""
    form = form_of(kind)
    file = File(name="rows.csv", capture_sha256="", form=form, recorder=form.recorder or "Lake Monitor")
    fields = {name: str(cell) for name, cell in renamed(row, kind).items() if str(cell)}
    return imported(form.read(fields), file, VOCABULARY, part="row 2")


def renamed(row: Mapping[str, object], kind: Kind) -> dict[str, object]:
    """The cells of a row under our names."""
    known = {
        column_name(name): ours for ours, names in form_of(kind).fields.items() for name in (ours, *names)
    }
    return {known[column_name(name)]: cell for name, cell in row.items() if column_name(name) in known}


def claims_of(row: Mapping[str, object], kind: Kind) -> tuple[Claim, ...]:
    return told(row, kind).reading.claims
