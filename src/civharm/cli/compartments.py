"""`civharm people compartment …`: walls around conflicts and sources, and who may look behind them."""

from collections.abc import Iterator
from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption, open_casebook
from civharm.cli.printing import print_table

app = typer.Typer(help="Walls around conflicts and sources, and who may look behind them.")

NameArgument = Annotated[str, typer.Argument(help="The compartment's name.")]
LoginArgument = Annotated[str, typer.Argument(help="The person's login.")]


@app.command()
def add(
    name: NameArgument,
    source: Annotated[
        list[str] | None,
        typer.Option(
            help="All reports of a source: its name, or the domain of its addresses. May be repeated."
        ),
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="All reports with claims of a country, as YE. May be repeated.")
    ] = None,
    report: Annotated[list[str] | None, typer.Option(help="One report, by its id. May be repeated.")] = None,
    casebook: CasebookOption = None,
) -> None:
    """Put sources, countries or reports into a compartment, a new one if there is none of that name."""
    from civharm.accounts.compartments import Rule, RuleKind, add_rules

    named = {RuleKind.SOURCE: source, RuleKind.COUNTRY: country, RuleKind.REPORT: report}
    rules = [Rule(kind, value) for kind, values in named.items() for value in values or ()]
    store = open_casebook(casebook)
    add_rules(store, name, rules, by=store.actor)
    print(f"{name}: {len(rules)} rules added")


@app.command("list")
def list_compartments(casebook: CasebookOption = None) -> None:
    """List the compartments: what is behind them, and who may look there."""
    print_table(("compartment", "holds", "open to"), _rows(casebook))


def _rows(casebook: CasebookOption) -> Iterator[tuple[str, str, str]]:
    from civharm.accounts.compartments import compartments

    for each in compartments(open_casebook(casebook).alias):
        yield (
            each.name,
            ", ".join(f"{rule.kind} {rule.value}" for rule in each.rules) or "nothing",
            ", ".join(each.people) or "nobody",
        )


@app.command()
def grant(name: NameArgument, login: LoginArgument, casebook: CasebookOption = None) -> None:
    """Let a person look behind a wall."""
    from civharm.accounts import compartments

    store = open_casebook(casebook)
    compartments.grant(store, name, login, by=store.actor)
    print(f"{login} may look into {name}")


@app.command()
def revoke(name: NameArgument, login: LoginArgument, casebook: CasebookOption = None) -> None:
    """Let a person look behind a wall no longer."""
    from civharm.accounts import compartments

    store = open_casebook(casebook)
    compartments.revoke(store, name, login, by=store.actor)
    print(f"{login} may look into {name} no longer")
