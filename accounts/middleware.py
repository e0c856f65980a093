"""A second step for whoever works for the portal; and nothing typed is lost when a session ended."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from accounts import going_on
from accounts.second_factor import lacks_second_step
from core.forms import SentSignedOut
from core.own_address import came_from

# Where it is set up, one signs out, and what says whether the portal is well.
_OPEN = ("/account/", "/gezond/")


class SecondStepMiddleware:
    """A role counts on every page, not in the office alone.

    In production (`settings.STAFF_NEEDS_SECOND_FACTOR`) only.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # A visitor has no session: to look for one would make public pages differ by cookie.
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not (settings.STAFF_NEEDS_SECOND_FACTOR and is_known) or request.path.startswith(_OPEN):
            return self.get_response(request)
        if request.user.is_authenticated and request.user.is_staff and lacks_second_step(request.user):
            messages.warning(request, "Voor jouw werk is een tweede stap bij het inloggen nodig. Zet die eerst aan.")
            return redirect("mfa_index")
        return self.get_response(request)


class KeepTypedMiddleware:
    """Whoever is sent to sign in while sending a form finds what was typed afterwards, or the page with the button.

    So does who sends a page made for somebody signed in to an address that visitors may use too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and request.headers.get("Sec-Fetch-Dest", "document") == "document":
            self._after_a_form(request, response)
        return response

    def process_exception(self, request, exception):
        return redirect_to_login(request.get_full_path()) if isinstance(exception, SentSignedOut) else None

    def _after_a_form(self, request, response):
        sign_in = resolve_url(settings.LOGIN_URL)
        to_sign_in = response.status_code == 302 and response["Location"].startswith(f"{sign_in}?")
        if to_sign_in and not request.path.startswith("/account/"):
            words, then = self._after_signing_in(request)
            messages.warning(request, words)
            if then:
                response["Location"] = f"{sign_in}?{urlencode({'next': then})}"
        elif not to_sign_in and settings.SESSION_COOKIE_NAME in request.COOKIES:
            going_on.forget_what_was_sent(request)

    def _after_signing_in(self, request):
        """What to say, and where that leads: the address of a button opens no page, that where it stands does."""
        if going_on.keep(request):
            words = "Je was niet meer ingelogd. Wat je typte, is er nog. Log in, dan verstuur je het alsnog."
            return words, reverse("account_go_on")
        return "Je bent niet ingelogd. Log in, en druk daarna nog een keer op de knop.", came_from(request)
