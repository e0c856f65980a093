"""Propose a project: its first question, or all of it in one go; for a visitor a code by mail before it is public."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from core.form_keys import SENT_ALREADY, create_once
from core.forms import own_scope, sender, sent
from projects.forms.propose import FULL, ProposeForm, VisitorProposeForm
from projects.forms.steps import OF_THE_IDEA, FirstQuestion
from projects.models import InvalidTransition, Project, Signpost, Status
from projects.steps import Way
from projects.views.finding import project_of
from projects.views.steps import (
    KEEPING,
    KEPT,
    WAITING,
    begin,
    drafts_of,
    held_by,
    limit_proposing,
    masked,
    wait_for_code,
)

GOING_ON = 3  # drafts that one is reminded of


@require_http_methods(["GET", "HEAD", "POST"])
def propose_project(request):
    """The first question, and where all of them may be sent together (button `send` or `save`)."""
    if request.method == "POST" and not ("next" in request.POST and not {"send", "save"} & request.POST.keys()):
        return _propose_whole(request)
    form = FirstQuestion(sent(request), scope=own_scope(request))
    if form.is_bound and form.is_valid():
        return begin(request, form)
    context = {
        "form": form,
        "count": len(OF_THE_IDEA) + request.user.is_anonymous,
        "drafts": _begun(request).order_by("-created_at")[:GOING_ON] if _may_have_begun(request) else [],
        "signposts": Signpost.objects.all(),
        "similar": Project.objects.similar_to(form["title"].value() or "") if form.is_bound else [],
    }
    return render(request, "projects/propose.html", context)


@require_safe
def propose_whole(request):
    """All questions on one page."""
    return _ask_whole(request, _whole_form(request))


def _propose_whole(request):
    form = _whole_form(request, request.POST, request.FILES)
    return _keep(request, form) if form.is_valid() else _ask_whole(request, form)


def _whole_form(request, *sent):
    form_class = ProposeForm if request.user.is_authenticated else VisitorProposeForm
    return form_class(*sent, scope=f"{reverse('projects:propose')} {sender(request)}")


def _ask_whole(request, form):
    similar = Project.objects.similar_to(form["title"].value() or "") if form.is_bound else []
    context = {"form": form, "similar": similar, "signposts": Signpost.objects.all()}
    return render(request, "projects/propose_whole.html", context)


def _may_have_begun(request):
    return request.user.is_authenticated or held_by(request)


def _begun(request):
    """Without what anybody may have typed with this address: that waits at what is mine, and says nothing there."""
    drafts = drafts_of(request)
    if request.user.is_anonymous:
        return drafts
    return drafts.exclude(pk__in=Project.objects.typed_with(request.user.email).values("pk"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_proposal(request):
    """The code was right: one look at what was typed, and one press to send it. To keep it, the code was enough."""
    project = Project.objects.filter(pk=request.session.get(WAITING), status=Status.DRAFT).first()
    if project is None:
        return redirect("projects:propose")
    typed = project.initiator
    if typed is None:
        return redirect("projects:propose")
    if typed.user_id not in (None, request.user.pk) or typed.address_on_file != request.user.email:
        context = {"project": project, "address": masked(typed.address_on_file)}
        return render(request, "projects/confirm_other.html", context, status=403)
    if request.method == "POST" or request.session.get(KEEPING):
        return _claim(request, project)
    return render(request, "projects/confirm.html", {"project": project, "way": Way(project, is_visitor=False)})


@login_required
@require_safe
def proposed_project(request, slug):
    """What happens now, when, and whom to call."""
    project = project_of(request, slug)
    project.require(project.is_own_of(request.user))
    if project.status != Status.PROPOSED:
        return redirect(project)
    theme = project.answering_theme
    voices = dict(theme.seats.current().values_list("person", "voice")) if theme else {}
    answering = [(person, voices.get(person.pk)) for person in project.responsible_people()]
    return render(request, "projects/proposed.html", {"project": project, "answering": answering})


def _keep(request, form):
    limit_proposing(request)
    if request.user.is_anonymous:
        return _keep_for_visitor(request, form)
    by = request.user.person
    project, is_new = create_once(
        Project.objects.of_initiator(by), _key(request, form), lambda: _create(request, form, by=by)
    )
    if not is_new:
        messages.success(request, SENT_ALREADY)
    return redirect(project) if project.status == Status.DRAFT else redirect("projects:proposed", project.slug)


def _keep_for_visitor(request, form):
    typed = {name: form.cleaned_data[name] for name in ("name", "email", "phone")}
    key = _key(request, form)
    if Project.objects.exclude(form_key=key).is_full_for(typed["email"]):
        form.add_error("email", FULL)
        return _ask_whole(request, form)
    project, _ = create_once(
        Project.objects.filter(status=Status.DRAFT),
        key,
        lambda: _create(request, form, by=Person.objects.create(**typed), propose=False),
    )
    return wait_for_code(request, project, **typed)


def _create(request, form, *, by, propose=True):
    fields = form.idea | {name: form.cleaned_data[name] for name in ("photos", "other_themes")}
    project = Project.objects.draft(by=by, form_key=_key(request, form), **fields)
    if propose and not form.is_draft:
        project.propose(by=by)
    return project


def _key(request, form):
    """Two identical sends of one person have one key; who changes a word after going back sends another thing."""
    cleaned = form.cleaned_data
    who = request.user.pk or cleaned["email"]
    what = "\n".join([str(who), str(form.is_draft), cleaned["title"], cleaned["summary"], cleaned["description"]])
    return uuid.uuid5(cleaned["form_key"], what)


def _claim(request, project):
    try:
        with transaction.atomic():
            project.claim(by=request.user.person)
            if request.method == "POST" and "save" not in request.POST:
                project.propose(by=request.user.person)
    except InvalidTransition as late:
        return _not_sent(request, late)
    del request.session[WAITING]
    if project.status == Status.DRAFT:
        messages.success(request, KEPT)
    return redirect(project) if project.status == Status.DRAFT else redirect("projects:proposed", project.slug)


def _not_sent(request, late):
    """Half an idea stays a draft, in a sentence; what another window sent or threw away is shown there."""
    if not late.project.is_draft:
        return redirect("projects:proposed", late.project.slug)
    messages.warning(request, str(late))
    return redirect("projects:confirm")
