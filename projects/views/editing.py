"""Change a project's text and photos; finish, send or throw away a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from core.forms import reread
from projects.forms.propose import EditForm
from projects.models import Conflict, InvalidTransition, Photo
from projects.models.states import EDITABLE
from projects.views.finding import project_of
from projects.views.late import too_late

TYPED = ["title", "summary", "description", "place"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_project(request, slug):
    project = _own(request, slug)
    if not project.editable_by(request.user):
        return too_late(request, project, InvalidTransition(project), typed=TYPED)
    photos = list(project.photos.out().filter(update_post=None))
    form = EditForm(request.POST or None, request.FILES or None, project=project, photos=photos)
    if form.is_bound and form.is_valid():
        try:
            _save(project, form, by=request.user.person)
        except Conflict:
            return _conflict(request, slug, form)
        except InvalidTransition as late:
            return too_late(request, project, late, typed=TYPED)
        return _after_save(request, project)
    return render(request, "projects/edit.html", {"form": form, "project": project})


@login_required
@require_POST
def send_draft(request, slug):
    """Propose a draft that stands as it is."""
    project = _own(request, slug)
    return _propose(request, project)


@login_required
@require_POST
def discard_draft(request, slug):
    project = _own(request, slug)
    try:
        project.discard()
    except InvalidTransition as late:
        messages.warning(request, str(late))
        return redirect(project)
    messages.success(request, "Je concept is weggegooid.")
    return redirect("projects:list")


def _own(request, slug):
    project = project_of(request, slug)
    project.require(project.is_run_by(request.user))
    return project


def _save(project, form, *, by):
    with transaction.atomic():
        project.edit(version=form.cleaned_data["version"] or 0, among=EDITABLE, **form.idea)
        if "other_themes" in form.fields:
            project.other_themes.set(form.cleaned_data["other_themes"])
        for photo in form.cleaned_data.get("remove_photo", []):
            photo.remove()
        Photo.add_all(project, form.cleaned_data["photos"], by=by)
        project.choose_cover()


def _after_save(request, project):
    if project.is_draft and "send" in request.POST:
        return _propose(request, project)
    messages.success(request, "Je wijziging is bewaard.")
    return redirect(project)


def _propose(request, project):
    try:
        project.propose(by=request.user.person)
    except InvalidTransition as late:
        messages.warning(request, str(late))
        return redirect("projects:edit", project.slug) if late.project.is_draft else redirect(project)
    return redirect("projects:proposed", project.slug)


def _conflict(request, slug, form):
    """Somebody else was first: his text and the typed one beside each other, nothing lost."""
    project = _own(request, slug)
    reread(form, project)
    return render(request, "projects/edit.html", {"form": form, "project": project, "conflict": True}, status=409)
