"""`civharm explain` as a person types it."""

import json
from pathlib import Path

import pytest

from support.commands import run

FIRST = (
    "الخميس 6 نيسان 2017\n\n"
    "قال مصدر طبي إن خمسة مدنيين قتلوا وأصيب ثلاثة آخرون يوم الأربعاء في قصف مدفعي على حي الزهراء في مدينة الموصل.\n"
)
SECOND = (
    "الجمعة 7 نيسان 2017\n\n"
    "أعلن الدفاع المدني أن ثمانية مدنيين قتلوا يوم الأربعاء 5 نيسان في قصف مدفعي على حي الزهراء في مدينة الموصل.\n"
)
NAMED = (
    "الجمعة 7 نيسان 2017\n\n"
    "قال شاهد عيان يدعى سالم حداد إن تسعة مدنيين قتلوا يوم الأربعاء 5 نيسان في قصف مدفعي على حي الزهراء في مدينة الموصل.\n"
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    for name, text in (("a", FIRST), ("b", SECOND), ("c", NAMED)):
        (tmp_path / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run("read", tmp_path / "reports", "--casebook", tmp_path / "book").exit_code == 0
    return tmp_path / "book"


def incident(book: Path) -> dict:
    printed = run("incidents", "--casebook", book, "--format", "jsonl").stdout
    return json.loads(printed.splitlines()[0])


def test_an_incident_is_explained_by_code_and_by_id(book: Path):
    told = incident(book)
    by_code = run("explain", told["code"], "--casebook", book)
    assert by_code.exit_code == 0, by_code.output
    assert by_code.stdout == run("explain", told["id"], "--casebook", book).stdout
    for words in ("grade proposed: none", "▶ row 3", "✓ no party is named", "what would change the grade",
                  "civilian killed: 5–9", "at least 5 [T1", "“خمسة مدنيين”", "at most 9", "not used: “ثمانية مدنيين”"):  # fmt: skip
        assert words in by_code.stdout


def test_grade_or_toll_alone(book: Path):
    code = incident(book)["code"]
    grade = run("explain", code, "--grade", "--casebook", book).stdout
    toll = run("explain", code, "--toll", "--casebook", book).stdout
    assert "grade proposed" in grade and "civilian killed" not in grade
    assert "civilian killed" in toll and "grade proposed" not in toll


def test_json_holds_the_same(book: Path):
    told = incident(book)
    line = json.loads(run("explain", told["code"], "--json", "--casebook", book).stdout)
    assert (line["type"], line["incident"], line["is_as_recorded"]) == ("explanation", told["id"], True)
    (fired,) = (row for row in line["grade"]["rows"] if row["fired"])
    assert f"grading row {fired['row']}" == told["reasons"][0]["rule"]
    killed = next(toll for toll in line["tolls"] if toll["harm"] == "killed")
    assert (killed["min"]["value"], killed["max"]["value"]) == (5, 9)
    assert killed["min"]["counts"][0]["claim"] in told["claims"]


def test_a_pair_of_claims(book: Path):
    told = incident(book)
    claims = {link["claim_id"]: link for link in told["links"]}
    of_reports = json.loads(
        "[" + ",".join(run("claims", "--casebook", book, "--format", "jsonl").stdout.splitlines()) + "]"
    )
    one = {each["report"]: each["id"] for each in of_reports if each["id"] in claims}
    left, right, *_ = one.values()
    shown = run("explain", left, right, "--casebook", book).stdout
    for words in (
        f"both are in {told['code']}",
        "prior",
        "time: same day",
        "in all, in log-odds",
        "compared for",
    ):
        assert words in shown
    line = json.loads(run("explain", left, right, "--json", "--casebook", book).stdout)
    assert line["type"] == "explained_pair"
    assert line["score"] == pytest.approx(sum(feature["weight"] for feature in line["features"]))


def test_names_of_private_persons_are_masked(book: Path):
    code = incident(book)["code"]
    for words in ((code,), (code, "--json"), (code, "--toll")):
        assert "سالم" not in run("explain", *words, "--casebook", book).stdout
    assert "█" in run("explain", code, "--casebook", book).stdout


@pytest.mark.parametrize(
    ("words", "status"), [(["nothing"], 1), (["a", "b", "c"], 2), (["a", "b", "--toll"], 2), ([], 2)]
)
def test_what_can_t_be_explained_is_said(book: Path, words: list[str], status: int):
    result = run("explain", *words, "--casebook", book)
    assert result.exit_code == status or (status == 1 and type(result.exception).__name__ == "NotFound")


def test_a_claim_alone_is_no_incident(book: Path):
    result = run("explain", incident(book)["claims"][0], "--casebook", book)
    assert "name an incident, or two claims" in str(result.exception)
