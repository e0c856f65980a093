"""Whoever works for the portal sets up the second step first: a role counts on every page, not in the office alone."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect

from accounts.second_factor import lacks_second_step

# Where it is set up, one signs out, and what says whether the portal is well.
_OPEN = ("/account/", "/gezond/")


class SecondStepMiddleware:
    """In production (`settings.STAFF_NEEDS_SECOND_FACTOR`) only."""

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
