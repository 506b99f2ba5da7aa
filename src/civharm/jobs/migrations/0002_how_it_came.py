"""An input says when its file was changed last, and where archives of others have a copy."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]
    operations = [
        migrations.AddField("jobinputrow", "modified_at", models.DateTimeField(null=True)),
        migrations.AddField("jobinputrow", "copies", models.JSONField(default=list)),
    ]
