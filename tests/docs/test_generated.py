"""The generated pages are fresh, and hold every command, closed list and list of the codebook."""

import pytest
import yaml

from civharm.codebook.load import LISTS
from docs import codebook_page
from docs.cli_page import commands
from docs.codebook_page import MissingDefinition, closed_lists
from docs.generate import FOLDER, stale
from docs.tables import table
from support.pages import DOCS, text_of

CLI, CODEBOOK = text_of(DOCS / "cli.md"), text_of(DOCS / "codebook.md")


def test_generated_pages_are_fresh():
    assert stale() == [], f"stale in {FOLDER.name}/: run `make docs`"


@pytest.mark.parametrize(
    ("words", "command"), list(commands()), ids=lambda each: " ".join(each) if isinstance(each, tuple) else ""
)
def test_every_command_and_option_is_told(words, command):
    _, _, section = CLI.partition(f" `{' '.join(('civharm', *words))}`\n")
    section = section.partition("\n#")[0]
    assert command.help and " ".join(command.help.split()) in section
    for parameter in command.params:
        assert parameter.help, f"{parameter.name} has no help"
        assert all(f"`{name}`" in section for name in parameter.opts if name.startswith("--"))


@pytest.mark.parametrize("name", sorted(closed_lists()))
def test_every_value_of_a_closed_list_has_a_meaning(name: str):
    _, _, section = CODEBOOK.partition(f"### {name}\n")
    section = section.partition("\n##")[0]
    assert [each.value for each in closed_lists()[name] if f"| `{each.value}` | " not in section] == []


def test_a_value_without_a_meaning_stops_the_generator(tmp_path, monkeypatch):
    definitions = yaml.safe_load(codebook_page.DEFINITIONS.read_text())
    del definitions["Stance"]["values"]["denied"]
    (tmp_path / "definitions.yml").write_text(yaml.safe_dump(definitions))
    monkeypatch.setattr(codebook_page, "DEFINITIONS", tmp_path / "definitions.yml")
    with pytest.raises(MissingDefinition, match=r"Stance\.denied"):
        codebook_page.codebook_page()


@pytest.mark.parametrize(
    "path", sorted(p for p in LISTS.rglob("*") if p.suffix in (".yml", ".csv")), ids=lambda p: p.name
)
def test_every_file_of_the_codebook_is_told(path):
    assert str(path.relative_to(LISTS)) in CODEBOOK


@pytest.mark.parametrize("path", sorted((LISTS / "cues").glob("*.yml")), ids=lambda p: p.name)
def test_every_list_of_cue_words_is_told(path):
    keys = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
    _, _, section = CODEBOOK.partition(f"### cues/{path.name}\n")
    assert [key for key in keys if f"`{key}`" not in section.partition("\n##")[0]] == []


def test_a_bar_in_a_cell_stays_in_its_cell():
    assert table(("a",), [("x | y",)]) == ["| a |", "|---|", "| x \\| y |", ""]
