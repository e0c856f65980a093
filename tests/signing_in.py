"""Signing in for a test: the session that `force_login` ends with, in one row instead of four.

Django makes a session, makes another in its place, notes when the person was last here and writes the session again,
at every test of somebody signed in. What signing in itself does is tested through the page that does it.
"""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY


def sign_in(client, user, backend=None):
    """In the place of `Client._login`, what `force_login` calls."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    if settings.SESSION_COOKIE_NAME in client.cookies:  # what a visitor did before stays with him
        session.update(dict(client.session.items()))
    session[SESSION_KEY] = user._meta.pk.value_to_string(user)
    session[BACKEND_SESSION_KEY] = backend or settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session._session_key = session._get_new_session_key()
    session.create_model_instance(session._get_session()).save(force_insert=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
