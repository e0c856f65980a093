"""What the worker does for groups."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from core.jobs import with_fresh_connection
from groups.models import ActionPoint, InvalidTransition, Meeting

REMIND_DAYS = 2


@app.periodic(cron="13 9 * * *")
@app.task(name="groups.remind", queueing_lock="groups.remind")
@with_fresh_connection
def remind(timestamp):
    """Two days before a meeting, the members who did not say whether they come."""
    for meeting in Meeting.objects.to_remind_of(timezone.localdate() + timedelta(days=REMIND_DAYS)):
        meeting.remind()


@app.periodic(cron="21 8 * * *")
@app.task(name="groups.remind_of_actions", queueing_lock="groups.remind_of_actions")
@with_fresh_connection
def remind_of_actions(timestamp):
    """Whoever has an action point that is to be done today hears of it, once."""
    for action in ActionPoint.objects.to_remind_of(timezone.localdate()).select_related("meeting"):
        action.remind()


@app.periodic(cron="41 6 * * *")
@app.task(name="groups.bring_late", queueing_lock="groups.bring_late")
@with_fresh_connection
def bring_late(timestamp):
    """What should have been done comes on the next agenda of its group; one that just closed is left for tomorrow."""
    for group in ActionPoint.objects.late(timezone.localdate()).groups().active():
        with suppress(InvalidTransition):
            ActionPoint.bring_late(group)
