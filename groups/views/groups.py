"""The groups, one group, and starting one for a project or a theme."""

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Seen
from core.form_keys import create_once, say_done
from core.forms import reread
from core.kept_pages import kept
from core.limits import limited
from core.pagination import page_of
from groups.forms.groups import EditForm, StartForm, StopForm
from groups.group_page import GroupPage
from groups.models import Conflict, Group, Issue, Meeting
from groups.views.finding import bind, group_of, scope
from projects.models import Participation, Project
from projects.models.states import OPEN_TO_HELP
from themes.models import Theme

PER_PAGE = 40
ENDED_SHOWN = 12
OWN_PROJECTS = 50
SHOWN_BESIDE = 5


@kept("gestopt", "pagina")
@require_safe
def group_list(request):
    coming = Meeting.objects.filter(group=OuterRef("pk"), is_public=True).upcoming()
    next_one = coming.filter(state__in=Meeting.BEFORE).values("starts_at")[:1]
    groups = Group.objects.with_belonging().with_balance().annotate(next_at=Subquery(next_one))
    if request.GET.get("gestopt"):
        page = page_of(groups.ended(), request.GET.get("pagina"), PER_PAGE)
        return render(request, "groups/ended.html", {"page": page})
    page = page_of(groups.active().come_and_go(), request.GET.get("pagina"), PER_PAGE)
    ended = list(groups.ended()[: ENDED_SHOWN + 1])
    context = {
        "fixed": sorted(groups.fixed(), key=lambda group: Group.FIXED.index(group.kind)),
        "page": page,
        "by_theme": [(theme, list(rows)) for theme, rows in groupby(page.items, key=lambda group: group.main_theme)],
        "ended": ended[:ENDED_SHOWN],
        "more_ended": len(ended) > ENDED_SHOWN,
    }
    return render(request, "groups/list.html", context)


@kept()
@require_safe
def group_detail(request, slug):
    page = GroupPage(request.user, slug)
    group = page.group
    context = {"group": group, "page": page, "address": settings.SITE_URL + group.get_absolute_url()}
    if request.user.is_authenticated:
        context |= {
            "steers": group.steered_by(request.user),
            "chairs": group.chaired_by(request.user),
            "may_plan": group.plannable_by(request.user),
            "may_stop": group.stoppable_by(request.user),
            "was_left": group.was_left_by(request.user),
            "applied": group.is_koplopersgroep and group.applications.open().filter(person=request.user.person).first(),
            "follows": group.follows.filter(person=request.user.person).exists(),
        }
        if context["follows"]:
            Seen.note(request.user.person, group)
    return render(request, "groups/detail.html", context)


@limited("start_group", per="20/h", by="user")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_group(request):
    """For the project, the theme or the vraagstuk in the address; without one the page asks for which."""
    if slug := _named(request, "project"):
        return _start_for_project(request, slug)
    if slug := _named(request, "thema"):
        return _start_for_theme(request, slug)
    if pk := _named(request, "vraagstuk"):
        return _start_for_issue(request, pk)
    context = {
        "projects": _own_projects(request.user),
        "themes": _own_themes(request.user),
        "issues": _own_issues(request.user),
    }
    return render(request, "groups/start_choose.html", context)


def _named(request, what):
    return request.POST.get(what) or request.GET.get(what)


def _start_for_project(request, slug):
    project = get_object_or_404(Project.objects.visible_to(request.user).select_related("theme"), slug=slug)
    Group.require(Group.startable_for(project, request.user))
    return _start(request, name=f"Projectgroep {project.title}", kind=Group.Kind.PROJECTGROEP, project=project)


def _start_for_theme(request, slug):
    theme = next((theme for theme in Theme.objects.all() if theme.slug == slug), None)
    if theme is None:
        raise Http404
    Group.require(Group.startable_in(theme, request.user))
    return _start(request, name="", kind=Group.Kind.WERKGROEP, theme=theme)


def _start_for_issue(request, typed):
    rows = Issue.objects.visible_to(request.user).select_related("theme", "project", "group")
    issue = get_object_or_404(rows, pk=int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0)
    if issue.is_answered or issue.is_worked_on:
        return _say_it_is_too_late(request, issue)
    Group.require(Group.startable_from(issue, request.user))
    return _start(request, name="", issue=issue, kind=Group.Kind.WERKGROEP, theme=issue.theme)


def _start(request, *, name, issue=None, **about):
    """`about`: the kind, and the project or the theme it is for; `issue`: the vraagstuk that it goes on with."""
    form = bind(StartForm, request, scope=scope(request), initial={"name": name[:120]}, beside=about)
    if not form.is_bound or not form.is_valid():
        there = Group.objects.active().filter(**about).order_by("name")[:SHOWN_BESIDE] if "project" in about else []
        return render(request, "groups/start.html", {"form": form, "issue": issue, "there": there} | about)
    try:
        group, is_new = create_once(
            Group.objects.filter(**about),
            form.cleaned_data["form_key"],
            lambda: Group.start(by=request.user.person, issue=issue, **about, **form.group),
        )
    except Conflict:
        issue = Issue.objects.select_related("group").get(pk=issue.pk)
        return _say_it_is_too_late(request, issue)
    begun = "De groep is begonnen en jij bent voorzitter. Plan nu een eerste bijeenkomst."
    say_done(request, begun, is_new=is_new)
    return redirect(group)


def _say_it_is_too_late(request, issue):
    what = (
        f"{issue.group} gaat al verder met dit vraagstuk." if issue.is_worked_on else "Dit vraagstuk is al beantwoord."
    )
    messages.warning(request, what)
    return redirect(issue)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_group(request, slug):
    """What it is for, and how one joins."""
    group = group_of(slug)
    group.require_of(request.user, group.chaired_by(request.user))
    if group.has_ended:
        messages.warning(request, "Deze groep is gestopt. Je kunt haar niet meer aanpassen.")
        return redirect(group)
    form = bind(EditForm, request, group=group)
    if not form.is_bound or not form.is_valid():
        return render(request, "groups/edit.html", {"form": form, "group": group})
    try:
        group.edit(version=form.cleaned_data["version"], **form.group)
    except Conflict:
        group.refresh_from_db()
        reread(form, group)
        return render(request, "groups/edit.html", {"form": form, "group": group, "conflict": True}, status=409)
    messages.success(request, "Je wijziging is bewaard.")
    return redirect(group)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop_group(request, slug):
    """What it brought, and where its open work goes."""
    group = group_of(slug)
    if group.has_ended:
        messages.warning(request, "Deze groep is al gestopt.")
        return redirect(group)
    group.require_of(request.user, group.stoppable_by(request.user))
    form = _stop_form(request, group)
    if not form.is_bound or not form.is_valid():
        return render(request, "groups/stop.html", {"form": form, "group": group})
    try:
        group.end(by=request.user.person, result=form.cleaned_data["result"], where=form.where)
    except Conflict:
        messages.warning(request, "Er is net een actiepunt bij gekomen. Kies ook wat daarmee gebeurt.")
        return render(request, "groups/stop.html", {"form": _stop_form(request, group), "group": group}, status=409)
    messages.success(request, "De groep is gestopt. De leden krijgen bericht. Bedankt voor wat jullie deden.")
    return redirect(group)


def _stop_form(request, group):
    members = group.memberships.current().select_related("person")
    groups = Group.objects.active().exclude(pk=group.pk).order_by("name")
    return bind(StopForm, request, actions=group.open_actions(), members=members, groups=groups)


def _own_themes(user):
    """The themes for which this person may start a werkgroep."""
    return list(Theme.objects.all()) if user.is_administrator else [seat.theme for seat in user.seats]


def _own_issues(user):
    """The vraagstukken for which this person may start a werkgroep."""
    if not Issue.opened_by(user):
        return []
    unanswered = Issue.objects.unanswered().select_related("taken_up_by", "group")[:OWN_PROJECTS]
    return [issue for issue in unanswered if Group.startable_from(issue, user)]


def _own_projects(user):
    """The projects for which this person may start a group."""
    roles = [Participation.Role.INITIATOR, Participation.Role.LEADER]
    own = Participation.objects.current().filter(project=OuterRef("pk"), person=user.person, role__in=roles)
    projects = Project.objects.published().filter(status__in=OPEN_TO_HELP).select_related("theme")
    mine = projects.filter(Exists(own)) | projects.guided_by(user) if user.seats else projects.filter(Exists(own))
    return mine.order_by("title")[:OWN_PROJECTS]
