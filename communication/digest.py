"""The mail of a week: a line a thing, the latest that happened first, without what its reader saw already."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from accounts.models import Person
from communication.following import HEADINGS, Followed
from communication.letter_contents import told_of_activity, told_of_called_off, told_of_cancelled, told_of_end
from communication.letter_kinds import HOLDS_AS_NEWS
from communication.letters import address_of, events_of, filled, headers_of
from communication.models import StoryEvent
from core import dates
from groups.models import GroupEvent, IssueEvent, MeetingEvent
from projects.models import ProjectEvent

OWN = "Van jou"
ORDER = (OWN, *HEADINGS.values())


@dataclass(frozen=True)
class News:
    """One event, as it stands in the mail; of events about the same `thing` the latest speaks for all."""

    part: str
    thing: object
    title: str
    said: str
    reason: str
    pages: tuple  # where one reads it
    at: object

    @property
    def href(self):
        return self.pages[0]


@dataclass(frozen=True)
class Line:
    latest: News
    count: int


def write_week(notifications):
    """One EmailMessage with all that still holds, is still followed and was not read yet; None for nothing."""
    first = notifications[0]
    person = first.person
    if not address_of(first) or person.mail_frequency == Person.MailFrequency.NEVER:
        return None
    parts = _parts(person, events_of(notifications))
    if not parts:
        return None
    subject = f"Nieuws uit de wijk, {_last_week()}"
    told = filled(first) | {"parts": parts, "subject": subject}
    text = render_to_string("communication/mail/week-news.txt", told)
    message = EmailMultiAlternatives(subject, text, to=[address_of(first)], headers=headers_of(first))
    message.attach_alternative(render_to_string("communication/mail/week-news.html", told), "text/html")
    return message


def _last_week():
    """It goes out on Monday."""
    monday = dates.today() - timedelta(days=dates.today().weekday() + 7)
    return dates.short_days(monday, monday + timedelta(days=6))


def _parts(person, events):
    """[(heading, lines)] in the order of `ORDER`, in each the newest first."""
    followed = Followed(person)
    seen = dict(person.seen.values_list("page", "at"))
    news = [_news(event, followed) for event in events if HOLDS_AS_NEWS[type(event)](event)]
    news = [one for one in news if one and not any(seen.get(page, one.at) > one.at for page in one.pages)]
    lines = sorted(_lines(news), key=lambda line: line.latest.at, reverse=True)
    lines.sort(key=lambda line: ORDER.index(line.latest.part))
    return [(heading, list(rows)) for heading, rows in groupby(lines, key=lambda line: line.latest.part)]


def _lines(news):
    things = {}
    for one in sorted(news, key=lambda one: one.at):
        things.setdefault(one.thing, []).append(one)
    return [Line(rows[-1], len(rows)) for rows in things.values()]


def _news(event, followed):
    """None for what is not followed any more."""
    return OF_KIND[type(event)](event, followed)


def _of_project(event, followed):
    """What there is to come to stands by itself, beside what else happened to the project."""
    project, activity, said = event.project, event.activity, event.get_kind_display().lower()
    part, page = _part(followed, project=project.pk, thema=project.theme_id), project.get_absolute_url()
    if activity:
        title, pages = f"{project}, ‘{activity}’", (activity.get_absolute_url(), page)
        return part and News(part, activity, title, said, told_of_activity(event), pages, event.at)
    said = f"{said}, {dates.near_day(event.at)}"
    reason = " ".join(filter(None, [event.reason, told_of_called_off(event)]))
    return part and News(part, project, project.title, said, reason, (page,), event.at)


def _of_story(event, followed):
    """Of a project it is news of that project; else it stands by itself, as what is new in one that was out."""
    story, project = event.story, event.story.project
    if event.kind == StoryEvent.Kind.UPDATED:
        part, said = _part(followed, verhaal=story.pk), f"verhaal bijgewerkt, {dates.near_day(event.at)}"
        return part and News(part, story, story.title, said, event.reason, (story.get_absolute_url(),), event.at)
    project = project if project and project.is_public else None
    beside = project and followed.story_of_project.get(project.pk)
    part = _part(followed, project=project and project.pk, thema=story.theme_id, verhaal=beside)
    pages, thing = (story.get_absolute_url(),), project or story
    title = project.title if project else story.title
    said = f"een verhaal, ‘{story.title}’" if project else f"een verhaal, {dates.near_day(event.at)}"
    return part and News(part, thing, title, said, story.lead, pages, event.at)


def _of_meeting(event, followed):
    """Of minutes that were put right its members read, whether they follow the group or not."""
    meeting = event.meeting
    title = f"{meeting.group}, ‘{meeting.title}’"
    where = f"{dates.day_time(meeting.starts_at).capitalize()}, {meeting.place}"
    pages = (meeting.get_absolute_url(), meeting.group.get_absolute_url())
    part = _part(followed, groep=meeting.group_id)
    if event.kind == MeetingEvent.Kind.CORRECTED:
        part, where = OWN if meeting.group_id in followed.own["groep"] else "", event.reason
    elif event.kind == MeetingEvent.Kind.CANCELLED:
        where = told_of_cancelled(event)
    return part and News(part, meeting, title, event.get_kind_display().lower(), where, pages, event.at)


def _of_group(event, followed):
    group, said = event.group, event.get_kind_display().lower()
    part = _part(followed, groep=group.pk)
    return part and News(part, group, str(group), said, told_of_end(event), (group.get_absolute_url(),), event.at)


def _of_issue(event, followed):
    issue, said = event.issue, event.get_kind_display().lower()
    part, title = _part(followed, vraagstuk=issue.pk), f"Vraagstuk ‘{issue.title}’"
    return part and News(part, issue, title, said, event.reason, (issue.get_absolute_url(),), event.at)


def _part(followed, **things):
    """Under which heading it stands, by the first of `things` (kind=id) that is followed; empty for none."""
    kind = next((kind for kind, pk in things.items() if pk in followed.ids[kind]), None)
    is_own = any(pk in followed.own.get(kind, ()) for kind, pk in things.items())
    return OWN if kind and is_own else HEADINGS.get(kind, "")


OF_KIND = {
    ProjectEvent: _of_project,
    StoryEvent: _of_story,
    MeetingEvent: _of_meeting,
    GroupEvent: _of_group,
    IssueEvent: _of_issue,
}
