"""What happens to every request."""

import logging

from django.conf import settings
from django.db import DataError
from django.http import HttpResponseNotAllowed
from django.utils import translation

from core import errors
from core.limits import TooMany

logger = logging.getLogger(__name__)

# All six photos of a form and its text, or an attachment, with room to spare.
MAX_BODY_BYTES = 80 * 1024 * 1024
_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "browsing-topics",
    )
)


class BadInputMiddleware:
    """What PostgreSQL cannot hold never gets there: a NUL or half a character.

    In an address it is a bad request; out of a query string NUL is left, so that a search for it gives a page, and a
    cookie that holds one is none of ours.
    The back office shows what was sent by looking it up: what is no number there is a bad request as well.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info:
            return errors.error_page(400)
        if _body_size(request) > getattr(settings, "MAX_BODY_BYTES", MAX_BODY_BYTES):
            return errors.too_large()
        _leave_out_nul(request.META)
        _leave_out_odd_cookies(request.COOKIES)
        return self.get_response(request)

    def process_exception(self, request, exception):
        """A net under what reads `request.POST` by itself."""
        if isinstance(exception, DataError | ValueError) and (
            _is_about_characters(exception) or (request.method == "POST" and _is_about_a_number(exception))
        ):
            logger.warning("What cannot be kept or looked up at %s", request.path)
            return errors.error_page(400)
        return None


class DatabaseDownMiddleware:
    """While the database is away the answer is 503, and it recovers by itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if errors.is_database_down(exception):
            logger.error("The database does not answer: %s", type(exception).__name__)
            return errors.unavailable()
        return None


class SecurityHeadersMiddleware:
    """What Django's own SecurityMiddleware leaves out; and nothing of one person is kept on the way to another."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if response.cookies or settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class LanguageMiddleware:
    """An address has one language: English below /en/, Dutch everywhere else, whatever the browser prefers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = "en" if request.path_info.startswith("/en/") else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class LimitsMiddleware:
    """Too often (`core.limits`) is 429 with a page that says when to try again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return errors.too_many(request, exception.seconds) if isinstance(exception, TooMany) else None


class ButtonMiddleware:
    """The address of a button, opened by itself, shows a page that says so; Django leaves it empty."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_refused = request.method == "GET" and isinstance(response, HttpResponseNotAllowed)
        if not is_refused or "POST" not in response["Allow"]:
            return response
        page = errors.error_page(405, request)
        page["Allow"] = response["Allow"]
        return page


def _body_size(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _leave_out_nul(meta):
    query = meta.get("QUERY_STRING", "")
    while "%00" in query or "\x00" in query:
        query = meta["QUERY_STRING"] = query.replace("%00", "").replace("\x00", "")


def _leave_out_odd_cookies(cookies):
    for name in [name for name, value in cookies.items() if not value.isprintable()]:
        del cookies[name]


def _is_about_a_number(exception):
    return "expected a number but got" in str(exception)


def _is_about_characters(exception):
    return isinstance(exception, UnicodeEncodeError) or "NUL" in str(exception)
