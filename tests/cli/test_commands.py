"""The commands as a person types them, on Arabic and French reports so that no large model is loaded."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from civharm.casebook.store import Casebook
from civharm.cli.main import app, main
from civharm.model.errors import InvalidDecision
from support.commands import run

ARABIC = (
    "الخميس 6 نيسان 2017\n\n"
    "قال مصدر طبي إن خمسة مدنيين قتلوا وأصيب ثلاثة آخرون يوم الأربعاء في قصف مدفعي على حي الزهراء في مدينة الموصل.\n"
)
FRENCH = "Le maire a dit que cinq personnes étaient mortes dans le quartier du marché lundi matin.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(ARABIC)
    (reports / "b.txt").write_text(FRENCH)
    return reports


def lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_reading_in_memory_prints_the_contract_s_lines(folder: Path):
    result = run("read", folder, "--format", "jsonl")
    assert result.exit_code == 0
    assert {line["type"] for line in lines(result)} == {"report", "claim", "incident", "issue"}
    assert [line["code"] for line in lines(result) if line["type"] == "issue"] == ["no-reader"]
    assert "2 reports read: " in result.stderr


def test_what_can_t_be_read_is_named_and_the_rest_is_read(folder: Path):
    (folder / "c.txt").write_bytes(b"")
    result = run("read", folder, "nowhere.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert "c.txt is empty" in result.stderr
    assert "nowhere.txt: there is no such file" in result.stderr
    assert sum(line["type"] == "report" for line in lines(result)) == 2


def test_standard_input_is_read():
    result = CliRunner().invoke(app, ["read", "-", "--format", "jsonl"], input=FRENCH)
    assert lines(result)[0]["language"] == "fr"


@pytest.mark.parametrize(
    "words",
    [
        ["read"],
        ["read", "a.txt", "--published", "last week"],
        ["read", "a.txt", "--published", "2999-01-01"],
        ["read", "a.txt", "--format", "xml"],
        ["read", "a.txt", "--published", ""],
        ["read", "a.txt", "--casebook", ""],
        ["read", "a.txt", "--casebook", __file__],
        ["incidents", "--nonsense"],
        ["serve", "--port", "99999"],
        ["decide", "accept", "c1"],
    ],
)
def test_wrong_use_has_status_2(words: list[str]):
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["claims"], 2, "which casebook?"),
        (["incidents", "--casebook", "."], 2, "no casebook in"),
        (["serve", "--casebook", ".", "--host", "0.0.0.0"], 2, "loopback"),
        (["read", "a.txt", "--casebook", "/proc/none"], 2, "no casebook can be made in /proc/none"),
        (["--codebook", "nowhere", "read", "a.txt"], 2, "nowhere: there is no such folder"),
        (["--places", "nowhere.csv", "read", __file__], 2, "nowhere.csv can't be read"),
    ],
)
def test_errors_are_one_line(
    words: list[str],
    status: int,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr("sys.argv", ["civharm", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == status
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(28, "No space left on device", "a.txt"), "a.txt: No space left on device"),
        (KeyError("Huda Karam"), "a fault of civharm (KeyError at"),
    ],
)
def test_a_fault_is_one_line_that_quotes_nothing(
    error: Exception, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def fail() -> None:
        raise error

    monkeypatch.setattr("civharm.cli.main.app", fail)
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert (ended.value.code, told.count("\n"), "Huda" in told) == (2, 1, False)
    assert message in told


@pytest.fixture
def casebook(folder: Path, tmp_path: Path) -> Path:
    assert run("read", folder, "--casebook", tmp_path / "book").exit_code == 0
    return tmp_path / "book"


def test_reading_the_same_again_changes_nothing_and_says_so(folder: Path, casebook: Path):
    before = run("claims", "--casebook", casebook, "--format", "jsonl").stdout
    again = run("read", folder, "--casebook", casebook)
    assert "nothing new: 2 reports read before" in again.stderr
    assert run("claims", "--casebook", casebook, "--format", "jsonl").stdout == before


def test_a_casebook_prints_what_reading_in_memory_prints(folder: Path, casebook: Path):
    in_memory = [
        line for line in lines(run("read", folder, "--format", "jsonl")) if line["type"] == "incident"
    ]
    assert lines(run("incidents", "--casebook", casebook, "--format", "jsonl")) == in_memory


def test_an_incident_is_shown_with_the_words_behind_its_numbers(casebook: Path):
    (incident,) = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))
    shown = run("show", incident["code"], "--casebook", casebook).stdout
    assert "civilian killed: 5" in shown
    assert "خمسة مدنيين" in shown
    assert incident["claims"][0] in shown
    assert "خمسة مدنيين" in run("show", incident["claims"][0][:8], "--casebook", casebook).stdout
    assert "SHA-256" in run("show", incident["reports"][0], "--casebook", casebook).stdout


def test_incidents_as_csv_and_geojson(casebook: Path):
    header, row = run("incidents", "--casebook", casebook, "--format", "csv").stdout.splitlines()
    assert header.startswith("Unique Reference Code,Permalink,Country,Date")
    assert row.startswith("IQ-20170405-a,,IQ,2017-04-05")
    (feature,) = json.loads(run("incidents", "--casebook", casebook, "--format", "geojson").stdout)[
        "features"
    ]
    assert feature["properties"]["civilians_killed_min"] == 5


UNFIT_DECISIONS = [
    (("accept", "nope"), "no claim nope"),
    (("correct", "CLAIM", "{broken"), "broken JSON"),
    (("correct", "CLAIM", "[" * 100_000), "broken JSON"),
    (("correct", "CLAIM", "[]"), "must be a JSON object"),
    (("correct", "CLAIM", '{"nonsense": 1}'), "no field 'nonsense'"),
    (("correct", "CLAIM", '{"kind": "banana"}'), "does not make a claim"),
    (("sign", "IQ-1", "fair"), "no incident IQ-1"),
    (("sign", "IQ-20170405-a", "banana"), "one of confirmed"),
    (("undo", "nope"), "no decision nope"),
    (("reject", "CLAIM", "--author", " "), "an author and a reason"),
]


@pytest.mark.parametrize(("words", "message"), UNFIT_DECISIONS)
def test_a_decision_that_can_t_apply_is_refused(casebook: Path, words: tuple[str, ...], message: str):
    (incident,) = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))
    told = [incident["claims"][0] if word == "CLAIM" else word for word in words]
    signed = ["--author", "A.", "--reason", "r", "--casebook", casebook]
    result = run("decide", told[0], *signed, *told[1:])
    assert isinstance(result.exception, InvalidDecision)
    assert message in str(result.exception)


def test_a_claim_of_words_that_nobody_claimed_is_added(casebook: Path):
    (incident,) = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))
    claim = next(each for each in Casebook.open(casebook).claims() if each.id == incident["claims"][0])
    words = claim.quote.exact.split(maxsplit=1)[1]
    signed = ["--author", "A. Assessor", "--reason", "missed", "--casebook", casebook]
    run("decide", "add", *signed, "--event-of", claim.id, claim.report_id, words, '{"kind": "statement"}')
    (made,) = (each for each in Casebook.open(casebook).claims() if each.origin.by == "hand")
    assert (made.quote.exact, made.occurrence) == (words, claim.occurrence)


def test_an_author_whose_name_is_no_text_is_written_out(casebook: Path):
    (incident,) = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))
    signed = ["--author", "A.\udcff", "--reason", "r", "--casebook", casebook]
    run("decide", "accept", incident["claims"][0], *signed)
    assert [each.author for each in Casebook.open(casebook).decisions()] == ["A.\\udcff"]


def test_a_signed_grade_is_the_person_s_until_it_is_undone(casebook: Path):
    signed = ["--author", "A. Assessor", "--reason", "two sources", "--casebook", casebook]
    decided = run("decide", "sign", "IQ-20170405-a", "fair", *signed)
    assert decided.exit_code == 0
    (incident,) = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))
    assert (incident["grading"], incident["status"]) == ("fair", "reviewed")
    run("decide", "undo", decided.stdout.split()[1], *signed)
    (incident,) = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))
    assert (incident["grading"], incident["status"]) == (None, "machine")


def test_claims_are_told_apart_and_the_command_show_gives_versions(folder: Path, casebook: Path):
    signed = ["--author", "A. Assessor", "--reason", "another street", "--casebook", casebook]
    (folder / "c.txt").write_text(ARABIC.replace("مصدر طبي", "سكان"))
    run("read", folder, "--casebook", casebook)
    (incident,) = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))
    shown = run("show", incident["code"], "--casebook", casebook).stdout
    version = re.search(r"^version: (\w+)", shown, re.MULTILINE)
    assert version
    out = incident["claims"][-1]
    decided = run("decide", "split", incident["code"], out[:8], "--seen", version[1], *signed)
    assert decided.exit_code == 0, decided.output
    now = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))
    assert sorted(each["claims"] for each in now) == sorted([[out], incident["claims"][:-1]])
    late = run("decide", "sign", incident["code"], "weak", "--seen", version[1], *signed)
    assert isinstance(late.exception, InvalidDecision)
    assert "A. Assessor decided split" in str(late.exception) and "1 fewer" in str(late.exception)
    run("decide", "undo", decided.stdout.split()[1], *signed)
    (back, *_) = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))
    assert {**back, "aliases": []} == incident


def test_incidents_are_merged_judged_and_signed_off(folder: Path, casebook: Path):
    elsewhere = ARABIC.replace("6 نيسان", "18 أيار").replace("خمسة", "تسعة").replace("قصف مدفعي", "غارة جوية")
    (folder / "c.txt").write_text(elsewhere.replace("حي الزهراء في مدينة الموصل", "مدينة تكريت"))
    run("read", folder, "--casebook", casebook)

    def decide(*words: object, author: str = "A.") -> Result:
        return run("decide", *words, "--author", author, "--reason", "r", "--casebook", casebook)

    def incidents() -> list[dict]:
        return lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))

    first, second = incidents()
    assert decide("merge", first["code"], second["code"]).exit_code == 0
    (merged,) = incidents()
    assert second["code"] in merged["aliases"]
    signed = decide("sign", second["code"], "weak")
    assert f"{second['code']} is part of {first['code']}: the decision is on that" in signed.stdout
    assert decide("bound", first["code"], "--max", "12").exit_code == 0
    assert decide("bound", first["code"], "--group", "women", "--min", "unknown").exit_code == 0
    assert decide("strike", first["code"], "likely").exit_code == 0
    assert isinstance(decide("sign-off", first["code"]).exception, InvalidDecision)
    assert decide("sign-off", first["code"], author="B.").exit_code == 0
    (incident,) = incidents()
    assert (incident["civilians_killed_max"], incident["is_signed_off"]) == (12, True)
    shown = run("show", first["code"], "--casebook", casebook).stdout
    assert "at most: 12 [set by hand by A., decision " in shown and "    machine: 9 [T1] from" in shown
    table = run("incidents", "--casebook", casebook).stdout
    assert "set by hand" in " ".join(table.split()) and "signed off" in " ".join(table.split())
    assert (
        "civilians_killed_max (machine: 9)"
        in run("incidents", "--casebook", casebook, "--format", "csv").stdout
    )


@pytest.mark.parametrize("words", [("--max", "many"), ("--max", "-3"), ("--min", "2e9"), ()])
def test_a_bound_that_is_no_number_is_refused(casebook: Path, words: tuple[str, ...]):
    signed = ("--author", "A.", "--reason", "r", "--casebook", casebook)
    result = run("decide", "bound", "IQ-20170405-a", *words, *signed)
    assert isinstance(result.exception, InvalidDecision)


def test_a_rejected_claim_counts_no_more(casebook: Path):
    (incident,) = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))
    for claim in incident["claims"]:
        run("decide", "reject", claim, "--author", "A.", "--reason", "other town", "--casebook", casebook)
    assert lines(run("incidents", "--casebook", casebook, "--format", "jsonl")) == []


def test_showing_what_is_protected_goes_on_the_chain_of_custody(casebook: Path):
    run("claims", "--casebook", casebook, "--format", "jsonl")
    before = (casebook / "custody.log").read_text()
    run("claims", "--casebook", casebook, "--format", "jsonl", "--show-protected")
    added = (casebook / "custody.log").read_text().removeprefix(before)
    assert len(added.splitlines()) == 1
    assert Casebook.open(casebook).verify() == ()


def test_a_casebook_may_be_named_by_the_environment(casebook: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CIVHARM_CASEBOOK", str(casebook))
    assert len(lines(run("incidents", "--format", "jsonl"))) == 1


def test_the_doctor_finds_a_changed_capture(casebook: Path):
    assert "✓ casebook" in run("doctor", "--casebook", casebook).stdout
    kept = next(path for path in (casebook / "captures").rglob("*") if path.is_file())
    kept.chmod(0o600)
    kept.write_bytes(b"other words")
    result = run("doctor", "--casebook", casebook)
    assert result.exit_code == 1
    assert "✗ casebook" in result.stdout


@pytest.mark.parametrize("years", ["21", "2026-2021", "1900-2026", "next year", "2021-"])
def test_what_is_no_stretch_of_years_is_told(folder: Path, years: str):
    result = run("--years", years, "read", folder)
    assert (result.exit_code, "year" in result.stderr) == (2, True)


def test_the_years_of_a_collection_say_which_march_is_meant(tmp_path: Path):
    report = tmp_path / "a.txt"
    report.write_text("قتل خمسة مدنيين اليوم الأحد 5 آذار في قصف مدفعي على مدينة الموصل.\n")
    result = run("--years", "2016-2018", "read", report, "--format", "jsonl")
    [claim] = [line for line in lines(result) if line["type"] == "claim"]
    assert claim["when"]["start"] == "2017-03-05"


def test_what_a_new_report_would_change_in_a_signed_incident_is_proposed_taken_or_refused(
    casebook: Path, folder: Path
):
    code = lines(run("incidents", "--casebook", casebook, "--format", "jsonl"))[0]["code"]
    signed = ("--author", "Ada", "--reason", "read it", "--casebook", casebook)
    run("decide", "sign", code, "weak", *signed)
    (folder / "c.txt").write_text(ARABIC.replace("مصدر طبي", "شاهد عيان"))
    run("read", folder, "--casebook", casebook)
    [proposal] = lines(run("proposals", "--casebook", casebook, "--format", "jsonl"))
    assert (proposal["type"], proposal["kind"]) == ("proposal", "join")
    assert proposal["id"] in run("proposals", "--casebook", casebook).stdout
    assert "sign it anew" in run("decide", "take", proposal["id"][:8], *signed).stdout
    assert lines(run("proposals", "--casebook", casebook, "--format", "jsonl")) == []
    taken = Casebook.open(casebook).decisions()[-1]
    run("decide", "undo", taken.id, *signed)
    assert "recorded" in run("decide", "refuse", proposal["id"], *signed).stdout
    assert lines(run("proposals", "--casebook", casebook, "--format", "jsonl")) == []
    assert run("decide", "refuse", "nothing", *signed).exit_code == 1


def test_a_rebuild_comes_to_what_stands(casebook: Path):
    assert "as it stands" in run("rebuild", "--casebook", casebook, "--check").stdout
    assert "as it stands" in run("rebuild", "--casebook", casebook).stdout
