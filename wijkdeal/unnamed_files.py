"""Files of photos that no row names: left by a worker that was killed, or by a row that went with another."""

from datetime import timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.utils import timezone

from projects.models import Photo

FOLDER = "photos"
OLD_ENOUGH = timedelta(days=1)  # what is being kept right now has no row yet


def remove_unnamed():
    """Returns how many files that were. The disk is read first: of what gets a row meanwhile nothing is old."""
    left = default_storage.written_before(FOLDER, timezone.now() - OLD_ENOUGH)
    for names in _named() if left else ():
        left.difference_update(names)
    for name in left:
        default_storage.delete(name)
    return len(left)


def _named():
    """Of every kind of file, so that a new kind that is kept there is not forgotten."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                yield model._base_manager.values_list(field.name, flat=True).iterator()
    for sizes in Photo.objects.values_list("sizes", flat=True).iterator():
        yield sizes.values()
