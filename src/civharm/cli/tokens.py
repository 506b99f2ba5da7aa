"""`civharm people token …`: the secrets with which people's programs ask the casebook."""

from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption, open_casebook
from civharm.cli.printing import print_table

app = typer.Typer(help="The tokens with which people's programs ask; each makes their own in the browser.")


@app.command("list")
def list_tokens(casebook: CasebookOption = None) -> None:
    """List the tokens: whose they are, what they may do, until when."""
    from civharm.accounts.tokens import tokens

    print_table(
        ("token", "person", "for", "may", "until", "last used"),
        [
            (
                str(each.id),
                each.login,
                each.label,
                ", ".join(each.scopes),
                "revoked" if each.is_revoked else f"{each.expires_at:%Y-%m-%d}",
                f"{each.used_at:%Y-%m-%d %H:%M}" if each.used_at else "never",
            )
            for each in tokens(open_casebook(casebook).alias)
        ],
    )


@app.command()
def revoke(
    token: Annotated[int, typer.Argument(help="The token's number, as `list` shows it.")],
    casebook: CasebookOption = None,
) -> None:
    """Make a token worthless at once."""
    from civharm.accounts.tokens import revoke_token

    store = open_casebook(casebook)
    revoke_token(store, token, by=store.actor)
    print(f"token {token} is worthless now")
