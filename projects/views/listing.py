"""The list of projects, and what resembles an idea that somebody is typing."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from core.kept_pages import kept
from core.pagination import page_of
from projects.drawn_map import the_map
from projects.forms.filters import ProjectFilter
from projects.models import Project
from projects.models.finding import Found
from themes.models import Theme

PER_PAGE = 23  # with the card that asks for your own idea: full rows of two, three and four


@kept("thema", "status", "straat", "partij", "volgorde", "hulp", "pagina")
@require_safe
def project_list(request):
    form = filter_of(request)
    page = _page_of(form, request.GET.get("pagina"))
    context = {"form": form, "page": page, "heading": form.heading(page), "on": _links(form)}
    return render(request, "projects/list.html", context | _next_steps(form, page) | ways_to_look(form))


@require_safe
def similar_projects(request):
    """A piece of HTML for beside the title field."""
    projects = Project.objects.similar_to(request.GET.get("title", ""))
    return render(request, "projects/_similar.html", {"similar": projects})


def filter_of(request):
    partners = Organisation.objects.filter(pk__in=Project.partners.through.objects.values("organisation"))
    return ProjectFilter(request.GET, themes=Theme.objects.all(), partners=partners)


def ways_to_look(form):
    """The addresses of the list and the map with the same filters; no map where this neighbourhood has none."""
    address = with_filters("projects:map", form.chosen()) if the_map() else ""
    return {"list_address": _address(form.chosen()), "map_address": address}


def with_filters(name, chosen):
    address = reverse(name)
    return f"{address}?{urlencode(chosen)}" if chosen else address


def _page_of(form, number):
    cards = Project.objects.published().with_card_data()
    if form.asked:
        cards = cards.with_marks(form.asked)
    rows = form.rows(cards)
    order = {"sorted_anew": form.expects_few, "best_first": form.best_first}
    page = page_of(rows, number, PER_PAGE, by_key=form.by_key, known=cards, **order)
    return Found.mark(page) if form.asked else page


def _next_steps(form, page):
    """What somebody may have meant; where nothing was found, each word apart. As (words, address)."""
    return {
        "meant": (form.asked.meant, _address(form.chosen(q=form.asked.meant))) if page.count else None,
        "apart": [(word, _address(form.chosen(q=word))) for word in form.asked.separate] if not page.count else [],
    }


def _links(form):
    return [(words, _address(rest)) for words, rest in form.on()]


def _address(chosen):
    return with_filters("projects:list", chosen)
