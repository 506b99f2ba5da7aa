"""What the pages say can be done: commands, paths and links exist, and the words are the glossary's."""

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer

from civharm.cli.main import app
from support.pages import DOCS, PAGES, ROOT, headings, inline_code, prose, shell_lines, text_of

#: Typer carries its own copy of Click's errors.
UsageError = typer.BadParameter.__mro__[1]
GENERATED = {DOCS / "codebook.md", DOCS / "cli.md"}
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([\w-]+))?\)")
OF_THE_REPOSITORY = re.compile(r"(?:src|tests|docs|examples|evals|benchmarks|\.ci)/[\w./*-]*")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
#: A command as a page shows it, without what the shell does with its output.
COMMAND = re.compile(r"^(?:\.venv/bin/)?civharm (.*?)(?:\s+[>|#].*)?$")

page_names = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
written_pages = pytest.mark.parametrize(
    "page", [page for page in PAGES if page not in GENERATED], ids=lambda page: str(page.relative_to(ROOT))
)


def check(words: list[str]) -> None:
    """Raises UsageError where a command, an option or a value is not one of ours."""
    command = typer.main.get_command(app)
    while hasattr(command, "commands"):
        context = command.make_context(command.name, words)
        name, *words = [*context._protected_args, *context.args]
        command = command.commands.get(name) or context.fail(f"no command {name}")
    command.make_context(command.name, words)


@written_pages
def test_commands_can_be_typed(page: Path):
    for line in shell_lines(page):
        if typed := COMMAND.match(line):
            check(shlex.split(typed[1]))


@pytest.mark.parametrize(
    "wrong",
    ["red my-reports/", "read my-reports/ --form jsonl", "incidents --format xml", "decide sign IQ-1"],
)
def test_a_wrong_command_would_be_found(wrong: str):
    with pytest.raises(UsageError):
        check(shlex.split(wrong))


@page_names
def test_make_targets_exist(page: Path):
    named = re.findall(r"\bmake ([a-z-]+)", "\n".join([*shell_lines(page), *inline_code(page)]))
    assert set(named) - TARGETS == set()


@page_names
def test_modules_can_be_run(page: Path):
    named = re.findall(r"python -m ([\w.]+)", text_of(page))
    assert [module for module in named if find_spec(module) is None] == []


@page_names
def test_paths_exist(page: Path):
    named = [
        path
        for words in (*inline_code(page), *shell_lines(page))
        for path in OF_THE_REPOSITORY.findall(words)
    ]
    assert [path for path in named if not any(ROOT.glob(path.rstrip("/.")))] == []


@page_names
def test_links_lead_somewhere(page: Path):
    for target, anchor in LINK.findall(text_of(page)):
        if "://" not in target:
            linked = (page.parent / target).resolve() if target else page
            assert linked.exists(), target
            assert not anchor or anchor in headings(linked), f"{target}#{anchor}"


def test_every_page_is_in_the_index():
    index = DOCS / "index.md"
    listed = {(DOCS / target).resolve() for target, _ in LINK.findall(text_of(index)) if target}
    assert set(DOCS.rglob("*.md")) - listed == {index}


def test_the_readme_is_one_screen():
    assert len(text_of(ROOT / "README.md").splitlines()) <= 45


def forbidden() -> list[str]:
    rows = re.findall(r"^\| .+ \| .+ \| (.+) \|$", text_of(DOCS / "glossary.md"), re.MULTILINE)[1:]
    return [word for row in rows for word in row.split(", ")]


def test_the_glossary_forbids_words():
    assert {"article", "perpetrator", "body count", "dedupe"} <= set(forbidden())


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.name not in ("glossary.md", "codebook.md")],
    ids=lambda page: page.stem,
)
def test_words_are_the_glossary_s(page: Path):
    used = [word for word in forbidden() if re.search(rf"\b{word}(?:s|es)?\b", prose(page), re.IGNORECASE)]
    assert used == []
