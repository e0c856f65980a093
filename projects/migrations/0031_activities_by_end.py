from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("projects", "0030_first_date_of_a_promise")]

    operations = [
        AddIndexConcurrently("activity", models.Index(fields=["ends_at"], name="activity_end")),
    ]
