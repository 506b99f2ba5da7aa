"""`civharm places` as a person types it, and what layers change about reading."""

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from civharm.casebook.store import Casebook
from civharm.claims.readers import NAMES
from civharm.cli.main import app
from civharm.model.errors import InvalidInput, NotFound
from support.commands import run
from support.pages import ROOT

MINE = (
    "name,name_ar,lat,lon,precision,country,parent\n"
    "Hayy al-Rawabi,حي الروابي,36.4012,43.0877,neighbourhood,IQ,Mosul\n"
    "Tell Nur,تل نور,36.4519,43.2234,village,IQ,\n"
)
REPORT = "الخميس 6 نيسان 2017\n\nقال مصدر طبي إن خمسة مدنيين قتلوا يوم الأربعاء في قصف مدفعي على حي الروابي في مدينة الموصل.\n"


@pytest.fixture(autouse=True)
def _own_files(own_machine: None, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(MINE, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORT, encoding="utf-8")


def place_of(name: str, *words: object) -> dict:
    result = run("places", "find", name, "--format", "jsonl", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout.splitlines()[0])


def where_of_claims(casebook: str) -> list[str]:
    claims = Casebook.open(Path(casebook)).claims()
    return [place.id or "" for claim in claims for place in claim.where]


def test_a_file_is_loaded_listed_found_and_removed() -> None:
    assert "layer mine loaded" in run("places", "load", "mine.csv", "--casebook", "book").output
    listed = run("places", "list", "--casebook", "book").output
    assert listed.index("mine") < listed.index("world")
    found = place_of("hay ar-Rawabi", "--casebook", "book")
    assert (found["layer"], found["lat"], found["found_by"]) == (
        "mine",
        36.4012,
        "spelling but for article and vowels",
    )
    assert run("places", "remove", "mine", "--casebook", "book").exit_code == 0
    with pytest.raises(NotFound, match="no place is called"):
        CliRunner().invoke(
            app, ["places", "find", "Hayy al-Rawabi", "--casebook", "book"], catch_exceptions=False
        )


def test_a_compiled_file_serves_without_a_casebook() -> None:
    assert run("places", "load", "mine.csv", "--to", "mine.sqlite3").exit_code == 0
    result = run("--places", "mine.sqlite3", "places", "find", "Tell Nur", "--format", "jsonl")
    assert json.loads(result.stdout.splitlines()[0])["layer"] == "mine"


def test_nothing_is_loaded_where_rows_are_bad_unless_they_are_to_be_skipped() -> None:
    Path("bad.csv").write_text(MINE + "Tell Zahr,,136.4,43.2,,IQ,\n", encoding="utf-8")
    refused = run("places", "load", "bad.csv", "--casebook", "book", "--errors", "errors.csv")
    assert refused.exit_code == 2
    assert "row 4: lat 136.4 is impossible: lat and lon look swapped; change them over" in refused.output
    assert "bad.csv,4,lat 136.4 is impossible" in Path("errors.csv").read_text(encoding="utf-8")
    assert [path.name for path in Path("book/places").iterdir()] == []
    skipped = run("places", "load", "bad.csv", "--casebook", "book", "--skip-bad-rows")
    assert skipped.exit_code == 0
    assert "1 row left out" in skipped.output


def test_a_name_is_taken_once() -> None:
    run("places", "load", "mine.csv", "--casebook", "book")
    with pytest.raises(InvalidInput, match=r"there is a layer mine already.*--replace"):
        CliRunner().invoke(app, ["places", "load", "mine.csv", "--casebook", "book"], catch_exceptions=False)
    Path("mine.csv").write_text(MINE.replace("36.4012", "36.4112"), encoding="utf-8")
    assert run("places", "load", "mine.csv", "--casebook", "book", "--replace").exit_code == 0
    assert place_of("Hayy al-Rawabi", "--casebook", "book")["lat"] == 36.4112


def test_a_later_layer_and_a_named_file_beat_an_earlier_layer() -> None:
    run("places", "load", "mine.csv", "--casebook", "book")
    Path("later.csv").write_text(MINE.replace("36.4012", "36.4013"), encoding="utf-8")
    Path("named.csv").write_text(MINE.replace("36.4012", "36.4014"), encoding="utf-8")
    assert "lie elsewhere" not in run("places", "load", "later.csv", "--casebook", "book").output
    assert place_of("Hayy al-Rawabi", "--casebook", "book")["layer"] == "later"
    result = run(
        "--places", "named.csv", "places", "find", "Hayy al-Rawabi", "--casebook", "book", "--format", "jsonl"
    )
    assert [json.loads(line)["layer"] for line in result.stdout.splitlines()] == ["named"]
    assert run("places", "remove", "later", "--casebook", "book").exit_code == 0
    assert place_of("Hayy al-Rawabi", "--casebook", "book")["layer"] == "mine"


def test_a_layer_that_contradicts_another_is_told_and_loaded() -> None:
    Path("one.csv").write_text("id,name,lat,lon\nN7,Tell Nur,36.4519,43.2234\n", encoding="utf-8")
    Path("other.csv").write_text("id,name,lat,lon\nN7,Tell Nur,35.4519,43.2234\n", encoding="utf-8")
    run("places", "load", "one.csv", "--casebook", "book")
    result = run("places", "load", "other.csv", "--casebook", "book")
    assert result.exit_code == 0
    assert "1 of its places lie elsewhere in another layer" in result.output
    assert "Tell Nur" in result.output and "111 km" in result.output


def test_reports_read_before_are_read_again_with_new_places_and_the_casebook_says_so() -> None:
    run("read", "reports", "--casebook", "book")
    before = where_of_claims("book")
    loaded = run("places", "load", "mine.csv", "--casebook", "book")
    assert "1 report read with other places than now: `civharm reread --casebook book`" in loaded.output
    assert not [place for place in before if place.startswith("mine:")]
    again = run("reread", "--casebook", "book")
    assert "1 report read (1 of them again)" in again.output
    assert any(place.startswith("mine:") for place in where_of_claims("book"))
    assert "nothing new" in run("reread", "--casebook", "book").output
    removed = run("places", "remove", "mine", "--casebook", "book")
    assert "reads them again" in removed.output
    run("read", "reports", "--casebook", "book")
    assert where_of_claims("book") == before
    assert Casebook.open(Path("book")).read_otherwise(NAMES, mark="") == 0
    assert Casebook.open(Path("book")).verify() == ()


def test_reading_new_reports_with_new_places_says_that_old_ones_were_read_without() -> None:
    run("read", "reports", "--casebook", "book")
    run("places", "load", "mine.csv", "--casebook", "book")
    Path("b.txt").write_text(REPORT.replace("خمسة", "ستة"), encoding="utf-8")
    assert "1 report read before with other places" in run("read", "b.txt", "--casebook", "book").output


def test_a_date_that_a_person_gave_outlives_reading_again() -> None:
    Path("undated.txt").write_text(REPORT.split("\n\n")[1], encoding="utf-8")
    run("read", "undated.txt", "--casebook", "book", "--published", "2017-04-06")
    run("places", "load", "mine.csv", "--casebook", "book")
    run("read", "undated.txt", "--casebook", "book")
    (report,) = Casebook.open(Path("book")).reports()
    assert report.published is not None and str(report.published.start) == "2017-04-06"


def test_loading_and_removing_are_on_the_chain_of_custody() -> None:
    run("places", "load", "mine.csv", "--casebook", "book")
    run("places", "remove", "mine", "--casebook", "book")
    acts = [(entry.action, entry.subject) for entry in Casebook.open(Path("book")).custody()]
    assert acts[1:] == [("places_loaded", "mine"), ("places_removed", "mine")]


def test_a_layer_that_was_changed_or_lost_is_noticed() -> None:
    run("places", "load", "mine.csv", "--casebook", "book")
    layer = Path("book/places/mine.sqlite3")
    with sqlite3.connect(layer) as database:
        database.execute("UPDATE places SET lat = 10")
    assert "not the one that the chain of custody saw" in run("doctor", "--casebook", "book").output
    layer.unlink()
    assert "the layer of places mine is missing" in run("doctor", "--casebook", "book").output


def test_a_damaged_layer_is_named_with_its_remedy() -> None:
    run("places", "load", "mine.csv", "--casebook", "book")
    Path("book/places/mine.sqlite3").write_bytes(b"SQLite format 3\0" + b"broken" * 1000)
    with pytest.raises(InvalidInput, match=r"damaged.*load its file again"):
        CliRunner().invoke(app, ["read", "reports", "--casebook", "book"], catch_exceptions=False)
    assert run("places", "remove", "mine", "--casebook", "book").exit_code == 0


def test_checking_loads_nothing_and_counts_what_is_far() -> None:
    result = run("places", "check", "mine.csv")
    assert result.exit_code == 0
    assert "2 places: 0 within" in result.output
    assert run("places", "check", "mine.csv", "--within", "1000").exit_code == 1


def test_the_example_s_neighbourhoods_are_found_within_a_kilometre() -> None:
    result = run("places", "check", ROOT / "examples/mosul-2017/places.csv", "--within", "1000")
    assert result.exit_code == 0, result.output
    assert "0 farther off" in result.output and "0 not known" in result.output


def test_the_country_that_all_is_about_is_that_of_rows_without_one() -> None:
    Path("swapped.csv").write_text("name,lat,lon\nTell Nur,43.2,36.4\n", encoding="utf-8")
    result = run("--country", "IQ", "places", "check", "swapped.csv")
    assert "not in IQ: lat and lon look swapped" in result.output
