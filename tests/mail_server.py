"""The mail server of a test: the memory of Django's own, or a port of this machine."""

from contextlib import contextmanager

from django.test import override_settings

from wijkdeal.environment import mail_settings

NOBODY_LISTENS = 1


@contextmanager
def mail_server_at(port=NOBODY_LISTENS):
    """Mail goes to that port as long as the `with` lasts."""
    with override_settings(**mail_settings(f"smtp://127.0.0.1:{port}", None)):
        yield port
