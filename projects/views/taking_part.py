"""“Ik doe mee”, and following."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import unconfirmed
from accounts.following import Following
from core.forms import sent
from projects.forms.taking_part import JoinForm, VisitorJoinForm
from projects.models import InvalidTransition, Project, Status
from projects.views.finding import leads_on, slugs_of
from projects.views.late import too_late

FOLLOWING = Following(what="dit project", told="Je krijgt mail als er iets gebeurt.", back="het project")
JOINING = "joining"
LOOKS_FOR_NOBODY = "Dit project zoekt nu niemand meer."
NOT_HERE = (Status.DRAFT, Status.MERGED)


@leads_on
@require_http_methods(["GET", "HEAD", "POST"])
def join_project(request, slug):
    project = _visible(request, slug)
    if not project.joinable():
        if request.method == "POST" or request.user.is_authenticated:
            return too_late(request, project, LOOKS_FOR_NOBODY, typed=["can"])
        return render(request, "projects/join_closed.html", {"project": project})  # a visitor who looks gets no cookie
    return _join_as_visitor(request, project) if request.user.is_anonymous else _join(request, project)


def _join(request, project):
    helping = project.participations.helpers().filter(person__user=request.user).first()
    slugs = slugs_of(project)
    typed = unconfirmed.kept(request, JOINING, *slugs)
    can = helping.can if helping and typed is None else typed or ""
    form = JoinForm(request.POST) if request.method == "POST" else JoinForm(initial={"can": can})
    if form.is_bound and form.is_valid():
        try:
            project.join(request.user.person, can=form.cleaned_data["can"])
        except InvalidTransition:
            return too_late(request, project, LOOKS_FOR_NOBODY, typed=["can"])
        unconfirmed.forget(request, JOINING, *slugs)
        messages.success(request, "Fijn dat je meedoet! De mensen van het project zien nu dat je erbij bent.")
        return redirect(project)
    context = {"project": project, "form": form, "helping": helping, "confirmed": typed is not None}
    return render(request, "projects/join.html", context)


def _join_as_visitor(request, project):
    form = VisitorJoinForm(sent(request), scope=request.path)
    if form.is_bound and form.is_valid():
        return unconfirmed.confirm(request, form, JOINING, project.slug, form.cleaned_data["can"])
    return render(request, "projects/join.html", {"project": project, "form": form})


@leads_on
@login_required
@require_POST
def leave_project(request, slug):
    project = _visible(request, slug)
    project.leave(request.user.person)
    messages.success(request, "Je doet niet meer mee. Bedankt voor wat je deed.")
    return redirect(project)


@leads_on
@require_http_methods(["GET", "HEAD", "POST"])
def follow_project(request, slug):
    return FOLLOWING.page(request, _visible(request, slug))


@leads_on
@login_required
@require_POST
def unfollow_project(request, slug):
    return FOLLOWING.stop(request, _visible(request, slug))


@leads_on
@login_required
@require_safe
def project_helpers(request, slug):
    """Who takes part, what they can do and how to reach them: for the project's own people and its duo."""
    project = _visible(request, slug)
    project.require(project.is_run_by(request.user))
    helpers = project.participations.helpers().select_related("person__user")
    return render(request, "projects/helpers.html", {"project": project, "helpers": helpers})


def _visible(request, slug):
    return get_object_or_404(Project.objects.visible_to(request.user).exclude(status__in=NOT_HERE), slug=slug)
