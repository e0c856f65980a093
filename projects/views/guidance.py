"""The work list of the duo."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.pagination import page_number
from projects.worklist import Kind, Part, WorkList
from themes.models import Theme

LAST_PAGE = 200


@login_required
@require_safe
def work_list(request):
    user = request.user
    if not (user.is_facilitator or user.is_administrator):
        raise PermissionDenied
    themes = list(Theme.objects.all()) if user.is_administrator else [seat.theme for seat in user.seats]
    theme = next((theme for theme in themes if theme.slug == request.GET.get("thema")), None)
    kind = next((kind for kind in Kind if kind == request.GET.get("soort")), None)
    is_mine = "mij" in request.GET
    page = page_number(request.GET.get("pagina"), LAST_PAGE)
    work = WorkList(user, theme=theme, kind=kind, is_mine=is_mine, page=page)
    context = {
        "work": work,
        "kind": kind,
        "is_mine": is_mine,
        "is_narrowed": kind is not None or is_mine,
        "now": work.parts[Part.NOW],
        "week": work.parts[Part.WEEK],
        "well": work.parts[Part.WELL],
        "still": work.parts[Part.STILL],
        "week_is_asked": any(row.signals for row in work.parts[Part.WEEK]),
        "counts": {part.name.lower(): count for part, count in work.counts.items()},
        "themes": themes if len(themes) > 1 else [],
        "theme": theme or (themes[0] if len(themes) == 1 else None),
        "notes": user.person.seats.current().handed_over().select_related("theme"),
        "here": request.get_full_path(),
    }
    return render(request, "projects/guidance.html", context)
