"""The duo splits a part off a project."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core.form_keys import create_once
from core.forms import own_scope, sent
from projects.forms.splitting import SplitForm
from projects.models import InvalidTransition
from projects.views.finding import project_of
from projects.views.late import too_late

TYPED = ["title", "summary", "description", "reason"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def split_project(request, slug):
    project = project_of(request, slug)
    project.require(project.is_guided_by_in_public(request.user))
    if not project.splittable_by(request.user):
        return too_late(request, project, InvalidTransition(project), typed=TYPED)
    initial = {"theme": project.theme.slug if project.theme else ""}
    form = SplitForm(sent(request), initial=initial, scope=own_scope(request))
    if not form.is_bound or not form.is_valid():
        return render(request, "projects/split.html", {"project": project, "form": form})
    try:
        part, is_new = create_once(
            project.split_off_parts.all(),
            form.cleaned_data["form_key"],
            lambda: project.split_off(by=request.user.person, **form.part),
        )
    except InvalidTransition as late:
        return too_late(request, project, late, typed=TYPED)
    if is_new:
        messages.success(request, "Dit deel gaat nu apart verder. De mensen van het project krijgen bericht.")
    return redirect(part)
