"""Answers that are no page."""

import hashlib

from django.http import HttpResponse
from django.utils.cache import get_conditional_response


def calendar_response(request, content, name, *, is_public=True):
    """A calendar file; who has it already (ETag) is told that nothing changed."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    if not is_public:
        response["Cache-Control"] = "private, no-store"
        return response
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)
