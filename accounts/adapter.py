"""What django-allauth does our way: mail, messages, addresses."""

from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import resolve_url
from django.utils import timezone

from accounts import mail
from accounts.audit import AuditEntry
from accounts.models import Person
from core.fields import normalise_email
from core.mailer import about_site, own_headers
from core.own_address import own_address

STAFF_HOURS = 12


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Dit account is gesloten. Bel ons als dat niet klopt.",
        "cannot_remove_primary_email": "Dit is je enige e-mailadres. Zet er eerst een ander bij.",
        "duplicate_email": "Dit is al je e-mailadres.",
        "email_password_mismatch": (
            "Het e-mailadres of het wachtwoord klopt niet. Met een code per mail kom je zonder wachtwoord binnen."
        ),
        "email_taken": "Dit e-mailadres hoort al bij een account.",
        "enter_current_password": "Dit is niet je wachtwoord van nu.",
        "incorrect_code": "Deze code klopt niet. Kijk nog eens in de laatste mail.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "invalid_login": "Controleer je e-mailadres.",
        "rate_limited": "Dat ging te vaak achter elkaar. Wacht een minuut en probeer het nog eens.",
        "same_as_current": "Dit is al je e-mailadres.",
        "too_many_login_attempts": "Dat was te vaak verkeerd. Wacht een paar minuten en probeer het nog eens.",
    }

    def is_open_for_signup(self, request):
        """Accounts are made by `accounts.signin` only, after a code."""
        return False

    def is_ajax(self, request):
        """Every answer is a page: the library's own JSON cannot hold the fields of our forms."""
        return False

    def is_safe_url(self, url):
        return bool(own_address(url or ""))

    def clean_email(self, email):
        return normalise_email(email)

    def login(self, request, user):
        super().login(request, user)
        limit_session(request)

    def authentication_failed(self, request, **credentials):
        """A wrong password stands in the log of the administrator: about whom, never what was typed."""
        person = _person_at(credentials.get("email"))
        AuditEntry.record(AuditEntry.Kind.FAILED, person=person, words="Verkeerd wachtwoord")

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            person = _person_at(credentials.get("email"))
            AuditEntry.record(AuditEntry.Kind.LOCKED, person=person, words="Te vaak een verkeerd wachtwoord")
            raise

    def get_password_change_redirect_url(self, request):
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def send_mail(self, template_prefix, email, context, *, keep=True):
        """Links in it begin with the address of the site, never with what a request calls itself.

        With `keep=False` nothing of it is kept where the mail server is away: OSError is raised.
        A code goes out as long as it works.
        """
        until = timezone.now() + timedelta(minutes=settings.CODE_MINUTES) if "code" in context else None
        mail.send(self._rendered(template_prefix, email, context | {"until": until}), keep=keep, until=until)

    def send_mail_later(self, template_prefix, email, context):
        """By the worker, with the transaction that this is in."""
        mail.send_later(self._rendered(template_prefix, email, context))

    def _rendered(self, template_prefix, email, context):
        context = context | about_site() | {"person": _person_at(email)}
        return self.render_mail(template_prefix, email, context, headers=own_headers())


def _person_at(email):
    """Whose address it is; None for one that nobody here has."""
    return Person.objects.filter(user__email=normalise_email(email)).first() if email else None


def limit_session(request):
    """Who works in the back office signs in again every working day; others after SESSION_COOKIE_AGE.

    A visitor's session may have been one that ends with the browser.
    """
    if request.user.is_authenticated:
        ends = timezone.now() + timedelta(hours=STAFF_HOURS) if request.user.is_staff else None
        request.session.set_expiry(ends)
