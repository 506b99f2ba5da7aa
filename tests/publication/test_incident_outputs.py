"""One incident in all its forms: the flat line of the contract, the table, CSV, GeoJSON. Unknown is never 0."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from civharm.model.assessments import Assessment, Bound, Grading, Toll
from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Incident
from civharm.model.times import TimePrecision, When
from civharm.publication.csv import write_csv
from civharm.publication.geojson import incident_features
from civharm.publication.incident_lines import incident_line, toll_words
from civharm.publication.release.incidents import INCIDENTS
from civharm.publication.table import HEADINGS, incident_rows, place_words, when_words
from support.build import Story


@pytest.fixture(scope="module")
def story() -> Story:
    story = Story()
    story.harm("Harbour Post", "killed 3 civilian", by="Northern Coalition")
    story.harm("Ward Wire", "killed 5 civilian", "injured 9+ civilian", by="Northern Coalition")
    return story


@pytest.fixture(scope="module")
def incident(story: Story) -> Incident:
    return story.incident()


@pytest.fixture(scope="module")
def assessment(story: Story) -> Assessment:
    return story.assessed()


SKETCH = (
    "type id code aliases when where parties strike_status proposed_grading grading grading_reasons "
    "civilians_killed_min civilians_killed_max civilians_injured_min civilians_injured_max "
    "militants_killed_min militants_killed_max claims reports independent_clusters status"
).split()


def test_a_line_has_every_field_of_the_contract(incident: Incident, assessment: Assessment):
    line = incident_line(incident, assessment)
    assert set(SKETCH) <= line.keys()
    assert json.loads(json.dumps(line)) == line


def test_a_line_says_what_was_found(incident: Incident, assessment: Assessment):
    line = incident_line(incident, assessment)
    assert (line["civilians_killed_min"], line["civilians_killed_max"]) == (3, 5)
    assert (line["militants_killed_min"], line["militants_killed_max"]) == (None, None)
    assert (line["grading"], line["status"], line["code"]) == (None, "machine", "IQ-20170317-a")
    assert line["proposed_grading"] == assessment.proposed_grading
    assert line["claims"] == list(incident.claims)


def test_without_an_assessment_all_judgements_are_unknown(incident: Incident):
    line = incident_line(incident, None)
    assert {line["strike_status"], line["grading"], line["civilians_killed_min"]} == {None}
    assert line["independent_clusters"] == 2


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3, 5, "3–5"),
        (7, 7, "7"),
        (12, None, "12 or more"),
        (None, 9, "up to 9"),
        (None, None, "unknown"),
        (0, 0, "0"),
    ],
)
def test_ranges_in_words(low: int | None, high: int | None, words: str):
    toll = Toll(harm=Harm.KILLED, status=Status.CIVILIAN, min=Bound(value=low), max=Bound(value=high))
    assert toll_words(toll) == words


def cells_of(incident: Incident, assessment: Assessment | None) -> dict[str, str]:
    to = io.StringIO()
    write_csv([incident], {incident.id: assessment} if assessment else {}, to)
    (row,) = csv.DictReader(io.StringIO(to.getvalue()))
    return row


def test_csv_has_airwars_columns_first_and_leaves_the_unknown_empty(
    incident: Incident, assessment: Assessment
):
    row = cells_of(incident, assessment)
    assert tuple(row) == INCIDENTS.names
    assert tuple(row)[:4] == ("Unique Reference Code", "Permalink", "Country", "Date")
    assert (row["Date"], row["Country"], row["Geolocation Accuracy"]) == ("2017-03-17", "IQ", "neighbourhood")
    assert (row["Civilians Killed Min"], row["Civilians Killed Max"]) == ("3", "5")
    assert (row["Militants Killed Min"], row["Belligerents List"]) == ("", "Northern Coalition")


def test_csv_keeps_a_machine_s_grade_apart_from_a_person_s(incident: Incident, assessment: Assessment):
    proposed, signed = (
        cells_of(incident, assessment),
        cells_of(incident, replace(assessment, grading=Grading.WEAK)),
    )
    assert (proposed["Grading"], proposed["Proposed Grading"]) == ("", assessment.proposed_grading)
    assert signed["Grading"] == "weak"


def test_csv_cells_are_no_formulas(incident: Incident):
    assert incident.where is not None
    sly = replace(incident, where=replace(incident.where, name="=1+1", lat=-3.5, lon=1.0))
    assert cells_of(sly, None)["Location"] == "'=1+1"
    assert cells_of(sly, None)["Latitude"] == "-3.5"


def test_geojson_puts_longitude_first_and_keeps_the_unplaced(incident: Incident, assessment: Assessment):
    unplaced = replace(incident, where=None, id="u")
    placed, without = incident_features([incident, unplaced], {incident.id: assessment})["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [43.110, 36.338]}
    assert placed["properties"]["civilians_killed_max"] == 5
    assert (without["geometry"], without["id"]) == (None, "u")


def test_the_table_says_who_graded(incident: Incident, assessment: Assessment, story: Story):
    reports = {report.id: report for report in story.reports}
    (row,) = incident_rows([incident], {incident.id: assessment}, reports)
    cells = dict(zip(HEADINGS, row.cells, strict=True))
    assert (cells["date"], cells["civilians killed"], cells["injured"]) == ("2017-03-17", "3–5", "9")
    assert cells["grade"] == f"{assessment.proposed_grading} (proposed)"
    assert cells["sources"] == "2 reports, 2 independent: Harbour Post, Ward Wire"
    (signed,) = incident_rows([incident], {incident.id: replace(assessment, grading=Grading.FAIR)}, reports)
    assert "fair" in signed.cells


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2017, 3, 1), date(2017, 3, 1), "2017-03-01"),
        (date(2017, 3, 1), date(2017, 3, 7), "2017-03-01 … 2017-03-07"),
        (date(2017, 3, 1), None, "2017-03-01 …"),
        (None, date(2017, 3, 7), "… 2017-03-07"),
        (None, None, "unknown"),
    ],
)
def test_intervals_in_words(start: date | None, end: date | None, words: str):
    assert when_words(When(start=start, end=end, precision=TimePrecision.RANGE)) == words


def test_places_in_words(incident: Incident):
    assert incident.where is not None
    assert place_words(replace(incident.where, within="Mosul")) == "Orchard Quarter, Mosul"
    assert place_words(replace(incident.where, within="Orchard Quarter")) == "Orchard Quarter"
    assert place_words(None) == "unknown"
