"""Answers when something is wrong. None needs the database: it may be what is wrong."""

import sys

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from psycopg.errors import IdleInTransactionSessionTimeout

from core.context_processors import known_site
from core.typed import MOST_SIGNS, fields_of, texts_of, tidy

DATABASE_DOWN = (OperationalError, InterfaceError)


class Forbidden(PermissionDenied):
    """Refused, with a sentence for who reads it."""


def is_database_down(exception):
    """Whether it is the database that did not answer, or that ended a transaction which waited too long."""
    waited_too_long = isinstance(exception.__cause__, IdleInTransactionSessionTimeout)
    return waited_too_long or isinstance(exception, DATABASE_DOWN)


def bad_request(request, exception=None):
    return error_page(413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request, exception=None):
    """With the sentence of `Forbidden`; what others say when they refuse is not for people."""
    said = {"exception": exception} if isinstance(exception, Forbidden) else {}
    return error_page(403, request, said | {"typed": _typed(request)})


def not_found(request, exception=None):
    return error_page(404, request, {"typed": _typed(request)})


def csrf_failure(request, reason=""):
    return error_page(403, template="403_csrf.html")


def server_error(request):
    """Django's last resort; 503 when it was the database that did not answer."""
    return unavailable() if is_database_down(sys.exc_info()[1]) else error_page(500)


def too_large():
    return error_page(413)


def too_many(request, seconds):
    return error_page(429, request, {"minutes": -(-seconds // 60)}, retry_after=seconds)


def unavailable():
    return error_page(503, retry_after=10)


def _typed(request):
    """What was sent to a page that is closed to its writer now, or gone: [text, …].

    Only what came from a page of ours: else another site could have its own words stand here.
    """
    is_ours = request.method == "POST" and getattr(request, "csrf_processing_done", False)
    texts = texts_of(fields_of(request.POST)) if is_ours else []
    return [tidy(text) for text in texts] if sum(map(len, texts)) <= MOST_SIGNS else []


def error_page(status, request=None, context=None, *, template=None, retry_after=None):
    """With a request the page knows the site and the person; when the database fails it does without."""
    template = template or f"{status}.html"
    context = {"known_site": known_site()} | (context or {})
    try:
        content = render_to_string(template, context, request)
    except Exception as exception:
        if not is_database_down(exception):
            raise
        content = render_to_string(template, context)
    response = HttpResponse(content, status=status)
    response["Cache-Control"] = "no-store"
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response
