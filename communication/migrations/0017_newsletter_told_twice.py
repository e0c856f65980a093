from django.db import migrations

ONCE = ("story", "meeting", "activity")


def keep_the_newest(apps, schema_editor):
    """Of what stands twice in one newsletter the piece that somebody made goes on, which came last."""
    NewsletterItem = apps.get_model("communication", "NewsletterItem")
    for name in ONCE:
        told, kept = NewsletterItem.objects.exclude(**{name: None}).order_by("-pk"), set()
        for pk, *what in told.values_list("pk", "newsletter", name):
            if tuple(what) in kept:
                NewsletterItem.objects.filter(pk=pk).delete()
            kept.add(tuple(what))


class Migration(migrations.Migration):
    dependencies = [("communication", "0016_spoken_approval")]

    operations = [migrations.RunPython(keep_the_newest, migrations.RunPython.noop)]
