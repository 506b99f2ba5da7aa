"""Asking a person at a terminal which column of a file holds what."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from civharm.exchange.kinds import Form


def is_asking() -> bool:
    """True if there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked_columns(path: Path, form: "Form") -> dict[str, str]:
    """Which column holds each of our fields; an empty answer is none."""
    from civharm.exchange.importing import columns_in

    columns = columns_in(path)
    typer.echo(f"Columns of {path.name}: {', '.join(columns)}", err=True)
    found: dict[str, str] = {}
    for name in form.fields:
        default = name if name in columns else ""
        answer = typer.prompt(f"Which column holds {name}? (empty: none)", default=default, err=True)
        if answer.strip():
            found[name] = answer.strip()
    return found
