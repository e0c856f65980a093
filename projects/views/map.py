"""The list on the map: a dot where something is, the same projects in words beside it; and saying where one is."""

from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from core.forms import reread, sent
from core.kept_pages import kept
from core.pagination import DEEPEST_ROW, Page, page_number
from projects.drawn_map import the_map
from projects.forms.pointing import PointForm
from projects.models import Conflict, InvalidTransition, Project
from projects.views.finding import project_of
from projects.views.late import too_late
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
    latitude: str
    longitude: str


@kept("thema", "status", "straat", "partij", "volgorde", "hulp", "vak", "pagina")
@require_safe
def project_map(request):
    if not (drawn := the_map()):
        raise Http404
    form = filter_of(request)
    rows = form.rows(Project.objects.published())
    cells = list(rows.by_cell(drawn))
    part = request.GET.get("vak", "")
    cell = drawn.cell_named(part)
    page = _page(_rows(rows, drawn, part, cell), request.GET.get("pagina"), _known(cells, part, cell))
    context = {
        "drawn": drawn,
        "form": form,
        "on": [(words, address_of(rest)) for words, rest in form.on()],
        "dots": _dots(drawn, cells, form),
        "number": sum(row["number"] for row in cells),
        "page": page,
        "streets": _by_street(drawn, page.items),
        "part": "cell" if cell else "nowhere" if part == NOWHERE else "",
        "more": [field for field in form.more_fields if field.name != "volgorde"],
        "nowhere": address_of(form.chosen(), vak=NOWHERE),
        "whole": address_of(form.chosen()),
        "real": with_filters("projects:map_real", form.chosen()) if settings.MAP_TILES else "",
    }
    return render(request, "projects/map.html", context | ways_to_look(form))


@require_safe
def real_map(request):
    """With pictures of an outside party, which its page alone may ask for, and does so after a click."""
    if not (the_map() and settings.MAP_TILES):
        raise Http404
    tiles = urlsplit(settings.MAP_TILES)
    return csp_update({"img-src": [f"{tiles.scheme}://{tiles.netloc}"]})(_real_map)(request)


def _real_map(request):
    drawn, form = the_map(), filter_of(request)
    cells = form.rows(Project.objects.published()).by_cell(drawn)
    latitude, longitude = drawn.middle
    context = {
        "drawn": drawn,
        "dots": _dots(drawn, list(cells), form),
        "box": {name: str(degrees) for name, degrees in asdict(drawn.bounds).items()},
        "tiles": settings.MAP_TILES,
        "credit": settings.MAP_CREDIT,
        "whose": settings.MAP_TILES_OF,
        "outside": f"https://www.openstreetmap.org/#map=15/{latitude}/{longitude}",
    }
    return render(request, "projects/map_real.html", context | ways_to_look(form))


@require_safe
@cache_control(public=True, max_age=3600)
@csp_replace({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "base-uri": [NONE], "frame-ancestors": [NONE]})
def map_drawing(request):
    """As a picture that no style sheet reaches, to click on; `plek` is where something stands, as "3,7"."""
    if not (drawn := the_map()):
        raise Http404
    point = drawn.point_at(*_pair(request.GET.get("plek", "")))
    mark = "translate({:g} {:g})".format(*drawn.xy(*point)) if point else ""
    return render(request, "projects/drawing.svg", {"drawn": drawn, "mark": mark}, content_type="image/svg+xml")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def point_project(request, slug):
    project = project_of(request, slug)
    project.require(project.is_run_by(request.user))
    if not the_map():
        raise Http404
    if not project.editable_by(request.user):
        return too_late(request, project, InvalidTransition(project))
    form = PointForm(sent(request), project=project)
    is_removed = "remove" in request.POST
    if not is_removed and not (form.is_bound and form.is_valid()):
        return render(request, "projects/point.html", {"project": project, "form": form})
    try:
        project.put_on_map(None if is_removed else form.pointed, instead_of=form.was_read)
    except Conflict:
        project.refresh_from_db()
        reread(form, project, version="point_in_words", into="read")
        return render(request, "projects/point.html", {"project": project, "form": form, "conflict": True}, status=409)
    except InvalidTransition as late:
        return too_late(request, project, late)
    messages.success(
        request, "Je project staat niet meer op de kaart." if is_removed else "Je project staat op de kaart."
    )
    return redirect(project)


def address_of(chosen, **more):
    return with_filters("projects:map", chosen | more)


def _pair(text):
    """(3, 7) of "3,7"; what is no pair of numbers is beside every drawing."""
    parts = text.split(",")
    is_pair = len(parts) == 2 and all(part.isascii() and part.isdecimal() and len(part) < 5 for part in parts)
    return tuple(map(int, parts)) if is_pair else (-1, -1)


def _rows(rows, drawn, part, cell):
    """What the list beside the map says: all on the map, those of one dot, or what has no place on it."""
    rows = rows.select_related("theme").defer("search", "description")
    if part == NOWHERE:
        return rows.outside(drawn.bounds).order_by("place", "pk")
    return rows.within(drawn.cell_bounds(*cell) if cell else drawn.bounds).order_by("place", "pk")


def _known(cells, part, cell):
    """How many there are in the list, as the dots say; None of what has no dot."""
    if part == NOWHERE:
        return None
    return sum(row["number"] for row in cells if cell is None or (row["column"], row["row"]) == cell)


def _page(rows, typed, known):
    """Without counting: the dots were counted already."""
    deepest = DEEPEST_ROW // PER_PAGE
    number = page_number(typed, deepest if known is None else min(deepest, max(1, -(-known // PER_PAGE))))
    start = (number - 1) * PER_PAGE
    items = list(rows[start : start + PER_PAGE + 1])
    has_next = len(items) > PER_PAGE and number < deepest
    return Page(items[:PER_PAGE], number, PER_PAGE, has_next, count=known or 0, count_is_capped=False)


def _dots(drawn, cells, form):
    alone = [row["first"] for row in cells if row["number"] == 1]
    known = Project.objects.select_related("theme").only("title", "slug", "theme__slug").in_bulk(alone)
    return [_dot(drawn, row, known.get(row["first"]), form.chosen()) for row in cells]


def _dot(drawn, row, project, chosen):
    part = f"{row['column']}-{row['row']}"
    x, y = drawn.dot_in_cell(row["column"], row["row"], row["middle_latitude"], row["middle_longitude"])
    there = f"{address_of(chosen, vak=part)}#projecten"
    return Dot(
        at=f"translate({x:g} {y:g})",
        number=row["number"],
        name=project.title if project else f"{row['number']} projecten dicht bij elkaar",
        theme=project.theme.slug if project and project.theme else "",
        href=project.get_absolute_url() if project else there,
        latitude=f"{row['middle_latitude']:.6f}",
        longitude=f"{row['middle_longitude']:.6f}",
    )


def _by_street(drawn, projects):
    """[(street or words for the place, its projects), …] in the order of the alphabet; without words last."""
    streets = {}
    for project in projects:
        streets.setdefault(drawn.place_in(project.place)[1] or project.place, []).append(project)
    return sorted(streets.items(), key=lambda street: (not street[0], street[0].lower()))
