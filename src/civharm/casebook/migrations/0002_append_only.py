"""Triggers that refuse to change or remove a row, whatever program asks."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from civharm.casebook.append_only import allow_changes, forbid_changes

TABLES = (
    "casebook_identity",
    "casebook_capture",
    "casebook_rendition",
    "casebook_report",
    "casebook_reading",
    "casebook_claim",
    "casebook_victim",
    "casebook_issue",
    "casebook_given_id",
    "casebook_linking",
    "casebook_incident",
    "casebook_link",
    "casebook_assessment",
    "casebook_decision",
    "casebook_custody",
)


def forbid(_apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    forbid_changes(schema, TABLES)


def allow(_apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    allow_changes(schema, TABLES)


class Migration(migrations.Migration):
    dependencies = [("casebook", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
