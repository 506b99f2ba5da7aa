"""A capture keeps how it was collected; those made before this kept nothing of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casebook", "0009_tombstones")]
    operations = [migrations.AddField("capturerow", "collection", models.JSONField(null=True))]
