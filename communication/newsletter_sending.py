"""The newsletter as a mail: to one reader at a time, going on after a crash where it was."""

import logging
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from communication.choices import one_click
from communication.models import MailTrouble, NewsletterDelivery
from communication.models.trouble import is_refused_for_good
from communication.outbox import BACKOFF, deliver
from core.mailer import about_site, mail_connection, own_headers

logger = logging.getLogger(__name__)

BATCH = 50


def send_batch(size=BATCH):
    """Send up to so many of what is due, each in a transaction that holds its row. Returns whether more may be due."""
    connection = mail_connection()
    try:
        return all(_send_next(connection) for _ in range(size))
    finally:
        connection.close()


def _send_next(connection):
    """Whether to go on with the next: not when there is none, nor when the mail server is away."""
    with transaction.atomic():
        delivery = NewsletterDelivery.objects.claim(1).select_related("newsletter", "subscriber").first()
        if delivery is None:
            return False
        if delivery.subscriber is None:
            delivery.drop()
            return True
        if MailTrouble.of(delivery.subscriber.email).exists():
            delivery.refuse()
            return True
        try:
            with transaction.atomic():
                message = write(delivery.newsletter, delivery.subscriber)
        except Exception as mistake:
            logger.exception("Newsletter mail %s could not be written", delivery.pk)
            delivery.postpone(mistake, BACKOFF)
            return True
        return deliver(message, [delivery], connection) != "down"


def write(newsletter, subscriber):
    """The mail to one reader, with the way out that mail programs show as a button (RFC 8058)."""
    leave = settings.SITE_URL + subscriber.leave_url
    message = _message(newsletter, subscriber.email, leave)
    message.extra_headers |= one_click(leave) | {"Message-ID": message_id(newsletter, subscriber)}
    return message


def write_trial(newsletter, to):
    """The same for who makes it, before anybody else reads it."""
    message = _message(newsletter, to, "")
    message.subject = f"Proef: {newsletter.title}"
    return message


def invite(subscriber):
    """Mail the link that confirms. An address that takes no mail is asked once; what else goes wrong is raised."""
    message = write_invitation(subscriber)
    try:
        message.send()
    except SMTPException as mistake:
        if not is_refused_for_good(mistake):
            raise
        MailTrouble.note(subscriber.email, MailTrouble.Kind.REFUSED, str(mistake))


def write_invitation(subscriber):
    """With the link that confirms; for who has confirmed already, with the one that ends it."""
    told = contents_of(None, "") | {"subscriber": subscriber}
    text = render_to_string("communication/mail/newsletter-confirm.txt", told)
    subject = "Je krijgt de nieuwsbrief al" if subscriber.confirmed_at else "Wil je de nieuwsbrief van de Wijkdeal?"
    return EmailMessage(
        subject, text, to=[subscriber.email], headers=own_headers() | {"Message-ID": asked_id(subscriber)}
    )


def contents_of(newsletter, leave):
    """What the templates of the mail are filled with; `leave` is empty in a trial."""
    return about_site() | {"newsletter": newsletter, "leave": leave}


def _message(newsletter, to, leave):
    told = contents_of(newsletter, leave)
    text = render_to_string("communication/mail/newsletter.txt", told)
    message = EmailMultiAlternatives(newsletter.title, text, to=[to], headers=own_headers())
    message.attach_alternative(render_to_string("communication/mail/newsletter.html", told), "text/html")
    return message


def message_id(newsletter, subscriber):
    """The same each time it is tried, so that a mail program shows one that was sent twice once."""
    return _own_id(f"nieuwsbrief.{newsletter.month:%Y-%m}", subscriber)


def asked_id(subscriber):
    """The same each time it is tried; another one for who asks again."""
    return _own_id(f"aanmelding.{subscriber.mailed_at:%Y%m%d%H%M%S}", subscriber)


def _own_id(what, subscriber):
    who = salted_hmac("communication.newsletter.message_id", subscriber.email, algorithm="sha256").hexdigest()[:16]
    return f"<{what}.{who}@{urlsplit(settings.SITE_URL).hostname}>"
