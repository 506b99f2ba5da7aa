"""Place files in tests: written, loaded in memory, and looked at."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from civharm.model.places import PlacePrecision
from civharm.places.keys import opened_world
from civharm.places.layers.areas import Areas
from civharm.places.layers.compile import LoadTerms, compile_layer
from civharm.places.layers.report import Report

AREAS = Areas(opened_world())


@dataclass(frozen=True)
class Loaded:
    """A layer in memory with the report on it."""

    report: Report
    database: sqlite3.Connection

    @property
    def places(self) -> list[sqlite3.Row]:
        rows = self.database.execute(
            "SELECT places.*, sources.source AS from_source, licence FROM places "
            "JOIN sources ON sources.id = places.source ORDER BY places.id"
        )
        return list(rows)

    @property
    def place(self) -> sqlite3.Row:
        (place,) = self.places
        return place

    def names(self, key: str) -> list[str]:
        """The places that a key leads to."""
        rows = self.database.execute(
            "SELECT name FROM names JOIN places ON places.id = place WHERE key = ? ORDER BY name", (key,)
        )
        return [row["name"] for row in rows]


def load(path: Path, **terms: object) -> Loaded:
    """Compile a file into memory."""
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    report = compile_layer(path, database, terms=LoadTerms(**{"name": "mine", **terms}), areas=AREAS)  # type: ignore[arg-type]
    return Loaded(report, database)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """The file with this text in it."""
    path.write_bytes(text.encode(encoding))
    return path


def kind_of(place: sqlite3.Row) -> PlacePrecision:
    return PlacePrecision(place["kind"])
