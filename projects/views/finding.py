"""Find what an address names, as far as the reader may see it (404)."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from projects.models import Project


def project_of(request, slug):
    return get_object_or_404(Project.objects.visible_to(request.user).select_related("theme"), slug=slug)


def leads_on(view):
    """Decorate a page of a published project: of a merged one its address leads to the same of where it went."""

    @wraps(view)
    def wrapped(request, slug, **rest):
        try:
            return view(request, slug=slug, **rest)
        except Http404:
            went_to = Project.objects.including_merged().filter(slug=slug).values_list("merged_into__slug", flat=True)
            if not (target := went_to.first()):
                raise
            return redirect(request.resolver_match.view_name, slug=target, **rest)

    return wrapped
