from django.db import migrations
from django.db.models import OuterRef, Subquery

AFTER = {
    "begun": "in_progress",
    "answered": "in_progress",
    "refused": "in_progress",
    "refusal_heard": "in_progress",
    "approval_asked": "for_approval",
    "approved": "approved",
    "finished": "done",
    "declined": "declined",
}


def fill(apps, schema_editor):
    """As far as can be known: a message asked for an answer where one is waited for now."""
    rows = apps.get_model("communication", "RequestEvent").objects.filter(status="")
    for kind, status in AFTER.items():
        rows.filter(kind=kind).update(status=status)
    request = apps.get_model("communication", "Request").objects.filter(pk=OuterRef("request"))
    rows.filter(kind="written", request__status="waiting").update(status="waiting")
    now = Subquery(request.values("status")[:1])
    rows.filter(kind="reminded", request__status__in=["waiting", "for_approval"]).update(status=now)


class Migration(migrations.Migration):
    dependencies = [("communication", "0024_state_after_each_event")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
