"""Who is told of which event, and in which letter (design.md, "How word gets out" and "Quiet by default").

Each function takes an event and gives (letter, recipient) pairs; a recipient is a Person, with an address or without,
or an address that a visitor typed. Whoever did it is not told of it, but for a receipt.
"""

from django.db.models import Q

from accounts.models import Person
from communication.models import EnquiryEvent, RequestEvent, StoryEvent
from communication.models.notifications import WEEK_NEWS
from groups.models import ApplicationEvent, GroupEvent, IssueEvent, MeetingEvent, Membership, Reply
from projects.models import HelpEvent, Participation, PledgeEvent, ProjectEvent, QuestionEvent, ReportEvent, Status
from projects.models.looking_back import StillGood

Kind = ProjectEvent.Kind
# What a leader or an initiator may do: the duo is told, and can turn it back.
TO_DUO = {
    Kind.CLARIFIED, Kind.WITHDRAWN, Kind.STARTED, Kind.PAUSED, Kind.RESUMED, Kind.COMPLETED, Kind.CONTINUED,
    Kind.LEADER_CHANGED, Kind.LEADER_LEFT, Kind.ADVISED,
}  # fmt: skip
TO_EVERYONE_INVOLVED = {
    Kind.STARTED, Kind.PAUSED, Kind.RESUMED, Kind.COMPLETED, Kind.CONTINUED, Kind.STOPPED, Kind.REOPENED,
    Kind.TURNED_BACK, Kind.LEADER_CHANGED, Kind.LEADER_LEFT, Kind.MERGED, Kind.SPLIT_OFF,
}  # fmt: skip
TO_FOLLOWERS = TO_EVERYONE_INVOLVED | {
    Kind.TAKEN_UP, Kind.DECLINED, Kind.REFERRED, Kind.WITHDRAWN, Kind.UPDATE_POSTED, Kind.ACTIVITY_PLANNED,
}  # fmt: skip
TO_WHO_PULLS = {HelpEvent.Kind.OFFERED: "help-offered", HelpEvent.Kind.WITHDRAWN: "help-withdrawn"}
TO_WHO_COMES = {Kind.ACTIVITY_MOVED, Kind.ACTIVITY_CANCELLED, Kind.ACTIVITY_REMINDER}
# What those who follow its theme hear of a project: where a new one comes up, and how it ends.
TO_FOLLOWERS_OF_THEME = {
    Kind.PROPOSED, Kind.TAKEN_UP, Kind.STARTED, Kind.COMPLETED, Kind.CONTINUED, Kind.STOPPED,
}  # fmt: skip
MEETING_NEWS = (MeetingEvent.Kind.PLANNED, MeetingEvent.Kind.MOVED, MeetingEvent.Kind.CANCELLED)
COMING_UP = (*MEETING_NEWS, MeetingEvent.Kind.REMINDED)
BRIEFING = (MeetingEvent.Kind.AGENDA_FROZEN,)
MINUTES = (MeetingEvent.Kind.MINUTES_PUBLISHED, MeetingEvent.Kind.MINUTES_ADOPTED)
WRITTEN = (MeetingEvent.Kind.MINUTES_DRAFTED, *MINUTES)
DRAFT = "meeting-draft"  # a day after its first word: by then there is something to read
OWN_ROLES = (Participation.Role.INITIATOR, Participation.Role.LEADER)


def of_project(event):
    told = [
        pair for kinds, letter, circle in OF_PROJECT if event.kind in kinds for pair in _letters(letter, circle(event))
    ]
    if event.kind in TO_FOLLOWERS:
        told += _to_followers("followed-project", Q(projectfollows__project=event.project))
    if event.kind in TO_FOLLOWERS_OF_THEME and event.project.theme_id:
        told += _to_followers("followed-project", Q(themefollows__theme=event.project.theme_id))
    return _without_actor(told, event)


def of_help(event):
    """Who pulls it hears what is offered, and what was taken back; who offered hears what they think of it."""
    offer, letter = event.offer, TO_WHO_PULLS.get(event.kind)
    if letter is None:
        return _without_actor(_letters("help-answer", [offer.person]), event)
    project = offer.wanted.project
    leaders = _who_can_answer(_taking_part(project, [Participation.Role.LEADER]))
    return _to_first(letter, event, (leaders, *_circles_of(project)))


def of_question(event):
    """The project's people hear that something is asked; who asked hears what becomes of it."""
    project, asker = event.question.project, event.question.asker
    if event.kind != QuestionEvent.Kind.ASKED:
        return _without_actor(_letters("question-news", [asker]), event)
    return _to_first("question-new", event, _circles_of(project), but=[asker])


def of_report(event):
    """Who may hide hears of it; who reported it, with an account or an address, hears what was decided."""
    report = event.report
    if event.kind == ReportEvent.Kind.SETTLED:
        return _without_actor(_letters("report-outcome", [report.reporter or report.email]), event)
    circles = ([*report.project.responsible_people(), *_team()], Person.objects.administrators())
    return _to_first("report-new", event, circles, but=report.makers)


def of_pledge(event):
    """A party's contacts hear what is asked of it and what is due; who works on the thing hears what the party says."""
    pledge, kinds = event.pledge, PledgeEvent.Kind
    if event.kind in (kinds.ASKED, kinds.DUE, kinds.LATE):
        contacts = Person.objects.filter(user__organisations=pledge.organisation, user__is_active=True)
        return _to_first("pledge-asked", event, (contacts, Person.objects.administrators()))
    if pledge.project is None:
        return []
    own = _who_can_answer(_taking_part(pledge.project, OWN_ROLES))
    return _without_actor(_letters("pledge-news", own or pledge.project.responsible_people()), event)


def of_meeting(event):
    meeting, kinds = event.meeting, MeetingEvent.Kind
    if event.kind == kinds.REMINDED:  # who is called was called about the invitation
        return _letters("meeting-reminder", [one for one in meeting.silent_members() if one.address_on_file])
    told = _letters("meeting-news", _members(meeting.group)) if event.kind in MEETING_NEWS else []
    if event.kind in (kinds.MOVED, kinds.CANCELLED):
        told += _letters("meeting-news", Reply.objects.filter(meeting__in=event.meetings).people_who_said_yes())
    if event.kind in BRIEFING:
        told += _letters("meeting-briefing", _members(meeting.group))
    if event.kind in MINUTES:
        told += _letters("meeting-minutes", _members(meeting.group))
    if event.kind == kinds.MINUTES_DRAFTED:
        told += _letters(DRAFT, [one for one in _members(meeting.group) if one.address_on_file])
    if event.kind == kinds.CORRECTED:
        told += _as_they_chose("meeting-corrected", _members(meeting.group))
    if event.kind == kinds.CLOSED:
        told += _letters("meeting-closed", _coming_from_outside(event))
    if event.kind in (*MEETING_NEWS, kinds.MINUTES_PUBLISHED) and meeting.is_public and not event.is_among_members:
        told += _to_followers("group-news", Q(groupfollows__group=meeting.group_id))
    return _without_actor(told, event)


def _coming_from_outside(event):
    """Who said yes, and is not in the group."""
    meetings = event.meetings.filter(is_public=False)
    yes = Q(meeting_replies__meeting__in=meetings, meeting_replies__answer=Reply.Answer.YES)
    members = event.meeting.group.memberships.current().values("person")
    return Person.objects.filter(yes).exclude(pk__in=members).select_related("user").distinct()


def of_action(event):
    """Whose it is hears that it is there, that its day has come, and what somebody else made of it.

    Whose it was hears that somebody else does it now.
    """
    kinds, action = event.Kind, event.action
    is_open = type(action).objects.open_to_its_doer().filter(pk=action.pk).exists()
    person = action.person if is_open else None
    letters = {kinds.GIVEN: "action-given", kinds.DUE: "action-due"}
    news = "action-news" if event.kind in (kinds.MOVED, kinds.DROPPED) else ""
    told = _letters(letters.get(event.kind, news), [person]) + _letters("action-passed", [event.was_of])
    return _without_actor(told, event)


def of_group(event):
    group, kinds = event.group, GroupEvent.Kind
    if event.kind == kinds.JOIN_ASKED:
        told = _letters("group-asked", group.people_who_admit() or Person.objects.administrators())
    elif event.kind == kinds.JOINED:
        told = _letters("group-asked", group.people_who_answer())
    elif event.kind == kinds.LEFT:
        told = _letters("group-asked", group.people_who_chair())
    elif event.kind == kinds.CHAIR_LEFT:
        told = _letters("group-without-chair", Person.objects.administrators())
    elif event.kind == kinds.WORK_PASSED_ON:
        told = _letters("group-work", group.people_who_chair())
    else:
        told = _letters("group-membership", [event.person])
    if event.kind in (kinds.CHAIR_CHANGED, kinds.ENDED):
        told += _letters("group-members", _members(group))
    if event.kind == kinds.ENDED:
        told += _letters("group-ended", Reply.objects.filter(meeting__in=event.cancelled).people_who_said_yes())
        told += _letters("group-ended", event.refused.select_related("user"))
        told += _to_followers("followed-group", Q(groupfollows__group=group))
    return _without_actor(told, event)


def of_issue(event):
    """Its writer hears every step, the chair that one waits, who follows it what everybody may read."""
    issue, kinds = event.issue, IssueEvent.Kind
    if event.kind == kinds.RAISED:
        told = _letters("issue-receipt", [issue.raised_by]) + _letters("issue-asked", _koplopers_chairs())
        return _without_actor(told, event)
    if event.kind == kinds.DECLINED:
        return _without_actor(_letters("issue-own", [issue.raised_by]), event)
    told = _letters("issue-passed", issue.group.people_who_answer()) if event.kind == kinds.PASSED_ON else []
    told += _letters("issue-own", _had_taken_up(issue)) if event.kind == kinds.GIVEN_BACK else []
    own = [issue.raised_by, issue.taken_up_by if event.kind in (kinds.ANSWERED, kinds.DISCUSSED) else None]
    told += _letters("issue-own", own) + _to_followers("issue-news", Q(issuefollows__issue=issue))
    return _without_actor(told, event)


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
        return _without_actor(_letters("application-answer", [application.person]), event)
    told = _letters("application-new", application.people_who_answer())
    return _without_actor(_letters("application-receipt", [application.person]) + told, event)


def of_round(event):
    """Who gave a wish hears what became of it, and of the round."""
    if event.wish:
        return _without_actor(_letters("wish-news", [event.wish.person]), event)
    shown = Q(wishes__round=event.round, wishes__withdrawn_at=None, wishes__hidden_at=None)
    writers = Person.objects.filter(shown).select_related("user").distinct()
    return _without_actor(_letters("round-news", writers), event)


def of_request(event):
    request = event.request
    kinds = RequestEvent.Kind
    if event.kind == kinds.SUBMITTED:
        # Whoever asked by the contact form reads of it in the answer to that.
        # Who is of the team sees what the team has to do on the desk.
        team = _team()
        knows = request.enquiries.exists() or (event.actor in team and event.actor == request.requester)
        receivers = [] if knows else [_requester(request)]
        told = _letters("request-receipt", receivers) + _letters("request-new", team)
        return _without_actor(told, event)
    if event.kind == kinds.HANDED_BACK:
        return _letters("request-new", _team())
    if event.kind in (kinds.WRITTEN, kinds.APPROVAL_ASKED, kinds.REMINDED, kinds.FINISHED, kinds.DECLINED):
        return _without_actor(_letters("request-news", [_requester(request)]), event)
    if event.kind in (kinds.APPROVAL_HEARD, kinds.REFUSAL_HEARD):
        told = _letters("request-answer", _who_handles(request))
        return _without_actor(_letters("request-heard-receipt", [_requester(request)]) + told, event)
    if event.kind in (kinds.ANSWERED, kinds.APPROVED, kinds.REFUSED):
        return _without_actor(_letters("request-answer", _who_handles(request)), event)
    if event.kind == kinds.ASSIGNED and request.assignee:
        return _without_actor(_letters("request-assigned", [request.assignee]), event)
    return []


def _who_handles(request):
    """Whom the requester's words are for: who took it up and is in the team and not away, else all of the team."""
    team = _team()
    return [request.assignee] if request.assignee in team else team


def of_enquiry(event):
    enquiry = event.enquiry
    sender = enquiry.person or enquiry.email
    kinds = EnquiryEvent.Kind
    if event.kind == kinds.ANSWERED:  # on the telephone it was heard
        return [] if enquiry.was_called else _letters("enquiry-answer", [sender])
    if event.kind == kinds.TAKEN:
        return []
    if event.kind == kinds.FORWARDED:
        told = _letters("enquiry-forwarded", [sender]) + _letters("enquiry-new", enquiry.addressees())
        return _without_actor(told, event)
    told = _letters("enquiry-receipt", [sender]) + _letters("enquiry-new", enquiry.addressees())
    return _without_actor(told, event)


def of_story(event):
    """Who follows it, of what is new in it; who follows what it is about, the first time that it is on the website."""
    story, published = event.story, StoryEvent.Kind.PUBLISHED
    if event.kind == StoryEvent.Kind.UPDATED:
        return _without_actor(_to_followers("story-news", Q(storyfollows__story=story)), event)
    if event.kind != published or story.events.filter(kind=published, pk__lt=event.pk).exists():
        return []
    about = Q(themefollows__theme=story.theme_id) if story.theme_id else Q()
    if story.project and story.project.is_public:
        about |= Q(projectfollows__project=story.project_id) | Q(storyfollows__story__project=story.project_id)
    return _without_actor(_to_followers("followed-story", about), event) if about else []


def _letters(letter, recipients):
    return [(letter, recipient) for recipient in recipients if letter and recipient]


def _to_first(letter, event, circles, *, but=()):
    """To the first circle of people that has somebody in it who did not do this, nor is one of `but`."""
    for people in circles:
        others = [person for person in people if person not in but]
        if told := _without_actor(_letters(letter, others), event):
            return told
    return []


def _circles_of(project):
    """Who answers for a project: its own people, else the duo of its theme, else the administrators."""
    own = _who_can_answer(_taking_part(project, OWN_ROLES))
    return own, project.responsible_people(), Person.objects.administrators()


def _without_actor(letters, event):
    return [
        (letter, recipient) for letter, recipient in letters if recipient != event.actor or letter.endswith("-receipt")
    ]


def _requester(request):
    return request.requester or request.email


def _taking_part(project, roles):
    current = Q(participations__project=project, participations__until=None, participations__role__in=roles)
    return list(Person.objects.filter(current).select_related("user").distinct())


def _who_can_answer(people):
    return [person for person in people if person.can_sign_in]


def _to_followers(letter, following):
    """At once or with the rest of the week, as each of them chose."""
    people = Person.objects.filter(following).select_related("user").distinct()
    return _as_they_chose(letter, [person for person in people if person.address_on_file])


def _as_they_chose(letter, people):
    """Who has no address did not choose, and is called."""
    chosen = {Person.MailFrequency.AT_ONCE: letter, Person.MailFrequency.WEEKLY: WEEK_NEWS}
    return [
        (letter if not person.address_on_file else chosen[person.mail_frequency], person)
        for person in people
        if not person.address_on_file or person.mail_frequency in chosen
    ]


def _members(group):
    current = Q(memberships__group=group, memberships__until=None, memberships__requested=False)
    return list(Person.objects.filter(current).select_related("user").distinct())


def _team():
    """The communicatieteam, or the administrators while nobody is in it; without who is away while others are there."""
    people = list(Person.objects.communicatieteam()) or list(Person.objects.administrators())
    return [person for person in people if not person.is_away] or people


def _own(event):
    return _taking_part(event.project, OWN_ROLES)


def _own_of_new(event):
    """Who proposed it; of a part that was split off they hear that with the whole."""
    return [] if event.project.split_from_id else _own(event)


def _leaders(event):
    return _taking_part(event.project, [Participation.Role.LEADER])


def _leaders_or_own(event):
    return _leaders(event) or _own(event)


def _everyone_involved(event):
    return _taking_part(event.project, Participation.Role.values)


def _makers(event):
    """Whose it is that was hidden, or is to be seen again."""
    return [*_own(event), event.person]


def _duo(event):
    return event.project.responsible_people()


def _duos_beside(event):
    """Who may advise: the duos of the other themes that it touches, each person once."""
    return dict.fromkeys(one for theme in event.project.other_themes.all() for one in theme.responsible_people())


def _leaders_who_can_answer(event):
    return _who_can_answer(_leaders(event)) or _duo(event)


def _leaders_of_quiet(event):
    return [] if event.project.status == Status.PAUSED else _leaders_who_can_answer(event)


def _leaders_of_paused(event):
    return _leaders_who_can_answer(event) if event.project.status == Status.PAUSED else []


def _own_who_can_answer(event):
    return _who_can_answer(_own(event)) or _duo(event)


def _duo_when_not_good(event):
    return _duo(event) if event.project.still_good == StillGood.NO else []


def _supporter(event):
    return [event.person]


def _actor(event):
    return [event.actor]


def _coming_to_any(event):
    """To what the project still has planned: its pages are gone, and nobody reminds them."""
    awaited = event.project.activities.planned()
    return list(Person.objects.filter(attendances__activity__in=awaited).select_related("user").distinct())


def _told_it_was_off(event):
    """Those of `_coming_to_any()`, where what is to be seen again is the project itself and not a piece of it."""
    return _coming_to_any(event) if event.person is None else []


def _coming(event):
    return list(Person.objects.filter(attendances__activity=event.activity).select_related("user"))


# (kinds, letter, to whom): of two letters to one person the first that stands here goes out.
OF_PROJECT = (
    ({Kind.LEADER_CHANGED}, "project-leader", _leaders),
    ({Kind.PROPOSED}, "project-receipt", _own_of_new),
    ({Kind.CLARIFICATION_ASKED}, "project-question", _own),
    ({Kind.TAKEN_UP, Kind.DECLINED, Kind.REFERRED}, "project-answer", _own),
    ({Kind.SUPPORT_GIVEN}, "support-given", _supporter),
    ({Kind.ACTIVITY_JOINED}, "activity-receipt", _actor),
    ({Kind.HELPER_JOINED}, "project-helper", _leaders_or_own),
    ({Kind.REMINDED}, "project-reminder", _leaders_of_quiet),
    ({Kind.REMINDED}, "project-pause-over", _leaders_of_paused),
    ({Kind.ASKED_BACK}, "project-asked-back", _own_who_can_answer),
    ({Kind.HIDDEN}, "project-hidden", _makers),
    ({Kind.HIDDEN}, "activity-hidden", _coming_to_any),
    ({Kind.UPDATE_HIDDEN}, "update-hidden", _makers),
    ({Kind.PHOTO_HIDDEN}, "photo-hidden", _makers),
    ({Kind.SHOWN_AGAIN}, "shown-again", _makers),
    ({Kind.SHOWN_AGAIN}, "activity-shown", _told_it_was_off),
    ({Kind.THEME_CHANGED}, "project-news", _own),
    ({Kind.PROPOSED, Kind.THEME_CHANGED}, "project-new", _duo),
    ({Kind.PROPOSED}, "project-beside", _duos_beside),
    ({Kind.SUPPORT_ASKED}, "support-asked", _duo),
    ({Kind.LOOKED_BACK}, "project-not-good", _duo_when_not_good),
    (TO_DUO, "project-duo", _duo),
    ({Kind.ADVISED, Kind.SUPPORT_GIVEN, Kind.SUPPORT_DECLINED}, "project-news", _own),
    (TO_EVERYONE_INVOLVED, "project-news", _everyone_involved),
    (TO_WHO_COMES, "activity-news", _coming),
)
