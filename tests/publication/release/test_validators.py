"""Other people's programs read a release: frictionless, libhxl, rdflib, DuckDB and Datasette's own reader of SQLite."""

import json
import subprocess
import sys

import pytest
import text_unidecode

from civharm.publication.release.publish import publish
from publication.release.test_publish import TERMS, THREE, a_source


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("released") / "release"
    publish(a_source(*THREE), folder, TERMS)
    return folder


def test_frictionless_finds_every_table_as_described(released):
    import frictionless

    report = frictionless.Package(str(released / "datapackage.json")).validate()
    assert [
        (error.code if hasattr(error, "code") else error.type, error.message)
        for task in report.tasks
        for error in task.errors
    ] == []
    assert len(report.tasks) > 10


def test_libhxl_reads_the_tags_and_numbers(released, monkeypatch):
    # libhxl imports Unidecode, which is under the GPL and not installed: this one has the same function
    monkeypatch.setitem(sys.modules, "unidecode", text_unidecode)
    import hxl

    with hxl.data(str(released / "incidents.hxl.csv"), hxl.InputOptions(allow_local=True)) as source:
        assert "#affected+civilians+killed+min" in {
            column.get_display_tag(sort_attributes=True) for column in source.columns
        }
        assert [row.get("#affected+killed+civilians+min") for row in source] == [None, "12", "3"]


def test_rdflib_reads_the_linked_data(released):
    import rdflib

    graph = rdflib.Graph().parse(released / "incidents.jsonld", format="json-ld")
    events = list(graph.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/Event")))
    assert len(events) == len(THREE)
    # the prefix of ids is declared in the file: other programs see whole names
    assert {str(event).rpartition(":")[0] for event in events} == {
        "urn:civharm:0d0f2ab6-9d5c-4f0c-8d53-0d8f3c5f5a11"
    }


def test_duckdb_adds_up_what_the_totals_say(released):
    import duckdb

    tolls = str(released / "tolls.csv")
    (least,) = duckdb.sql(
        f"SELECT sum(min) FROM '{tolls}' WHERE harm = 'killed' AND status = 'civilian'"
    ).fetchone()
    totals = str(released / "totals.csv")
    (told,) = duckdb.sql(
        f"SELECT apart_min FROM '{totals}' WHERE \"by\" = 'all' AND harm = 'killed' AND status = 'civilian'"
    ).fetchone()
    assert (least, told) == (15, 15)


def test_datasette_serves_the_file(released):
    asked = [sys.executable, "-m", "datasette", str(released / "release.sqlite3"), "-m", str(released / "metadata.json"),
             "--get", "/release/incidents.json?_shape=array"]  # fmt: skip
    told = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=120)
    assert [row["Id"] for row in json.loads(told.stdout)] == ["i-c", "i-a", "i-b"]
