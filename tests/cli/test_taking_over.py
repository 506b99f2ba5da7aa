"""`civharm import --kind archive`: what is asked for, what is told, and that a release comes out as it went in."""

import csv
import re
from pathlib import Path

import pytest

from civharm.casebook.store import Casebook
from support.commands import run

PAGE = Path(__file__).parents[2] / "docs/how-to/take-over-an-archive.md"
ARCHIVE = re.search(r"```csv\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
TAKE = ("--kind", "archive", "--recorder", "Lake Monitor", "--by", "Cleo Rand")


@pytest.fixture
def casebooks(tmp_path: Path) -> list[Path]:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        Casebook.create(folder).close()
    (tmp_path / "archive.csv").write_text(ARCHIVE[1], encoding="utf-8")
    return folders


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_archive_of_the_how_to_and_the_release_of_it(casebooks, tmp_path):
    first, second = casebooks
    told = run("import", "archive.csv", *TAKE, "--casebook", str(first))
    assert "2 incidents taken over anew or changed" in told.stderr
    assert "not taken over, since no archive holds the evidence itself" in told.stderr
    assert "LM12" in run("show", "LM12", "--casebook", str(first)).stdout
    run("publish", "--to", "release", "--casebook", str(first))
    told = run("import", "release", *TAKE, "--casebook", str(second))
    assert re.search(r"and of release: .*2 claims.*2 reports", told.stderr)
    run("publish", "--to", "again", "--casebook", str(second))
    assert rows(tmp_path / "again/incidents.csv") == rows(tmp_path / "release/incidents.csv")
    assert {row["Unique Reference Code"] for row in rows(tmp_path / "again/incidents.csv")} == {
        "LM12",
        "LM13",
    }


def test_somebody_signs_for_it(casebooks):
    arguments = [each for each in TAKE if each not in ("--by", "Cleo Rand")]
    told = run("import", "archive.csv", *arguments, "--casebook", str(casebooks[0]))
    assert told.exit_code != 0
    assert "say who signs with --by NAME" in str(told.exception)


def test_a_team_begins_with_its_archive(casebooks, tmp_path):
    """A casebook that is not there yet is made, as reading makes one."""
    told = run("import", "archive.csv", *TAKE, "--casebook", str(tmp_path / "begun"))
    assert told.exit_code == 0, told.output
    assert (tmp_path / "begun" / "casebook.toml").is_file()
