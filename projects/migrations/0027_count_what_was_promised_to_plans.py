from django.db import migrations


def count(apps, schema_editor):
    """Money that was promised to a plan stood in no total."""
    money = apps.get_model("projects", "MoneyLine")
    promised = apps.get_model("projects", "Pledge").objects.filter(
        project=None, amount__gt=0, state__in=["confirmed", "moved", "kept"]
    )
    money.objects.bulk_create(
        money(
            agenda_item_id=pledge.agenda_item_id,
            kind="promised",
            amount=pledge.amount,
            on=pledge.made_on,
            organisation_id=pledge.organisation_id,
            what=pledge.what[:160],
        )
        for pledge in promised.iterator()
    )


def uncount(apps, schema_editor):
    apps.get_model("projects", "MoneyLine").objects.filter(project=None).delete()


class Migration(migrations.Migration):
    dependencies = [("projects", "0026_money_of_a_plan")]

    operations = [migrations.RunPython(count, uncount)]
