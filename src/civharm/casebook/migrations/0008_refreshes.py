"""Up to which decision incidents and tolls follow. Until now they followed in the same breath: so from all that there are."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from civharm.casebook.append_only import allow_changes, forbid_changes

TABLES = ("casebook_refresh",)


def begin(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    alias = schema.connection.alias
    last = apps.get_model("casebook", "DecisionRow").objects.using(alias).order_by("id").last()
    if last is not None:
        rows = apps.get_model("casebook", "RefreshRow").objects.using(alias)
        rows.create(recorded_at=last.recorded_at, decision=last.id)


def keep(_apps: StateApps, _schema: BaseDatabaseSchemaEditor) -> None:
    """The table goes with its rows."""


def allow(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    allow_changes(schema, TABLES)


def forbid(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    forbid_changes(schema, TABLES)


class Migration(migrations.Migration):
    dependencies = [("casebook", "0007_protected_reads")]
    operations = [
        migrations.CreateModel(
            name="RefreshRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("decision", models.BigIntegerField()),
            ],
            options={"db_table": "casebook_refresh"},
        ),
        migrations.RunPython(begin, keep),
        migrations.RunPython(forbid, allow),
    ]
