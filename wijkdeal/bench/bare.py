"""A bare Django page to measure against: the same cards in the same amount, one template, hardly a middleware."""

from django.shortcuts import render
from django.urls import path

from projects.models import Project


def project_list(request):
    rows = Project.objects.published().with_card_data()
    return render(request, "bench/list.html", {"projects": rows[:20], "count": rows[:1001].count()})


def project_detail(request, slug):
    project = Project.objects.published().with_card_data().get(slug=slug)
    return render(request, "bench/detail.html", {"project": project, "updates": project.updates.all()[:10]})


urlpatterns = [path("projecten/", project_list), path("projecten/<slug:slug>/", project_detail)]
