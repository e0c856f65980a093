"""The bellijst of the counter: whom no mail reaches and what to tell them, ticked off with who and when."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from accounts.models import Person
from communication.models import OutreachTask

CALLS = 50  # people
MOST = 500  # tasks
TOLD_DAYS = 7
TOLD = 10


@dataclass
class Call:
    """One person, and everything there is to tell."""

    person: Person
    tasks: list = field(default_factory=list)


def calls():
    """The people to call, who waits longest first."""
    found = {}
    for task in OutreachTask.objects.open().select_related("person")[:MOST]:
        found.setdefault(task.person_id, Call(task.person)).tasks.append(task)
    return list(found.values())[:CALLS]


def told():
    """What was ticked off this week, the newest first."""
    lately = OutreachTask.objects.filter(done_at__gte=timezone.now() - timedelta(days=TOLD_DAYS))
    return lately.select_related("person", "done_by__person").order_by("-done_at", "-pk")[:TOLD]
