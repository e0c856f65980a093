"""“Ik kom”: on the page of a meeting, and without signing in by the link in the mail."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from core.limits import limited
from core.secret_pages import kept_secret
from groups.forms.attending import MemberReplyForm, ReplyForm, TurnReplyForm
from groups.models import Conflict, InvalidTransition, Meeting, Reply
from groups.views.finding import meeting_of, steered_meeting
from groups.who_comes import WhoComes, turns_and_answers

UNCLEAR = "Kies een van de knoppen, dan weten we of je komt."
WHOSE = "Kies van wie het antwoord is."
MOVED = "De bijeenkomst is net verplaatst. Kijk wanneer en waar het nu is, en zeg dan of je komt."
SAID = {
    Reply.Answer.YES: "Fijn dat je komt.",
    Reply.Answer.NO: "Je komt niet. Fijn dat je het laat weten.",
    Reply.Answer.MAYBE: "Je weet het nog niet. Je kunt later alsnog antwoorden.",
}


@login_required
@require_POST
def answer_meeting(request, slug, meeting_id):
    meeting = meeting_of(request, slug, meeting_id)
    meeting.group.require(meeting.answerable_by(request.user))
    form = ReplyForm(request.POST)
    trouble = _take(meeting, request.user.person, form) if form.is_valid() else UNCLEAR
    return _say(request, meeting, trouble, SAID.get(form.cleaned_data.get("answer")))


@login_required
@require_POST
def note_answer(request, slug, meeting_id):
    """Chair and secretary write down what a member told them, instead of what that member said before."""
    meeting = steered_meeting(request, slug, meeting_id)
    form = MemberReplyForm(request.POST, members=meeting.asked_members())
    by = request.user.person
    trouble = _take(meeting, form.cleaned_data["person"], form, noted_by=by) if form.is_valid() else WHOSE
    return _say(request, meeting, trouble, "Het antwoord is bewaard.")


def invited(view):
    """Behind the link that one person got about one meeting: 404 where it is not ours, 410 when it no longer works."""

    @wraps(view)
    def wrapped(request, token):
        meeting, person = Meeting.of_answer_token(token) or (None, None)
        if meeting is None:
            raise Http404
        if not meeting.invites(person):
            return kept_secret(render(request, "groups/attend_closed.html", status=410))
        return kept_secret(view(request, meeting, person))

    return wrapped


@limited("attending", per="60/h", by="user")
@invited
@require_http_methods(["GET", "HEAD", "POST"])
def attend(request, meeting, person):
    """Opening it changes nothing, mail scanners do that too; pressing a button does.

    Of a series the mail has one link: here each meeting of it has its own buttons.
    """
    if request.method != "POST":
        return _page(request, meeting, person)
    form = TurnReplyForm(request.POST, meeting=meeting)
    if trouble := _take(form.about, person, form) if form.is_valid() else UNCLEAR:
        meeting.refresh_from_db()
        return _page(request, meeting, person, trouble=trouble, status=409)
    return redirect(f"{request.path}#{'komst' if form.about == meeting else f'keer-{form.about.pk}'}")


def _take(meeting, person, form, *, noted_by=None):
    """Why the answer was not taken; empty when it was."""
    try:
        meeting.take_answer(person, form.cleaned_data["answer"], seen=form.cleaned_data["seen"], noted_by=noted_by)
    except Conflict:
        return MOVED
    except InvalidTransition as late:
        return str(late)
    return ""


def _say(request, meeting, trouble, done):
    if trouble:
        messages.warning(request, trouble)
    else:
        messages.success(request, done)
    return redirect(f"{meeting.get_absolute_url()}#komst")


def _page(request, meeting, person, *, trouble="", status=200):
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "person": person,
        "points": meeting.points.all(),
        "who": WhoComes.seen_by_member(meeting, person),
        "turns": turns_and_answers(meeting, person),
        "trouble": trouble,
    }
    return render(request, "groups/attend.html", context, status=status)
