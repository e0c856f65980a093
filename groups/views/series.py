"""All the meetings of one series; a turn that was left out is planned after all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from core import dates
from core.kept_pages import kept
from groups.models import InvalidTransition, Meeting, Series
from groups.series_page import SeriesPage
from groups.views.meetings_said import told, warn_of_holidays


@kept()
@require_safe
def series_detail(request, slug, series_id):
    page = _page_of(request, slug, series_id)
    return render(request, "groups/series.html", {"page": page, "series": page.series, "group": page.series.group})


@login_required
@require_POST
def plan_turn(request, slug, series_id, turn):
    series = _page_of(request, slug, series_id).series
    series.group.require_of(request.user, series.group.plannable_by(request.user))
    try:
        meeting = Meeting.plan_left_out(series, turn, by=request.user.person)
    except InvalidTransition as late:
        messages.warning(request, str(late))
        return redirect(series)
    messages.success(request, told(meeting, f"De bijeenkomst op {dates.day(meeting.starts_at)} is gepland."))
    warn_of_holidays(request, "Let op, een feestdag", [dates.as_day(meeting.starts_at)])
    return redirect(meeting)


def _page_of(request, slug, series_id):
    """Of a series in which the reader may see a meeting."""
    rows = Series.objects.select_related("group__theme", "group__project__theme")
    page = SeriesPage(get_object_or_404(rows, pk=series_id, group__slug=slug), request.user)
    if not page.meetings:
        raise Http404
    return page
