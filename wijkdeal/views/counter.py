"""The counter of the Wijkdealwerkplaats: write down for somebody, and see whom to call."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Person
from communication.models import Enquiry, OutreachTask
from core.dates import short_day
from core.form_keys import SENT_ALREADY, create_once, say_done
from core.forms import own_scope, sent
from core.limits import limited
from groups.models import Issue
from projects.models import Project, Question
from themes.forms import CardsForm
from themes.models import OutOfPhase, Phase, Wish
from themes.views.rounds import going_or_none, in_phase, to_round
from wijkdeal import outreach, receipts
from wijkdeal.forms import (
    CounterActivityForm,
    CounterComingForm,
    CounterForm,
    CounterHelpForm,
    CounterIssueForm,
    CounterJoinForm,
    CounterProjectForm,
    CounterProjectQuestionForm,
    CounterQuestionForm,
    CounterWishForm,
)

SHOWN = 20


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request):
    """The form, the last receipts and the bellijst."""
    require_counter(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CounterForm(*sent, scope=own_scope(request), by=request.user.person)
    if form.is_bound and form.is_valid():
        project, is_new = create_once(
            _entered(), form.cleaned_data["form_key"], lambda: form.propose(entered_by=request.user)
        )
        if not is_new:
            messages.success(request, SENT_ALREADY)
        return redirect("counter_receipt", project.short_code)
    context = {
        "form": form,
        **(outreach.bellijst() if request.user.is_counter else {}),
        "entered": _entered().order_by("-created_at")[:SHOWN],
    }
    return render(request, "wijkdeal/counter.html", context)


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_join(request):
    """Somebody takes part in a project, and is told of by who pulls it."""
    require_counter(request.user)
    form = CounterJoinForm(sent(request), by=request.user.person)
    if form.is_bound and form.is_valid() and form.join():
        who, project = form.cleaned_data["name"], form.cleaned_data["project"]
        messages.success(request, f"{who} doet mee met ‘{project}’. Wie het trekt, krijgt bericht.")
        return redirect("counter_join")
    return render(request, "wijkdeal/counter_join.html", {"form": form})


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_help(request):
    """First a project, in the address; then who offers what of all that it asked for."""
    require_counter(request.user)
    which = CounterProjectForm(request.GET if "project" in request.GET else None)
    if not (which.is_bound and which.is_valid()):
        return render(request, "wijkdeal/counter_help.html", {"form": which})
    project = which.cleaned_data["project"]
    form = CounterHelpForm(sent(request), project=project, by=request.user.person)
    if form.is_bound and form.is_valid() and (offer := form.offer()):
        who, what = form.cleaned_data["name"], form.cleaned_data["wanted"]
        messages.success(request, f"{who} biedt hulp aan: {what}. De mensen van ‘{project}’ krijgen bericht.")
        return redirect(receipts.address_of(offer))
    return render(request, "wijkdeal/counter_help.html", {"form": form, "project": project})


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_project_question(request):
    """A question under a project; its answer comes back by mail or on the bellijst."""
    require_counter(request.user)
    form = CounterProjectQuestionForm(sent(request), scope=own_scope(request), by=request.user.person)
    if form.is_bound and form.is_valid():
        question, is_new = create_once(Question.objects, form.cleaned_data["form_key"], form.ask)
        if question:
            done = f"De mensen van ‘{question.project}’ hebben de vraag."
            say_done(request, done, is_new=is_new)
            return redirect(receipts.address_of(question))
    return render(request, "wijkdeal/counter_project_question.html", {"form": form})


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_issue(request):
    """A vraagstuk; what becomes of it comes by mail or on the bellijst."""
    require_counter(request.user)
    form = CounterIssueForm(sent(request), scope=own_scope(request), by=request.user.person)
    if form.is_bound and form.is_valid():
        issue, is_new = create_once(Issue.objects, form.cleaned_data["form_key"], form.bring_in)
        if issue:
            hears = "krijgt een mail" if issue.raised_by.address_on_file else "hoort het via de bellijst"
            done = f"De voorzitter van de koplopers kijkt ernaar. {issue.raised_by.name} {hears}."
            say_done(request, done, is_new=is_new)
            return redirect("counter_issue")
    return render(request, "wijkdeal/counter_issue.html", {"form": form})


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_coming(request):
    """Whether somebody without mail comes to a meeting of the own group; `?wie=` is whom one speaks."""
    require_balie(request.user)
    form = CounterComingForm(sent(request), by=request.user.person, whom=request.GET.get("wie", ""))
    if form.is_bound and form.is_valid() and form.note():
        asked = form.cleaned_data["asked"]
        messages.success(request, f"Opgeschreven voor {asked.person.name}: {asked.what}.")
        return redirect("counter_coming")
    return render(request, "wijkdeal/counter_coming.html", {"form": form})


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_activity(request):
    """Somebody comes to an activity of a project."""
    require_counter(request.user)
    form = CounterActivityForm(sent(request), by=request.user.person)
    if form.is_bound and form.is_valid() and (coming := form.come()):
        messages.success(request, f"{form.cleaned_data['name']} komt naar ‘{coming.activity}’.")
        return redirect(receipts.address_of(coming))
    return render(request, "wijkdeal/counter_activity.html", {"form": form})


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_question(request):
    """A question for a group, a duo or the team; its answer comes back by mail or on the bellijst."""
    require_counter(request.user)
    form = CounterQuestionForm(sent(request), scope=own_scope(request), by=request.user.person)
    if form.is_bound and form.is_valid():
        enquiry, is_new = create_once(Enquiry.objects, form.cleaned_data["form_key"], form.ask)
        done = f"De vraag ligt bij: {enquiry.recipient}. Antwoord uiterlijk {short_day(enquiry.answer_due)}."
        say_done(request, done, is_new=is_new)
        return redirect(receipts.address_of(enquiry))
    return render(request, "wijkdeal/counter_question.html", {"form": form})


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_wish(request):
    """A wish for the next agenda, of somebody who stands there or calls."""
    require_counter(request.user)
    agenda_round = going_or_none()
    if not in_phase(agenda_round, Phase.COLLECT):
        return to_round(request, agenda_round, typed=["text"])
    form = CounterWishForm(sent(request), scope=own_scope(request), by=request.user.person)
    if form.is_bound and form.is_valid():
        try:
            _, is_new = create_once(agenda_round.wishes, form.cleaned_data["form_key"], lambda: form.give(agenda_round))
        except OutOfPhase:
            return to_round(request, agenda_round, typed=["text"])
        done = f"De wens van {form.cleaned_data['name']} staat erbij."
        say_done(request, done, is_new=is_new)
        return redirect("counter_wish")
    return render(request, "wijkdeal/counter_wish.html", {"form": form, "round": agenda_round})


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_cards(request):
    """The cards of a meeting, typed one after another."""
    require_counter(request.user)
    agenda_round = going_or_none()
    if not in_phase(agenda_round, Phase.COLLECT):
        return to_round(request, agenda_round, typed=["cards"])
    form = CardsForm(sent(request), scope=own_scope(request))
    if form.is_bound and form.is_valid():
        cleaned = form.cleaned_data
        try:
            number = Wish.make_many(agenda_round, cleaned["cards"], theme=cleaned["theme"], key=cleaned["form_key"])
        except OutOfPhase:
            return to_round(request, agenda_round, typed=["cards"])
        said = f"Bijgezet: {number} {'wens' if number == 1 else 'wensen'}."
        messages.success(request, said if number else "Deze wensen stonden er al.")
        return redirect("counter_cards")
    return render(request, "wijkdeal/counter_cards.html", {"form": form, "round": agenda_round})


@login_required
@require_safe
def counter_receipt(request, code):
    """What somebody takes home: the code, the date, the telephone number."""
    require_counter(request.user)
    project = get_object_or_404(_entered().select_related("theme"), short_code=code)
    return render(request, "wijkdeal/counter_receipt.html", {"receipt": receipts.of_project(project)})


@login_required
@require_safe
def counter_receipt_of(request, token):
    """Of whatever else was written down today."""
    require_counter(request.user)
    if not (receipt := receipts.find(token)):
        raise Http404
    return render(request, "wijkdeal/counter_receipt.html", {"receipt": receipt})


@login_required
@require_POST
def tick_off(request, person_id):
    """The tasks that were on the page, or with `back` the other way."""
    require_balie(request.user)
    person = get_object_or_404(Person.objects.filter(outreach_tasks__isnull=False).distinct(), pk=person_id)
    tasks = [int(pk) for pk in request.POST.getlist("task") if pk.isascii() and pk.isdecimal() and len(pk) < 10]
    if "back" in request.POST:
        if OutreachTask.put_back(person, tasks, by=request.user):
            messages.success(request, f"{person.name} staat weer op de lijst.")
        elif person.outreach_tasks.filter(pk__in=tasks, done_by=request.user).exists():
            messages.warning(request, f"Bellen is niet meer nodig: {person.name} gaf al antwoord, of het is al klaar.")
    elif OutreachTask.tick_off(person, tasks, by=request.user):
        messages.success(request, f"{person.name} weet het nu. Dankjewel.")
    elif person.outreach_tasks.told().filter(pk__in=tasks).exists():
        messages.warning(request, f"Een collega heeft {person.name} net al gesproken.")
    else:
        messages.warning(request, f"Dit is niet meer nodig. {person.name} gaf zelf antwoord, of het is al klaar.")
    return redirect("counter")


def may_use_counter(user):
    """The balie; a duo and the communicatieteam write down for others too (design.md, Roles)."""
    return user.is_counter or user.is_facilitator or user.is_communicatieteam


def require_balie(user):
    """Who works the bellijst reads telephone numbers: the balie alone (design.md, Roles)."""
    if not user.is_counter:
        raise PermissionDenied


def require_counter(user):
    if not may_use_counter(user):
        raise PermissionDenied


def _entered():
    return Project.objects.including_merged().exclude(source=Project.Source.ONLINE)
