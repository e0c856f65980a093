"""What the worker does for accounts."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.mail import SEND_AGAIN
from core.jobs import with_fresh_connection
from core.mailer import own_headers


@app.task(name=SEND_AGAIN, retry=RetryStrategy(max_attempts=60, wait=60))
@with_fresh_connection
def send_again(subject, body, to, until=None):
    """A mail that could not be sent while its reader waited, or that went with a change.

    After `until` (a moment, as text) it is of no use to anybody.
    """
    if until is None or timezone.now() < datetime.fromisoformat(until):
        EmailMessage(subject, body, to=to, headers=own_headers()).send()
