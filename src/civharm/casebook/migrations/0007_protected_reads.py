"""Looks at protected names keep their reason; those made before this left but its hash on the chain of custody."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from civharm.casebook.append_only import allow_changes, forbid_changes

TABLES = ("casebook_protected_read",)


def allow(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    allow_changes(schema, TABLES)


def forbid(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    forbid_changes(schema, TABLES)


class Migration(migrations.Migration):
    dependencies = [("casebook", "0006_translations")]
    operations = [
        migrations.CreateModel(
            name="ProtectedReadRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("reader", models.TextField()),
                ("reason", models.TextField()),
                ("subject", models.CharField(db_index=True, max_length=64)),
                ("victims", models.JSONField()),
            ],
            options={"db_table": "casebook_protected_read"},
        ),
        migrations.RunPython(forbid, allow),
    ]
