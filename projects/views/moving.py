"""One page with every move a project can make now: begin, pause, complete, stop, merge, another leader."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core import dates
from core.forms import sent
from projects.forms.moving import MoveForm
from projects.models import InvalidTransition
from projects.models.states import LED
from projects.moves import MOVES, possible_moves
from projects.views.finding import project_of
from projects.views.late import too_late

TYPED = ["reason", "result", "caretaker"]

SAID = {
    "start": "Het project is begonnen. Veel plezier!",
    "resume": "Het project gaat weer verder.",
    "complete": "Het project is afgerond. Mooi werk!",
    "continue": "Het project blijft bestaan.",
    "pause": "Het project ligt stil. Tot die dag krijg je geen herinneringen.",
    "leader": "Het project heeft een nieuwe trekker.",
    "step_down": "Je trekt dit project niet meer. Bedankt voor wat je deed.",
    "turn_back": "Het is teruggedraaid. De trekker leest waarom.",
    "merge": "De projecten zijn samen. Wie meedeed of volgde, is meegekomen.",
    "stop": "Het project is gestopt.",
    "reopen": "Het project is weer in voorbereiding.",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_project(request, slug):
    project = project_of(request, slug)
    project.require(project.is_guided_by_in_public(request.user) or project.is_led_by(request.user))
    if chosen := MOVES.get(request.POST.get("move")):
        project.require(chosen.allowed_to(request.user, project))
        if project.status not in chosen.sources:
            return too_late(request, project, InvalidTransition(project), typed=TYPED)
    form, context = _form(request, project)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["move"] == "merge" and not ("sure" in request.POST and form.is_clear):
            return render(request, "projects/move_merge.html", context)
        return _carry_out(request, project, form)
    return render(request, "projects/move.html", context)


def _form(request, project):
    candidates, arrow = list(project.leader_candidates()), project.arrow_to_turn_back()
    leader = project.leader
    moves = possible_moves(project, request.user, leader=leader, candidates=candidates, arrow=arrow)
    data = sent(request)
    form = MoveForm(data, project=project, user=request.user, moves=moves, candidates=candidates, arrow=arrow)
    is_led = project.status in LED
    return form, {
        "project": project, "form": form, "moves": moves, "leader": leader, "arrow": arrow, "is_led": is_led,
        "planned": project.activities.planned().order_by("starts_at"), "promised": project.pledges.unsettled().count(),
    }  # fmt: skip


def _carry_out(request, project, form):
    try:
        form.carry_out(by=request.user.person)
    except InvalidTransition as late:
        return too_late(request, project, late, typed=TYPED)
    messages.success(request, SAID[form.cleaned_data["move"]])
    _say_what_goes_on(request, project)
    return redirect(form.cleaned_data["other"] if form.cleaned_data["move"] == "merge" else project)


def _say_what_goes_on(request, project):
    """Of a project that lies still from now on: what is in the calendar in that time."""
    during = project.planned_in_pause()
    if during:
        what = ", ".join(f"‘{one.title}’ ({dates.day(one.starts_at)})" for one in during)
        messages.warning(request, f"Dit valt in de pauze en gaat gewoon door: {what}. Gaat het niet door? Zeg het af.")
