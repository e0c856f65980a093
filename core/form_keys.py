"""One-time keys of forms: two identical sends make one thing.

The key stands in the form (`core.forms.OneTimeKey`) and in a unique column `form_key` of what the form makes,
so that the database has the last word when two sends arrive at the same moment.
"""

import json
import uuid

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.utils import timezone

_NAMESPACE = uuid.UUID("5a0b1f0e-6b42-4a70-9a55-0c5f6f0d7f13")
_WINDOW_SECONDS = 600
_OF_ONE_PAGE = {"csrfmiddlewaretoken", "form_key", "form_time"}  # anew in each page that is shown: no content
SENT_ALREADY = "Dit had je net al verstuurd. Het staat er één keer."


def create_once(queryset, form_key, create):
    """(object, whether it is new): what `create()` made, or the row of `queryset` that an earlier send made.

    `create` must write `form_key` into its row; all it writes goes back when the key is taken.
    The queryset must be the one a person may see, or all: a key is 122 random bits and opens nothing by itself.
    Raises BadRequest (400) for a key that made something else: no form of ours sends it.
    """
    try:
        with transaction.atomic():
            return create(), True
    except IntegrityError as clash:
        earlier = queryset.filter(form_key=form_key).first() if form_key else None
        if earlier:
            return earlier, False
        if form_key and "form_key" in str(clash):
            raise BadRequest("This key made something else.") from clash
        raise


def say_done(request, done, *, is_new):
    """What was made with a form, or that an earlier send made it."""
    messages.success(request, done if is_new else SENT_ALREADY)


def derive_key(scope, data, files):
    """The key of a send without one: the same for the same content within ten minutes."""
    window = int(timezone.now().timestamp()) // _WINDOW_SECONDS
    return _key_of([scope, window], data, files)


class Sending:
    """What is sent, by whom and where to (`scope`): for ten minutes the shared cache knows with which key it was."""

    def __init__(self, scope, data, files):
        self._place = f"sent:{_key_of([scope], data, files)}"

    def earlier_key(self):
        """Of the same, sent before from another page (back, and pressed once more); None where it was not."""
        return cache.get(self._place)

    def remember(self, form_key):
        cache.add(self._place, form_key, _WINDOW_SECONDS)


def _key_of(who_and_when, data, files):
    content = [*who_and_when, sorted(said for said in _lists(data) if said[0] not in _OF_ONE_PAGE)]
    content += [[name, [(file.name, file.size) for file in sent]] for name, sent in sorted(_lists(files))]
    return uuid.uuid5(_NAMESPACE, json.dumps(content, default=str))


def _lists(values):
    return list(values.lists()) if hasattr(values, "lists") else [(name, [value]) for name, value in values.items()]
