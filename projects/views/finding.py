"""Find what an address names, as far as the reader may see it (404)."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from projects.models import InvalidTransition, Project
from projects.views.late import too_late

TYPED = ("text", "can", "answer", "reason", "what", "detail")  # what people write in a form of these pages


def project_of(request, slug):
    return get_object_or_404(Project.objects.visible_to(request.user).select_related("theme"), slug=slug)


def leads_on(view):
    """Decorate a page of a published project: of a merged one its address leads to the same of where it went.

    What was sent to it goes nowhere, for people there never read it: who sent it is told so and loses nothing typed.
    """

    @wraps(view)
    def wrapped(request, slug, **rest):
        try:
            return view(request, slug=slug, **rest)
        except Http404:
            old = Project.objects.including_merged().filter(slug=slug)
            if not (target := Project.objects.visible_to(request.user).filter(merged_from__in=old).first()):
                raise
            if request.method == "POST":
                return too_late(request, target, merged_with(target), typed=TYPED)
            return redirect(request.resolver_match.view_name, slug=target.slug, **rest)

    return wrapped


def while_it_lasts(view):
    """Decorate a page for the people of a project: once it ended it leads back there, with why and what was typed."""

    @wraps(view)
    def wrapped(request, slug, **rest):
        project = project_of(request, slug)
        project.require(not project.is_draft and project.is_run_by(request.user))
        if not project.updatable_by(request.user):
            return too_late(request, project, InvalidTransition(project), typed=TYPED)
        return view(request, project, **rest)

    return wrapped


def to_place(address, number, key):
    """Redirect to a piece on a page of a list; its place changes as the list grows."""
    return redirect(f"{address}{'' if number == 1 else f'?pagina={number}'}#{key}")


def slugs_of(project):
    """Under which words are kept until an address is confirmed: those of what was merged into it meanwhile too."""
    return [project.slug, *project.merged_from.values_list("slug", flat=True)]


def merged_with(project):
    return f"Dit project is samengevoegd met ‘{project.title}’. Daar ben je nu."
