"""Bare Django pages to measure against: the same rows, as many words, one template each, hardly a middleware."""

from django import forms
from django.shortcuts import get_object_or_404, render
from django.urls import path

from core.models import SiteSettings
from projects.forms.filters import STATES
from projects.models import Project
from themes.models import Theme

ON_A_PAGE = 23


class Filter(forms.Form):
    q = forms.CharField(label="Zoek een woord", required=False)
    thema = forms.ChoiceField(label="Thema", required=False)
    status = forms.ChoiceField(label="Hoe ver", required=False, choices=[("", "Alles"), *STATES])


def project_list(request):
    rows = Project.objects.published().select_related("theme", "cover").defer("search").order_by("-proposed_at", "-id")
    form = Filter(request.GET)
    form.fields["thema"].choices = [("", "Alle thema’s"), *Theme.objects.values_list("slug", "name")]
    context = {"projects": rows[:ON_A_PAGE], "count": rows[:1001].count(), "form": form}
    return render(request, "bench/list.html", context | {"site": SiteSettings.objects.first()})


def project_detail(request, slug):
    rows = Project.objects.published().select_related("theme", "cover").defer("search")
    project = get_object_or_404(rows, slug=slug)
    context = {
        "project": project,
        "site": SiteSettings.objects.first(),
        "people": project.participations.select_related("person"),
        "checks": project.checks.select_related("person")[:3],
        "updates": project.updates.select_related("author").order_by("-at")[:40],
        "photos": project.photos.all()[:60],
        "events": project.events.select_related("actor").order_by("-at")[:40],
        "milestones": project.milestones.all(),
        "wanted": project.help_wanted.all(),
        "pledges": project.pledges.select_related("organisation"),
        "activities": project.activities.all()[:10],
        "plans": project.agenda_items.all(),
    }
    return render(request, "bench/detail.html", context)


urlpatterns = [
    path("projecten/", project_list),
    path("projecten/<slug:slug>/", project_detail, name="bare_project"),
]
