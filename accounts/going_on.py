"""What somebody typed while the session ended is kept, and sent after all with one press once they signed in again."""

import time

KEY = "typed"
FORGET_AFTER = 60 * 60  # seconds
MOST_FIELDS, MOST_SIGNS = 200, 60_000
_NEVER = ("csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "code")
_SHORT = 12  # signs: what is shorter is a choice or a number, and says nothing without its label


def keep(request):
    """Keep what this POST holds, files aside, for an hour. Returns whether there was anything, and not too much."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in _NEVER for value in values if value]
    if not _texts(fields) or len(fields) > MOST_FIELDS or sum(len(value) for _, value in fields) > MOST_SIGNS:
        return False
    request.session[KEY] = {"path": request.get_full_path(), "fields": fields, "at": int(time.time())}
    return True


def typed(request):
    """{"path", "fields": [(name, value)], "texts": what is worth reading again}, or None."""
    kept = request.session.get(KEY)
    if kept is None or kept["at"] < time.time() - FORGET_AFTER:
        return None
    return kept | {"texts": _texts(kept["fields"])}


def forget(request):
    request.session.pop(KEY, None)


def forget_what_was_sent(request):
    if request.session.get(KEY, {}).get("path") == request.get_full_path():
        forget(request)


def _texts(fields):
    return [value for name, value in fields if name != "form_key" and (len(value) > _SHORT or " " in value)]
