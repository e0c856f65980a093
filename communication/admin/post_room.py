"""Post and worker: what waits, what failed, and once more."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from communication.post_room import MODELS, PostRoom, retry_job


@require_http_methods(["GET", "HEAD", "POST"])
def post_room(request):
    if not request.user.is_administrator:
        raise PermissionDenied
    if request.method == "POST":
        _answer(request)
        return redirect("post_room")
    context = {**admin.site.each_context(request), "title": "Post en werker", "room": PostRoom()}
    return TemplateResponse(request, "admin/communication/post_room.html", context)


def _answer(request):
    """Of what is ticked: once more, or never; what a colleague did meanwhile stays as it is."""
    is_retry, done = "retry" in request.POST, 0
    for word, model in MODELS.items():
        rows = model.objects.filter(pk__in=_numbers(request.POST.getlist(word)))
        chosen = list(rows.failed())
        done += rows.retry() if is_retry else rows.give_up()
        _log(request.user, word, chosen, "Opnieuw geprobeerd." if is_retry else "Vervallen.")
    if is_retry:
        done += sum(map(retry_job, _numbers(request.POST.getlist("job"))))
    if not done:
        messages.warning(request, "Er is niets veranderd. Kies eerst wat er opnieuw moet, of wat weg mag.")
    else:
        what = "gaat opnieuw" if is_retry else "gaat niet meer weg"
        messages.success(request, f"{done} keer: het {what}.")


def _numbers(values):
    return [value for value in values if value.isascii() and value.isdecimal() and len(value) < 19]


def _log(user, word, rows, said):
    """Of what kind, and not to whom: this is kept longer than the mail."""
    LogEntry.objects.bulk_create(
        LogEntry(
            user=user,
            content_type=ContentType.objects.get_for_model(row),
            object_id=row.pk,
            object_repr=f"{getattr(row, 'kind', word)} {row.pk}",
            action_flag=CHANGE,
            change_message=said,
        )
        for row in rows
    )
