"""Opening a casebook's database: the first time it is made ready, later it is brought up to date."""

import getpass
from dataclasses import dataclass
from datetime import datetime

from civharm.casebook.custody import CustodyAction, CustodyLog
from civharm.casebook.database import connect, database_of, identity, migrate
from civharm.casebook.folder import CasebookFolder, DatabaseKind
from civharm.files.folders import alone_in
from civharm.model.errors import CasebookError


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Who opens which casebook on which database, and when."""

    folder: CasebookFolder
    url: str | None
    actor: str
    at: datetime


def open_database(opening: Opening) -> str:
    """Connect, check that the database is this casebook's, and give its alias."""
    folder = opening.folder
    alias = connect(database_of(folder, opening.url))
    with alone_in(folder.path):
        held = identity(alias)
        if held is None:
            _check_may_begin(opening)
            migrate(alias)
            _begin(alias, opening)
        elif held != folder.id:
            raise CasebookError(
                f"the database belongs to the casebook {held}, but {folder.path} is {folder.id}"
            )
        elif migrate(alias):
            _record(alias, opening, CustodyAction.MIGRATED)
    return alias


def _check_may_begin(opening: Opening) -> None:
    """Tables are made for a new casebook only: an old one whose database is empty has lost it."""
    folder = opening.folder
    if CustodyLog(folder.custody_log_path).is_begun:
        raise CasebookError(f"the database of the casebook {folder.path} is empty: restore it from a copy")
    if opening.url and folder.database is DatabaseKind.SQLITE:
        raise CasebookError(f"the database belongs to no casebook, but {folder.path} is on SQLite")


def _begin(alias: str, opening: Opening) -> None:
    """Say in the database whose it is. Two programs may try: the second finds it said."""
    from django.db import transaction

    from civharm.casebook.custody_table import DatabaseCustody
    from civharm.casebook.models import IdentityRow

    with transaction.atomic(using=alias):
        DatabaseCustody(alias).wait_for_others()
        if not IdentityRow.objects.using(alias).exists():
            IdentityRow(recorded_at=opening.at, casebook_id=opening.folder.id).save(using=alias)
            _record(alias, opening, CustodyAction.CREATED)


def _record(alias: str, opening: Opening, action: CustodyAction) -> None:
    from django.db import transaction

    from civharm.casebook.custody_table import DatabaseCustody

    with transaction.atomic(using=alias):
        DatabaseCustody(alias).wait_for_others()
        detail = {"casebook": opening.folder.id}
        DatabaseCustody(alias).append(
            action, opening.folder.id, actor=opening.actor, detail=detail, at=opening.at
        )


def user_name() -> str:
    """Who works on this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return "unknown"
