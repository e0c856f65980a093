from django.db import migrations

NOT_WRITTEN = {"result": "Wat het bracht, is niet opgeschreven.", "caretaker": "nog niet afgesproken"}


def say_what_is_missing(apps, schema_editor):
    """Completed projects of before: the database asked for one of the two."""
    completed = apps.get_model("projects", "Project").objects.filter(status="completed")
    for name, words in NOT_WRITTEN.items():
        completed.filter(**{name: ""}).update(**{name: words})


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0010_leader_left"),
    ]

    operations = [
        migrations.RunPython(say_what_is_missing, migrations.RunPython.noop),
    ]
