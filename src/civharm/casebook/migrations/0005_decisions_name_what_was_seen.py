"""A decision keeps the versions of what the person had before them; those made before this kept none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casebook", "0004_word_counts")]
    operations = [migrations.AddField("decisionrow", "seen", models.JSONField(null=True))]
