"""What the worker does for the outbox, and the upkeep of its own table of jobs."""

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from communication import bounces, newsletter_sending, outbox, work_mail
from communication.models import NewsletterSubscriber, Request, Story
from communication.models.newsletter import MAIL_SUBSCRIBER, SEND_NEWSLETTERS
from core.jobs import with_fresh_connection
from core.models import DELIVER_EVENTS


@app.task(name=DELIVER_EVENTS, retry=3)
@with_fresh_connection
def deliver_events():
    """Deferred with every event, in its transaction."""
    outbox.process_events()
    outbox.send_due()


@app.periodic(cron="* * * * * */10")
@app.task(name="communication.deliver_left", queueing_lock="communication.deliver_left")
@with_fresh_connection
def deliver_left(timestamp):
    """What was postponed, and events whose job was lost with a crash."""
    outbox.process_events()
    outbox.send_due()


@app.task(name=SEND_NEWSLETTERS, retry=3)
@with_fresh_connection
def send_newsletters():
    """Batch after batch, so that nothing else waits for all of it."""
    if newsletter_sending.send_batch():
        send_newsletters.defer()


@app.periodic(cron="* * * * *")
@app.task(name="communication.newsletters_left", queueing_lock="communication.newsletters_left")
@with_fresh_connection
def newsletters_left(timestamp):
    """What was postponed, and what a crash left."""
    newsletter_sending.send_batch()


@app.task(name=MAIL_SUBSCRIBER, retry=RetryStrategy(max_attempts=60, wait=60))
@with_fresh_connection
def mail_subscriber(subscriber_id):
    if subscriber := NewsletterSubscriber.objects.filter(pk=subscriber_id).first():
        newsletter_sending.invite(subscriber)


@app.periodic(cron="* * * * *")
@app.task(name="communication.stories_due", queueing_lock="communication.stories_due")
@with_fresh_connection
def stories_due(timestamp):
    """A planned story stands on the website by itself; who follows is told at that moment."""
    Story.objects.announce_due()


@app.periodic(cron="15 9 * * *")
@app.task(name="communication.remind_requesters", queueing_lock="communication.remind_requesters")
@with_fresh_connection
def remind_requesters(timestamp):
    """Who forgot a question of the team, or a proof, is asked once more."""
    Request.objects.remind()


@app.periodic(cron="5 8 * * 1")
@app.task(name="communication.work_week", queueing_lock="communication.work_week")
@with_fresh_connection
def work_week(timestamp):
    """On Monday the duo's and the communicatieteam read what waits for them."""
    work_mail.plan_week()
    outbox.send_due()


@app.periodic(cron="*/5 * * * *")
@app.task(name="communication.hand_back", queueing_lock="communication.hand_back")
@with_fresh_connection
def hand_back(timestamp):
    """The requests of who left the team are for the others."""
    Request.objects.left_behind().hand_back()


@app.periodic(cron="3-59/5 * * * *")
@app.task(name="communication.read_bounces", queueing_lock="communication.read_bounces")
@with_fresh_connection
def read_bounces(timestamp):
    """What mail servers sent back, where it comes in at a mailbox that we can read."""
    if settings.BOUNCE_MAILBOX:
        bounces.take_all(settings.BOUNCE_MAILBOX)


@app.periodic(cron="*/5 * * * *")
@app.task(name="communication.retry_stalled", queueing_lock="communication.retry_stalled", pass_context=True)
async def retry_stalled(context, timestamp):
    """Jobs of a worker that was killed."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
