"""One connection with the mail server, in the words of the Django that runs, and what every mail has."""

import django
from django.conf import settings
from django.core import mail

from core.models import SiteSettings


def mail_connection():
    """Not opened yet; from Django 6.1 on the mailer named default."""
    return mail.get_connection() if django.VERSION < (6, 1) else mail.mailers["default"]


def own_headers():
    """So that nobody's out-of-office reply comes back, and an answer goes to where somebody reads it."""
    return {"Auto-Submitted": "auto-generated"} | ({"Reply-To": settings.REPLY_TO} if settings.REPLY_TO else {})


def about_site():
    """What the templates of every mail say of who sends it, and whether an answer is read."""
    return {"SITE": settings.SITE_URL, "site": SiteSettings.load(), "takes_replies": bool(settings.REPLY_TO)}
