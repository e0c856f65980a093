"""Every kind of letter: what it is called, whether what it says still holds, and for whom."""

import re
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Person
from communication.models import Request, StoryEvent
from communication.models.notifications import WEEK_NEWS
from groups.models import (
    ActionEvent,
    ActionPoint,
    ApplicationEvent,
    GroupEvent,
    IssueEvent,
    MeetingEvent,
    Membership,
    Step,
)
from projects.models import HelpEvent, PledgeEvent, ProjectEvent, QuestionEvent, ReportEvent, Status
from projects.models.states import WATCHED
from themes.models import RoundEvent


@dataclass(frozen=True)
class Letter:
    """How one kind of letter is made: its subject, whether it still holds, and for whom."""

    subject: str
    holds: callable = lambda event: True
    concerns: callable = lambda event, person: True  # whether it is (still) for that person


def _is_public(event):
    update = event.update_post
    return event.project.is_public and (update is None or update.hidden_at is None)


def _waits_for_answer(event):
    return event.project.is_public and event.project.status == Status.PROPOSED


def _is_still_quiet(event):
    project = event.project
    return project.is_public and project.status in WATCHED and (project.heard_at or project.status_since) < event.at


def _has_its_pause_behind_it(event):
    project = event.project
    is_so = project.is_public and project.status == Status.PAUSED and project.status_since < event.at
    return is_so and project.paused_until <= timezone.localdate()


def _asks_back(event):
    return event.project.is_public and event.project.asks_back


def _question_stands(event):
    return _waits_for_answer(event) and bool(event.project.clarification_question)


def _is_to_answer(event):
    return event.question.project.is_public and event.question.is_open


def _is_so_of_question(event):
    """What was decided about a question is still so."""
    question, kinds = event.question, QuestionEvent.Kind
    if event.kind == kinds.REFUSED:
        return question.is_refused
    return question.hidden_at is not None if event.kind == kinds.HIDDEN else question.is_public


def _is_so_of_help(event):
    """What was offered still waits; what was answered was answered so."""
    offer = event.offer
    still = {HelpEvent.Kind.OFFERED: offer.State.OPEN}.get(event.kind, event.kind)
    return offer.state == still and offer.wanted.project.is_public


def _asks_support(event):
    return event.project.is_public and event.project.support_requests.open().exists()


def _is_latest_word(event):
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


def _may_see_meeting(event, person):
    return event.meeting.is_public or is_in_its_group(event, person)


def _is_silent(event, person):
    return event.meeting.may(Step.ANSWER) and event.meeting.silent_members().filter(pk=person.pk).exists()


def _is_draft(event):
    return event.meeting.state == event.meeting.State.MINUTES_DRAFT


def _is_closed(event):
    return event.meetings.filter(is_public=False).upcoming().exists()


def _is_outside(event, person):
    return not is_in_its_group(event, person)


def _is_read_before(event):
    """A briefing is for before the meeting; one that was cancelled needs none."""
    meeting = event.meeting
    return not (meeting.is_over or meeting.is_cancelled) and hasattr(meeting, "briefing")


def _is_latest_word_on_activity(event):
    """Nobody is told to come to what was moved or cancelled meanwhile."""
    later = (
        event.activity.events.filter(at__gt=event.at)
        .exclude(pk=event.pk)
        .exclude(kind=ProjectEvent.Kind.ACTIVITY_JOINED)
    )
    return _is_public(event) and not later.exists()


def _is_hidden(event):
    return not event.project.is_public


def _still_comes(event, person):
    return event.project.activities.awaited_by(person).exists()


def _heard_it_was_off(event, person):
    """By mail or on the bellijst, since it was put back the last time."""
    hidden = event.project.events.filter(kind=ProjectEvent.Kind.HIDDEN, at__lte=event.at)
    last = hidden.order_by("-at", "-pk").values("uuid")[:1]
    about = {"kind": "activity-hidden", "event_uuid__in": last}
    was_told = person.notifications.filter(sent_at__isnull=False, **about) or person.outreach_tasks.filter(**about)
    return _still_comes(event, person) and bool(was_told)


def _is_public_news(event):
    """For who follows a group without being in it."""
    if not event.meeting.is_public or event.is_among_members:
        return False
    return event.kind == MeetingEvent.Kind.MINUTES_PUBLISHED or _is_latest_word(event)


def _is_news_of_meeting(event):
    """In the mail of a week; that minutes were put right is for the members, whoever may read them."""
    return event.kind == MeetingEvent.Kind.CORRECTED or _is_public_news(event)


def _is_published(event):
    return event.story.is_published


def _follows_project(event, person):
    project = event.project
    follows_theme = person.themefollows.filter(theme=project.theme_id)
    return _wants_news(person) and (person.projectfollows.filter(project=project).exists() or follows_theme.exists())


def _follows_group(event, person):
    group = event.meeting.group_id if isinstance(event, MeetingEvent) else event.group_id
    return _wants_news(person) and person.groupfollows.filter(group=group).exists()


def _follows_issue(event, person):
    return _wants_news(person) and person.issuefollows.filter(issue=event.issue_id).exists()


def _follows_story(event, person):
    return _wants_news(person) and event.story.is_followed_by(person)


def _follows_story_itself(event, person):
    return _wants_news(person) and event.story.follows.filter(person=person).exists()


def _wants_news(person):
    return person.mail_frequency != Person.MailFrequency.NEVER


def _still_asked(event):
    """Who asked to join still waits; who joined is still there, and who left is not."""
    members = event.group.memberships
    if event.kind == GroupEvent.Kind.LEFT:
        return not event.group.has_person(event.person)
    rows = members.waiting() if event.kind == GroupEvent.Kind.JOIN_ASKED else members.current()
    return rows.filter(person=event.person).exists()


def _membership_stands(event):
    """What was said of somebody's place in a group is so."""
    kinds, seat = GroupEvent.Kind, event.group.memberships.current().filter(person=event.person).first()
    if event.kind in (kinds.REFUSED, kinds.REMOVED):
        return seat is None
    role = {kinds.CHAIR_CHANGED: Membership.Role.CHAIR.label, kinds.ROLE_CHANGED: event.reason}.get(event.kind)
    return seat is not None and role in (None, seat.get_role_display())


def _group_stands(event):
    return event.group.has_ended if event.kind == GroupEvent.Kind.ENDED else _membership_stands(event)


def _has_no_chair(event):
    chairs = event.group.memberships.current().filter(role=Membership.Role.CHAIR)
    return not event.group.has_ended and not chairs.exists()


def _has_work_passed_on(event):
    return not event.group.has_ended and event.group.passed_on_to_it.open().exists()


def _is_in_group(event, person):
    return event.group.has_person(person)


def _is_to_do(event):
    return event.action.is_open


def _is_for_its_doer(event, person):
    return ActionPoint.objects.open_to_its_doer().filter(pk=event.action_id, person=person).exists()


def _is_given_on(event):
    return event.action.is_open and event.action.person is not None


def _is_not_its_doer(event, person):
    return event.action.person != person


def _is_due(event):
    """Not put off since."""
    action = event.action
    return action.is_open and action.reminded_of == action.due


def _is_so_of_action(event):
    return event.action.is_open if event.kind == event.Kind.MOVED else bool(event.action.dropped_reason)


def _issue_stands(event):
    """Not that it waits or was taken up, where there is more to tell by now."""
    issue, kinds = event.issue, IssueEvent.Kind
    if event.kind == kinds.DISCUSSED:
        return issue.is_accepted and event.meeting.is_public
    still = {kinds.RAISED: issue.State.WAITING, kinds.ACCEPTED: issue.State.OPEN, kinds.PASSED_ON: issue.State.OPEN}
    still |= {kinds.GIVEN_BACK: issue.State.OPEN}
    return issue.state == still.get(event.kind, event.kind)


def _is_passed_on_to(event, person):
    group = event.issue.group
    return group is not None and group.has_person(person)


def _asks_of_party(event):
    """It still waits for their word, or for what they promised."""
    pledge = event.pledge
    return pledge.state == pledge.State.OFFERED if event.kind == event.Kind.ASKED else pledge.is_open


def _is_so_of_pledge(event):
    project = event.pledge.project
    return event.pledge.state == event.kind and project is not None and project.is_public


def _is_so_of_wish(event):
    """It still stands where the letter says."""
    wish, kinds = event.wish, event.Kind
    is_so = {
        kinds.WISH_GROUPED: wish.candidate_id is not None and wish.hidden_at is None,
        kinds.WISH_SET_ASIDE: bool(wish.set_aside),
        kinds.WISH_HIDDEN: wish.hidden_at is not None,
    }
    return wish.withdrawn_at is None and is_so[event.kind]


def _is_phase(event):
    return event.round.phase == event.kind


def _is_new(event):
    return event.request.status == Request.Status.NEW


def _is_asked_still(event):
    """A reminder of what was answered meanwhile is none."""
    return event.kind != event.Kind.REMINDED or event.request.is_with_requester


def _is_unanswered(event):
    return not event.enquiry.is_answered


# What the letter about an event shows of it.
TOLD_WITH = {
    ProjectEvent: ["project", "activity__project", "update_post"],
    HelpEvent: ["offer__wanted__project", "offer__person", "actor"],
    QuestionEvent: ["question__project", "question__asker"],
    ReportEvent: ["report__project", "report__update_post", "report__photo", "report__question"],
    MeetingEvent: ["meeting__group", "series"],
    GroupEvent: ["group", "person", "actor"],
    ApplicationEvent: ["application__group", "application__theme", "application__person"],
    IssueEvent: ["issue__project", "issue__group", "issue__raised_by", "actor", "meeting__group"],
    ActionEvent: ["action__meeting__group", "action__passed_to", "action__person", "actor"],
    PledgeEvent: ["actor", "pledge__organisation", "pledge__project", "pledge__agenda_item__agenda"],
    RoundEvent: ["round__agenda", "wish__candidate"],
    StoryEvent: ["story__project", "story__theme"],
}
HOLDS_AS_NEWS = {
    ProjectEvent: _is_public, MeetingEvent: _is_news_of_meeting, GroupEvent: _group_stands, IssueEvent: _issue_stands,
    StoryEvent: _is_published,
}  # fmt: skip
LETTERS = {
    "project-receipt": Letter("We hebben je idee: {event.project.title}", _is_public),
    "project-new": Letter("Nieuw idee: {event.project.title}", _waits_for_answer),
    "project-beside": Letter("Nieuw idee dat ook jullie thema raakt: {event.project.title}", _waits_for_answer),
    "project-question": Letter("Een vraag over je idee: {event.project.title}", _question_stands),
    "project-answer": Letter("Antwoord op je idee: {event.project.title}", _is_public),
    "project-duo": Letter("{event.project.title}: {what}", _is_public),
    "project-news": Letter("{event.project.title}: {what}", _is_public),
    "project-helper": Letter("Iemand doet mee: {event.project.title}", _is_public),
    "project-leader": Letter("Jij trekt nu {event.project.title}", _is_public),
    "project-reminder": Letter("Hoe gaat het met {event.project.title}?", _is_still_quiet),
    "project-pause-over": Letter("De pauze van {event.project.title} is voorbij", _has_its_pause_behind_it),
    "project-not-good": Letter("Niet goed meer: {event.project.title}", _is_public),
    "project-asked-back": Letter("Is het nog goed? {event.project.title}", _asks_back),
    "project-hidden": Letter("Je project staat niet meer op de website", _is_hidden),
    "update-hidden": Letter("Een bericht staat niet meer op de website: {event.project.title}", _is_public),
    "photo-hidden": Letter("Een foto staat niet meer op de website: {event.project.title}", _is_public),
    "shown-again": Letter("Weer te zien op de website: {event.project.title}", _is_public),
    "help-offered": Letter("Hulp aangeboden bij {event.offer.wanted.project.title}", _is_so_of_help),
    "help-withdrawn": Letter("Toch geen hulp: {event.offer.wanted.what}", _is_so_of_help),
    "help-answer": Letter("Antwoord op wat je aanbood: {event.offer.wanted.what}", _is_so_of_help),
    "support-asked": Letter("Ondersteuning gevraagd: {event.project.title}", _asks_support),
    "support-given": Letter("Jij ondersteunt nu {event.project.title}", _is_public),
    "question-new": Letter("Een vraag bij {event.question.project.title}", _is_to_answer),
    "question-news": Letter("Je vraag bij {event.question.project.title}: {what}", _is_so_of_question),
    "report-new": Letter("Er is iets gemeld bij {event.report.project.title}", lambda event: event.report.is_open),
    "report-outcome": Letter("Je melding over {event.report.about} is bekeken"),
    "activity-receipt": Letter("Je komt: {event.activity.title}", _is_latest_word_on_activity),
    "activity-news": Letter("{event.activity.title}: {what}", _is_latest_word_on_activity),
    "activity-hidden": Letter("Waar je zou komen, gaat voorlopig niet door", _is_hidden, _still_comes),
    "activity-shown": Letter("Waar je zou komen, gaat weer door", _is_public, _heard_it_was_off),
    "meeting-minutes": Letter("{event.meeting.title}: {what}", concerns=_may_see_meeting),
    "meeting-draft": Letter("Concept van het verslag: {event.meeting.title}", _is_draft, is_in_its_group),
    "meeting-corrected": Letter("{event.meeting.title}: {what}", concerns=is_in_its_group),
    "meeting-news": Letter("{event.meeting.title}: {what}", _is_latest_word, _may_see_meeting),
    "meeting-closed": Letter("Alleen nog voor leden: {event.meeting.group}", _is_closed, _is_outside),
    "meeting-reminder": Letter("Kom je ook? {event.meeting.title}", _is_latest_word, _is_silent),
    "meeting-briefing": Letter("Briefing: {event.meeting.title}", _is_read_before, _may_see_meeting),
    "group-news": Letter("{event.meeting.title}: {what}", _is_public_news, _follows_group),
    "group-asked": Letter("{event.group.name}: {what}", _still_asked),
    "group-membership": Letter("{event.group.name}: {what}", _membership_stands),
    "group-without-chair": Letter("{event.group.name}: {what}", _has_no_chair),
    "group-work": Letter("{event.group.name}: {what}", _has_work_passed_on, _is_in_group),
    "group-members": Letter("{event.group.name}: {what}", _group_stands),
    "group-ended": Letter("{event.group.name}: {what}", _group_stands),
    "application-receipt": Letter("Je aanmelding: {event.application.what}"),
    "application-new": Letter("Aanmelding: {event.application.what}", lambda event: event.application.is_open),
    "application-answer": Letter("Antwoord op je aanmelding: {event.application.what}"),
    "issue-receipt": Letter("We hebben je vraagstuk: {event.issue.title}", _issue_stands),
    "issue-asked": Letter("Een vraagstuk wacht op jou: {event.issue.title}", _issue_stands),
    "issue-passed": Letter(
        "Een vraagstuk voor {event.issue.group}: {event.issue.title}", _issue_stands, _is_passed_on_to
    ),
    "action-given": Letter("Actiepunt voor jou: {event.action.told}", _is_to_do, _is_for_its_doer),
    "action-passed": Letter("Niet meer voor jou: {event.action.told}", _is_given_on, _is_not_its_doer),
    "action-due": Letter("Vandaag klaar? {event.action.told}", _is_due, _is_for_its_doer),
    "action-news": Letter("Je actiepunt is {what}: {event.action.told}", _is_so_of_action, _is_for_its_doer),
    "issue-own": Letter("Vraagstuk {what}: {event.issue.title}", _issue_stands),
    "issue-news": Letter("Vraagstuk {what}: {event.issue.title}", _issue_stands, _follows_issue),
    "followed-project": Letter("{event.project.title}: {what}", _is_public, _follows_project),
    "followed-group": Letter("{event.group.name}: {what}", _group_stands, _follows_group),
    "followed-story": Letter("Een verhaal: {event.story.title}", _is_published, _follows_story),
    "story-news": Letter("Bijgewerkt: {event.story.title}", _is_published, _follows_story_itself),
    "pledge-asked": Letter("Over jullie toezegging: {event.pledge.what}", _asks_of_party),
    "pledge-news": Letter("{event.pledge.organisation}: {what}", _is_so_of_pledge),
    "wish-news": Letter("Je wens: {event.wish}", _is_so_of_wish),
    "round-news": Letter("{event.round.title}: {what}", _is_phase),
    "request-receipt": Letter("We hebben je aanvraag"),
    "request-new": Letter("Nieuwe aanvraag: {event.request.subject}", _is_new),
    "request-news": Letter("Bericht over je aanvraag: {event.request.subject}", _is_asked_still),
    "request-heard-receipt": Letter("Wat je zei over je aanvraag: {event.request.subject}"),
    "request-answer": Letter("Antwoord op een aanvraag: {event.request.subject}"),
    "request-assigned": Letter("Deze aanvraag is voor jou: {event.request.subject}"),
    "enquiry-receipt": Letter("We hebben je vraag"),
    "enquiry-forwarded": Letter("Je vraag is doorgestuurd", lambda event: not event.enquiry.is_answered),
    "enquiry-new": Letter("Nieuwe vraag: {event.enquiry.subject}", _is_unanswered),
    "enquiry-answer": Letter("Antwoord op je vraag"),
}
# What comes by itself when somebody types an address, whose ever it is; what the team heard by telephone does not.
TYPED_FOR = tuple(kind for kind in LETTERS if kind.endswith("-receipt") and kind != "request-heard-receipt")
# What comes because somebody follows something, and ends with one press.
FOLLOWED = (
    WEEK_NEWS, "group-news", "issue-news", "followed-project", "followed-group", "followed-story", "story-news",
)  # fmt: skip


def words_of(kind):
    """What a kind of letter is called where many stand together: its subject, without what it is about."""
    if kind in _WORDS:
        return _WORDS[kind]
    return re.sub(r"\{[^}]*\}", "…", LETTERS[kind].subject) if kind in LETTERS else kind


# Of those whose subject is hardly more than what they are about.
_WORDS = {
    WEEK_NEWS: "Nieuws van de week",
    "work-week": "Wat er deze week op je wacht",
    "project-duo": "Nieuws van een project, voor het duo",
    "project-news": "Nieuws van een project",
    "activity-news": "Nieuws van een activiteit",
    "meeting-minutes": "Verslag van een bijeenkomst",
    "meeting-corrected": "Verbetering van een verslag",
    "meeting-news": "Nieuws van een bijeenkomst",
    "group-news": "Bijeenkomst van een groep",
    "group-asked": "Iemand wil bij een groep",
    "group-membership": "Lid van een groep",
    "group-without-chair": "Groep zonder voorzitter",
    "group-work": "Werk dat bij een groep kwam",
    "group-members": "Nieuws voor leden van een groep",
    "group-ended": "Een groep is gestopt",
    "followed-project": "Nieuws van een project dat iemand volgt",
    "followed-group": "Nieuws van een groep die iemand volgt",
    "pledge-news": "Nieuws van een toezegging",
    "round-news": "Nieuws van de gedeelde agenda",
}
