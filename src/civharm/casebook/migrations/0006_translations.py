"""Translations of reports, which are never changed either."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from civharm.casebook.append_only import allow_changes, forbid_changes

TABLES = ("casebook_translation",)


def forbid(_apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    forbid_changes(schema, TABLES)


def allow(_apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    allow_changes(schema, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casebook", "0005_decisions_name_what_was_seen"),
    ]

    operations = [
        migrations.CreateModel(
            name="TranslationRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("report_id", models.CharField(db_index=True, max_length=64)),
                ("language", models.CharField(max_length=32, null=True)),
                ("by", models.TextField()),
                ("note", models.TextField(default="")),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="casebook.capturerow",
                        to_field="sha256",
                    ),
                ),
                (
                    "rendition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="casebook.renditionrow",
                        to_field="rendition_id",
                    ),
                ),
            ],
            options={
                "db_table": "casebook_translation",
                "constraints": [
                    models.UniqueConstraint(fields=("report_id", "capture"), name="casebook_translation_once")
                ],
            },
        ),
        migrations.RunPython(forbid, allow),
    ]
