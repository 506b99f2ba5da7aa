"""The lists that the how-to pages show are lists that civharm takes."""

from pathlib import Path

import pytest

from civharm.codebook import load_codebook
from support.layers import load
from support.pages import DOCS, ROOT, blocks, text_of

LISTS = DOCS / "how-to" / "add-your-own-belligerents-and-cue-words.md"
PLACES = DOCS / "how-to" / "add-your-own-places.md"


def test_the_place_file_can_be_loaded(tmp_path: Path):
    (tmp_path / "own.csv").write_text(*blocks(PLACES, "csv"), encoding="utf-8")
    assert [(place["name"], place["kind"]) for place in load(tmp_path / "own.csv").places] == [
        ("Wadi al-Luz", "neighbourhood"),
        ("Tell Nur", "village"),
    ]


def test_the_codebook_lists_can_be_loaded(tmp_path: Path):
    names = ("belligerents.yml", "weapons.yml", "organisations.yml")
    for name, block in zip(names, blocks(LISTS, "yaml"), strict=True):
        (tmp_path / name).write_text(block, encoding="utf-8")
    codebook = load_codebook(tmp_path)
    assert codebook.belligerent("northern-guard") and codebook.belligerent("islamic-state")
    assert "mortar" in {weapon.weapon for weapon in codebook.weapons}
    assert "Nineveh Memory Project" in {each.name for each in codebook.organisations}


def test_a_cue_file_of_one_s_own_takes_the_place_of_the_shipped_one(tmp_path: Path):
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "en-events.yml").write_text("captured: [grab]\n")
    assert load_codebook(tmp_path).cues("en-events") == {"captured": ("grab",)}


@pytest.mark.parametrize("rule", ["gradings", "strike_status"])
def test_the_method_names_every_row(rule: str):
    method = text_of(DOCS / "method.md")
    assert [
        row["row"] for row in load_codebook().rules(rule)["rows"] if f"`{row['row']}`" not in method
    ] == []


def test_the_method_names_every_rule_of_the_toll():
    method = text_of(DOCS / "method.md")
    assert [name for name in load_codebook().rules("toll")["rules"] if f"| `{name}` |" not in method] == []


def test_every_variable_of_the_environment_is_told():
    import re

    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "evals").rglob("*.py"), ROOT / "Makefile"]
    named = {
        name for path in sources for name in re.findall(r"CIVHARM_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert named and [name for name in named if f"`{name}`" not in text_of(DOCS / "cli.md")] == []
