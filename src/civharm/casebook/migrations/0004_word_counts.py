"""How rare words are, as it was when they were last counted."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from civharm.casebook.append_only import allow_changes, forbid_changes

TABLES = ("casebook_word_counts",)


def allow(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    allow_changes(schema, TABLES)


def forbid(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    forbid_changes(schema, TABLES)


class Migration(migrations.Migration):
    dependencies = [("casebook", "0003_readings_come_back")]
    operations = [
        migrations.CreateModel(
            name="WordCountsRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("payload", models.JSONField()),
            ],
            options={"db_table": "casebook_word_counts"},
        ),
        migrations.RunPython(forbid, allow),
    ]
