"""Attempts at logins are counted in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = (("accounts", "0001_initial"),)

    operations = (
        migrations.CreateModel(
            name="AttemptRow",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("kept", models.TextField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "accounts_attempt"},
        ),
    )
