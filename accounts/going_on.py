"""What somebody typed while the session ended is kept, and sent after all with one press once they signed in again.

It stands in the shared cache, which lets go of it after an hour; the session, which stays longer, has its key only.
"""

import secrets

from django.core.cache import cache

from core.limits import Limit, TooMany, client_ip
from core.typed import MOST_SIGNS, fields_of, texts_of

KEY = "typed"
FORGET_AFTER = 60 * 60  # seconds
MOST_FIELDS = 200


def keep(request):
    """Keep what this POST holds, files aside, for an hour. Returns whether there was anything, and not too much."""
    fields = fields_of(request.POST)
    if not texts_of(fields) or len(fields) > MOST_FIELDS or sum(len(value) for _, value in fields) > MOST_SIGNS:
        return False
    try:
        Limit("typed", "60/h").hit(client_ip(request))
    except TooMany:
        return False
    request.session[KEY] = secrets.token_urlsafe(16)
    cache.set(_place(request), {"path": request.get_full_path(), "fields": fields}, FORGET_AFTER)
    return True


def typed(request):
    """{"path", "fields": [(name, value)], "texts": what is worth reading again}, or None."""
    kept = cache.get(_place(request)) if KEY in request.session else None
    return kept and kept | {"texts": texts_of(kept["fields"])}


def forget(request):
    if KEY in request.session:
        cache.delete(_place(request))
        del request.session[KEY]


def forget_what_was_sent(request):
    if (kept := typed(request)) and kept["path"] == request.get_full_path():
        forget(request)


def _place(request):
    return f"{KEY}:{request.session[KEY]}"
