"""Shutting somebody out, and letting in again who lost the second step: each with a line in the log."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.adapter import AccountAdapter
from accounts.audit import AuditEntry


def end_sessions(user):
    """Out on every device at once; opening the account again opens none of them."""
    Session.objects.filter(session_key__in=UserSession.objects.filter(user=user).values("session_key")).delete()
    UserSession.objects.filter(user=user).delete()


def reset_second_step(user, *, by=None, why):
    """Take away app, keys and recovery codes; who it is sets up new ones. Whether there was anything to take away.

    Signing in then takes the code by mail alone, so whoever asks for it is to be known by face or voice. `by` is None
    on the command line.
    """
    with transaction.atomic():
        gone, _ = Authenticator.objects.filter(user=user).delete()
        if not gone:
            return False
        end_sessions(user)
        AuditEntry.record(AuditEntry.Kind.SECOND_FACTOR, actor=by, person=user.person, words=f"Weggehaald: {why}")
        AccountAdapter().send_mail_later("mfa/email/second_step_reset", user.email, {})
    return True
