"""A release: whole or not at all, checked by others' programs, its totals worked out again from its rows."""

import csv
import json
import shutil
import sqlite3
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from civharm.model.assessments import Assessment, Bound, Grading, StrikeStatus, Toll
from civharm.model.casualties import Harm, Status
from civharm.model.errors import InvalidInput
from civharm.model.incidents import Incident, Relation, RelationKind
from civharm.model.places import Place, PlacePrecision
from civharm.model.times import When
from civharm.publication.release.manifest import faults, read_key
from civharm.publication.release.publish import Terms, publish
from civharm.publication.release.source import About, Source

ABOUT = About(
    title="Harm in Tel Riman",
    casebook_id="0d0f2ab6-9d5c-4f0c-8d53-0d8f3c5f5a11",
    made_at=datetime(2021, 4, 1, 12, tzinfo=UTC),
    civharm="0",
)
QUARTER = Place(
    words="the Zuhur quarter", name="Zuhur", id="x:1", country="IQ", lat=36.34, lon=43.1,
    precision=PlacePrecision.NEIGHBOURHOOD, radius_m=900,
)  # fmt: skip


def an_incident(name, *, day=9, where=QUARTER, **fields):
    when = When.on(date(2021, 3, day)) if day else None
    return Incident(
        id=f"i-{name}", code=f"IQ-202103{day or 0:02}-{name}", when=when, where=where, links=(), reports=(), clusters=(),
        **fields,
    )  # fmt: skip


def an_assessment(name, low, high, grading=Grading.FAIR):
    toll = Toll(harm=Harm.KILLED, status=Status.CIVILIAN, min=Bound(value=low), max=Bound(value=high))
    return Assessment(
        incident_id=f"i-{name}", method="rules-1", strike_status=StrikeStatus.LIKELY, proposed_grading=grading,
        grading=grading, reasons=(), tolls=(toll,), conceded=(), independent_clusters=2, harm_reported=True,
    )  # fmt: skip


def a_source(*assessed, relations=(), **about):
    incidents = tuple(incident for incident, _ in assessed)
    return Source(
        about=replace(ABOUT, **about),
        incidents=incidents,
        assessments={found.incident_id: found for _, found in assessed},
        relations=relations,
    )


THREE = (
    (an_incident("a"), an_assessment("a", 12, 16)),
    (an_incident("b", day=12), an_assessment("b", 3, None)),
    (an_incident("c", day=None, where=None), an_assessment("c", None, None, Grading.WEAK)),
)
SHARED = Relation(
    left="i-b", right="i-a", kind=RelationKind.PART_OF, reason="the same house", is_decided=True
)
TERMS = Terms(province_of=lambda place: "Nineveh")


@pytest.fixture
def released(tmp_path) -> Path:
    publish(a_source(*THREE, relations=(SHARED,)), tmp_path / "release", TERMS)
    return tmp_path / "release"


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_manifest_is_one_that_sha256sum_checks(released):
    checked = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=released, check=False)
    assert checked.returncode == 0


def test_a_signature_is_one_that_openssl_verifies(tmp_path):
    key = tmp_path / "key.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True)
    publish(a_source(*THREE), tmp_path / "release", replace(TERMS, key=read_key(key)))
    verify = [
        "openssl",
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        "public-key.pem",
        "-rawin",
        "-in",
        "SHA256SUMS",
    ]
    verified = subprocess.run(
        [*verify, "-sigfile", "SHA256SUMS.sig"], cwd=tmp_path / "release", check=False, capture_output=True
    )
    assert verified.returncode == 0


@pytest.mark.parametrize(
    "words", ["no key", "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_no_key_is_named(tmp_path, words):
    (tmp_path / "key.pem").write_text(words)
    with pytest.raises(InvalidInput, match=r"key\.pem is no private key"):
        read_key(tmp_path / "key.pem")


def test_plain_sums_are_those_of_the_rows(released):
    tolls = [
        row
        for row in rows_of(released / "tolls.csv")
        if (row["harm"], row["status"]) == ("killed", "civilian")
    ]
    (everything,) = (
        row
        for row in rows_of(released / "totals.csv")
        if (row["by"], row["harm"], row["status"]) == ("all", "killed", "civilian")
    )
    assert int(everything["apart_min"]) == sum(int(row["min"]) for row in tolls if row["min"])
    assert int(everything["apart_max"]) == sum(int(row["max"] or row["min"]) for row in tolls if row["min"])
    assert int(everything["unknown_max"]) == sum(not row["max"] and not row["min"] for row in tolls)


def test_people_who_may_be_counted_twice_are_counted_once(released):
    (spoken,) = (
        row
        for row in rows_of(released / "totals.csv")
        if (row["by"], row["harm"], row["status"]) == ("headline", "killed", "civilian")
    )
    assert (spoken["min"], spoken["overlapping"]) == ("12", "2")


def test_unknown_is_an_empty_cell_in_every_form(released):
    unknown = next(row for row in rows_of(released / "incidents.csv") if row["Id"] == "i-c")
    assert (unknown["Civilians Killed Min"], unknown["Date"], unknown["Latitude"]) == ("", "", "")
    with sqlite3.connect(released / "release.sqlite3") as connection:
        (kept,) = connection.execute('SELECT "Civilians Killed Min" FROM incidents WHERE "Id" = ?', ["i-c"])
    assert kept == (None,)
    features = json.loads((released / "incidents.geojson").read_text())["features"]
    assert [each["geometry"] for each in features if each["id"] == "i-c"] == [None]


def test_parquet_holds_what_the_csv_holds(released):
    from pyarrow import parquet

    kept = parquet.read_table(released / "incidents.parquet").to_pylist()
    assert [row["Unique Reference Code"] for row in kept] == [
        row["Unique Reference Code"] for row in rows_of(released / "incidents.csv")
    ]
    assert kept[0]["Civilians Killed Max"] in (16, None)


def test_the_package_describes_the_columns_of_every_table(released):
    package = json.loads((released / "datapackage.json").read_text())
    for resource in package["resources"]:
        header = (released / resource["path"]).read_text().splitlines()[0]
        assert [field["name"] for field in resource["schema"]["fields"]] == next(csv.reader([header]))
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_a_cell_that_a_spreadsheet_would_run_is_guarded(tmp_path):
    named = replace(QUARTER, name="=HYPERLINK(1)")
    publish(a_source((an_incident("a", where=named), an_assessment("a", 1, 1))), tmp_path / "release", TERMS)
    assert rows_of(tmp_path / "release" / "incidents.csv")[0]["Location"] == "'=HYPERLINK(1)"


def test_a_longitude_west_of_greenwich_stays_a_number(tmp_path):
    west = replace(QUARTER, lon=-3.7)
    publish(a_source((an_incident("a", where=west), an_assessment("a", 1, 1))), tmp_path / "release", TERMS)
    assert rows_of(tmp_path / "release" / "incidents.csv")[0]["Longitude"] == "-3.7"


CHANGED = [
    (THREE[0][0], an_assessment("a", 12, 18)),
    THREE[1],
    THREE[2],
    (an_incident("d", day=14), an_assessment("d", 1, 1)),
]


def test_what_changed_is_listed_by_incident_and_column(released, tmp_path):
    publish(a_source(*CHANGED), tmp_path / "next", replace(TERMS, previous=released))
    found = {
        (row["what"], row["id"], row["column"], row["after"])
        for row in rows_of(tmp_path / "next" / "changes.csv")
    }
    assert found == {("changed", "i-a", "Civilians Killed Max", "18"), ("added", "i-d", "", "")}


FEWER = a_source(THREE[0], THREE[2])
LOWER = a_source((THREE[0][0], an_assessment("a", 11, 16)), *THREE[1:])
MERGED = a_source((replace(THREE[0][0], aliases=("i-b",)), an_assessment("a", 15, 19)), THREE[2])


@pytest.mark.parametrize(
    ("source", "objection"),
    [
        (FEWER, "1 incidents of the release before are withdrawn: IQ-20210312-b"),
        (LOWER, "falls from 15 to 14"),
    ],
    ids=["withdrawn", "lower"],
)
def test_nothing_shrinks_unsaid(released, tmp_path, source, objection):
    with pytest.raises(InvalidInput, match=objection):
        publish(source, tmp_path / "next", replace(TERMS, previous=released))
    assert not (tmp_path / "next").exists()
    said = replace(source.about, reasons={"--shrunken": "the house was counted twice"})
    told = Source(about=said, incidents=source.incidents, assessments=source.assessments)
    publish(told, tmp_path / "next", replace(TERMS, previous=released))
    assert "the house was counted twice" in (tmp_path / "next" / "README.md").read_text()


def test_an_incident_that_another_took_in_is_merged_and_not_withdrawn(released, tmp_path):
    publish(MERGED, tmp_path / "next", replace(TERMS, previous=released))
    merged = [row for row in rows_of(tmp_path / "next" / "changes.csv") if row["what"] == "merged"]
    assert [(row["id"], row["after"]) for row in merged] == [("i-b", "i-a")]


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path):
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "mine.txt").write_text("mine")
    with pytest.raises(InvalidInput, match="not empty"):
        publish(a_source(*THREE), tmp_path / "release", TERMS)
    assert [path.name for path in tmp_path.rglob("*")] == ["release", "mine.txt"]


def test_a_release_that_breaks_off_leaves_nothing(tmp_path):
    def breaks_off(place):
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        publish(a_source(*THREE), tmp_path / "release", replace(TERMS, province_of=breaks_off))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("harm_it", "fault"),
    [
        (lambda folder: (folder / "tolls.csv").write_text("x"), "tolls.csv is not as it was"),
        (lambda folder: (folder / "tolls.csv").unlink(), "tolls.csv is missing"),
        (
            lambda folder: shutil.copy(folder / "tolls.csv", folder / "more.csv"),
            "more.csv is not in SHA256SUMS",
        ),
    ],
    ids=["flipped", "missing", "added"],
)
def test_what_is_not_as_it_was_made_is_named(released, harm_it, fault):
    assert list(faults(released)) == []
    harm_it(released)
    assert any(fault in found for found in faults(released))
