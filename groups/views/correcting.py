"""What was agreed and written down wrongly: put right by chair or secretary, until the minutes are adopted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from groups.forms.agreements import CorrectActionForm, CorrectDecisionForm
from groups.models import Conflict, Decision, InvalidTransition, Step
from groups.views.finding import bind, say_gone, say_late, say_why_not, steered_meeting

OF_DECISION = ("text", "how", "votes_for", "votes_against", "abstentions", "look_again_on", "members_only", "version")
OF_ACTION = ("text", "due", "members_only", "version")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_decision(request, slug, meeting_id, decision_id):
    meeting, decision = _decision(request, slug, meeting_id, decision_id)
    initial = {name: getattr(decision, name) for name in OF_DECISION} | {"replaces": decision.replaces_id}
    earlier = Q(replaced_by=None, pk__lt=decision.pk)  # two never replace each other
    others = Decision.objects.filter(earlier | Q(pk=decision.replaces_id), meeting__group=meeting.group)
    others = others.order_by("-pk")
    form = bind(CorrectDecisionForm, request, meeting=meeting, decisions=others, initial=initial)
    context = {"form": form, "meeting": meeting, "group": meeting.group, "decision": decision}
    return _corrected(request, decision, decision.correct, context, "groups/decision_edit.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_action(request, slug, meeting_id, action_id):
    meeting = steered_meeting(request, slug, meeting_id)
    action = get_object_or_404(meeting.actions.select_related("person"), pk=action_id)
    action.meeting = meeting
    form = bind(
        CorrectActionForm, request, meeting=meeting, initial={name: getattr(action, name) for name in OF_ACTION}
    )
    context = {"form": form, "meeting": meeting, "group": meeting.group, "action": action}

    def correct(**fields):
        action.correct(by=request.user.person, **fields)

    return _corrected(request, action, correct, context, "groups/action_edit.html")


@login_required
@require_POST
def remove_decision(request, slug, meeting_id, decision_id):
    if not Decision.objects.filter(pk=decision_id).exists():
        return say_gone(request, steered_meeting(request, slug, meeting_id))
    meeting, decision = _decision(request, slug, meeting_id, decision_id)
    try:
        decision.take_back()
    except InvalidTransition as late:
        messages.warning(request, str(late))
    else:
        messages.success(request, "Het besluit is weg.")
    return redirect(f"{meeting.get_absolute_url()}#besluiten")


def _decision(request, slug, meeting_id, decision_id):
    meeting = steered_meeting(request, slug, meeting_id)
    decision = get_object_or_404(meeting.decisions, pk=decision_id)
    decision.meeting = meeting
    return meeting, decision


def _corrected(request, row, correct, context, template):
    """Saved; whoever was second reads what stands there now beside the own text."""
    meeting, form = context["meeting"], context["form"]
    if not meeting.may(Step.AGREE):
        return say_why_not(request, meeting, Step.AGREE)
    if not form.is_bound or not form.is_valid():
        return render(request, template, context)
    try:
        correct(**form.cleaned_data)
    except InvalidTransition as late:
        return say_late(request, meeting, late)
    except Conflict:
        row = get_object_or_404(type(row), pk=row.pk)
        form.reread(row)
        return render(request, template, context | {"conflict": True, "now": row}, status=409)
    messages.success(request, "Je wijziging is bewaard.")
    return redirect(meeting)
