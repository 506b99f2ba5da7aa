"""The page on the command line: every command, argument and option, as Typer knows them."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import typer

from civharm.cli.main import app
from docs.tables import code, table

_KINDS = {Path: "path", date: "YYYY-MM-DD", int: "number"}
_INTRODUCTION = """\
# Command line

Every command, argument and option; `civharm COMMAND --help` says the same. Options that stand before the command's name
go for any command: `civharm --places my-places.csv read my-reports/`.

**Exit status.** 0: all read. 1: some input could not be read (each is named on standard error and as an `issue` line; the
others are read), a check of `doctor` failed, or an id is unknown. 2: wrong use, a list of your own with a mistake in it, a
casebook that can't be opened, or a part that is not set up.

**Environment.**

| variable | meaning |
|---|---|
| `CIVHARM_CASEBOOK` | the casebook's folder, where `--casebook` is not given |
| `CIVHARM_VANTAGE` | where this machine stands in the network, in your words: kept with all that it collects ([why](how-to/bring-reports-in.md#how-each-report-was-collected)) |
| `CIVHARM_DATABASE_URL` | a `postgresql://` address for a casebook on PostgreSQL ([how](how-to/use-postgresql.md)) |
| `CIVHARM_MODEL_URL`, `CIVHARM_MODEL_NAME` | the second reader's address and model, where `--second-reader` and `--second-reader-model` are not given ([how](how-to/second-reader.md)) |
| `CIVHARM_MODEL_KEY` | the key that the second reader's endpoint wants, if any; sent there alone, never shown, logged or kept |
| `CIVHARM_TRACEBACK` | set to 1, a fault of civharm itself is shown in full, for a report of it |
| `CIVHARM_FUZZ` | how many random texts of each kind `make fuzz` makes up |
| `CIVHARM_GOLD` | the folder of the boards for `make evals` ([measuring](measuring.md)) |

What is printed: results on standard output, messages and progress on standard error. Names of private persons are masked
([threat model](threat-model.md)).
"""


def cli_page() -> str:
    """The page as Markdown."""
    root = typer.main.get_command(app)
    sections = [_INTRODUCTION, *_section("civharm", root, level=2)]
    for words, command in commands():
        sections += _section(" ".join(("civharm", *words)), command, level=2 + (len(words) > 1))
    return "\n".join(sections).rstrip() + "\n"


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command below `civharm`, with the words that call it."""
    yield from _below(typer.main.get_command(app), ())


def _below(command: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, inner in getattr(command, "commands", {}).items():
        yield (*words, name), inner
        yield from _below(inner, (*words, name))


def _section(name: str, command: Any, *, level: int) -> Iterable[str]:
    yield f"{'#' * level} {code(name)}\n"
    yield f"{' '.join((command.help or '').split())}\n"
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    words = [each.name.upper() if each.required else f"[{each.name.upper()}]" for each in arguments]
    tail = ["COMMAND …"] if hasattr(command, "commands") else words
    yield f"    {' '.join((name, *(['[OPTIONS]'] if options else []), *tail))}\n"
    yield from table(
        ("argument", "meaning"), ((code(each.name.upper()), each.help or "") for each in arguments)
    )
    yield from table(("option", "value", "default", "meaning"), map(_option_row, options))


def _option_row(option: Any) -> tuple[str, str, str, str]:
    default = "needed" if option.required else _default(option.default)
    variable = f" Else {code(option.envvar)} in the environment." if option.envvar else ""
    return (
        ", ".join(map(code, option.opts)),
        _value(option),
        default,
        f"{option.help or ''}{variable}".strip(),
    )


def _default(default: object) -> str:
    if default in (None, False):
        return ""
    return code(default.value if isinstance(default, StrEnum) else default)


def _value(option: Any) -> str:
    if option.is_bool_flag:
        return ""
    annotation = option.type_descriptor.annotation
    kind = next(iter(get_args(annotation)), annotation)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return ", ".join(code(each.value) for each in kind)
    return _KINDS.get(kind, "text")
