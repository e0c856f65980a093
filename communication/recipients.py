"""Who is told of which event, and in which letter (design.md, "How word gets out" and "Quiet by default").

Each function takes an event and gives (letter, recipient) pairs; a recipient is a Person, with an address or without,
or an address that a visitor typed. Whoever did it is not told of it, but for a receipt.
"""

from django.db.models import Q

from accounts.models import Person
from communication.models import EnquiryEvent, RequestEvent, StoryEvent
from communication.telling import as_they_chose, present_team, to_each, to_followers, without_actor
from groups.models import ApplicationEvent, GroupEvent, IssueEvent, MeetingEvent, Membership, Reply

MEETING_NEWS = (MeetingEvent.Kind.PLANNED, MeetingEvent.Kind.MOVED, MeetingEvent.Kind.CANCELLED)
COMING_UP = (*MEETING_NEWS, MeetingEvent.Kind.REMINDED)
BRIEFING = (MeetingEvent.Kind.AGENDA_FROZEN,)
MINUTES = (MeetingEvent.Kind.MINUTES_PUBLISHED, MeetingEvent.Kind.MINUTES_ADOPTED)
WRITTEN = (MeetingEvent.Kind.MINUTES_DRAFTED, *MINUTES)
DRAFT = "meeting-draft"  # a day after its first word: by then there is something to read


def of_meeting(event):
    meeting, kinds = event.meeting, MeetingEvent.Kind
    if event.kind == kinds.REMINDED:  # who is called was called about the invitation
        return to_each("meeting-reminder", [one for one in meeting.silent_members() if one.address_on_file])
    told = to_each("meeting-news", _members(meeting.group)) if event.kind in MEETING_NEWS else []
    if event.kind in (kinds.MOVED, kinds.CANCELLED):
        told += to_each("meeting-news", Reply.objects.filter(meeting__in=event.meetings).people_who_said_yes())
    if event.kind in BRIEFING:
        told += to_each("meeting-briefing", _members(meeting.group))
    if event.kind in MINUTES:
        told += to_each("meeting-minutes", _members(meeting.group))
    if event.kind == kinds.MINUTES_DRAFTED:
        told += to_each(DRAFT, [one for one in _members(meeting.group) if one.address_on_file])
    if event.kind == kinds.CORRECTED:
        told += as_they_chose("meeting-corrected", _members(meeting.group))
    if event.kind == kinds.CLOSED:
        told += to_each("meeting-closed", _no_longer_coming(event))
    if event.kind in (*MEETING_NEWS, kinds.MINUTES_PUBLISHED) and meeting.is_public and not event.is_among_members:
        told += to_followers("group-news", Q(groupfollows__group=meeting.group_id))
    return without_actor(told, event)


def _no_longer_coming(event):
    """Who said yes, and is not in the group; that answer goes, as they are told not to come."""
    replies = Reply.objects.filter(meeting__in=event.meetings.filter(is_public=False)).from_outside()
    people = list(Person.objects.filter(pk__in=replies.values("person")).select_related("user"))
    replies.delete()
    return people


def of_action(event):
    """Whose it is hears that it is there, that its day has come, and what somebody else made of it.

    Whose it was hears that somebody else does it now.
    """
    kinds, action = event.Kind, event.action
    is_open = type(action).objects.open_to_its_doer().filter(pk=action.pk).exists()
    person = action.person if is_open else None
    letters = {kinds.GIVEN: "action-given", kinds.DUE: "action-due"}
    news = "action-news" if event.kind in (kinds.CORRECTED, kinds.MOVED, kinds.DROPPED) else ""
    told = to_each(letters.get(event.kind, news), [person]) + to_each("action-passed", [event.was_of])
    return without_actor(told, event)


def of_group(event):
    group, kinds = event.group, GroupEvent.Kind
    if event.kind == kinds.JOIN_ASKED:
        told = to_each("group-asked", group.people_who_admit() or Person.objects.administrators())
    elif event.kind == kinds.JOINED:
        told = to_each("group-asked", group.people_who_answer())
    elif event.kind == kinds.LEFT:
        told = to_each("group-asked", group.people_who_chair())
    elif event.kind == kinds.CHAIR_LEFT:
        told = to_each("group-without-chair", Person.objects.administrators())
    elif event.kind == kinds.WORK_PASSED_ON:
        told = to_each("group-work", group.people_who_chair())
    else:
        told = to_each("group-membership", [event.person])
    if event.kind in (kinds.CHAIR_CHANGED, kinds.ENDED):
        told += to_each("group-members", _members(group))
    if event.kind == kinds.ENDED:
        told += to_each("group-ended", Reply.objects.filter(meeting__in=event.cancelled).people_who_said_yes())
        told += to_each("group-ended", event.refused.select_related("user"))
        told += to_followers("followed-group", Q(groupfollows__group=group))
    return without_actor(told, event)


def of_issue(event):
    """Its writer hears every step, the chair that one waits, who follows it what everybody may read."""
    issue, kinds = event.issue, IssueEvent.Kind
    if event.kind == kinds.RAISED:
        # Whoever asked by the contact form reads of it in the answer to that.
        receivers = [] if issue.enquiries.exists() else [issue.raised_by]
        told = to_each("issue-receipt", receivers) + to_each("issue-asked", _koplopers_chairs())
        return without_actor(told, event)
    if event.kind == kinds.DECLINED:
        return without_actor(to_each("issue-own", [issue.raised_by]), event)
    told = to_each("issue-passed", issue.group.people_who_answer()) if event.kind == kinds.PASSED_ON else []
    told += _no_longer(event)
    told += to_each("issue-own", _had_taken_up(issue)) if event.kind == kinds.GIVEN_BACK else []
    own = [issue.raised_by, issue.taken_up_by if event.kind in (kinds.ANSWERED, kinds.DISCUSSED) else None]
    told += to_each("issue-own", own) + to_followers("issue-news", Q(issuefollows__issue=issue))
    return without_actor(told, event)


def _no_longer(event):
    """Who answers for the group that it lay with before, and not for the one that has it now, if any."""
    now, before = event.issue.group, event.group_before
    if before is None or before.has_ended or before == now:
        return []
    among = now.people_who_answer() if now else []
    return to_each("issue-elsewhere", [one for one in before.people_who_answer() if one not in among])


def _had_taken_up(issue):
    """Who had it, where another gives it back, and the chair, who looks for somebody else."""
    taken = (
        issue.events.filter(kind=IssueEvent.Kind.TAKEN_UP).order_by("-at", "-pk").select_related("actor__user").first()
    )
    return [taken and taken.actor, *_koplopers_chairs()]


def _koplopers_chairs():
    """Who can sign in to look at it, or the administrators while there is nobody."""
    seats = Membership.objects.koplopers().filter(role=Membership.Role.CHAIR, person__user__is_active=True)
    return [seat.person for seat in seats.select_related("person__user")] or list(Person.objects.administrators())


def of_application(event):
    """Whoever answers hears of it, with a receipt for who offers; who offered hears the answer."""
    application, kinds = event.application, ApplicationEvent.Kind
    if event.kind != kinds.ASKED:
        return without_actor(to_each("application-answer", [application.person]), event)
    told = to_each("application-new", application.people_who_answer())
    return without_actor(to_each("application-receipt", [application.person]) + told, event)


def of_round(event):
    """Who gave a wish hears what became of it, and of the round."""
    if event.wish:
        return without_actor(to_each("wish-news", [event.wish.person]), event)
    shown = Q(wishes__round=event.round, wishes__withdrawn_at=None, wishes__hidden_at=None)
    writers = Person.objects.filter(shown).select_related("user").distinct()
    return without_actor(to_each("round-news", writers), event)


def of_request(event):
    request = event.request
    kinds = RequestEvent.Kind
    if event.kind == kinds.SUBMITTED:
        # Whoever asked by the contact form reads of it in the answer to that.
        # Who is of the team sees what the team has to do on the desk.
        team = present_team()
        knows = request.enquiries.exists() or (event.actor in team and event.actor == request.requester)
        receivers = [] if knows else [_requester(request)]
        told = to_each("request-receipt", receivers) + to_each("request-new", team)
        return without_actor(told, event)
    if event.kind == kinds.HANDED_BACK:
        return to_each("request-new", present_team())
    if event.kind in (kinds.WRITTEN, kinds.APPROVAL_ASKED, kinds.REMINDED, kinds.FINISHED, kinds.DECLINED):
        return without_actor(to_each("request-news", [_requester(request)]), event)
    if event.kind in (kinds.APPROVAL_HEARD, kinds.REFUSAL_HEARD):
        told = to_each("request-answer", _who_handles(request))
        return without_actor(to_each("request-heard-receipt", [_requester(request)]) + told, event)
    if event.kind in (kinds.ANSWERED, kinds.APPROVED, kinds.REFUSED):
        return without_actor(to_each("request-answer", _who_handles(request)), event)
    if event.kind == kinds.ASSIGNED and request.assignee:
        return without_actor(to_each("request-assigned", [request.assignee]), event)
    return []


def _who_handles(request):
    """Whom the requester's words are for: who took it up and is in the team and not away, else all of the team."""
    team = present_team()
    return [request.assignee] if request.assignee in team else team


def of_enquiry(event):
    enquiry = event.enquiry
    sender = enquiry.person or enquiry.email
    kinds = EnquiryEvent.Kind
    if event.kind == kinds.ANSWERED:  # on the telephone it was heard
        return [] if enquiry.was_called else to_each("enquiry-answer", [sender])
    if event.kind == kinds.TAKEN:
        return []
    if event.kind == kinds.FORWARDED:
        told = to_each("enquiry-forwarded", [sender]) + to_each("enquiry-new", enquiry.addressees())
        return without_actor(told, event)
    told = to_each("enquiry-receipt", [sender]) + to_each("enquiry-new", enquiry.addressees())
    return without_actor(told, event)


def of_story(event):
    """Who follows it, of what is new in it; who follows what it is about, the first time that it is on the website."""
    story, published = event.story, StoryEvent.Kind.PUBLISHED
    if event.kind == StoryEvent.Kind.UPDATED:
        return without_actor(to_followers("story-news", Q(storyfollows__story=story)), event)
    if event.kind != published or story.events.filter(kind=published, pk__lt=event.pk).exists():
        return []
    about = Q(themefollows__theme=story.theme_id) if story.theme_id else Q()
    if story.project and story.project.is_public:
        about |= Q(projectfollows__project=story.project_id) | Q(storyfollows__story__project=story.project_id)
    return without_actor(to_followers("followed-story", about), event) if about else []


def _requester(request):
    return request.requester or request.email


def _members(group):
    current = Q(memberships__group=group, memberships__until=None, memberships__requested=False)
    return list(Person.objects.filter(current).select_related("user").distinct())
