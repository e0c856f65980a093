"""The list of projects, and what resembles an idea that somebody is typing."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.pagination import page_of
from projects.forms.filters import ProjectFilter
from projects.models import Project
from themes.models import Theme

PER_PAGE = 23  # with the card that asks for your own idea: full rows of two, three and four


@require_safe
def project_list(request):
    form = ProjectFilter(request.GET, themes=Theme.objects.all())
    rows = form.rows(Project.objects.published()).with_card_data()
    page = page_of(rows, request.GET.get("pagina"), PER_PAGE, by_key=any(form.cleaned_data.values()))
    context = {"form": form, "page": page, "heading": form.heading(page), "on": _links(form)}
    return render(request, "projects/list.html", context)


@require_safe
def similar_projects(request):
    """A piece of HTML for beside the title field."""
    projects = Project.objects.similar_to(request.GET.get("title", ""))
    return render(request, "projects/_similar.html", {"similar": projects})


def _links(form):
    address = reverse("projects:list")
    return [(words, f"{address}?{urlencode(rest)}" if rest else address) for words, rest in form.on()]
