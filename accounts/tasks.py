"""What the worker does for accounts."""

from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.mail import HEADERS, SEND_AGAIN
from accounts.models import Seen
from core.jobs import with_fresh_connection


@app.periodic(cron="33 3 * * *")
@app.task(name="accounts.forget_seen", queueing_lock="accounts.forget_seen")
@with_fresh_connection
def forget_seen(timestamp):
    """Which pages people saw: kept no longer than the mail of the week needs."""
    Seen.forget_old()


@app.task(name=SEND_AGAIN, retry=RetryStrategy(max_attempts=60, wait=60))
@with_fresh_connection
def send_again(subject, body, to):
    """A mail that could not be sent while its reader waited."""
    EmailMessage(subject, body, to=to, headers=HEADERS).send()
