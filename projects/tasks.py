"""What the worker does for projects."""

from datetime import timedelta

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from core.jobs import with_fresh_connection
from projects.models import Activity, Photo, Pledge, Project
from projects.models.photos import MAKE_SIZES


@app.task(
    name=MAKE_SIZES, retry=RetryStrategy(max_attempts=4, exponential_wait=8)
)  # after 8 seconds, 1, 9 and 68 minutes
@with_fresh_connection
def make_photo_sizes(photo_id):
    """The sizes of one photo; one that was taken away meanwhile needs none."""
    if photo := Photo.objects.filter(pk=photo_id, sizes={}).first():
        photo.make_sizes()


@app.periodic(cron="53 2 * * *")
@app.task(name="projects.ask_for_sizes", queueing_lock="projects.ask_for_sizes")
@with_fresh_connection
def ask_for_sizes(timestamp):
    """A second chance, each night, for photos of which the sizes could not be made."""
    for photo in Photo.objects.without_sizes().only("pk"):
        photo.ask_for_sizes()


@app.periodic(cron="23 9 * * *")
@app.task(name="projects.remind", queueing_lock="projects.remind")
@with_fresh_connection
def remind(timestamp):
    """Who comes to something tomorrow hears of it today, once."""
    for activity in Activity.objects.to_remind_of(timezone.localdate() + timedelta(days=1)):
        activity.remind()


@app.periodic(cron="31 8 * * 1")
@app.task(name="projects.remind_leaders", queueing_lock="projects.remind_leaders")
@with_fresh_connection
def remind_leaders(timestamp):
    """Mondays: of what was quiet for too long, or whose pause is over, how it goes; once in a silence or a pause."""
    for project in Project.objects.to_remind().only("pk"):
        project.remind()


@app.periodic(cron="11 8 * * *")
@app.task(name="projects.remind_of_pledges", queueing_lock="projects.remind_of_pledges")
@with_fresh_connection
def remind_of_pledges(timestamp):
    """Contacts of a party hear of what is due soon, and of what is late."""
    Pledge.remind(timezone.localdate())


@app.periodic(cron="41 8 * * 1")
@app.task(name="projects.ask_back", queueing_lock="projects.ask_back")
@with_fresh_connection
def ask_back(timestamp):
    """Mondays: of what was done half a year ago, whether it is still good."""
    for project in Project.objects.to_ask_back().only("pk"):
        project.ask_back()
