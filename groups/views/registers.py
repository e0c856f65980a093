"""The registers of a group: when it met, what it decided, and who does what."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.pagination import page_of
from groups.forms.registers import ActionFilter, DecisionFilter
from groups.models import ActionPoint, Decision
from groups.views.finding import group_of


@require_safe
def meetings(request, slug):
    group = group_of(slug)
    rows = group.meetings.visible_to(request.user).coming_first()
    page = page_of(rows, request.GET.get("pagina"))
    for meeting in page:
        meeting.group = group
    return render(request, "groups/meetings.html", {"group": group, "page": page} | _by_time(page))


@require_safe
def decisions(request, slug):
    group, form = group_of(slug), DecisionFilter(request.GET)
    form.is_valid()
    seen = Decision.objects.visible_to(request.user).select_related("meeting__group")
    rows = Decision.objects.filter(meeting__group=group).visible_to(request.user).newest_first()
    chain = [Prefetch("replaces", queryset=seen), Prefetch("replaced_by", queryset=seen)]
    page = page_of(form.narrow(rows).select_related("meeting").prefetch_related(*chain), request.GET.get("pagina"))
    _tie(group, page)
    return render(request, "groups/decisions.html", {"group": group, "form": form, "page": page})


@require_safe
def actions(request, slug):
    group, form = group_of(slug), ActionFilter(request.GET)
    form.is_valid()
    rows = ActionPoint.objects.of(group).visible_to(request.user).named_for(request.user)
    page = page_of(form.narrow(rows).select_related("meeting__group", "person"), request.GET.get("pagina"))
    _tie(group, page)
    user = request.user
    shown = [(action, action.tickable_by(user), action.claimable_by(user)) for action in page]
    context = {"group": group, "form": form, "page": page, "actions": shown, "steers": group.steered_by(user)}
    return render(request, "groups/actions.html", context)


def _by_time(meetings):
    return {
        "coming": [meeting for meeting in meetings if not meeting.is_over],
        "past": [meeting for meeting in meetings if meeting.is_over],
    }


def _tie(group, rows):
    """The meetings know their group, and with it the membership of the reader: no query is needed."""
    for row in rows:
        if row.meeting.group_id == group.pk:
            row.meeting.group = group
        else:
            row.passed_to = group
