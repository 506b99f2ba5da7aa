"""The lists that the how-to pages show are lists that civharm takes."""

import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from civharm.assessments.rules import assessment_rules
from civharm.cli.main import app
from civharm.codebook import load_codebook
from support.layers import load
from support.pages import DOCS, ROOT, blocks, shell_lines, text_of

LISTS = DOCS / "how-to" / "add-your-own-belligerents-and-cue-words.md"
PLACES = DOCS / "how-to" / "bring-your-own-places.md"


def test_the_place_file_can_be_loaded(tmp_path: Path):
    (tmp_path / "own.csv").write_text(*blocks(PLACES, "csv"), encoding="utf-8")
    assert [(place["name"], place["kind"]) for place in load(tmp_path / "own.csv").places] == [
        ("Wadi al-Luz", "neighbourhood"),
        ("Tell Nur", "village"),
    ]


@pytest.fixture
def a_folder_of_one_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CIVHARM_DATABASE_URL", "CIVHARM_CASEBOOK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-places.csv").write_text(*blocks(PLACES, "csv"), encoding="utf-8")
    (tmp_path / "my-reports").mkdir()
    (tmp_path / "my-reports" / "a.txt").write_text(
        "الخميس 6 نيسان 2017\n\nقال مصدر طبي إن خمسة مدنيين قتلوا يوم الأربعاء في قصف مدفعي على حي وادي اللوز في مدينة الموصل.\n",
        encoding="utf-8",
    )
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def test_the_commands_of_the_places_page_do_what_it_says(a_folder_of_one_s_own: Path):
    told = [shlex.split(line) for line in shell_lines(PLACES)]
    assert len(told) > 10 and {words[0] for words in told} == {".venv/bin/civharm"}
    printed = {}
    for words in told:
        result = CliRunner().invoke(app, words[1:])
        assert result.exit_code == 0, (words, result.output, result.exception)
        printed[" ".join(words[1:3])] = result.output
    assert "Wadi al-Luz" in printed["places find"]
    assert "0 farther off" in printed["places check"]


def test_the_places_of_the_page_are_found_in_a_report(a_folder_of_one_s_own: Path):
    CliRunner().invoke(app, ["places", "load", "my-places.csv", "--casebook", "book"])
    result = CliRunner().invoke(app, ["read", "my-reports", "--casebook", "book"])
    assert "Wadi al-Luz, Mosul" in result.output


def test_the_codebook_lists_can_be_loaded(tmp_path: Path):
    (tmp_path / "rules").mkdir()
    names = ("belligerents.yml", "weapons.yml", "organisations.yml", "rules/record.yml")
    for name, block in zip(names, blocks(LISTS, "yaml"), strict=True):
        (tmp_path / name).write_text(block, encoding="utf-8")
    codebook = load_codebook(tmp_path)
    assert codebook.belligerent("northern-guard") and codebook.belligerent("islamic-state")
    assert "mortar" in {weapon.weapon for weapon in codebook.weapons}
    assert "Nineveh Memory Project" in {each.name for each in codebook.organisations}
    assert assessment_rules(codebook).record.is_partial


def test_a_cue_file_of_one_s_own_takes_the_place_of_the_shipped_one(tmp_path: Path):
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "en-events.yml").write_text("captured: [grab]\n")
    assert load_codebook(tmp_path).cues("en-events") == {"captured": ("grab",)}


@pytest.mark.parametrize("rule", ["gradings", "strike_status"])
def test_the_method_names_every_row(rule: str):
    method = text_of(DOCS / "method.md")
    assert [
        row["row"]
        for row in load_codebook().rules(rule, dict[str, Any])["rows"]
        if f"`{row['row']}`" not in method
    ] == []


def test_the_method_names_every_rule_of_the_toll():
    method = text_of(DOCS / "method.md")
    assert [
        name
        for name in load_codebook().rules("toll", dict[str, Any])["rules"]
        if f"| `{name}` |" not in method
    ] == []


def test_every_variable_of_the_environment_is_told():
    import re

    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "evals").rglob("*.py"), ROOT / "Makefile"]
    named = {
        name for path in sources for name in re.findall(r"CIVHARM_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert named and [name for name in named if f"`{name}`" not in text_of(DOCS / "cli.md")] == []
