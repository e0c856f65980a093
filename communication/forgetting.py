"""What is left of a request long after it was done: that it was, of what kind and how long it took."""

from django.core.files.storage import default_storage
from django.db import models, transaction

from communication.models import Attachment, NewsletterItem, Product, Request
from communication.models.request_queue import NOBODY_WAITS

NOBODY = "Iemand uit de buurt"
SUBJECT = "Aanvraag van vroeger"


def forgettable_requests(before):
    """Done or declined before that moment, and still with words in them."""
    return Request.objects.filter(status__in=Request.CLOSED, closed_at__lt=before).exclude(subject=SUBJECT, text="")


def forget_request(request):
    """Take out who asked, all that was written and every file. Kind, dates, channels and placements stay."""
    pieces = [*request.attachments.all(), *request.products.all()]
    pieces += [child for product in request.products.all() for child in _with_files(product)]
    names = [name for piece in pieces for name in files_of(piece)]
    NewsletterItem.objects.filter(pk__in=request.products.not_agreed().drafts("item")).delete()
    request.messages.all().delete()
    request.attachments.all().delete()
    request.events.update(actor=None, assignee=None)
    request.events.exclude(reason=NOBODY_WAITS).update(reason="")
    for piece in pieces:
        if not isinstance(piece, Attachment):
            _empty(piece)
    Request.objects.filter(pk=request.pk).update(
        requester=None, name=NOBODY, email="", phone="", subject=SUBJECT, text="", assignee=None
    )
    transaction.on_commit(lambda: [default_storage.delete(name) for name in names])


def files_of(row):
    """The names of all files of one row."""
    return [file.name for field in _file_fields(row) if (file := getattr(row, field.name))]


def _file_fields(model):
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def _with_files(product):
    """What hangs on a product and has files of its own."""
    for relation in Product._meta.related_objects:
        if _file_fields(relation.related_model):
            yield from relation.related_model._base_manager.filter(**{relation.field.name: product})


def _empty(row):
    """No file, no text that somebody typed, nor what the file was made of; the title says which poster it was."""
    changes = {field.name: "" for field in _file_fields(row)}
    changes |= {field.name: "" for field in row._meta.concrete_fields if _is_typed(field)}
    made_of = [field for field in row._meta.concrete_fields if isinstance(field, models.JSONField)]
    changes |= {field.name: None if field.null else {} for field in made_of}
    if changes:
        type(row)._base_manager.filter(pk=row.pk).update(**changes)


def _is_typed(field):
    """A text, or a line that may be left out: a note, a link. Never what was chosen from a list."""
    may_go = isinstance(field, models.CharField) and field.blank and not field.choices
    return may_go or isinstance(field, models.TextField)
