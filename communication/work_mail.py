"""The weekly mail of a duo: what waits for its reader, each line leading to the buttons on the work list."""

from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from communication.models import Notification
from projects.worklist import Part, WorkList
from themes.models import Facilitator, Theme

WORK_WEEK = "work-week"
SHOWN = 12  # of each part; the list has the rest


def plan_week():
    """One notification for who does the work of a duo today, once a week however often it is called."""
    week = timezone.localdate().strftime("%G-%V")
    known = Q(seats__in=Facilitator.objects.current()) | Q(pk__in=Theme.objects.values("fallback"))
    people = Person.objects.filter(known, user__is_active=True).select_related("user").distinct()
    rows = [
        Notification(kind=WORK_WEEK, person=person, event_uuid=_key(week))
        for person in people
        if person.user.is_facilitator
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def contents(person):
    """What stands in it at this moment, for the template; None when nothing waits, or the seat was left."""
    if not person.user_id or not person.user.seats:
        return None
    work = WorkList(person.user)
    parts = {part.label: work.parts[part] for part in (Part.NOW, Part.WEEK)}
    if not any(parts.values()):
        return None
    return {
        "greeting": work.greeting,
        "parts": [(label, rows[:SHOWN], max(0, len(rows) - SHOWN)) for label, rows in parts.items() if rows],
    }


def _key(week):
    return uuid5(NAMESPACE_URL, f"{WORK_WEEK} {week}")
