"""The page of one project, and the short address that leads there from posters."""

from django.conf import settings
from django.db.models import Exists
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import Person, Seen
from core.kept_pages import kept
from core.pagination import DEEPEST_ROW, page_number, page_of
from projects import structured, voice_chart
from projects.models import Project, ProjectFollow, Status
from projects.moves import MOVES
from projects.project_page import ProjectPage
from projects.timeline import mark_changeable, timeline_page
from themes.models import ThemeFollow

VOICES_A_PAGE = 50
WAITING = 20  # questions to look at first


@kept("pagina")
@require_safe
def project_detail(request, slug):
    project = get_object_or_404(Project.with_page_data().visible_to(request.user), slug=slug)
    if project.merged_into_id:
        return redirect(project.goes_on_as, permanent=True)
    if project.status == Status.DRAFT:
        return render(request, "projects/draft.html", {"project": project, "page": ProjectPage(project)})
    if page_number(request.GET.get("pagina"), DEEPEST_ROW) > 1:
        older = timeline_page(project, request.GET["pagina"])
        if older.number > 1:
            return _older(request, project, older)
    may = _rights(project, request.user) if request.user.is_authenticated else {}
    if may.get("follows") or may.get("hears"):  # and reads here what there was to tell
        Seen.note(request.user.person, project)
    page = ProjectPage(project)
    if may:
        mark_changeable(page.moments, project, request.user)
    minds = project.is_minded_by(request.user)
    context = {
        "project": project,
        "page": page,
        "address": settings.SITE_URL + project.get_absolute_url(),
        "structured": structured.of_project(project),
        "may": may,
        "waiting": project.questions.waiting().select_related("asker")[:WAITING] if may.get("own") else [],
        "minds": minds,
        "has_hidden": (minds or may.get("own")) and project.has_hidden_things(),
    }
    return render(request, "projects/detail.html", context)


@kept("pagina")
@require_safe
def project_voices(request, slug):
    """What the duo and the leader said of how it goes, from the beginning; the note of the duo is never here."""
    project = get_object_or_404(Project.objects.visible_to(request.user).select_related("theme"), slug=slug)
    if project.is_draft:
        raise Http404
    if project.merged_into_id:
        return redirect(project.goes_on_as)
    checks = project.checks.select_related("person").defer("private_note")
    page = page_of(checks, request.GET.get("pagina"), VOICES_A_PAGE)
    context = {
        "project": project,
        "page": page,
        "lanes": voice_chart.lanes(checks, ended=project.ended_at),
        "legend": voice_chart.LEGEND,
    }
    return render(request, "projects/voices.html", context)


@require_safe
def short_address(request, code):
    """From a poster: any case, with spaces; a merged project leads on."""
    project = Project.objects.visible_to(request.user).of_code(code)
    if project is None:
        raise Http404
    return redirect(project)


def _older(request, project, page):
    """What happened before what stands on the project's own page."""
    may_hide = request.user.is_authenticated and project.hideable_by(request.user)
    mark_changeable(page.items, project, request.user)
    return render(request, "projects/older.html", {"project": project, "page": page, "may_hide": may_hide})


def _rights(project, user):
    """What the signed-in reader may do here, for the buttons; the views ask again."""
    roles = project.roles_of(user)
    return {
        "own": project.is_run_by(user),
        "answer": project.answerable_by(user),
        "advise": project.advised_on_by(user),
        "clarify": project.clarifiable_by(user),
        "clarify_own": project.is_own_of(user),
        "withdraw": project.withdrawable_by(user),
        "update": project.updatable_by(user),
        "account": project.accountable_by(user),
        "check": project.checkable_by(user),
        "edit": project.editable_by(user),
        "move": any(project.status in move.sources and move.allowed_to(user, project) for move in MOVES.values()),
        "ask_support": project.asks_support_by(user),
        "split": project.splittable_by(user),
        "look_back": project.looked_back_by(user),
        "hide": project.hideable_by(user),
        "helps": "helper" in roles,
        **_following(project, user.person),
    }


def _following(project, person):
    """Whether this reader follows it, and hears of it with its theme."""
    follows = Exists(ProjectFollow.objects.filter(project=project, person=person))
    hears = Exists(ThemeFollow.objects.filter(theme=project.theme_id, person=person))
    return Person.objects.filter(pk=person.pk).values(follows=follows, hears=hears).get()
