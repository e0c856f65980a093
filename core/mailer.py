"""One connection with the mail server, in the words of the Django that runs."""

import django
from django.core import mail


def mail_connection():
    """Not opened yet; from Django 6.1 on the mailer named default."""
    return mail.get_connection() if django.VERSION < (6, 1) else mail.mailers["default"]
