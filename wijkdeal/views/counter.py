"""The counter of the Wijkdealwerkplaats: write down for somebody, and see whom to call."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.embedding import Embedded
from core.form_keys import create_once
from core.limits import limited
from projects.models import Participation, Project, ProjectEvent
from wijkdeal.forms import CounterForm

CALL_WITHIN_DAYS = 30
SHOWN = 20
MANY = 200


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request):
    """The form, the last receipts and the bellijst."""
    _require_counter(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CounterForm(*sent, scope=f"{request.path} {request.user.pk}")
    if form.is_bound and form.is_valid():
        project, _ = create_once(
            _entered(), form.cleaned_data["form_key"], lambda: form.propose(entered_by=request.user)
        )
        return redirect("counter_receipt", project.short_code)
    projects = _with_news()
    context = {"form": form, "calls": list(filter(_is_to_be_called, projects)), "entered": projects[:SHOWN]}
    return render(request, "wijkdeal/counter.html", context)


@login_required
@require_safe
def counter_receipt(request, code):
    """What somebody takes home: the code, the date, the telephone number."""
    _require_counter(request.user)
    project = get_object_or_404(_entered().select_related("theme"), short_code=code)
    initiator = project.participations.initiators().select_related("person").first()
    context = {
        "project": project,
        "person": initiator and initiator.person,
        "address": settings.SITE_URL + project.short_url,
    }
    return render(request, "wijkdeal/counter_receipt.html", context)


def may_use_counter(user):
    """The balie; a duo and the communicatieteam write down for others too (design.md, Roles)."""
    return user.is_counter or user.is_facilitator or user.is_communicatieteam


def _require_counter(user):
    if not may_use_counter(user):
        raise PermissionDenied


def _entered():
    return Project.objects.including_merged().exclude(source=Project.Source.ONLINE)


LATEST = Embedded(
    ProjectEvent.objects.filter(project=OuterRef("pk"))
    .exclude(kind__in=[ProjectEvent.Kind.PROPOSED, ProjectEvent.Kind.UPDATE_POSTED])
    .order_by("-at", "-id")[:1],
    *("id", "kind", "at", "reason"),
)
INITIATORS = Embedded(
    Participation.objects.initiators().filter(project=OuterRef("pk")),
    *("id", "person__name", "person__phone", "person__email", "person__user_id"),
)


def _with_news():
    """The newest that were written down, with `person`, and `news`: its latest event after it was proposed, or None."""
    rows = _entered().annotate(latest_rows=LATEST.subquery(), initiator_rows=INITIATORS.subquery())
    projects = list(rows.order_by("-created_at")[:MANY])
    for project in projects:
        project.news = next(iter(LATEST.instances(project.latest_rows)), None)
        initiators = INITIATORS.instances(project.initiator_rows)
        project.person = initiators[0].person if initiators else None
    return projects


def _is_to_be_called(project):
    """Something is new for somebody whom no mail reaches."""
    person, news = project.person, project.news
    if person is None or news is None or person.user_id or person.email:
        return False
    return news.at > timezone.now() - timedelta(days=CALL_WITHIN_DAYS)
