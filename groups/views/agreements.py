"""What was agreed at a meeting: decisions, and who does what."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Person
from core.form_keys import create_once
from core.own_address import own_address
from groups.forms.agreements import ActionForm, DecisionForm, DropForm, PutOffForm
from groups.models import ActionPoint, Decision, InvalidTransition, Step
from groups.views.finding import bind, group_of, say_why_not, scope, steered_meeting


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_decision(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    decisions = Decision.objects.in_force().filter(meeting__group=meeting.group).order_by("-pk")
    form = bind(DecisionForm, request, meeting=meeting, decisions=decisions, scope=scope(request))
    return _write_down(request, meeting, form, Decision, "groups/decision.html", "Het besluit staat erbij.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_action(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    people = Person.objects.filter(memberships__in=meeting.group.memberships.current()).order_by("name")
    form = bind(ActionForm, request, meeting=meeting, people=people, scope=scope(request))
    return _write_down(request, meeting, form, ActionPoint, "groups/action.html", "Het actiepunt staat erbij.")


@login_required
@require_POST
def tick_action(request, slug, action_id):
    action = _own_action(request, slug, action_id)
    if action.is_open:
        action.tick_off()
        messages.success(request, f"Gedaan: {action.text}")
    return _back(request, action)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def put_off_action(request, slug, action_id):
    action = _own_action(request, slug, action_id)
    form = bind(PutOffForm, request, initial={"due": action.due})
    if not form.is_bound or not form.is_valid():
        return _page_of_action(request, action, form, "groups/action_put_off.html")
    return _tell(request, action, action.put_off(**form.cleaned_data), "Het actiepunt is verzet.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop_action(request, slug, action_id):
    action = _own_action(request, slug, action_id)
    form = bind(DropForm, request)
    if not form.is_bound or not form.is_valid():
        return _page_of_action(request, action, form, "groups/action_drop.html")
    return _tell(request, action, action.drop(**form.cleaned_data), "Het actiepunt is vervallen.")


def _write_down(request, meeting, form, model, template, done):
    if not meeting.may(Step.AGREE):
        return say_why_not(request, meeting, Step.AGREE)
    if not form.is_bound or not form.is_valid():
        return render(request, template, {"form": form, "meeting": meeting, "group": meeting.group})
    fields = form.cleaned_data
    rows = model.objects.filter(meeting=meeting)
    try:
        create_once(rows, fields["form_key"], lambda: model.write_down(meeting, **fields))
    except InvalidTransition as late:
        messages.warning(request, str(late))
    else:
        messages.success(request, done)
    return redirect(meeting)


def _own_action(request, slug, action_id):
    """The action point, for the one who does it and who steers the group."""
    rows = ActionPoint.objects.visible_to(request.user).select_related("meeting__group", "passed_to", "person__user")
    action = get_object_or_404(rows.of(group_of(slug)), pk=action_id)
    action.group.require_of(request.user, action.belongs_to(request.user))
    return action


def _page_of_action(request, action, form, template):
    if not action.is_open:
        return _tell(request, action, False, "")
    return render(request, template, {"form": form, "action": action, "group": action.group})


def _tell(request, action, changed, done):
    if changed:
        messages.success(request, done)
    else:
        messages.warning(request, "Dit actiepunt is al afgehandeld.")
    return _back(request, action)


def _back(request, action):
    """To the page it was ticked off on, else to the group (a doer who is no member may not see the meeting)."""
    return redirect(own_address(request.POST.get("next", "")) or action.group)
