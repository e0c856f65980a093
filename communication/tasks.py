"""What the worker does for the outbox, and the upkeep of its own table of jobs."""

from procrastinate import builtin_tasks
from procrastinate.contrib.django import app

from communication import outbox, work_mail
from core.jobs import with_fresh_connection
from core.models import DELIVER_EVENTS


@app.task(name=DELIVER_EVENTS, retry=3)
@with_fresh_connection
def deliver_events():
    """Deferred with every event, in its transaction."""
    outbox.process_events()
    outbox.send_due()


@app.periodic(cron="* * * * *")
@app.task(name="communication.every_minute", queueing_lock="communication.every_minute")
@with_fresh_connection
def every_minute(timestamp):
    """What was postponed, and events whose job was lost with a crash."""
    outbox.process_events()
    outbox.send_due()


@app.periodic(cron="5 8 * * 1")
@app.task(name="communication.work_week", queueing_lock="communication.work_week")
@with_fresh_connection
def work_week(timestamp):
    """On Monday the duo's read what waits for them."""
    work_mail.plan_week()
    outbox.send_due()


@app.periodic(cron="*/5 * * * *")
@app.task(name="communication.retry_stalled", queueing_lock="communication.retry_stalled", pass_context=True)
async def retry_stalled(context, timestamp):
    """Jobs of a worker that was killed."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)


@app.periodic(cron="41 3 * * *")
@app.task(name="communication.remove_old_jobs", queueing_lock="communication.remove_old_jobs", pass_context=True)
async def remove_old_jobs(context, timestamp):
    await builtin_tasks.remove_old_jobs(context, max_hours=72, remove_failed=True)
