"""A catalogue that somebody damaged is thrown away and made anew: else its pages would tell of less than there is."""

import logging
from collections.abc import Mapping
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from civharm.catalogue.asking import Kind
from civharm.catalogue.fulltext import INCIDENT_WORDS, REPORT_WORDS
from civharm.catalogue.models import ClaimRow, IncidentRow, MarkRow, PageRow, ReportRow, SavedSearchRow
from civharm.catalogue.updating import Mark, forget

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

_APP = "catalogue"
_OWN = f"{_APP}_"
_READ_BY = "civharm.catalogue."
_LOG = logging.getLogger(__name__)
#: Each row has a page.
_PAGED: Mapping[Kind, Any] = {Kind.INCIDENT: IncidentRow, Kind.REPORT: ReportRow, Kind.CLAIM: ClaimRow}


def mend(casebook: "Casebook") -> bool:
    """Throw a damaged catalogue away, so that the next look fills it; True if it was damaged. Quick where it is whole."""
    alias = casebook.alias
    if _missing(alias):
        _LOG.warning("tables of the catalogue are gone: they are made anew")
        _make_tables(alias)
        return True
    if not _is_whole(alias):
        _LOG.warning("rows of the catalogue are gone or damaged: they are made anew")
        forget(alias)
        return True
    return False


def is_damaged(casebook: "Casebook") -> bool:
    """True if tables, rows or their pages are gone. Counting takes a moment where there are very many."""
    return bool(_missing(casebook.alias)) or not _is_whole(casebook.alias)


def remake(casebook: "Casebook") -> None:
    """Throw all rows away, also where counting finds no damage; the tables too, where that is not enough."""
    try:
        if not mend(casebook):
            _LOG.warning("the catalogue is damaged: it is made anew")
            forget(casebook.alias)
    except DatabaseError:
        _LOG.warning("tables of the catalogue are damaged: they are made anew", exc_info=True)
        _make_tables(casebook.alias)


def is_damage(error: BaseException | None) -> bool:
    """True if it is of a kind that damaged rows bring about, and came up where they are read."""
    if not isinstance(error, DatabaseError | ValueError | KeyError | TypeError | AttributeError):
        return False
    if isinstance(error, DatabaseError):
        return _OWN in str(error)
    return any(
        frame.f_globals.get("__name__", "").startswith(_READ_BY) for frame, _ in walk_tb(error.__traceback__)
    )


def _missing(alias: str) -> set[str]:
    from django.apps import apps

    wanted = {model._meta.db_table for model in apps.get_app_config(_APP).get_models()}
    wanted |= {INCIDENT_WORDS.table, REPORT_WORDS.table}
    return wanted - set(_tables(alias))


def _tables(alias: str) -> list[str]:
    return connections[alias].introspection.table_names()


def _is_whole(alias: str) -> bool:
    """True if the mark can be read, every row has its page, and as many reports are there as anybody read."""
    kept = MarkRow.objects.using(alias).values_list("mark", flat=True).first()
    if kept is None:
        return True  # nothing is filled in yet
    try:
        Mark.of(kept)
    except (ValueError, KeyError, TypeError):
        return False
    return all(
        table.objects.using(alias).count() == PageRow.objects.using(alias).filter(kind=kind.value).count()
        for kind, table in _PAGED.items()
    )


def _make_tables(alias: str) -> None:
    """All of them anew; the searches that people keep stay, if they are there."""
    connection = connections[alias]
    there = set(_tables(alias))
    has_saved = SavedSearchRow._meta.db_table in there
    saved = list(SavedSearchRow.objects.using(alias)) if has_saved else []
    cascade = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.schema_editor() as editor:
        for table in sorted(name for name in there if name.startswith(_OWN)):
            editor.execute(f"DROP TABLE IF EXISTS {editor.quote_name(table)}{cascade}")
    MigrationRecorder(connection).migration_qs.filter(app=_APP).delete()
    call_command("migrate", _APP, database=alias, verbosity=0, interactive=False)
    with transaction.atomic(using=alias):
        SavedSearchRow.objects.using(alias).bulk_create(saved)
