"""The duo answers a proposal; its initiator explains or withdraws it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core.forms import sent
from core.limits import limited
from core.secret_pages import kept_secret
from projects.forms.answering import AdviseForm, AnswerForm, ClarifyForm, WithdrawForm
from projects.models import InvalidTransition, Project, ProjectEvent, Status
from projects.views.finding import project_of
from projects.views.late import too_late

SAID = {
    "take_up": "Jullie pakken het op. Wie het voorstelde hoort het.",
    "ask_clarification": "Je vraag is gesteld. Als er uitleg is, staat het voorstel weer in je lijst.",
    "move_to_theme": "Het duo van het andere thema geeft nu antwoord.",
    "refer": "Je antwoord is verstuurd.",
    "decline": "Je antwoord is verstuurd.",
}

SAID_BEFORE = (ProjectEvent.Kind.CLARIFICATION_ASKED, ProjectEvent.Kind.CLARIFIED, ProjectEvent.Kind.ADVISED)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_proposal(request, slug):
    project = project_of(request, slug)
    project.require(project.is_guided_by_in_public(request.user))
    if project.status != Status.PROPOSED:
        return too_late(request, project, InvalidTransition(project), typed=["reason"])
    form = AnswerForm(sent(request), project=project)
    if form.is_bound and request.POST.get("asked", _asked(project)) != _asked(project):
        form.add_error("answer", "Een ander van het duo stelde net een vraag. Lees die eerst en kies dan opnieuw.")
    if form.is_bound and form.is_valid():
        done = SAID[form.cleaned_data["answer"]]
        return _try(request, project, lambda: form.give(by=request.user.person), done, typed=["reason"])
    return render(request, "projects/answer.html", {"project": project, "form": form, **_about(project)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def clarify_proposal(request, slug):
    project = project_of(request, slug)
    is_own = project.is_own_of(request.user)
    project.require(is_own or project.is_spoken_for_by(request.user))
    if not project.clarifiable_by(request.user):
        return too_late(request, project, "Er staat nu geen vraag open.", typed=["answer"])
    speaker = None if is_own else project.initiator_without_account
    form = ClarifyForm(sent(request), on_behalf_of=speaker)
    if form.is_bound and form.is_valid():
        give = partial(project.clarify, by=request.user.person, on_behalf_of=speaker, **form.cleaned_data)
        return _try(request, project, give, "Dankjewel. Het duo is nu weer aan zet.", typed=["answer"])
    return render(request, "projects/clarify.html", {"project": project, "form": form, "speaker": speaker})


@limited("explaining", per="60/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def explain_proposal(request, token):
    """By the link in the mail, without signing in: opening it changes nothing, mail scanners do that too."""
    project, person = Project.of_explain_token(token) or (None, None)
    if project is None:
        raise Http404
    form = ClarifyForm(sent(request))
    if project.clarification_question and form.is_bound and form.is_valid():
        try:
            project.clarify(by=person, **form.cleaned_data)
            return kept_secret(redirect(request.path))
        except InvalidTransition:  # the page says what stands there instead, and keeps what was typed
            project.refresh_from_db()
    said = project.events.filter(kind=ProjectEvent.Kind.CLARIFIED).order_by("-at", "-id").first()
    context = {"project": project, "form": form, "person": person, "said": said}
    return kept_secret(render(request, "projects/explain.html", context))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def advise_on_proposal(request, slug):
    """The duo of another theme that it touches; the duo of its own theme answers."""
    project = project_of(request, slug)
    theme = project.advising_theme(request.user)
    project.require(theme is not None)
    if project.status != Status.PROPOSED:
        return too_late(request, project, InvalidTransition(project), typed=["advice"])
    form = AdviseForm(sent(request))
    if form.is_bound and form.is_valid():
        give = partial(project.advise, by=request.user.person, theme=theme, **form.cleaned_data)
        return _try(request, project, give, "Je advies staat op de pagina. Het duo leest het.", typed=["advice"])
    return render(request, "projects/advise.html", {"project": project, "form": form, "theme": theme})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_proposal(request, slug):
    project = project_of(request, slug)
    project.require("initiator" in project.roles_of(request.user))
    if project.status != Status.PROPOSED:
        return too_late(request, project, InvalidTransition(project), typed=["reason"])
    form = WithdrawForm(sent(request))
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = "Je idee is ingetrokken. Je kunt altijd iets nieuws voorstellen."
        return _try(
            request, project, lambda: project.withdraw(by=request.user.person, reason=reason), done, typed=["reason"]
        )
    return render(request, "projects/withdraw.html", {"project": project, "form": form})


def _about(project):
    people = project.participations.initiators().select_related("person")
    return {
        "initiators": [role.person for role in people],
        "photos": project.photos.out().exclude(sizes={})[:3],
        "said": project.events.filter(kind__in=SAID_BEFORE).select_related("actor", "person").order_by("at", "id"),
        "asked": _asked(project),
    }


def _asked(project):
    """Which question the page showed, for the other half of the duo that asks one meanwhile."""
    return project.clarification_asked_at.isoformat() if project.clarification_question else ""


def _try(request, project, act, done, *, typed):
    """Do it, or say that somebody else was first."""
    try:
        act()
    except InvalidTransition as late:
        return too_late(request, project, late, typed=typed)
    messages.success(request, done)
    return redirect(project)
