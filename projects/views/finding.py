"""Find what an address names, as far as the reader may see it (404)."""

from django.shortcuts import get_object_or_404

from projects.models import Project


def project_of(request, slug):
    return get_object_or_404(Project.objects.visible_to(request.user).select_related("theme"), slug=slug)
