"""The page on permissions: every address of a team's server, and which roles may go there.

Django is set up for a team to find them, once in a program, so the page is made by a program of its own.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from civharm.accounts.people import Right, Role
from docs.tables import code, table

_ROOT = Path(__file__).parent.parent
_INTRODUCTION = """\
# Permissions

Who may do what where a team works ([how](how-to/work-as-a-team.md)). A test walks every address of the server with every role,
and fails for an address of which nobody has said who may go there. Without `--team` one person works alone, on their own
machine, and may do everything.

Besides the role, [compartments](how-to/work-as-a-team.md#compartments) count: what is behind a wall that is closed to a
person is to them as if it were not there (404, and not counted or found anywhere).
"""


def permissions_page() -> str:
    """The page as Markdown."""
    paths = os.pathsep.join(path for path in (str(_ROOT), *sys.path) if path)
    made = subprocess.run(
        [sys.executable, "-m", "docs.permissions_page"],
        capture_output=True,
        check=True,
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": paths},
    )
    return made.stdout.decode()


def _made_here() -> str:
    sections = [_INTRODUCTION, "## Roles and rights\n", *_rights(), "## Addresses\n", *_addresses()]
    return "\n".join(sections).rstrip() + "\n"


def _rights() -> Iterable[str]:
    rows = (
        (right.value.replace("_", " "), *(_mark(right in role.rights) for role in Role)) for right in Right
    )
    return table(("right", *map(code, Role)), rows)


def _addresses() -> Iterable[str]:
    _set_up()
    from civharm.web.people.all_urls import urlpatterns
    from civharm.web.people.routes import routes

    found = sorted(routes(urlpatterns), key=lambda route: route.pattern)
    rows = (
        (
            code(f"{route.method} {route.pattern}".strip()),
            _needs(route.right, is_open=route.is_open),
            *(_mark(route.is_for(role)) for role in Role),
        )
        for route in found
    )
    return table(("address", "needs", *map(code, Role)), rows)


def _needs(right: Right | None, *, is_open: bool) -> str:
    if is_open:
        return "nothing"
    return right.value.replace("_", " ") if right else "a login"


def _mark(may: bool) -> str:
    return "yes" if may else ""


def _set_up() -> None:
    from civharm.casebook.settings import casebook_settings, configure, sqlite_database
    from civharm.web.people.settings import TeamTerms, team_settings

    settings = casebook_settings(sqlite_database(":memory:"))
    terms = TeamTerms(names=(), is_behind_tls=False, key="for looking at addresses alone")
    configure({**settings, **team_settings(terms, settings["INSTALLED_APPS"])})


if __name__ == "__main__":
    sys.stdout.buffer.write(_made_here().encode())
