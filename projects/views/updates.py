"""A message of a project is corrected or taken away, by who wrote it and by who pulls the project."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from core.forms import sent
from projects.forms.progress import CorrectUpdateForm, TakeAwayForm
from projects.views.finding import leads_on, project_of
from projects.views.late import too_late

LATE = "Iemand anders paste dit bericht net aan, of haalde het weg."


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct_update(request, slug, update_id):
    project, update = _own(request, slug, update_id)
    form = CorrectUpdateForm(sent(request), update=update)
    if update.hidden_at:
        return too_late(request, project, LATE, typed=["title", "text"])
    if form.is_bound and form.is_valid():
        if not {"title", "text"} & set(form.changed_data):
            return redirect(project)
        if not update.correct(**form.cleaned_data):
            return too_late(request, project, LATE, typed=["title", "text"])
        messages.success(request, "Je bericht is aangepast.")
        return redirect(project)
    return render(request, "projects/update_correct.html", {"project": project, "update": update, "form": form})


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request, slug, update_id):
    project, update = _own(request, slug, update_id)
    is_own = update.author_id == request.user.person.pk
    form = TakeAwayForm(sent(request), is_own=is_own)
    if update.hidden_at:
        return too_late(request, project, LATE, typed=["reason"])
    if form.is_bound and form.is_valid():
        if not update.take_away(by=request.user.person, **form.cleaned_data):
            return too_late(request, project, LATE, typed=["reason"])
        messages.success(request, "Het bericht is weg. Niemand leest het nog.")
        return redirect(project)
    context = {"project": project, "update": update, "form": form, "is_own": is_own}
    return render(request, "projects/update_take_away.html", context)


def _own(request, slug, update_id):
    project = project_of(request, slug)
    if project.is_draft or project.merged_into_id:
        raise Http404
    update = get_object_or_404(project.updates.select_related("author"), pk=update_id)
    project.require(project.lets_change(request.user, update.author_id))
    return project, update
