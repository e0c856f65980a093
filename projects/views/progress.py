"""Messages, checks and milestones of a project."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from core.form_keys import create_once, say_done
from core.forms import own_scope, sent
from core.own_address import own_address
from projects.forms.progress import CheckForm, MilestoneForm, UpdateForm
from projects.models import InvalidTransition, Milestone, Photo, ProgressCheck, Signal, Status, Update
from projects.models.states import EDITABLE, WATCHED
from projects.views.finding import project_of
from projects.views.late import too_late

POSTED = "Je bericht staat erop. Bedankt!"
POSTED_OUT_OF_SIGHT = "Je bericht is bewaard. Zolang het project verborgen is, ziet niemand het. Bedankt!"
PRESSED = {
    None: "‘{title}’ loopt nog. Dankjewel!",
    Signal.ON_TRACK: "‘{title}’ is op koers. Dankjewel!",
    Signal.NEEDS_ATTENTION: '‘{title}’ heeft aandacht nodig. <a href="{check}">Schrijf erbij wat je ziet</a>.',
    Signal.STUCK: '‘{title}’ loopt vast. <a href="{check}">Schrijf erbij waarop</a>.',
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def post_update(request, slug):
    project = project_of(request, slug)
    project.require(project.is_run_by(request.user))
    if not project.updatable_by(request.user):
        return _too_late(request, project, ["title", "text"])
    form = UpdateForm(sent(request), request.FILES or None, scope=own_scope(request))
    if form.is_bound and form.is_valid():
        try:
            _, is_new = _keep_update(project, form.cleaned_data, by=request.user.person)
        except InvalidTransition as late:
            return too_late(request, project, late, typed=["title", "text"])
        posted = POSTED if project.hidden_at is None else POSTED_OUT_OF_SIGHT
        say_done(request, posted, is_new=is_new)
        return redirect(project)
    return render(request, "projects/update.html", {"project": project, "form": form, **_links(project, request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_project(request, slug):
    project, voice = _voiced(request, slug)
    if project.status not in WATCHED:
        return _too_late(request, project, ["note", "private_note"])
    for_duo = voice != ProgressCheck.Voice.LEADER
    data = sent(request)
    form = CheckForm(data, for_duo=for_duo, scope=own_scope(request))
    if form.is_bound and form.is_valid():
        try:
            _keep_check(project, form.cleaned_data, by=request.user.person, voice=voice)
        except InvalidTransition as late:
            return too_late(request, project, late, typed=["note", "private_note"])
        messages.success(request, "Dankjewel, je blik staat erbij.")
        return _back(request, project)
    context = {"project": project, "form": form, "for_duo": for_duo, **_earlier(project, voice, for_duo=for_duo)}
    return render(request, "projects/check.html", context)


@login_required
@require_POST
def press_signal(request, slug):
    """How it goes, in one press; without `signal` nothing changed."""
    project, voice = _voiced(request, slug)
    if project.status not in WATCHED:
        return _too_late(request, project)
    signal = request.POST.get("signal")
    if signal is not None and signal not in Signal.values:
        raise BadRequest
    try:
        check = ProgressCheck.press(project, by=request.user.person, voice=voice, signal=signal)
    except InvalidTransition as late:
        return too_late(request, project, late)
    words = PRESSED[None if signal is None and check.signal == Signal.ON_TRACK else check.signal]
    more = reverse("projects:check", args=[project.slug])
    messages.success(request, format_html(words, title=project.title, check=more))
    return _back(request, project)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def milestones(request, slug):
    project = project_of(request, slug)
    project.require(project.is_run_by(request.user))
    if not project.updatable_by(request.user):
        return _too_late(request, project, ["title"])
    form = MilestoneForm(sent(request))
    if form.is_bound and form.is_valid():
        Milestone.add(project, **form.cleaned_data)
        messages.success(request, "De mijlpaal staat erbij.")
        return redirect("projects:milestones", project.slug)
    context = {"project": project, "form": form, "steps": project.milestones.all()}
    return render(request, "projects/milestones.html", context)


@login_required
@require_POST
def reach_milestone(request, slug, milestone_id):
    """The button `not_yet` takes it back."""
    project = project_of(request, slug)
    project.require(project.is_run_by(request.user))
    milestone = get_object_or_404(project.milestones, pk=milestone_id)
    if not project.updatable_by(request.user):
        return _too_late(request, project)
    if "not_yet" in request.POST:
        milestone.take_back()
        messages.success(request, f"‘{milestone.title}’ is nog niet gehaald.")
    else:
        milestone.reach()
        messages.success(request, f"Gehaald: {milestone.title}. Mooi!")
    return redirect("projects:milestones", project.slug)


def _voiced(request, slug):
    """(the project, the voice of who asks); 403 for who has none."""
    project = project_of(request, slug)
    voice = project.voice_of(request.user)
    project.require(voice is not None and project.status != Status.DRAFT)
    return project, voice


def _keep_update(project, cleaned, *, by):
    key = cleaned["form_key"]

    def create():
        with transaction.atomic():
            told = {"title": cleaned["title"], "text": cleaned["text"]}
            pair = cleaned["before_and_after"]
            post = Update.post(project, by=by, form_key=key, is_before_and_after=pair, **told)
            Photo.add_all(project, cleaned["photos"], by=by, update_post=post)
        return post

    return create_once(project.updates, key, create)


def _keep_check(project, cleaned, *, by, voice):
    words = {name: cleaned[name] for name in ("signal", "note", "progress", "form_key")}
    private = cleaned.get("private_note", "")
    give = ProgressCheck.give
    create_once(
        project.checks, cleaned["form_key"], lambda: give(project, by=by, voice=voice, private_note=private, **words)
    )


def _earlier(project, voice, *, for_duo):
    """What this voice said before, and the notes that only the duo reads."""
    checks = project.checks.filter(voice=voice).select_related("person")
    own, said = checks.first(), checks.of_own().first()
    notes = project.checks.exclude(private_note="").select_related("person")[:5] if for_duo else []
    return {"own": own, "said": said if said and own.repeats(said) else None, "notes": notes}


def _links(project, user):
    return {"may_check": project.checkable_by(user), "may_move": project.drivable_by(user) or project.closable_by(user)}


def _back(request, project):
    """To the page of ours that the button stood on, else to the project."""
    return redirect(own_address(request.POST.get("next", "")) or project)


def _too_late(request, project, typed=()):
    words = InvalidTransition(project) if project.status not in EDITABLE else "Dit kan nu niet bij dit project."
    return too_late(request, project, words, typed=typed)
