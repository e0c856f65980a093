"""Coming in with a code by mail.

A known and an unknown address get the same answer, byte for byte: an account is made only once the code was typed,
so until then nothing differs but the mail.
"""

import time
import uuid
from functools import wraps
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from accounts.adapter import AccountAdapter
from accounts.audit import AuditEntry
from accounts.consents import Consent
from accounts.models import Person, User
from core.codes import normalise_code
from core.fields import normalise_email
from core.limits import Limit, TooMany, client_ip
from core.own_address import own_address

SESSION_KEY = "signin"
MINUTES = settings.CODE_MINUTES
TRIES = 3
ONE_SEND_SECONDS = 2 * 60  # who goes back and sends a form again after that, waits for a mail that did not come
FRESH_SECONDS = 15 * 60
_FORGET_AFTER = 24 * 60 * 60

WRONG = "Deze code klopt niet. Kijk nog eens in de laatste mail."
EXPIRED = f"Deze code is ouder dan {MINUTES} minuten. Vraag hieronder een nieuwe aan."
USED_UP = f"De code was {TRIES} keer verkeerd en werkt niet meer. Vraag hieronder een nieuwe aan."


def begin(request, *, email, name, phone="", next_url, once=None):
    """Send a code to `email` and show the page where it is typed; after that the visitor goes to `next_url`.

    For a form that a visitor sent. An unknown address gets an account with this name and telephone number.
    `once` is the key (a UUID) of what was sent: the same send to one address, pressed twice, is one code and one mail.
    Raises core.limits.TooMany (answered with 429).
    """
    email = normalise_email(email)
    if request.user.is_authenticated and request.user.email == email:
        return redirect(next_url)
    return _start(request, email=email, name=name, phone=phone, next_url=next_url, once=once)


def begin_for(request, form, *, next_url):
    """`begin` for a form with a name, an address and a one-time key, as it was cleaned."""
    name, email, once = (form.cleaned_data[field] for field in ("name", "email", "form_key"))
    return begin(request, email=email, name=name, next_url=next_url, once=once)


def ask(request, *, email, next_url="", once=None):
    """The same for who says to have an account: an unknown address is mailed how to sign up."""
    return _start(request, email=normalise_email(email), name="", phone="", next_url=next_url, once=once)


def is_fresh(request):
    """Whether this person showed who they are within the last quarter of an hour."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < FRESH_SECONDS


def recently_shown(view):
    """Decorate a view that matters most: who signed in a while ago shows first who they are, with a code."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated and not is_fresh(request):
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('account_show_yourself')}?{query}")
        return view(request, *args, **kwargs)

    return wrapped


class Attempt:
    """Somebody who is to type a code: in the session until it is right."""

    def __init__(self, request, data):
        self.request = request
        self.data = data

    @classmethod
    def pending(cls, request):
        data = request.session.get(SESSION_KEY)
        return cls(request, data) if data and time.time() - data["at"] < _FORGET_AFTER else None

    @property
    def email(self):
        return self.data["email"]

    def send(self, once=None):
        """A new code; the one before works no longer. Raises TooMany."""
        Limit("sign-in-client", "300/h").hit(client_ip(self.request))
        Limit("sign-in-address", "20/h").hit(self.email)
        code = get_random_string(6, "0123456789")
        self.data |= {"at": time.time(), "failures": 0}
        self.data["digest"] = self._digest(code)
        is_sent = once and not self._is_first(once)
        self._keep()
        if is_sent:
            return
        known_or_new = self.data["name"] or User.objects.filter(email=self.email).exists()
        template = "account/email/login_code" if known_or_new else "account/email/unknown_account"
        AccountAdapter(self.request).send_mail(template, self.email, {"code": code})

    def _is_first(self, once):
        """Of two sends that are one, the second waits for the code of the first, whatever browser session it has."""
        key = f"sign-in:{uuid.uuid5(once, self.email)}"
        if cache.add(key, {"at": self.data["at"], "digest": self.data["digest"]}, ONE_SEND_SECONDS):
            return True
        self.data |= cache.get(key) or {}
        return False

    def refuse(self, typed):
        """What is wrong with this code, in a sentence; empty when it is right. Counts the tries."""
        if self.data["failures"] >= TRIES:
            return USED_UP
        if time.time() - self.data["at"] > MINUTES * 60:
            return EXPIRED
        if self._used_up_by_many_at_once():
            return USED_UP
        if constant_time_compare(self._digest(normalise_code(typed)), self.data["digest"]):
            return ""
        self.data["failures"] += 1
        self._keep()
        if self.data["failures"] < TRIES:
            return WRONG
        person = Person.objects.filter(user__email=self.email).first()
        AuditEntry.record(AuditEntry.Kind.LOCKED, person=person, words=f"{TRIES} keer een verkeerde code uit de mail")
        return USED_UP

    def complete(self):
        """Sign in, making the account where there is none yet; a second factor is asked where there is one."""
        del self.request.session[SESSION_KEY]
        user = User.objects.filter(email=self.email).first() or self._sign_up()
        if user is None:
            return redirect("account_signup")
        _confirm_address(user)
        record_authentication(self.request, user, method="code", email=self.email)
        return perform_login(self.request, Login(user=user, email=self.email, redirect_url=self.data["next"] or None))

    def _sign_up(self):
        if not self.data["name"]:
            return None
        try:
            with transaction.atomic():
                return sign_up(self.email, name=self.data["name"], phone=self.data["phone"])
        except IntegrityError:  # the same person in two windows
            return User.objects.get(email=self.email)

    def _used_up_by_many_at_once(self):
        """Requests that come together all read the same number of failures; the shared cache counts each."""
        try:
            Limit("sign-in-tries", f"{TRIES}/h").hit(self.data["digest"])
        except TooMany:
            return True
        return False

    def _digest(self, code):
        return salted_hmac("accounts.signin", f"{self.data['at']} {self.email} {code}", algorithm="sha256").hexdigest()

    def _keep(self):
        self.request.session[SESSION_KEY] = self.data


def sign_up(email, *, name, phone=""):
    """An account whose address is confirmed. A person whom the counter wrote down, with consent, becomes its person."""
    user = User.objects.create_user(email, name=name)
    written_down = Person.objects.filter(user=None, email__iexact=user.email, consent_at__isnull=False)
    if len(known := written_down.select_for_update()[:2]) == 1:
        Person.objects.filter(user=user).delete()
        Person.objects.filter(pk=known[0].pk).update(user=user, email="", phone=phone or known[0].phone)
    else:
        Person.objects.filter(user=user).update(phone=phone)
    if phone:
        Consent.give(Consent.About.CALLS, person=Person.objects.get(user=user))
    return user


def _start(request, *, email, name, phone, next_url, once=None):
    attempt = Attempt(request, {"email": email, "name": name, "phone": phone, "next": own_address(next_url)})
    attempt.send(once)
    return redirect("account_confirm_login_code")


def _confirm_address(user):
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
