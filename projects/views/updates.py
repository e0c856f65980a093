"""A message of a project is found among the others; its writer and who pulls the project correct it or take it away.

Of one that is gone already who sends the form reads that, with the words that were typed.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core.forms import reread, sent
from projects.forms.progress import CorrectUpdateForm, TakeAwayForm
from projects.pieces import key_of
from projects.timeline import page_number_of
from projects.views.finding import leads_on, project_of, to_place
from projects.views.late import too_late

LATE = "Iemand anders paste dit bericht net aan, of haalde het weg."
GONE = "Het bericht is al weg."


@leads_on
@require_safe
def find_update(request, slug, update_id):
    """To where it stands now: messages that come after it push it to an older page."""
    project = _read(request, slug)
    update = get_object_or_404(project.updates.published(), pk=update_id)
    return to_place(project.get_absolute_url(), page_number_of(project, update), key_of(update))


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct_update(request, slug, update_id):
    project, update = _own(request, slug, update_id)
    if update is None or update.hidden_at:
        return too_late(request, project, LATE, typed=["title", "text"])
    form = CorrectUpdateForm(sent(request), update=update)
    if form.is_bound and form.is_valid():
        if not {"title", "text"} & set(form.changed_data):
            return redirect(project)
        if not update.correct(**form.cleaned_data):
            return _conflict(request, project, update, form)
        messages.success(request, "Je bericht is aangepast.")
        return redirect(project)
    return render(request, "projects/update_correct.html", {"project": project, "update": update, "form": form})


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request, slug, update_id):
    project, update = _own(request, slug, update_id)
    if update is None or update.hidden_at:
        return too_late(request, project, GONE, typed=["reason"])
    is_own = update.author_id == request.user.person.pk
    form = TakeAwayForm(sent(request), is_own=is_own)
    if form.is_bound and form.is_valid():
        if not update.take_away(by=request.user.person, **form.cleaned_data):
            return too_late(request, project, LATE, typed=["reason"])
        messages.success(request, "Het bericht is weg. Niemand leest het nog.")
        return redirect(project)
    context = {"project": project, "update": update, "form": form, "is_own": is_own}
    return render(request, "projects/update_take_away.html", context)


def _read(request, slug):
    project = project_of(request, slug)
    if project.is_draft or project.merged_into_id:
        raise Http404
    return project


def _own(request, slug, update_id):
    project = _read(request, slug)
    update = project.updates.select_related("author").filter(pk=update_id).first()
    if update is None and request.method != "POST":
        raise Http404
    project.require(update is None or project.lets_change(request.user, update.author_id))
    return project, update


def _conflict(request, project, update, form):
    """Who comes second reads what stands there now; sent once more, the own words count."""
    update.refresh_from_db()
    if update.hidden_at:
        return too_late(request, project, LATE, typed=["title", "text"])
    reread(form, update)
    context = {"project": project, "update": update, "form": form, "conflict": True}
    return render(request, "projects/update_correct.html", context, status=409)
