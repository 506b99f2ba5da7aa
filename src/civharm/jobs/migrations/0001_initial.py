"""All tables of the first version."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="JobRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=32)),
                ("who", models.TextField()),
                ("state", models.CharField(db_index=True, default="queued", max_length=32)),
                ("terms", models.JSONField(default=dict)),
                ("attempts", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                ("error", models.TextField(blank=True, default="")),
                ("added_at", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "jobs_job",
            },
        ),
        migrations.CreateModel(
            name="KnownMarkRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("upto", models.BigIntegerField()),
            ],
            options={
                "db_table": "jobs_known_mark",
            },
        ),
        migrations.CreateModel(
            name="KnownRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=32)),
                ("key", models.CharField(max_length=64)),
                ("report_id", models.CharField(max_length=64)),
                ("since", models.DateTimeField()),
            ],
            options={
                "db_table": "jobs_known",
                "indexes": [models.Index(fields=["kind", "key"], name="jobs_known_key")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key", "report_id"), name="jobs_known_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="JobInputRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.IntegerField()),
                ("kind", models.CharField(max_length=32)),
                ("name", models.TextField()),
                ("place", models.TextField()),
                ("sha256", models.CharField(default="", max_length=64)),
                ("translates", models.IntegerField(null=True)),
                ("language", models.CharField(default="", max_length=32)),
                ("state", models.CharField(default="waiting", max_length=32)),
                ("attempts", models.IntegerField(default=0)),
                ("reports", models.JSONField(default=list)),
                ("known", models.JSONField(default=list)),
                ("issues", models.JSONField(default=list)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="inputs", to="jobs.jobrow"
                    ),
                ),
            ],
            options={
                "db_table": "jobs_input",
                "constraints": [models.UniqueConstraint(fields=("job", "number"), name="jobs_input_once")],
            },
        ),
    ]
