"""Offer to sit in the koplopersgroep or on a vacant seat of a duo, and answer who did."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import unconfirmed
from core.dates import day
from core.form_keys import create_once
from core.limits import limited
from groups.forms.applications import AnswerForm, ApplyForm, VisitorApplyForm
from groups.models import Application, Group, SeatTaken
from groups.views.finding import bind, group_of, scope
from themes.models import Facilitator, Theme, Voice

HALVES = {"bewoner": Voice.RESIDENT, "professional": Voice.PROFESSIONAL}
APPLYING = "offering_oneself"
SHOWN_ANSWERED = 30
LATE = "Deze aanmelding is er niet meer. Een ander was je net voor, of ze is ingetrokken."


@limited("apply", per="20/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def apply_for_group(request, slug):
    """For the koplopersgroep; of other groups one becomes a member."""
    group = group_of(slug)
    if not group.is_koplopersgroep:
        raise Http404
    if group.has_member(request.user):
        messages.info(request, "Je zit al in deze groep.")
        return redirect(group)
    return _apply(request, Application(group=group))


@limited("apply", per="20/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def apply_for_seat(request, slug, half):
    if half not in HALVES:
        raise Http404
    theme = get_object_or_404(Theme, slug=slug)
    if Facilitator.objects.current().filter(theme=theme, voice=HALVES[half]).exists():
        messages.warning(request, "Deze plek in het duo is niet meer vrij.")
        return redirect(theme)
    return _apply(request, Application(theme=theme, voice=HALVES[half]))


@login_required
@require_POST
def withdraw_application(request, application_id):
    application = get_object_or_404(Application.objects.about(), pk=application_id, person__user=request.user)
    if application.withdraw():
        messages.success(request, "Je aanmelding is ingetrokken.")
    else:
        messages.warning(request, "Je aanmelding heeft al een antwoord. Kijk bij ‘Wat ik vroeg’.")
    return redirect("mine")


@never_cache
@login_required
@require_safe
def application_list(request):
    """What the reader answers, what is late first."""
    asked = Application.objects.answerable_by(request.user).about()
    Group.require(Application.answered_by_user(request.user))
    done = asked.answered().order_by("-answered_at")[:SHOWN_ANSWERED]
    return render(request, "groups/applications.html", {"open": asked.open(), "answered": done})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_application(request, application_id):
    rows = Application.objects.answerable_by(request.user).about()
    application = get_object_or_404(rows, pk=application_id)
    form = bind(AnswerForm, request)
    if application.is_open and form.is_bound and form.is_valid():
        return _answer(request, application, form)
    if not application.is_open and form.is_bound:
        messages.warning(request, LATE)
    return render(request, "groups/application.html", {"application": application, "form": form})


def _apply(request, application):
    """`application`: a new one, of nobody yet."""
    for_group = application.group is not None
    if request.user.is_anonymous:
        form = bind(VisitorApplyForm, request, scope=request.path, for_group=for_group)
        if form.is_bound and form.is_valid():
            return unconfirmed.confirm(request, form, APPLYING, request.path, form.words)
        return _page(request, application, form)
    person = request.user.person
    target = {"group": application.group, "theme": application.theme, "voice": application.voice}
    earlier = Application.objects.open().filter(person=person, **target).first()
    kept = unconfirmed.kept(request, APPLYING, request.path)
    form = bind(ApplyForm, request, scope=scope(request), initial=kept or {}, for_group=for_group)
    if earlier or not form.is_bound or not form.is_valid():
        return _page(request, application, form, earlier=earlier, confirmed=kept is not None)
    fields = form.cleaned_data
    made, _ = create_once(
        Application.objects.all(), fields["form_key"], lambda: Application.make(person=person, **fields, **target)
    )
    unconfirmed.forget(request, APPLYING, request.path)
    messages.success(request, f"Fijn dat je je aanmeldt! Je krijgt uiterlijk {day(made.answer_due)} antwoord.")
    return redirect(made.place)


def _page(request, application, form, **context):
    return render(request, "groups/apply.html", {"application": application, "form": form} | context)


def _answer(request, application, form):
    by, text = request.user.person, form.cleaned_data["text"]
    try:
        changed = application.accept(by=by, answer=text) if form.is_welcome else application.decline(by=by, answer=text)
    except SeatTaken:
        messages.warning(request, "Deze plek is net aan iemand anders gegeven. Antwoord met ‘Nu niet’.")
        return redirect("groups:application", application.pk)
    if changed:
        messages.success(request, f"{application.person.public_name} krijgt bericht met je antwoord.")
    else:
        messages.warning(request, LATE)
    return redirect("groups:applications")
