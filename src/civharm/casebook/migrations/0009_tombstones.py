"""Tombstones, and triggers that let rows go which are marked under one."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from civharm.casebook.append_only import allow_changes, forbid_changes, let_marked_go

OWN = ("casebook_tombstone", "casebook_destroyed")
TABLES = (
    "casebook_decision",
    "casebook_link",
    "casebook_incident",
    "casebook_assessment",
    "casebook_linking",
    "casebook_victim",
    "casebook_issue",
    "casebook_claim",
    "casebook_reading",
    "casebook_translation",
    "casebook_report",
    "casebook_rendition",
    "casebook_capture",
)


def forbid(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    forbid_changes(schema, OWN)
    let_marked_go(schema, TABLES)


def allow(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    allow_changes(schema, (*OWN, *TABLES))
    forbid_changes(schema, TABLES)


class Migration(migrations.Migration):
    dependencies = [("casebook", "0008_refreshes")]
    operations = [
        migrations.CreateModel(
            name="TombstoneRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size", models.BigIntegerField()),
                ("by", models.TextField()),
                ("reason", models.TextField()),
                ("rule", models.CharField(max_length=64)),
                ("detail", models.JSONField()),
            ],
            options={"db_table": "casebook_tombstone"},
        ),
        migrations.CreateModel(
            name="DestroyedRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("table_name", models.CharField(max_length=64)),
                ("row", models.BigIntegerField()),
                (
                    "tombstone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="casebook.tombstonerow"
                    ),
                ),
            ],
            options={"db_table": "casebook_destroyed"},
        ),
        migrations.AddConstraint(
            model_name="destroyedrow",
            constraint=models.UniqueConstraint(fields=("table_name", "row"), name="casebook_destroyed_once"),
        ),
        migrations.RunPython(forbid, allow),
    ]
