"""What describes a release: a Data Package with the meaning of every column, what Datasette shows, and a page to read first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from civharm.publication.release.source import About
from civharm.publication.release.tables import Table

AnyTable = Table[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of a release: what stands over it, by which versions of the method it was made, what it holds and not."""

    about: About
    methods: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


#: What every release says of itself (METHOD 1.6, R21, R22).
LIMITATIONS = (
    "These are allegations: that harm is reported, and how well, not who is guilty.",
    "Unknown is an empty cell and never 0. A total says of how many incidents a number is missing.",
    "A grading is what a person signed. What the machine proposes stands in columns of its own; it never proposes "
    "in public that harm is confirmed or discounted.",
    "Figures for a period or an area are in `aggregates` and in no total.",
    "The date of publication never stands in for the date of an event; an incident without a date has none.",
    "A point is the centre of an area: the event lies within `Radius M`, and equal points are not the same incident.",
    "What was not reported, or not in a language and place that was read, is not here. An absence of incidents is no "
    "absence of harm.",
    "Places of shelter and care, and places that its makers protect, are given coarsely: `Radius M` says how coarsely, and "
    "words that would tell such a place are withheld.",
    "Names of victims and witnesses are withheld.",
)


def package_description(told: Told, tables: Mapping[str, AnyTable]) -> dict[str, Any]:
    """The description in the form of the Data Package standard; `tables` are by file name."""
    about = told.about
    return {
        "name": "civharm-release",
        "title": about.title,
        "created": about.made_at.isoformat(),
        "description": " ".join(LIMITATIONS),
        "version": about.made_at.strftime("%Y.%m.%d"),
        **({"licenses": [{"name": about.licence}]} if about.licence else {}),
        "resources": [_resource(path, table) for path, table in tables.items()],
    }


def _resource(path: str, table: AnyTable) -> dict[str, Any]:
    has_tags = any(column.hxl for column in table.columns)
    return {
        "name": path.removesuffix(".csv").replace("_", "-"),
        "path": path,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **({"dialect": {"commentRows": [2]}} if has_tags else {}),
        "schema": {
            "fields": [
                {"name": each.name, "type": each.kind.value, "description": each.meaning}
                for each in table.columns
            ],
            "missingValues": [""],
        },
    }


def datasette_metadata(told: Told, tables: Sequence[AnyTable]) -> dict[str, Any]:
    """What Datasette shows beside the tables of the SQLite file."""
    described = {
        table.name: {
            "title": table.name,
            "description": table.title,
            "columns": {each.name: each.meaning for each in table.columns},
        }
        for table in tables
    }
    return {
        "title": told.about.title,
        "description": " ".join(LIMITATIONS),
        "databases": {"release": {"tables": described}},
    }


def readme(told: Told, tables: Mapping[str, AnyTable]) -> str:
    """The page to read first."""
    about = told.about
    lines = [
        f"# {about.title}",
        "",
        f"Made {about.made_at:%Y-%m-%d %H:%M} UTC with civharm {about.civharm}, "
        f"method {', '.join(told.methods) or 'none'}, of the casebook {about.casebook_id}.",
        *([f"Scope: {about.scope}"] if about.scope else []),
        *([f"Licence: {about.licence}"] if about.licence else []),
        f"Corrections: {about.contact or 'the makers have given no address'}.",
        "",
        "## What is in it",
        "",
        *(f"- {notice}" for notice in told.notices),
        *(f"- {option.removeprefix('--')}: {reason}" for option, reason in sorted(about.reasons.items())),
        "",
        "## What it does not say",
        "",
        *(f"- {each}" for each in LIMITATIONS),
        "",
        "## Files",
        "",
        *(f"- `{path}`: {table.title}" for path, table in tables.items()),
        "- `incidents.geojson`, `incidents.jsonld`: the incidents for maps, and as linked data.",
        "- `release.sqlite3`, `metadata.json`: all tables in one file: `datasette release.sqlite3 -m metadata.json`.",
        "- `datapackage.json`: what every column means.",
        "- `site/index.html`, where it was asked for: pages to read, which open without a network.",
        "- `SHA256SUMS`: the hash of every file.",
        "",
        *_CHECKING,
    ]
    return "\n".join(lines) + "\n"


_CHECKING = (
    "## Checking it",
    "",
    "Nothing of civharm is needed:",
    "",
    "    sha256sum -c SHA256SUMS",
    "",
    "and, where the release is signed, with a public key that you have from its makers by another way:",
    "",
    "    openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig",
    "",
    "Every number leads back to its words: `tolls` names the claims behind each end, `claims` the report and the "
    "characters, `reports` the hash of the file kept as evidence.",
    "The plain sums `apart_min` and `apart_max` of `totals` are those of `tolls`; `min` and `max` count people once "
    "where `relations` says that two incidents may share them.",
)
