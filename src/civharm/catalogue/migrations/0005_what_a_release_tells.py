from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_as_it_may_leave_the_team"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReleaseRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("wall", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=32)),
                ("subject_id", models.CharField(max_length=64)),
                ("told", models.TextField()),
            ],
            options={
                "db_table": "catalogue_release",
                "constraints": (
                    models.UniqueConstraint(fields=("kind", "subject_id"), name="catalogue_told_once"),
                ),
            },
        ),
    ]
