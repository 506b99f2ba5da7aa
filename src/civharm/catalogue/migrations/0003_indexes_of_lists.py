from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_indexes"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="incidentrow",
            name="catalogue_of_status",
        ),
        migrations.RemoveIndex(
            model_name="incidentrow",
            name="catalogue_by_when_start",
        ),
        migrations.AddIndex(
            model_name="incidentrow",
            index=models.Index(
                fields=["when_start", "id", "status", "wall", "when_end"],
                name="catalogue_by_when",
            ),
        ),
    ]
