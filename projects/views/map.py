"""The list on the map: the same filters, a dot where something is, and the same projects in words beside it."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.pagination import page_of
from projects.drawn_map import the_map
from projects.models import Project
from projects.views.listing import filter_of, ways_to_look, with_filters

PER_PAGE = 40
NOWHERE = "geen"  # as `vak`: what has no place on the map


@dataclass(frozen=True)
class Dot:
    """What stands in one cell of the grid: a project, or a number of them."""

    at: str
    number: int
    name: str
    theme: str
    href: str


@require_safe
def project_map(request):
    if not (drawn := the_map()):
        raise Http404
    form = filter_of(request)
    rows = form.rows(Project.objects.published())
    cells = list(rows.by_cell(drawn))
    part = request.GET.get("vak", "")
    cell = drawn.cell_named(part)
    page = page_of(_rows(rows, drawn, part, cell), request.GET.get("pagina"), PER_PAGE)
    context = {
        "drawn": drawn,
        "form": form,
        "on": [(words, address_of(rest)) for words, rest in form.on()],
        "dots": [_dot(drawn, row, form.chosen()) for row in cells],
        "number": sum(row["number"] for row in cells),
        "page": page,
        "streets": _by_street(drawn, page.items),
        "part": "cell" if cell else "nowhere" if part == NOWHERE else "",
        "more": [field for field in form.more_fields if field.name != "volgorde"],
        "nowhere": address_of(form.chosen(), vak=NOWHERE),
        "whole": address_of(form.chosen()),
    }
    return render(request, "projects/map.html", context | ways_to_look(form))


def address_of(chosen, **more):
    return with_filters("projects:map", chosen | more)


def _rows(rows, drawn, part, cell):
    """What the list beside the map says: all on the map, those of one dot, or what has no place on it."""
    rows = rows.select_related("theme").defer("search", "description")
    if part == NOWHERE:
        return rows.outside(drawn.bounds).order_by("place", "pk")
    return rows.within(drawn.cell_bounds(*cell) if cell else drawn.bounds).order_by("place", "pk")


def _dot(drawn, row, chosen):
    part = f"{row['column']}-{row['row']}"
    x, y = drawn.dot_in_cell(row["column"], row["row"], row["middle_latitude"], row["middle_longitude"])
    at = f"translate({x:g} {y:g})"
    if row["number"] == 1:
        return Dot(at, 1, row["a_title"], row["a_theme"] or "", reverse("projects:detail", args=[row["a_slug"]]))
    there = f"{address_of(chosen, vak=part)}#projecten"
    return Dot(at, row["number"], f"{row['number']} projecten dicht bij elkaar", "", there)


def _by_street(drawn, projects):
    """[(street or words for the place, its projects), …] in the order of the alphabet; without words last."""
    streets = {}
    for project in projects:
        streets.setdefault(drawn.place_in(project.place)[1] or project.place, []).append(project)
    return sorted(streets.items(), key=lambda street: (not street[0], street[0].lower()))
