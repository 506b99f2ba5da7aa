"""datasets: incidents of one recorder's table beside the events of another's, by names alone."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from civharm.incidents.matching import RecordedEvent, match_events
from civharm.incidents.matching_rules import matching_rules
from civharm.incidents.naming import names_in
from civharm.model.places import PlacePrecision
from evals.boards.board import Board, rows_of
from evals.rows import Row
from evals.tools import codebook, gazetteer

_COUNTRY = "SY"
_AREAS = ("governorate", "district")
_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.DISTRICT, PlacePrecision.SUBDISTRICT)


def records(folder: Path) -> list[Row]:
    """The rows to answer, each with its record and the way to the other table."""
    own = {row["id"]: row for row in _table(folder / "airwars.csv")}
    return [
        {"id": row["id"], "record": own[row["id"]], "others": str(folder / "ucdp.csv")}
        for row in rows_of(folder)
    ]


def own_event(row: Row) -> RecordedEvent:
    """The record of a row, without its coordinates."""
    record = row["record"]
    low = _number(record["killed_min"]) or 0
    return _event(
        record,
        places=tuple(place for place in (record["place"], record["place_ar"]) if place),
        within=None,
        killed=(low, _number(record["killed_max"]) or low),
    )


def answer(rows: Sequence[Row], events: Sequence[Any]) -> list[Row]:
    """The event of the other table that each record is proposed to be, None where there is none."""
    theirs = [_other_event(record) for record in _table(Path(rows[0]["others"]))] if rows else []
    ours = [event for event in events if event is not None]
    rules = matching_rules(codebook())
    found = {match.left: match for match in match_events(ours, theirs, rules=rules)}
    return [
        {"id": row["id"], "match": found[row["id"]].right if row["id"] in found else None} for row in rows
    ]


def _other_event(record: Row) -> RecordedEvent:
    civilians = _number(record["deaths_civilians"]) or 0
    unknown = _number(record["deaths_unknown"]) or 0
    return _event(
        record,
        places=(record["place"],),
        within=record["district"] or None,
        killed=(civilians, civilians + unknown if civilians else 0),
    )


def _event(
    record: Row, *, places: tuple[str, ...], within: str | None, killed: tuple[int, int]
) -> RecordedEvent:
    return RecordedEvent(
        id=record["id"],
        start=date.fromisoformat(record["date"]),
        end=date.fromisoformat(record["date_end"] or record["date"]),
        places=places or (record["governorate"],),
        area=record["governorate"],
        within=within,
        points=tuple(point for place in places for point in _points(place)),
        killed=killed,
        is_wide=any(word in place.casefold() for place in places for word in _AREAS),
    )


def _points(place: str) -> tuple[tuple[float, float], ...]:
    """All places of the country that its names may mean."""
    found = (p for name in names_in(place, kinds=matching_rules().kinds) for p in gazetteer().find(name))
    return tuple((p.lat, p.lon) for p in found if p.country == _COUNTRY and p.kind not in _WIDE)


def _number(written: str) -> int | None:
    return int(float(written)) if written else None


def _table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


BOARDS = (Board(name="datasets", read=own_event, answer=answer, rows=records),)
