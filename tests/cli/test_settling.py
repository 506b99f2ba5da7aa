"""A name that nobody could place, from the list of such names to the claim that is read again."""

import json
from pathlib import Path

import pytest
from typer.testing import Result

from civharm.casebook.store import Casebook
from civharm.model.errors import InvalidDecision, InvalidInput, NotFound
from support.commands import run

ARABIC = (
    "الخميس 6 نيسان 2017\n\n"
    "قال مصدر طبي إن خمسة مدنيين قتلوا يوم الأربعاء في قصف مدفعي على قرية الزنبقان في محافظة نينوى.\n"
)
NAME = "الزنبقان"
SIGNED = ("--author", "A. Assessor", "--reason", "the council's map")


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ARABIC)
    run("--country", "IQ", "read", tmp_path / "a.txt", "--casebook", tmp_path / "book")
    return tmp_path / "book"


def unresolved(casebook: Path) -> list[dict]:
    printed = run("places", "unresolved", "--casebook", casebook, "--format", "jsonl").stdout
    return [json.loads(line) for line in printed.splitlines()]


def settle(casebook: Path, *words: object) -> Result:
    return run("--country", "IQ", "decide", "place", NAME, *words, *SIGNED, "--casebook", casebook)


def wheres(casebook: Path) -> set[tuple[float | None, str]]:
    claims = Casebook.open(casebook).claims()
    return {(claim.where[0].lat, claim.where[0].located_by.value) for claim in claims if claim.where}


def test_a_settled_name_is_where_the_person_said_once_read_again(casebook: Path):
    (name,) = unresolved(casebook)
    assert (name["name"], name["reports"]) == (NAME, 1)
    decided = settle(casebook, "--at", "36.4012, 43.2044", "--precision", "village")
    assert decided.exit_code == 0, decided.output
    assert run("--country", "IQ", "reread", "--casebook", casebook).exit_code == 0
    assert wheres(casebook) == {(36.4012, "person")}
    assert unresolved(casebook) == []
    assert Casebook.open(casebook).verify() == ()


def test_an_undone_name_is_unresolved_again(casebook: Path):
    before = wheres(casebook)
    decided = settle(casebook, "--at", "38S LF 320 233")
    run("--country", "IQ", "reread", "--casebook", casebook)
    assert wheres(casebook) == {(36.340575, "person")}
    run("decide", "undo", decided.stdout.split()[1], *SIGNED, "--casebook", casebook)
    run("--country", "IQ", "reread", "--casebook", casebook)
    assert (wheres(casebook), len(unresolved(casebook))) == (before, 1)


def test_a_row_of_the_gazetteer_may_be_chosen(casebook: Path):
    settle(casebook, "--id", "geonames:390188", "--precision", "village")
    (decision,) = Casebook.open(casebook).decisions()
    assert decision.change["gazetteer_id"] == "geonames:390188"
    assert (decision.change["lat"], decision.change["precision"]) == (35.32592, "village")


@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        ((), InvalidDecision, "Give --at"),
        (("--at", "36.4, 43.2", "--id", "geonames:1"), InvalidDecision, "Give --at"),
        (("--at", "36.4"), InvalidDecision, "no pair of coordinates"),
        (("--at", "43.2044, 36.4012"), InvalidDecision, "latitude comes first"),
        (("--at", "36.4, 43.2", "--country", "Iraq"), InvalidDecision, "country"),
        (("--id", "geonames:0"), NotFound, "no place 'geonames:0'"),
    ],
)
def test_what_settles_nothing_is_refused(casebook: Path, words: tuple[str, ...], error: type, message: str):
    result = settle(casebook, *words)
    assert isinstance(result.exception, error)
    assert message in str(result.exception)
    assert Casebook.open(casebook).decisions() == ()


def test_coordinates_are_shown_in_every_notation():
    printed = run("places", "convert", "38S LF 320 233").stdout.splitlines()
    assert printed == [
        "decimal  36.340575, 43.128551",
        "degrees  36°20′26.1″N 43°07′42.8″E",
        "MGRS     38S LF 320 233",
        "radius   71 m",
    ]


def test_coordinates_that_can_t_be_are_refused():
    assert isinstance(run("places", "convert", "4239.00416 N 04312.3 E").exception, InvalidInput)
