"""Reports: anybody says that something should not stand here; who may hide looks at it and says what becomes of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.form_keys import create_once
from core.forms import own_scope, sent
from core.limits import limited
from core.pagination import page_of
from projects.forms.reports import ReportForm, SettleForm, VisitorReportForm
from projects.models import InvalidTransition, Project, Report
from projects.pieces import word_of
from projects.views.finding import leads_on, project_of
from projects.views.late import page_or_list, too_late

A_PAGE = 30
SHOWN = 20
LATE = "Iemand anders was je voor: dit is al bekeken."


@leads_on
@never_cache
@limited("report", per="20/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def report_thing(request, slug):
    project = project_of(request, slug)
    if project.is_draft or project.merged_into_id:
        raise Http404
    if not project.is_public:
        return too_late(request, project, "Dit project staat niet op de website.", typed=["text"])
    form = _form(request, project)
    if form.is_bound and form.is_valid():
        return _made(request, form)
    context = {"project": project, "form": form, "sent": request.GET.get("gemeld", "")}
    return render(request, "projects/report.html", context)


def _made(request, form):
    try:
        made, is_new = create_once(Report.objects, form.cleaned_data["form_key"], lambda: _make(request, form))
    except InvalidTransition as late:
        return too_late(request, page_or_list(late.project), late, typed=["text"])
    return redirect(f"{request.path}?gemeld={'ja' if made and is_new else 'al'}")


def _form(request, project):
    form_class = VisitorReportForm if request.user.is_anonymous else ReportForm
    options = {"project": project, "scope": own_scope(request)}
    if request.method == "POST":
        return form_class(request.POST, **options)
    return form_class(initial={"about": request.GET.get("over", "project")[:30]}, **options)


def _make(request, form):
    by = None if request.user.is_anonymous else request.user.person
    fields = {
        name: form.cleaned_data[name] for name in ("category", "text", "email", "form_key") if name in form.fields
    }
    return Report.make(form.cleaned_data["about"], by=by, **fields)


@never_cache
@login_required
@require_safe
def report_list(request):
    """What waits, what was settled last, and where something is hidden now."""
    user = request.user
    if not _settles(user):
        raise PermissionDenied
    rows = Report.objects.to_settle_by(user).select_related("project", "update_post", "photo", "question", "settled_by")
    context = {
        "page": page_of(rows.open(), request.GET.get("pagina"), A_PAGE),
        "settled": rows.exclude(settled_at=None).order_by("-settled_at")[:SHOWN],
        "hidden": _minded_by(user).with_hidden_things().order_by("-proposed_at")[:SHOWN],
    }
    return render(request, "projects/report_list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settle_report(request, report_id):
    if not _settles(request.user):
        raise PermissionDenied
    rows = Report.objects.select_related("project__theme", "update_post__author", "photo", "question__asker")
    report = get_object_or_404(rows.filter(pk__in=Report.objects.to_settle_by(request.user)), pk=report_id)
    is_own = request.user.person in report.makers
    if is_own and request.method == "POST":
        raise PermissionDenied
    form = SettleForm(sent(request))
    if form.is_bound and form.is_valid():
        return _settle(request, report, form.cleaned_data)
    context = {
        "report": report,
        "project": report.project,
        "thing": report.thing,
        "word": word_of(report.thing),
        "same": Report.objects.open().about(report.thing).select_related("reporter"),
        "form": form,
        "is_own": is_own,
    }
    return render(request, "projects/report_settle.html", context)


def _settle(request, report, said):
    try:
        is_done = report.answer(by=request.user.person, **said)
    except InvalidTransition:
        is_done = False
    if is_done:
        messages.success(request, "Dank je. Wie het meldde, krijgt je antwoord per mail.")
    else:
        messages.warning(request, f"{LATE} Jij schreef: ‘{said['reason']}’")
    return redirect("projects:reports")


def _settles(user):
    return user.is_facilitator or user.is_communicatieteam or user.is_administrator


def _minded_by(user):
    everything = user.is_administrator or user.is_communicatieteam
    return Project.objects.all() if everything else Project.objects.guided_by(user)
