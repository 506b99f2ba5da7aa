from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_indexes_of_lists"),
    ]

    operations = [
        migrations.AddField(model_name="pagerow", name="public", field=models.TextField(null=True)),
        migrations.AddField(model_name="relationrow", name="public", field=models.TextField(default="")),
        migrations.AddField(
            model_name="relationrow", name="digest", field=models.CharField(max_length=64, default="")
        ),
    ]
