"""Take a project, or one of its messages, out of sight: for the duo, the communicatieteam and the administrator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from projects.forms.hiding import HideForm
from projects.models import InvalidTransition, Project


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hide_project(request, slug):
    project = _minded(request, slug)
    if not project.hideable_by(request.user):
        return _hidden_before(request, project)
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _hide(request, project, form.cleaned_data["reason"])
    return render(request, "projects/hide.html", {"project": project, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hide_update(request, slug, update_id):
    project = _minded(request, slug)
    if not project.hideable_by(request.user):
        return _hidden_before(request, project)
    post = get_object_or_404(project.updates.select_related("author"), pk=update_id)
    form = HideForm(request.POST if request.method == "POST" else None)
    if post.hidden_at is None and not (form.is_bound and form.is_valid()):
        return render(request, "projects/hide.html", {"project": project, "post": post, "form": form})
    if post.hidden_at is None and post.hide(by=request.user.person, reason=form.cleaned_data["reason"]):
        messages.success(request, "Het bericht is verborgen. De mensen van het project horen waarom.")
    else:
        messages.warning(request, "Dit bericht was al verborgen.")
    return redirect(project)


def _minded(request, slug):
    """Also what a colleague hid a moment ago: who comes second is told so."""
    project = get_object_or_404(Project.objects.select_related("theme"), slug=slug)
    if not project.is_minded_by(request.user):
        get_object_or_404(Project.objects.visible_to(request.user), pk=project.pk)
        raise PermissionDenied
    return project


def _hide(request, project, reason):
    try:
        project.hide(by=request.user.person, reason=reason)
    except InvalidTransition:
        return _hidden_before(request, project)
    messages.success(request, f"‘{project.title}’ is verborgen. De mensen van het project horen waarom.")
    return redirect("projects:list")


def _hidden_before(request, project):
    messages.warning(request, f"‘{project.title}’ was al verborgen.")
    return redirect("projects:list")
