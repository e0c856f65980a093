from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communication", "0023_words_of_stories"),
    ]

    operations = [
        migrations.AddField(
            model_name="requestevent",
            name="status",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=12, verbose_name="stand erna"
            ),
        ),
    ]
