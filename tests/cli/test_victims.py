"""Victims at the command line: what is shown, what a list of others proposes, and that no name leaks by default."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from civharm.casebook.store import Casebook
from support.commands import run

REPORTS = {
    "a.txt": "Quay Post, 18 March 2017\n\nAn airstrike hit a house in Bab al-Tob in western Mosul on Friday 17 March 2017, killing "
    "Omar Tariq Barakat, 44, his wife Hala Barakat, 39, and their son Rami Barakat, 9, neighbours said. Samir Qandil, 31, was wounded.\n",
    "b.txt": "Harbour News, 19 March 2017\n\nResidents said that Omer Barakat, 44, Hala Barakat and Samir Qandil, 31, were killed in an "
    "airstrike on Bab al-Tob in Mosul on 17 March 2017.\n",
    "c.txt": "18 آذار 2017\n\nقتل مدنيون في غارة جوية على حي باب الطوب في مدينة الموصل يوم الجمعة 17 آذار 2017، وهم: عمر طارق بركات، "
    "هالة بركات، رامي بركات.\n",
}  # fmt: skip
LIST = (
    "id,name,name_ar,age,sex,date_of_death,place\n"
    "900001,Omar Tariq Yunis Barakat,عمر طارق يونس بركات,44,M,17/03/2017,Mosul\n"
    "900002,Hala Salim Barakat,هالة سليم بركات,39,F,2017-03-17,Bab al-Tob\n"
    "900003,Rami Barakat,,nine,M,,\n"
    "900004,,,5,F,,\n"
    "900005,Layla Shaheen,ليلى شاهين,31,F,2017-03-29,Mosul\n"
)
#: Words of names that stand in the reports or in the list; those of the place are none of them.
NAMES = re.compile(
    r"\b(?:Omar|Omer|Tariq|Barakat|Hala|Rami|Samir|Qandil|Yunis|Salim|Layla|Shaheen|عمر|بركات|هالة|رامي|طارق|ليلى|90000\d)\b"
)


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    for name, text in REPORTS.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    assert run("read", tmp_path / "reports", "--casebook", tmp_path / "book").exit_code == 0
    return tmp_path / "book"


def code_of(casebook: Path) -> str:
    (incident,) = [each for each in Casebook.open(casebook).incidents() if each.code]
    return incident.code


def people(casebook: Path, *words: str) -> list[dict]:
    printed = run("victims", "list", code_of(casebook), "--casebook", casebook, "--format", "jsonl", *words)
    return [json.loads(line) for line in printed.stdout.splitlines()]


def test_each_person_is_listed_once_and_set_the_floor(casebook: Path) -> None:
    found = people(casebook)
    assert sorted((each["harm"], each["age_group"], len(each["reports"])) for each in found) == [
        ("killed", "adult", 2),
        ("killed", "adult", 3),
        ("killed", "adult", 3),
        ("killed", "child", 2),
    ]
    assert [each["family"] for each in found].count(1) == 3
    (incident,) = (
        json.loads(line)
        for line in run("incidents", "--casebook", casebook, "--format", "jsonl").stdout.splitlines()
    )
    assert incident["civilians_killed_min"] == 4
    assert incident["victims"] == [
        {key: value for key, value in each.items() if key != "type"} for each in found
    ]


def test_names_are_shown_to_who_asks_and_the_casebook_logs_it(casebook: Path) -> None:
    shown = {name["value"] for each in people(casebook, "--show-protected") for name in each["names"]}
    assert {"Omar Tariq Barakat", "Omer Barakat", "عمر طارق بركات"} <= shown
    assert "protected_read" in {entry.action for entry in Casebook.open(casebook).custody()}
    table = run("victims", "list", code_of(casebook), "--casebook", casebook, "--show-protected")
    assert "Rami Barakat" in table.stdout


COMMANDS = (
    ("victims", "list", "CODE"),
    ("victims", "list", "CODE", "--format", "jsonl"),
    ("victims", "list", "Rami"),
    ("victims", "doubtful"),
    ("victims", "doubtful", "--across"),
    ("victims", "match", "list.csv"),
    ("victims", "match", "headless.csv"),
    ("victims", "match", "list.csv", "--mapping", "nobody=name"),
    ("match", "list.csv"),
    ("match", "headless.csv"),
    ("incidents",),
    ("incidents", "--format", "jsonl"),
    ("incidents", "--format", "csv"),
    ("incidents", "--format", "geojson"),
    ("claims", "--format", "jsonl"),
    ("show", "CODE"),
    ("doctor",),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_name_leaks(casebook: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "headless.csv").write_text(LIST.partition("\n")[2], encoding="utf-8")
    typed = [code_of(casebook) if word == "CODE" else word for word in words]
    printed = run(*typed, "--casebook", casebook)
    said = printed.output.replace("'Rami'", "")  # what the person typed themselves
    assert not NAMES.findall(said), said
    assert (
        not printed.exception
        or isinstance(printed.exception, SystemExit)
        or not NAMES.search(str(printed.exception).replace("'Rami'", ""))
    )


def test_no_name_leaks_into_the_page(casebook: Path, tmp_path: Path) -> None:
    assert run("page", tmp_path / "page.html", "--casebook", casebook).exit_code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "their names are withheld" in page
    assert not NAMES.findall(page)


SIGNED = ("--author", "A. Assessor", "--reason", "a neighbour told us")


def floor(casebook: Path) -> int:
    lines = run("incidents", "--casebook", casebook, "--format", "jsonl").stdout.splitlines()
    return json.loads(lines[0])["civilians_killed_min"]


def test_judgements_of_people_move_the_floor_and_undoing_them_moves_it_back(casebook: Path) -> None:
    named = {each["names"][0]["value"]: each for each in people(casebook, "--show-protected")}
    first, second, *_ = named["Hala Barakat"]["mentions"]
    apart = run("decide", "different-person", first, second, *SIGNED, "--casebook", casebook)
    assert (apart.exit_code, floor(casebook)) == (0, 5)
    samir, rami = named["Samir Qandil"]["id"], named["Rami Barakat"]["id"]
    run("decide", "same-person", samir, rami, *SIGNED, "--casebook", casebook)
    assert floor(casebook) == 4
    for decision in Casebook.open(casebook).decisions():
        run("decide", "undo", decision.id, *SIGNED, "--casebook", casebook)
    assert floor(casebook) == 4
    assert Casebook.open(casebook).verify() == ()


def test_a_row_of_the_list_is_accepted_and_another_rejected(casebook: Path) -> None:
    omar, hala = proposals(casebook)[0]
    run("decide", "same-person", omar["victim"], omar["listed"], *SIGNED, "--casebook", casebook)
    run("decide", "different-person", hala["victim"], hala["listed"], *SIGNED, "--casebook", casebook)
    assert [each["decided"] for each in proposals(casebook)[0]] == ["same", "different"]
    assert len(people(casebook)) == 4


def proposals(casebook: Path, *words: object) -> tuple[list[dict[str, str]], int]:
    printed = run("victims", "match", "list.csv", "--casebook", casebook, *words)
    return list(csv.DictReader(io.StringIO(printed.stdout))), printed.exit_code


def test_a_list_of_others_is_matched_and_nothing_is_changed(casebook: Path) -> None:
    before = people(casebook)
    found, status = proposals(casebook)
    assert ([each["row"] for each in found], status) == (["2", "3"], 1)
    assert (proposals(casebook)[0], people(casebook)) == (found, before)
    said = run("victims", "match", "list.csv", "--casebook", casebook).stderr
    assert "row 4: the age is no number of years" in said and "row 5: no name" in said


def test_proposals_go_to_a_file_and_with_names_if_asked(casebook: Path, tmp_path: Path) -> None:
    run(
        "victims",
        "match",
        "list.csv",
        "--casebook",
        casebook,
        "--output",
        tmp_path / "out.csv",
        "--show-protected",
    )
    rows = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8")))
    assert rows[0]["listed_id"] == "900001" and "Omar Tariq Yunis Barakat" in rows[0]["listed_names"]


def test_incidents_of_another_recorder_are_matched(casebook: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs.csv").write_text(
        "event_id,event_date,location,fatalities\n=E1,2017-03-17,Bab al Toub,4\nE2,2017-03-17,Kafr Sakhr,4\nE3,soon,Mosul,\n"
    )
    printed = run("match", "theirs.csv", "--casebook", casebook)
    (row,) = csv.DictReader(io.StringIO(printed.stdout))
    assert (row["row"], row["listed"], row["code"]) == ("2", "'=E1", code_of(casebook))
    assert printed.exit_code == 1 and "row 4: the date is no day" in printed.stderr
    assert run("match", "theirs.csv", "--casebook", casebook).stdout == printed.stdout
