"""Mail about accounts: sent at once where somebody waits for it; by the worker when the mail server is away."""

import logging

from procrastinate.contrib.django import app as jobs

logger = logging.getLogger(__name__)

SEND_AGAIN = "accounts.send_again"


def send(message, *, keep=True, until=None):
    """`keep`: what cannot be sent now is kept for the worker, as long as it is of use; else the OSError goes on.

    `until` is the moment from which it is of none.
    """
    if not keep:
        message.send()
        return
    try:
        message.send()
    except OSError as mistake:
        logger.warning("The mail server does not answer (%s); the worker tries again", type(mistake).__name__)
        send_later(message, until=until)


def send_later(message, *, until=None):
    """By the worker; inside a transaction it goes out with what it tells of, or not at all."""
    last = until and until.isoformat()
    jobs.configure_task(SEND_AGAIN).defer(subject=message.subject, body=message.body, to=message.to, until=last)
