"""Setting a team's server up: the casebook's database is Django's, and a key of its own seals what must not be forged."""

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.casebook.database import database_of, url_from_environment
from civharm.casebook.folder import CasebookFolder, read_folder
from civharm.model.errors import CasebookError

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

_PRIVATE, _NEW = 0o600, os.O_WRONLY | os.O_CREAT | os.O_EXCL
_BYTES = 48
_LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")


def open_for_team(
    casebook_folder: Path, *, names: Sequence[str] = (), is_behind_tls: bool = False
) -> "Casebook":
    """Configure Django for a team and open the casebook: once in a program, before anything else opens one."""
    from civharm.casebook.settings import casebook_settings, configure
    from civharm.web.people.settings import TeamTerms, team_settings

    folder = read_folder(casebook_folder)
    terms = TeamTerms(names=tuple(names) or _LOCAL_NAMES, is_behind_tls=is_behind_tls, key=server_key(folder))
    settings = casebook_settings(database_of(folder, url_from_environment()))
    configure({**settings, **team_settings(terms, settings["INSTALLED_APPS"])})
    from django.apps import apps
    from django.db import DEFAULT_DB_ALIAS

    from civharm.casebook.store import Casebook

    casebook = Casebook.open(casebook_folder)
    if casebook.alias != DEFAULT_DB_ALIAS or not apps.is_installed("allauth.mfa"):
        raise CasebookError(
            "this program has opened a casebook already: a team's server is a program of its own"
        )
    return casebook


def server_key(folder: CasebookFolder) -> str:
    """The key of the server, made the first time. It stays out of the database: a copy of that alone opens nothing."""
    path = folder.key_path
    with suppress(FileExistsError), open(os.open(path, _NEW, _PRIVATE), "w") as made:
        made.write(secrets.token_urlsafe(_BYTES))
    try:
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CasebookError(f"{path} can't be read ({error}): restore it from a copy") from None
    if len(key) < _BYTES:
        raise CasebookError(
            f"{path} holds no key: restore it from a copy, or delete it (all log in anew, with new second factors)"
        )
    return key
