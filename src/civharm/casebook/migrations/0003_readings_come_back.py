"""A version of a reader may read a report more than once: a layer of places that was removed leads back to it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from civharm.casebook.append_only import allow_changes, forbid_changes

TABLES = ("casebook_reading",)


def allow(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    allow_changes(schema, TABLES)


def forbid(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    forbid_changes(schema, TABLES)


class Migration(migrations.Migration):
    dependencies = [("casebook", "0002_append_only")]
    operations = [
        migrations.RunPython(allow, forbid),
        migrations.RemoveConstraint("readingrow", "casebook_reading_once"),
        migrations.RunPython(forbid, allow),
    ]
