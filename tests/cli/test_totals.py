"""`civharm totals` as a person types it, on a casebook that has a past."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from civharm.casebook.store import Casebook
from civharm.model.decisions import Action, Decision
from civharm.pipeline import built_in_terms, read_inputs, refresh
from civharm.reports.inputs import find_inputs
from support.commands import run

FIRST = datetime(2017, 5, 4, 12, tzinfo=UTC)
FIVE = (
    "الخميس 6 نيسان 2017\n\n"
    "قال مصدر طبي إن خمسة مدنيين قتلوا وأصيب ثلاثة آخرون يوم الأربعاء في قصف مدفعي على حي الزهراء في مدينة الموصل.\n"
)
EIGHT = (
    "الجمعة 7 نيسان 2017\n\n"
    "أعلن الدفاع المدني أن ثمانية مدنيين قتلوا يوم الأربعاء 5 نيسان في قصف مدفعي على حي الزهراء في مدينة الموصل.\n"
)


class Clock:
    def __init__(self) -> None:
        self.now = FIRST

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """On the first day a report of five dead, on the second one of eight; on the third a person signs."""
    clock = Clock()
    casebook = Casebook.create(tmp_path / "book", clock=clock)
    for name, text in (("a.txt", FIVE), ("b.txt", EIGHT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        list(read_inputs(find_inputs([str(tmp_path / name)]), casebook, built_in_terms(clock)))
        refresh(casebook)
        clock.now += timedelta(days=1)
    (incident,) = casebook.incidents()
    casebook.decide(
        Decision(
            id="d1",
            action=Action.SIGN_GRADING,
            target=incident.id,
            author="R. Amin",
            reason="two accounts",
            decided_at=clock.now,
            change={"grading": "fair"},
        )
    )
    casebook.close()
    return tmp_path / "book"


def told(book: Path, *words: str) -> dict[str, Any]:
    result = run("totals", "--casebook", book, "--format", "json", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def killed(line: dict[str, Any], part: str = "all") -> tuple[int | None, int | None]:
    return line["harms"]["killed"][part]["min"], line["harms"]["killed"][part]["max"]


@pytest.mark.parametrize(
    ("day", "everything", "headline"),
    [
        ("2017-05-03", (None, None), (None, None)),
        ("2017-05-04", (5, 5), (None, None)),
        ("2017-05-05", (5, 8), (None, None)),
        ("2017-05-05T13:00+00:00", (5, 8), (None, None)),
        ("2017-05-06", (5, 8), (5, 8)),
    ],
)
def test_totals_are_those_that_were_known_on_the_day(book: Path, day: str, everything, headline) -> None:
    line = told(book, "--as-known-on", day)
    assert (killed(line), killed(line, "headline")) == (everything, headline)
    assert line["as_known_on"].startswith(day[:10])


def test_what_changed_between_two_days(book: Path) -> None:
    changes = told(book, "--since", "2017-05-04")["changes"]
    assert {(each["what"], each["before"], each["after"]) for each in changes} == {
        ("killed", "5", "5–8"),
        ("grading", "ungraded", "fair"),
    }
    (added,) = told(book, "--since", "2017-05-03", "--as-known-on", "2017-05-04")["changes"]
    assert (added["what"], added["before"], added["after"]) == ("added", None, "5 killed, 3 injured")
    assert told(book, "--since", "2017-05-06")["changes"] == []


def test_the_table_says_how_to_read_it(book: Path) -> None:
    shown = run("totals", "--casebook", book, "--since", "2017-05-04").stdout
    for words in ("fair", "5–8 (0)", "headline: confirmed and fair", "left out: none", "killed: 5 → 5–8"):
        assert words in shown
    assert (
        "no incidents were known on 2017-05-03"
        in run("totals", "--casebook", book, "--as-known-on", "2017-05-03").stdout
    )
    assert (
        "nothing changed since 2017-05-06"
        in run("totals", "--casebook", book, "--since", "2017-05-06").stdout
    )


@pytest.mark.parametrize(
    ("by", "name"),
    [("month", "2017-04"), ("year", "2017"), ("country", "IQ"), ("province", "Nīnawá"), ("town", "Mosul"),
     ("status", "civilian"), ("group", "all"), ("party", None), ("grade", "fair")],
)  # fmt: skip
def test_totals_by_name(book: Path, by: str, name: str | None) -> None:
    rows = told(book, "--by", by)["harms"]["killed"]["totals"]
    assert [(row["name"], row["min"], row["max"]) for row in rows] == [(name, 5, 8)]


def test_one_harm_status_and_group(book: Path) -> None:
    line = told(book, "--harm", "killed", "--status", "combatant")
    assert list(line["harms"]) == ["killed"]
    assert line["harms"]["killed"]["all"] == {
        "incidents": 1, "min": None, "max": None, "unknown_min": 1, "unknown_max": 1,
        "overlapping": 0, "apart": {"min": None, "max": None},
    }  # fmt: skip


def test_a_bound_that_a_person_set_is_added(book: Path) -> None:
    code = json.loads(run("incidents", "--casebook", book, "--format", "jsonl").stdout)["code"]
    signed = ("--author", "R. Amin", "--reason", "two names more", "--casebook", book)
    assert run("decide", "bound", code, "--max", "9", *signed).exit_code == 0
    assert killed(told(book)) == (5, 9)
    assert killed(told(book, "--as-known-on", "2017-05-06")) == (5, 8)


@pytest.mark.parametrize("day", ["2999-01-01", "yesterday", "2017-05-05T13:00", "2017-02-30", ""])
def test_a_day_that_is_none_or_to_come_is_wrong_use(book: Path, day: str) -> None:
    assert run("totals", "--casebook", book, "--as-known-on", day).exit_code == 2


def test_totals_follow_a_decision_that_a_program_was_killed_after(book: Path) -> None:
    casebook = Casebook.open(book)
    (eight,) = (each for each in casebook.claims() if any(one.count.max == 8 for one in each.casualties))
    reject = Action.REJECT_CLAIM
    casebook.decide(
        Decision(
            id="d2", action=reject, target=eight.id, author="R. Amin", reason="a rumour", decided_at=FIRST
        )
    )
    casebook.close()
    assert killed(told(book)) == (5, 5)
