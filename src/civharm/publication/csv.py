"""Incidents as CSV under the column names of Airwars' old public file (METHOD 1.8), ours after them."""

import csv
from collections.abc import Iterable, Mapping
from typing import TextIO

from civharm.model.assessments import Assessment
from civharm.model.incidents import Incident
from civharm.model.places import Place
from civharm.model.times import When
from civharm.publication.crosswalk import acled_geo_precision, grid_of, ucdp_where_prec
from civharm.publication.incident_lines import flat_tolls, overrides_of

AIRWARS_COLUMNS = (
    "Unique Reference Code",
    "Permalink",
    "Country",
    "Date",
    "Grading",
    "Latitude",
    "Longitude",
    "Strike Status",
    "Geolocation Accuracy",
    "Civilians Killed Min",
    "Civilians Killed Max",
    "Civilians Injured Min",
    "Civilians Injured Max",
    "Militants Killed Min",
    "Militants Killed Max",
    "Belligerents List",
)
#: A grading is a person's: a machine's stands apart, so that nobody takes the one for the other.
OUR_COLUMNS = ("Proposed Grading", "Location", "Independent Clusters", "Reports", "Status", "Id",
               "Radius M", "Located By", "MGRS", "ACLED Geo Precision", "UCDP Where Prec", "Set By Hand", "Signed Off")  # fmt: skip
COLUMNS = AIRWARS_COLUMNS + OUR_COLUMNS
_TOLLS = ("civilians_killed", "civilians_injured", "militants_killed")
#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None


def write_csv(incidents: Iterable[Incident], assessments: Mapping[str, Assessment], to: TextIO) -> None:
    """One line for each incident; unknown is an empty cell, never 0."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(COLUMNS)
    for incident in incidents:
        writer.writerow(map(safe, _cells(incident, assessments.get(incident.id))))


def _cells(incident: Incident, assessment: Assessment | None) -> list[Cell]:
    place = incident.where
    tolls = flat_tolls(assessment)
    return [
        incident.code,
        None,
        place.country if place else None,
        _date(incident.when),
        assessment.grading.value if assessment and assessment.grading else None,
        place.lat if place else None,
        place.lon if place else None,
        assessment.standing_strike_status.value if assessment else None,
        place.precision.value if place else None,
        *(tolls[f"{name}_{bound}"] for name in _TOLLS for bound in ("min", "max")),
        "; ".join(dict.fromkeys(party.name for party in incident.parties)),
        assessment.proposed_grading.value if assessment and assessment.proposed_grading else None,
        place.name if place else None,
        assessment.independent_clusters if assessment else len(incident.clusters),
        len(incident.reports),
        incident.status.value,
        incident.id,
        *_exactness(place),
        _set_by_hand(assessment),
        "yes" if assessment and assessment.is_signed_off else "no",
    ]


def _set_by_hand(assessment: Assessment | None) -> str | None:
    """The columns that a person set, each with what the machine has instead."""
    shown = (each for each in overrides_of(assessment) if each["field"])
    told = [f"{each['field']} (machine: {_unknown(each['machine'])})" for each in shown]
    return "; ".join(told) or None


def _unknown(value: object) -> object:
    return "unknown" if value is None else value


def _exactness(place: Place | None) -> list[Cell]:
    """How exactly the place is known, who located it, and what the event data sets would call that."""
    located = place if place and place.is_located else None
    return [
        located.radius_m if located else None,
        located.located_by.value if located else None,
        grid_of(located),
        acled_geo_precision(place),
        ucdp_where_prec(place),
    ]


def _date(when: When | None) -> str | None:
    """A day, or an interval in the form of ISO 8601; an unknown end is "..", as the standard writes it."""
    if when is None or (when.start is None and when.end is None):
        return None
    return str(when.start) if when.is_day else f"{when.start or '..'}/{when.end or '..'}"


def safe(cell: Cell) -> Cell:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
