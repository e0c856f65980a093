from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_initials_and_hyphens"),
        ("projects", "0007_activities_to_come_to"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="woord")),
                ("plain", models.CharField(db_collation="C", max_length=80, verbose_name="zonder accenten")),
                ("stem", models.CharField(max_length=80, verbose_name="stam")),
                ("rows", models.PositiveIntegerField(verbose_name="in hoeveel teksten")),
            ],
            options={"verbose_name": "woord", "verbose_name_plural": "woorden"},
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(fields=["plain"], name="search_word_plain"),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(fields=["stem"], name="search_word_stem"),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(fields=["rows"], name="search_word_rows"),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=GinIndex(OpClass("plain", name="gin_trgm_ops"), name="search_word_alike"),
        ),
    ]
