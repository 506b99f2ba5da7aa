"""Restoring a backup into an empty folder, and an empty database where the tables were on PostgreSQL."""

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from civharm.casebook.database import connect, database_of, identity, url_from_environment
from civharm.casebook.folder import CasebookFolder, DatabaseKind, is_casebook, read_folder
from civharm.casebook.settings import casebook_settings, configure
from civharm.files.folders import sync
from civharm.model.errors import CasebookError, InvalidInput
from civharm.safekeeping.archive import pieces_of, unpack
from civharm.safekeeping.sealing import decrypting, identities
from civharm.safekeeping.snapshots import ROWS, TABLES

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

_PRIVATE = 0o700
#: Apps of a team's server, by the names under which their tables are known: a casebook alone has none of them.
_TEAM_APPS = {"account": "allauth.account", "mfa": "allauth.mfa"}


def restore(
    backup: Path, to: Path, *, identity_file: Path | None = None, url: str | None = None
) -> "Casebook":
    """Unpack a backup, check every hash, and give the casebook, which is to be verified then.

    The folder takes its name only once all is in place. Raises InvalidInput and CasebookError.
    """
    keys = identities(identity_file)
    _check_empty(to)
    to.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{to.name}.", suffix=".unfinished", dir=to.parent))
    try:
        with backup.open("rb") as sealed, decrypting(sealed, keys) as plain:
            unpack(plain, unfinished)
        opened = _put_in_place(unfinished, to, url or url_from_environment())
    except FileNotFoundError as error:
        raise InvalidInput(f"{error.filename}: no such file", code="missing") from None
    except InvalidInput as error:
        raise InvalidInput(f"{backup}: {error}; nothing was restored", code=error.code) from None
    except OSError as error:
        raise CasebookError(
            f"nothing was restored in {to} ({error.strerror or error}): look at the space left"
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return opened


def _check_empty(to: Path) -> None:
    if is_casebook(to) or (to.exists() and (not to.is_dir() or any(to.iterdir()))):
        raise CasebookError(f"{to} is not empty: a backup is restored into a new folder alone")


def _put_in_place(unfinished: Path, to: Path, url: str | None) -> "Casebook":
    from civharm.casebook.store import Casebook

    if not is_casebook(unfinished):
        raise InvalidInput("it holds no casebook", code="bad-backup")
    folder = read_folder(unfinished)
    (unfinished / "captures").mkdir(exist_ok=True)
    _close_captures(folder)
    (unfinished / "README.txt").unlink(missing_ok=True)
    if (unfinished / TABLES).is_file():
        _fill_database(folder, url)
        shutil.rmtree(unfinished / "database")
    elif url or not folder.sqlite_path.is_file():
        raise CasebookError(
            "the backup is of a casebook on SQLite: restore it without CIVHARM_DATABASE_URL"
            if url
            else "the backup holds no tables"
        )
    os.chmod(unfinished, _PRIVATE)
    _sync_all(unfinished)
    os.replace(unfinished, to)
    sync(to.parent)
    return Casebook.open(to, database_url=url)


def _close_captures(folder: CasebookFolder) -> None:
    """Nobody writes to the original bytes."""
    for path in folder.captures_path.rglob("*"):
        if path.is_file():
            path.chmod(0o440)


def _sync_all(folder: Path) -> None:
    for path in folder.rglob("*"):
        sync(path)


def _fill_database(folder: CasebookFolder, url: str | None) -> None:
    """All tables and rows in one transaction: a crash leaves the database as empty as it was."""
    described = json.loads((folder.path / TABLES).read_text(encoding="utf-8"))
    if folder.database is not DatabaseKind.POSTGRESQL or url is None:
        raise CasebookError(
            "the backup is of a casebook on PostgreSQL: set CIVHARM_DATABASE_URL to an empty database"
        )
    database = database_of(folder, url)
    _know_apps({app for app, _ in described["migrations"]}, database)
    alias = connect(database)
    if identity(alias) is not None:
        raise CasebookError("the database belongs to a casebook already: name an empty one")
    from django.db import transaction

    with transaction.atomic(using=alias):
        _make_tables(alias, [(app, name) for app, name in described["migrations"]])
        _copy_rows(alias, folder.path / ROWS, described["tables"])
        _set_sequences(alias, described["sequences"])


def _know_apps(named: set[str], database: dict[str, Any]) -> None:
    """A team's casebook has tables of logins, which a program has to know from its start."""
    settings = casebook_settings(database)
    team = [_TEAM_APPS[app] for app in sorted(named & _TEAM_APPS.keys())]
    if team:
        settings["INSTALLED_APPS"] = [*settings["INSTALLED_APPS"], "allauth", *team]
    configure(settings)


def _make_tables(alias: str, applied: Sequence[tuple[str, str]]) -> None:
    """The tables as they were when they were backed up: opening the casebook brings them up to date, as always."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    known = executor.loader.graph.nodes.keys()
    wanted = {each for each in applied if not _is_replaced(each, executor)}
    unknown = sorted(wanted - known)
    if unknown:
        raise CasebookError(
            f"a newer civharm made this backup (it knows {'.'.join(unknown[0])}): update civharm"
        )
    parents = {parent.key for each in wanted for parent in executor.loader.graph.node_map[each].parents}
    executor.migrate(sorted(each for each in wanted if each not in parents))


def _is_replaced(each: tuple[str, str], executor: Any) -> bool:
    """A migration that is part of a squashed one, which stands in its place."""
    return any(each in squashed.replaces for squashed in executor.loader.disk_migrations.values())


def _copy_rows(alias: str, rows: Path, tables: dict[str, list[str]]) -> None:
    from django.db import connections
    from psycopg import sql

    with connections[alias].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, columns in tables.items():
            names = sql.SQL(", ").join(map(sql.Identifier, columns))
            query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
            for path in sorted((rows / table).glob("*")):
                with path.open("rb") as file, cursor.copy(query) as copy:
                    for piece in pieces_of(file):
                        copy.write(piece)


def _set_sequences(alias: str, sequences: dict[str, int]) -> None:
    from django.db import connections

    with connections[alias].cursor() as cursor:
        for name, last in sequences.items():
            cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, last])
