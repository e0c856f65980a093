"""Whether what a letter says still holds, and whether it is still for that person."""

from django.utils import timezone

from accounts.models import Person
from communication.models import Request
from groups.models import (
    ActionPoint,
    GroupEvent,
    IssueEvent,
    MeetingEvent,
    Membership,
    Step,
)
from projects.models import HelpEvent, ProjectEvent, QuestionEvent, Status
from projects.models.states import WATCHED


def is_public(event):
    update = event.update_post
    return event.project.is_public and (update is None or update.hidden_at is None)


def waits_for_answer(event):
    return event.project.is_public and event.project.status == Status.PROPOSED


def is_still_quiet(event):
    project = event.project
    return project.is_public and project.status in WATCHED and (project.heard_at or project.status_since) < event.at


def has_its_pause_behind_it(event):
    project = event.project
    is_so = project.is_public and project.status == Status.PAUSED and project.status_since < event.at
    return is_so and project.paused_until <= timezone.localdate()


def asks_back(event):
    return event.project.is_public and event.project.asks_back


def question_stands(event):
    return waits_for_answer(event) and bool(event.project.clarification_question)


def is_to_answer(event):
    return event.question.project.is_public and event.question.is_open


def is_so_of_question(event):
    """What was decided about a question is still so."""
    question, kinds = event.question, QuestionEvent.Kind
    if event.kind == kinds.REFUSED:
        return question.is_refused
    return question.hidden_at is not None if event.kind == kinds.HIDDEN else question.is_public


def is_so_of_help(event):
    """What was offered still waits; what was answered was answered so."""
    offer = event.offer
    still = {HelpEvent.Kind.OFFERED: offer.State.OPEN}.get(event.kind, event.kind)
    return offer.state == still and offer.wanted.project.is_public


def asks_support(event):
    return event.project.is_public and event.project.support_requests.open().exists()


def is_latest_word(event):
    """A meeting that was moved twice or cancelled meanwhile is told of once; one that is over, no more."""
    if not event.meetings.upcoming().exists():
        return False
    told = (MeetingEvent.Kind.PLANNED, MeetingEvent.Kind.MOVED, MeetingEvent.Kind.CANCELLED)
    later = MeetingEvent.objects.filter(kind__in=told, at__gt=event.at).exclude(pk=event.pk)
    if event.series_id:  # what happened to one of them leaves the word about all of them to be said
        return not later.filter(meeting=event.meeting_id).exclude(series=None).exists()
    return not later.filter(meeting=event.meeting_id).exists()


def is_in_its_group(event, person):
    return event.meeting.group.has_person(person)


def wants_news_of_its_group(event, person):
    return wants_news(person) and is_in_its_group(event, person)


def may_see_meeting(event, person):
    return event.meeting.is_public or is_in_its_group(event, person)


def is_silent(event, person):
    return event.meeting.may(Step.ANSWER) and event.meeting.silent_members().filter(pk=person.pk).exists()


def is_draft(event):
    return event.meeting.state == event.meeting.State.MINUTES_DRAFT


def is_closed(event):
    return event.meetings.filter(is_public=False).upcoming().exists()


def is_outside(event, person):
    return not is_in_its_group(event, person)


def is_read_before(event):
    """A briefing is for before the meeting; one that was cancelled needs none."""
    meeting = event.meeting
    return not (meeting.is_over or meeting.is_cancelled) and hasattr(meeting, "briefing")


def is_latest_word_on_activity(event):
    """Nobody is told to come to what was moved or cancelled meanwhile, nor that what is today is tomorrow.

    Another title or text takes no other's place, nor is it told by what says when and where.
    """
    kinds = ProjectEvent.Kind
    if event.kind == kinds.ACTIVITY_REMINDER and timezone.localdate(event.activity.starts_at) <= timezone.localdate():
        return False
    later = event.activity.events.filter(at__gt=event.at).exclude(pk=event.pk)
    if event.kind == kinds.ACTIVITY_CORRECTED:
        later = later.filter(kind__in=[kinds.ACTIVITY_CORRECTED, kinds.ACTIVITY_CANCELLED])
    else:
        later = later.exclude(kind__in=[kinds.ACTIVITY_JOINED, kinds.ACTIVITY_CORRECTED])
    return is_public(event) and not later.exists()


def is_news_of_project(event):
    """For who follows it; of something to come to only the last word about when and where, and not once it is over."""
    if event.activity is None:
        return is_public(event)
    kinds = ProjectEvent.Kind
    later = event.activity.events.filter(kind__in=[kinds.ACTIVITY_MOVED, kinds.ACTIVITY_CANCELLED], at__gt=event.at)
    return is_public(event) and not event.activity.is_over and not later.exclude(pk=event.pk).exists()


def is_hidden(event):
    return not event.project.is_public


def still_comes(event, person):
    return event.project.activities.awaited_by(person).exists()


def heard_it_was_off(event, person):
    """By mail or on the bellijst, since it was put back the last time."""
    hidden = event.project.events.filter(kind=ProjectEvent.Kind.HIDDEN, at__lte=event.at)
    last = hidden.order_by("-at", "-pk").values("uuid")[:1]
    about = {"kind": "activity-hidden", "event_uuid__in": last}
    was_mailed = person.notifications.filter(sent_at__isnull=False, **about)
    return still_comes(event, person) and (was_mailed.exists() or person.outreach_tasks.filter(**about).exists())


def is_public_news(event):
    """For who follows a group without being in it."""
    if not event.meeting.is_public or event.is_among_members:
        return False
    return event.kind == MeetingEvent.Kind.MINUTES_PUBLISHED or is_latest_word(event)


def is_news_of_meeting(event):
    """In the mail of a week; that minutes were put right is for the members, whoever may read them."""
    return event.kind == MeetingEvent.Kind.CORRECTED or is_public_news(event)


def is_published(event):
    return event.story.is_published


def follows_project(event, person):
    project = event.project
    follows_theme = person.themefollows.filter(theme=project.theme_id)
    return wants_news(person) and (person.projectfollows.filter(project=project).exists() or follows_theme.exists())


def follows_group(event, person):
    group = event.meeting.group_id if isinstance(event, MeetingEvent) else event.group_id
    return wants_news(person) and person.groupfollows.filter(group=group).exists()


def follows_issue(event, person):
    return wants_news(person) and person.issuefollows.filter(issue=event.issue_id).exists()


def follows_story(event, person):
    return wants_news(person) and event.story.is_followed_by(person)


def follows_story_itself(event, person):
    return wants_news(person) and event.story.follows.filter(person=person).exists()


def wants_news(person):
    return person.mail_frequency != Person.MailFrequency.NEVER


def still_asked(event):
    """Who asked to join still waits; who joined is still there, and who left is not."""
    members = event.group.memberships
    if event.kind == GroupEvent.Kind.LEFT:
        return not event.group.has_person(event.person)
    rows = members.waiting() if event.kind == GroupEvent.Kind.JOIN_ASKED else members.current()
    return rows.filter(person=event.person).exists()


def membership_stands(event):
    """What was said of somebody's place in a group is so."""
    kinds, seat = GroupEvent.Kind, event.group.memberships.current().filter(person=event.person).first()
    if event.kind in (kinds.REFUSED, kinds.REMOVED):
        return seat is None
    role = {kinds.CHAIR_CHANGED: Membership.Role.CHAIR.label, kinds.ROLE_CHANGED: event.reason}.get(event.kind)
    return seat is not None and role in (None, seat.get_role_display())


def group_stands(event):
    return event.group.has_ended if event.kind == GroupEvent.Kind.ENDED else membership_stands(event)


def has_no_chair(event):
    chairs = event.group.memberships.current().filter(role=Membership.Role.CHAIR)
    return not event.group.has_ended and not chairs.exists()


def has_work_passed_on(event):
    return not event.group.has_ended and event.group.passed_on_to_it.open().exists()


def is_in_group(event, person):
    return event.group.has_person(person)


def is_to_do(event):
    return event.action.is_open


def is_for_its_doer(event, person):
    return ActionPoint.objects.open_to_its_doer().filter(pk=event.action_id, person=person).exists()


def is_given_on(event):
    return event.action.is_open and event.action.person is not None


def is_not_its_doer(event, person):
    return event.action.person != person


def is_due(event):
    """Not put off since."""
    action = event.action
    return action.is_open and action.reminded_of == action.due


def is_so_of_action(event):
    return bool(event.action.dropped_reason) if event.kind == event.Kind.DROPPED else event.action.is_open


def issue_stands(event):
    """Not that it waits or was taken up, where there is more to tell by now."""
    issue, kinds = event.issue, IssueEvent.Kind
    if event.kind == kinds.DISCUSSED:
        return issue.is_accepted and event.meeting.is_public
    still = {kinds.RAISED: issue.State.WAITING, kinds.ACCEPTED: issue.State.OPEN, kinds.PASSED_ON: issue.State.OPEN}
    still |= {kinds.GIVEN_BACK: issue.State.OPEN}
    return issue.state == still.get(event.kind, event.kind)


def is_passed_on_to(event, person):
    group = event.issue.group
    return group is not None and group.has_person(person)


def lies_elsewhere(event):
    """With another group, or with none since it was given back."""
    group = event.issue.group
    return group != event.group_before and (group is not None or event.kind == event.Kind.GIVEN_BACK)


def asks_of_party(event):
    """It waits for their word or for what they promised; it is late, or fell away, where that is said."""
    pledge, kinds = event.pledge, event.Kind
    if event.kind in (kinds.LAPSED, kinds.REFUSED):
        return pledge.state == event.kind
    return {kinds.ASKED: pledge.is_offered, kinds.LATE: pledge.is_late}.get(event.kind, pledge.is_open)


def is_so_of_pledge(event):
    pledge, project = event.pledge, event.pledge.project
    is_so = pledge.is_open if event.kind == event.Kind.REOPENED else pledge.state == event.kind
    return is_so and project is not None and project.is_public


def is_so_of_wish(event):
    """It still stands where the letter says."""
    wish, kinds = event.wish, event.Kind
    is_so = {
        kinds.WISH_GROUPED: wish.candidate_id is not None and wish.hidden_at is None,
        kinds.WISH_SET_ASIDE: bool(wish.set_aside),
        kinds.WISH_HIDDEN: wish.hidden_at is not None,
    }
    return wish.withdrawn_at is None and is_so[event.kind]


def is_phase(event):
    return event.round.phase == event.kind


def is_new(event):
    return event.request.status == Request.Status.NEW


def is_asked_still(event):
    """Nobody is asked to look at a proof, or reminded, who answered meanwhile."""
    return event.kind not in (event.Kind.APPROVAL_ASKED, event.Kind.REMINDED) or not event.is_overtaken


def is_unanswered(event):
    return not event.enquiry.is_answered
