"""What the koplopers look at critically: of all themes, with the reason in words."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups.views.finding import group_of
from projects.worklist import critical_look


@login_required
@require_safe
def critical(request, slug):
    group = group_of(slug)
    if not group.is_koplopersgroep:
        raise Http404
    group.require(group.has_member(request.user) or request.user.is_administrator)
    return render(request, "groups/critical.html", {"group": group, "parts": critical_look(request.user)})
