"""“Ik doe mee”, and following."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import unconfirmed
from accounts.following import Following
from core.forms import sent
from projects.forms.taking_part import JoinForm, VisitorJoinForm
from projects.models import Project

FOLLOWING = Following(what="dit project", told="Je krijgt mail als er iets gebeurt.", back="het project")
JOINING = "joining"


@require_http_methods(["GET", "HEAD", "POST"])
def join_project(request, slug):
    project = _visible(request, slug)
    if not project.joinable():
        messages.warning(request, "Dit project zoekt nu niemand meer.") if request.user.is_authenticated else None
        return redirect(project)
    return _join_as_visitor(request, project) if request.user.is_anonymous else _join(request, project)


def _join(request, project):
    helping = project.participations.helpers().filter(person__user=request.user).first()
    typed = unconfirmed.kept(request, JOINING, project.slug)
    can = helping.can if helping and typed is None else typed or ""
    form = JoinForm(request.POST) if request.method == "POST" else JoinForm(initial={"can": can})
    if form.is_bound and form.is_valid():
        project.join(request.user.person, can=form.cleaned_data["can"])
        unconfirmed.forget(request, JOINING, project.slug)
        messages.success(request, "Fijn dat je meedoet! De mensen van het project zien nu dat je erbij bent.")
        return redirect(project)
    context = {"project": project, "form": form, "helping": helping, "confirmed": typed is not None}
    return render(request, "projects/join.html", context)


def _join_as_visitor(request, project):
    form = VisitorJoinForm(sent(request), scope=request.path)
    if form.is_bound and form.is_valid():
        return unconfirmed.confirm(request, form, JOINING, project.slug, form.cleaned_data["can"])
    return render(request, "projects/join.html", {"project": project, "form": form})


@login_required
@require_POST
def leave_project(request, slug):
    project = _visible(request, slug)
    project.leave(request.user.person)
    messages.success(request, "Je doet niet meer mee. Bedankt voor wat je deed.")
    return redirect(project)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_project(request, slug):
    return FOLLOWING.page(request, _visible(request, slug))


@login_required
@require_POST
def unfollow_project(request, slug):
    return FOLLOWING.stop(request, _visible(request, slug))


@login_required
@require_safe
def project_helpers(request, slug):
    """Who takes part, what they can do and how to reach them: for the project's own people and its duo."""
    project = _visible(request, slug)
    project.require(project.is_run_by(request.user))
    helpers = project.participations.helpers().select_related("person__user")
    return render(request, "projects/helpers.html", {"project": project, "helpers": helpers})


def _visible(request, slug):
    return get_object_or_404(Project.objects.visible_to(request.user).exclude(status="draft"), slug=slug)
