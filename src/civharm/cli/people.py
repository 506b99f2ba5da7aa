"""`civharm people …`: who works with a team's casebook, what they may do, and what they may look into."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.accounts.people import Role
from civharm.cli import compartments, tokens
from civharm.cli.choices import CasebookOption
from civharm.cli.printing import print_table, say

if TYPE_CHECKING:
    from civharm.accounts.invitations import Invitation
    from civharm.casebook.store import Casebook

app = typer.Typer(help="Who works with a team's casebook, what they may do, and what they may look into.")
app.add_typer(compartments.app, name="compartment")
app.add_typer(tokens.app, name="token")

LoginArgument = Annotated[str, typer.Argument(help="The person's login.")]
AddressOption = Annotated[
    str, typer.Option(metavar="URL", help="How the team's server is reached, for the link.")
]
_HERE = "http://127.0.0.1:8765"


def team_casebook(folder: Path | None) -> "Casebook":
    """The casebook, opened with all that a team's server needs of it."""
    from civharm.web.people.setup import open_for_team

    return open_for_team(folder or Path())


@app.command()
def invite(
    login: LoginArgument,
    name: Annotated[
        str, typer.Option(help="The full name, which signs their decisions; it is never changed.")
    ],
    role: Annotated[Role, typer.Option(help="What they are on the team.")] = Role.READER,
    address: AddressOption = _HERE,
    casebook: CasebookOption = None,
) -> None:
    """Invite somebody. The link that is printed works once; with it they set their own password."""
    from civharm.accounts.invitations import invite as invite_person

    store = team_casebook(casebook)
    _print_link(invite_person(store, login, name=name, role=role, by=store.actor), address)


@app.command("invite-again")
def invite_again(
    login: LoginArgument, address: AddressOption = _HERE, casebook: CasebookOption = None
) -> None:
    """Make a new link for somebody who lost theirs, or forgot their password; an older link is worthless then."""
    from civharm.accounts.invitations import invite_again as invite_person_again

    store = team_casebook(casebook)
    _print_link(invite_person_again(store, login, by=store.actor), address)


def _print_link(made: "Invitation", address: str) -> None:
    say(
        f"a link for {made.name} ({made.role}), shown once, valid until {made.expires_at:%Y-%m-%d %H:%M} UTC; "
        "hand it over so that nobody else reads it:"
    )
    print(f"{address.rstrip('/')}/people/invitation/{made.secret}/")


@app.command("list")
def list_people(casebook: CasebookOption = None) -> None:
    """List the people with their roles, second factors, sessions and compartments."""
    store = team_casebook(casebook)
    from civharm.accounts.factors import logins_with_second_factor
    from civharm.accounts.members import members
    from civharm.accounts.sessions import sessions

    with_factor = logins_with_second_factor(store.alias)
    used = [session.login for session in sessions(store.alias)]
    print_table(
        ("login", "name", "role", "state", "second factor", "sessions", "compartments"),
        [
            (
                each.login,
                each.name,
                each.role.value,
                "suspended" if each.is_suspended else "invited" if each.is_waiting else "active",
                "yes" if each.login in with_factor else "no",
                str(used.count(each.login)),
                ", ".join(each.compartments),
            )
            for each in members(store.alias)
        ],
    )


@app.command()
def role(
    login: LoginArgument,
    new: Annotated[Role, typer.Argument(metavar="ROLE", help="What they are from now on.")],
    casebook: CasebookOption = None,
) -> None:
    """Give a person another role."""
    from civharm.accounts.members import set_role

    store = team_casebook(casebook)
    set_role(store, login, new, by=store.actor)
    print(f"{login} is {new} now")


@app.command()
def suspend(
    login: LoginArgument,
    undo: Annotated[bool, typer.Option("--undo", help="Let them in again.")] = False,
    casebook: CasebookOption = None,
) -> None:
    """Lock a person out at once: logins, sessions and tokens."""
    from civharm.accounts import members

    store = team_casebook(casebook)
    (members.resume if undo else members.suspend)(store, login, by=store.actor)
    print(f"{login} {'can log in again' if undo else 'is locked out'}")


@app.command("end-sessions")
def end_sessions(login: LoginArgument, casebook: CasebookOption = None) -> None:
    """End all sessions of a person: they log in anew."""
    store = team_casebook(casebook)
    from civharm.accounts.sessions import end_sessions as end

    print(f"{end(store, login, by=store.actor)} sessions ended")


@app.command("reset-second-factor")
def reset_second_factor(login: LoginArgument, casebook: CasebookOption = None) -> None:
    """Take the second factors of a person away who lost theirs; they set up new ones at their next login."""
    store = team_casebook(casebook)
    from civharm.accounts.factors import reset_second_factor as reset

    reset(store, login, by=store.actor)
    print(f"{login} sets up a new second factor at the next login")
