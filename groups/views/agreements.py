"""What was agreed at a meeting: decisions, and who does what."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Person
from core.dates import day
from core.form_keys import create_once, say_done
from core.forms import reread, sent
from core.own_address import own_address
from core.secret_pages import kept_secret
from groups.forms.agreements import ActionForm, DecisionForm, DropForm, GiveOnForm, PutOffForm
from groups.models import ActionPoint, Conflict, Decision, InvalidTransition, Step, Unchanged
from groups.views.finding import bind, group_of, say_late, say_why_not, scope, steered_meeting

HANDLED = "Dit actiepunt is al afgehandeld."
SAME_DAY = "Op deze dag staat het al: er verandert niets. Kies een andere dag."


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
    return _write_down(
        request, meeting, form, ActionPoint, "groups/action.html", "Het actiepunt staat erbij.", by=request.user.person
    )


@login_required
@require_POST
def tick_action(request, slug, action_id):
    action = _own_action(request, slug, action_id)
    if action.tick_off(by=request.user.person):
        messages.success(request, f"Gedaan: {action.text}")
    return _back(request, action)


@login_required
@require_POST
def claim_action(request, slug, action_id):
    """“Ik doe dit”, by a member of the group."""
    action = _seen_action(request, slug, action_id)
    action.group.require_of(request.user, action.group.has_member(request.user))
    if action.claim(by=request.user.person):
        messages.success(request, f"Fijn dat je dit doet: {action.text}")
    elif action.is_open:
        messages.warning(request, f"{action.person.public_name} was je net voor, en doet dit al.")
    else:
        messages.warning(request, HANDLED)
    return _back(request, action)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give_on_action(request, slug, action_id):
    """Somebody else of the group does it from now on; by who steers the group."""
    action = _seen_action(request, slug, action_id)
    action.group.require_of(request.user, action.group.steered_by(request.user))
    people = Person.objects.filter(memberships__in=action.group.memberships.current()).order_by("name")
    form = bind(GiveOnForm, request, people=people.exclude(pk=action.person_id))
    if not form.is_bound or not form.is_valid():
        return _page_of_action(request, action, form, "groups/action_give_on.html")
    person = form.cleaned_data["person"]
    done = f"{person.public_name} doet het nu, en krijgt bericht."
    return _tell(request, action, action.give_to(person, by=request.user.person), done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def put_off_action(request, slug, action_id):
    action = _own_action(request, slug, action_id)
    form = bind(PutOffForm, request, initial={"due": action.due, "seen": action.stands_for})
    if not form.is_bound or not form.is_valid():
        return _page_of_action(request, action, form, "groups/action_put_off.html")
    try:
        changed = action.put_off(by=request.user.person, **form.cleaned_data)
    except Unchanged:
        form.add_error("due", SAME_DAY)
        return _page_of_action(request, action, form, "groups/action_put_off.html")
    except Conflict:
        _say_it_was_put_off(action, form)
        return _page_of_action(request, action, form, "groups/action_put_off.html", status=409)
    return _tell(request, action, changed, "Het actiepunt is verzet.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop_action(request, slug, action_id):
    action = _own_action(request, slug, action_id)
    form = bind(DropForm, request)
    if not form.is_bound or not form.is_valid():
        return _page_of_action(request, action, form, "groups/action_drop.html")
    return _tell(
        request, action, action.drop(by=request.user.person, **form.cleaned_data), "Het actiepunt is vervallen."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_action(request, token):
    """From the mail, without signing in: opening it changes nothing, a press does."""
    rows = ActionPoint.objects.of_address(token).select_related("meeting__group", "passed_to", "person__user")
    action = get_object_or_404(rows)
    typed = sent(request)
    do = typed.get("do") if typed else ""
    initial = {"seen": action.stands_for}
    later = PutOffForm(typed if do == "later" else None, auto_id="id_later_%s", initial=initial)
    drop = DropForm(typed if do == "drop" else None, auto_id="id_drop_%s")
    if _said_how_it_stands(action, do, later, drop):
        return kept_secret(redirect(request.path))  # one made now would last longer
    wrong = next((form for form in (later, drop) if form.errors), None)
    context = {"action": action, "group": action.group, "later": later, "drop": drop, "form": wrong}
    return kept_secret(render(request, "groups/own_action.html", context))


def _said_how_it_stands(action, do, later, drop):
    """Whether something was pressed that says enough; what was handled meanwhile stays so, and the page says it."""
    by = action.person
    if do == "done":
        action.tick_off(by=by)
    elif do == "not_yet":
        action.reopen(by=by)
    elif do == "later" and later.is_valid():
        return _put_off(action, by, later)
    elif do == "drop" and drop.is_valid():
        action.drop(by=by, **drop.cleaned_data)
    else:
        return False
    return True


def _put_off(action, by, form):
    try:
        action.put_off(by=by, **form.cleaned_data)
    except Unchanged:
        form.add_error("due", SAME_DAY)
        return False
    except Conflict:
        _say_it_was_put_off(action, form)
        return False
    return True


def _write_down(request, meeting, form, model, template, done, **who):
    if not meeting.may(Step.AGREE):
        return say_why_not(request, meeting, Step.AGREE)
    if not form.is_bound or not form.is_valid():
        return render(request, template, {"form": form, "meeting": meeting, "group": meeting.group})
    fields = form.cleaned_data
    rows = model.objects.filter(meeting=meeting)
    try:
        _, is_new = create_once(rows, fields["form_key"], lambda: model.write_down(meeting, **who, **fields))
    except InvalidTransition as late:
        return say_late(request, meeting, late)
    say_done(request, done, is_new=is_new)
    return redirect(meeting)


def _seen_action(request, slug, action_id):
    """The action point, as far as one may see it."""
    rows = ActionPoint.objects.visible_to(request.user).select_related("meeting__group", "passed_to", "person__user")
    return get_object_or_404(rows.of(group_of(slug)), pk=action_id)


def _own_action(request, slug, action_id):
    """For the one who does it and who steers the group."""
    action = _seen_action(request, slug, action_id)
    action.group.require_of(request.user, action.belongs_to(request.user))
    return action


def _page_of_action(request, action, form, template, status=200):
    if not action.is_open:
        return _tell(request, action, False, "")
    return render(request, template, {"form": form, "action": action, "group": action.group}, status=status)


def _say_it_was_put_off(action, form):
    """By another, meanwhile: sent once more, what this one typed holds."""
    action.refresh_from_db()
    reread(form, action, "stands_for", into="seen")
    to = f"naar {day(action.due)}" if action.due else "zonder nieuwe dag"
    form.add_error(None, f"Iemand anders heeft dit net verzet, {to}. Is jouw dag beter? Druk dan nog een keer.")


def _tell(request, action, changed, done):
    if changed:
        messages.success(request, done)
    else:
        messages.warning(request, HANDLED)
    return _back(request, action)


def _back(request, action):
    """To the page it was ticked off on, else to the group (a doer who is no member may not see the meeting)."""
    return redirect(own_address(request.POST.get("next", "")) or action.group)
