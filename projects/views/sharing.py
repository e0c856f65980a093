"""What takes a project out into the streets: its poster, its QR code, and the picture that goes with its address."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.printing import PNG, qr_svg
from core.sheets import kept_briefly, pdf_response, typesets
from projects import posters
from projects.models import Activity, Project
from projects.views.finding import leads_on

PREVIEW_PPI = 72


@require_safe
@leads_on
def share_project(request, slug):
    project = _published(slug)
    context = {"project": project, "short": (settings.SITE_URL + project.short_url).rstrip("/")}
    context |= {"papers": posters.PAPERS, "address": settings.SITE_URL + project.get_absolute_url()}
    return render(request, "projects/share.html", context)


@require_safe
@leads_on
@kept_briefly
@typesets
def project_poster(request, slug, paper):
    return pdf_response(posters.poster(_whole(slug), _paper(paper)), f"{slug}-{paper}")


@require_safe
@leads_on
@kept_briefly
@typesets
def activity_poster(request, slug, activity_id, paper):
    """Of what is still to come and goes on."""
    rows = Activity.objects.published().filter(project__slug=slug).select_related("project__theme")
    activity = get_object_or_404(rows, pk=activity_id)
    if not activity.is_open:
        raise Http404
    return pdf_response(posters.activity_poster(activity, _paper(paper)), f"{slug}-{activity.pk}-{paper}")


@require_safe
@leads_on
@kept_briefly
@typesets
def poster_preview(request, slug):
    picture = posters.poster(_whole(slug), output=PNG, ppi=PREVIEW_PPI)
    return HttpResponse(picture, content_type="image/png")


@require_safe
@leads_on
@kept_briefly
def project_qr(request, slug):
    project = _published(slug)
    return HttpResponse(qr_svg(settings.SITE_URL + project.short_url), content_type="image/svg+xml")


@require_safe
@leads_on
@kept_briefly
@typesets
def social_image(request, slug):
    return HttpResponse(posters.social_image(_published(slug)), content_type="image/png")


def _published(slug):
    return get_object_or_404(Project.objects.published().select_related("theme"), slug=slug)


def _whole(slug):
    """With the lists of its page: the facts on a poster come from there."""
    return get_object_or_404(Project.with_page_data().published(), slug=slug)


def _paper(name):
    if name not in posters.PAPERS:
        raise Http404
    return name
