"""The files: unknown is an empty cell, a machine's grade stands apart, no cell is a formula."""

import csv
import json
from dataclasses import replace
from datetime import date

import pytest

from civharm.catalogue.asking import IncidentLine
from civharm.web.explore.export import COLUMNS, csv_lines, geojson_parts

LINE = IncidentLine(
    id="i1", code="IQ-20170317-a", aliases=(), status="machine", event="airstrike", when_start=date(2017, 3, 17),
    when_end=date(2017, 3, 17), when_precision="day", place="Zuhur", country="IQ", lat=36.34, lon=43.1,
    precision="neighbourhood", radius_m=900, parties=("Northern Coalition", "Islamic State"), proposed="fair", signed=None,
    is_signed_off=False, strike_status="likely", killed_min=12, killed_max=None, injured_min=None, injured_max=None,
    combatants_killed_min=0, combatants_killed_max=0, is_harm_alleged=True, reports=2, claims=5, clusters=2, lacks=(),
    has_disagreement=False, changed_at=None,
)  # fmt: skip


def table(*lines: IncidentLine) -> list[dict[str, str]]:
    return list(csv.DictReader("".join(csv_lines(lines)).splitlines()))


def test_a_line_says_what_the_list_says():
    (row,) = table(LINE)
    shown = {
        name: row[name] for name in ("Civilians Killed Min", "Civilians Killed Max", "Militants Killed Max")
    }
    assert shown == {"Civilians Killed Min": "12", "Civilians Killed Max": "", "Militants Killed Max": "0"}
    assert (row["Grading"], row["Proposed Grading"]) == ("", "fair")
    assert row["Belligerents List"] == "Northern Coalition; Islamic State"
    assert len(row) == len(COLUMNS)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("name", ["code", "place", "event"])
def test_no_cell_is_a_formula(start, name):
    written = f"{start}HYPERLINK(1)"
    (line,) = list(csv_lines([replace(LINE, **{name: written})]))[1:]
    (cells,) = csv.reader([line], strict=True)
    assert f"'{written}" in cells
    assert written not in cells


def test_a_hostile_party_is_no_formula_either():
    (row,) = table(replace(LINE, parties=("=cmd|' /C calc'!A0",)))
    assert row["Belligerents List"].startswith("'=")


def test_an_unplaced_incident_stays_in_the_geojson():
    placed, unplaced = json.loads(
        "".join(geojson_parts([LINE, replace(LINE, lat=None, lon=None, place=None)]))
    )["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [43.1, 36.34]}
    assert unplaced["geometry"] is None
    assert (placed["properties"]["grading"], placed["properties"]["proposed_grading"]) == (None, "fair")
    assert placed["properties"]["civilians_killed_max"] is None


def test_no_incident_is_a_whole_file_too():
    empty = {"type": "FeatureCollection", "behind": None, "features": []}
    assert json.loads("".join(geojson_parts([]))) == empty
