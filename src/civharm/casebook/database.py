"""Finding and opening the database of a casebook, and making sure that it is that casebook's."""

import os
import pkgutil
from io import StringIO
from pathlib import Path

from civharm.casebook.folder import CasebookFolder, DatabaseKind
from civharm.casebook.settings import (
    DatabaseSettings,
    casebook_settings,
    configure,
    postgresql_database,
    sqlite_database,
)
from civharm.model.errors import CasebookError
from civharm.model.ids import stable_id

_OWN_APPS = ("casebook", "accounts")
_VARIABLE = "CIVHARM_DATABASE_URL"


def url_from_environment() -> str | None:
    """The database that the user named for this run."""
    return os.environ.get(_VARIABLE) or None


def database_of(folder: CasebookFolder, url: str | None) -> DatabaseSettings:
    """The database of a casebook: the URL's if one is given, else the file in the folder."""
    if url:
        if not url.startswith(("postgresql://", "postgres://")):
            raise CasebookError(f"{_VARIABLE} must be a postgresql:// URL, not {url.partition(':')[0]!r}")
        return _postgresql(url)
    if folder.database is DatabaseKind.POSTGRESQL:
        raise CasebookError(f"the casebook {folder.path} is on PostgreSQL: set {_VARIABLE} to its URL")
    return sqlite_database(str(folder.sqlite_path.resolve()))


def _postgresql(url: str) -> DatabaseSettings:
    try:
        import psycopg
    except ImportError:
        raise CasebookError("PostgreSQL needs the extra: pip install 'civharm[postgresql]'") from None
    try:
        return postgresql_database(url)
    except psycopg.ProgrammingError as error:
        raise CasebookError(f"{_VARIABLE} is not a URL that PostgreSQL reads: {error}") from None


def connect(database: DatabaseSettings) -> str:
    """Set Django up if nobody has yet, and give the alias under which the database is reached.

    The first casebook of a program is `default`, which is where Django's logins look; the Python API
    may open more of them beside it.
    """
    configure(casebook_settings(database))
    from django.db import DEFAULT_DB_ALIAS, connections

    if _same(connections.settings[DEFAULT_DB_ALIAS], database):
        return DEFAULT_DB_ALIAS
    alias = "casebook-" + stable_id(*(f"{key}={database[key]}" for key in sorted(database)))
    if alias not in connections.settings:
        complete = connections.configure_settings({DEFAULT_DB_ALIAS: dict(database)})
        connections.settings[alias] = complete[DEFAULT_DB_ALIAS]
    return alias


def _same(a: DatabaseSettings, b: DatabaseSettings) -> bool:
    """Django fills in "" for what nobody set."""
    return all(
        (a.get(key) or "") == (b.get(key) or "")
        for key in ("ENGINE", "NAME", "HOST", "PORT", "USER", "OPTIONS")
    )


def migrate(alias: str) -> bool:
    """Bring the tables up to this version of civharm. True if there was anything to do."""
    wanted, applied = _migrations_on_disk(), _migrations_applied(alias)
    unknown = sorted(name for app, name in applied - wanted if app in _OWN_APPS)
    if unknown:
        raise CasebookError(f"a newer civharm made this casebook (it knows {unknown[-1]}): update civharm")
    if wanted <= applied:
        return False
    from django.core.management import call_command

    call_command("migrate", database=alias, verbosity=0, interactive=False, stdout=StringIO())
    return True


def _migrations_on_disk() -> set[tuple[str, str]]:
    """Names only: importing every migration would make opening slow."""
    from django.apps import apps

    found: set[tuple[str, str]] = set()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        names = (module.name for module in pkgutil.iter_modules([str(folder)]))
        found |= {(app.label, name) for name in names if name[0] not in "_~"}
    return found


def _migrations_applied(alias: str) -> set[tuple[str, str]]:
    from django.db import DatabaseError, connections
    from django.db.migrations.recorder import MigrationRecorder

    try:
        return set(MigrationRecorder(connections[alias]).applied_migrations())
    except DatabaseError as error:
        name = connections[alias].settings_dict["NAME"]
        raise CasebookError(
            f"the casebook's database {name} can't be opened ({error}): "
            "check that you may write to it, or restore it from a copy"
        ) from error


def identity(alias: str) -> str | None:
    """Id of the casebook that the database belongs to; None if it has no casebook's tables yet."""
    if ("casebook", "0001_initial") not in _migrations_applied(alias):
        return None
    from civharm.casebook.models import IdentityRow

    return IdentityRow.objects.using(alias).values_list("casebook_id", flat=True).first()
