import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_audit"),
        ("projects", "0037_messages_by_their_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="told_in",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="told_of",
                to="projects.update",
                verbose_name="verteld in",
            ),
        ),
        migrations.AddField(
            model_name="projectevent",
            name="update_post",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="projects.update",
                verbose_name="bericht",
            ),
        ),
    ]
