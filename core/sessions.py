"""Sessions in the database, as Django's own; what a visitor typed stays no longer than the proposal it was for."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

VISITOR_AGE = 24 * 60 * 60  # seconds


class SessionStore(db.SessionStore):
    def get_session_cookie_age(self):
        age = super().get_session_cookie_age()
        return age if SESSION_KEY in self else min(age, VISITOR_AGE)
