"""What a notification says. `write()` looks again at the moment of sending whether it still holds."""

import re
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.models import canonical_email, first_name
from communication.choices import choices_url, one_click
from communication.letter_conditions import is_in_its_group
from communication.letter_kinds import CHOSEN, LETTERS, TOLD_WITH
from communication.models import Notification, RequestEvent
from communication.recipients import BRIEFING, COMING_UP, MINUTES, WRITTEN
from communication.work_mail import WORK_WEEK, contents
from core.calendars import calendar
from core.dates import day, day_time
from core.mailer import about_site, own_headers
from groups.briefing_page import BriefingPage
from groups.calendar_entries import meeting_entry, series_entries, with_turns
from groups.minutes_read import minutes_of
from groups.models import (
    ActionEvent,
    ActionPoint,
    GroupEvent,
    IssueEvent,
    Meeting,
    MeetingEvent,
    Reply,
    Series,
    Step,
)
from projects.calendar_entries import activity_entry
from projects.models import ProjectEvent, Status
from projects.models.lifecycle import LEADS
from projects.project_page import in_words, names_of

TO_READ = ("meeting-minutes", "meeting-draft")  # long: with headings
MOST_DAYS = 4  # that one takes in at once
_BLANK_LINES = re.compile(r"\n{3,}")  # where a template had nothing to say


def write(notification):
    """The EmailMessage for a notification, or None when it should no longer be sent."""
    if notification.kind == WORK_WEEK:
        return _write_work(notification)
    event = event_of(notification)
    letter = LETTERS[notification.kind]
    if event is None or not letter.holds(event) or not address_of(notification):
        return None
    if not letter.concerns(event, notification.person):
        return None
    told = {"event": event} | _told_more(event, notification.person)
    message = _message(notification, subject_of(notification.kind, event), told)
    if isinstance(event, MeetingEvent) and event.kind in BRIEFING:
        briefing = BriefingPage(event.meeting, event.meeting.briefing, is_member=True)
        message.attach("briefing.pdf", briefing.paper(), "application/pdf")
    if entries := _calendar_entries(event, told):
        message.attach("bijeenkomst.ics", calendar(entries, entries[0].title).decode(), "text/calendar")
    return message


def _told_more(event, person):
    if isinstance(event, MeetingEvent):
        return _told_of_meeting(event, person)
    if isinstance(event, ProjectEvent):
        return _told_of_project(event, person) | {"leave_address": _leave_address(event.project, person)}
    if isinstance(event, ActionEvent):
        return {"doer": ActionPoint.objects.named_to(person).get(pk=event.action_id).doer}
    if isinstance(event, IssueEvent):
        return {"page": _page(person, event.issue.get_absolute_url(), event.issue.is_accepted)}
    return _told_of_group(event, person) if isinstance(event, GroupEvent) else {}


def _page(person, address, is_public):
    """Where this person reads it: by signing in first where not everybody may, empty for who cannot."""
    return address if is_public else person.by_signing_in(address)


def _leave_address(project, person):
    """Where somebody who helps, and can sign in, says to help no longer; or nothing."""
    helps = project.joinable() and project.participations.helpers().filter(person=person).exists()
    return person.by_signing_in(reverse("projects:join", args=[project.slug])) if helps else ""


def _told_of_project(event, person):
    project, kinds = event.project, ProjectEvent.Kind
    if event.kind == kinds.CLARIFICATION_ASKED:
        return {"explain_address": project.explain_address(person)}
    if event.kind == kinds.HIDDEN:
        return {"off": told_of_hidden(event, person)}
    if event.kind == kinds.SHOWN_AGAIN:
        awaited = project.activities.awaited_by(person).order_by("starts_at")
        return {"awaited": [(activity, activity.stay_away_address(person)) for activity in awaited]}
    if event.kind == kinds.PROPOSED:
        return {"answering": in_words(names_of(project.responsible_people()))}
    if event.activity:
        return {"stay_away_address": event.activity.stay_away_address(person)}
    if event.kind == kinds.LEADER_CHANGED:
        is_ours = event.reason in [sentence.format(person.public_name) for sentence in LEADS]
        return {"why": "" if is_ours else event.reason}
    if event.kind == kinds.ASKED_BACK:
        return {"is_of_duo": person in project.responsible_people()}
    if event.kind == kinds.LEADER_LEFT:
        return {"pause": told_of_pause(event)}
    if event.kind == kinds.SPLIT_OFF:
        made = project.split_off_parts.published().filter(created_at__lte=event.at)
        return {"part": made.order_by("-created_at").first()}
    return {}


def told_of_pause(event):
    """With the word that its leader stopped: until when it lies still, where it does."""
    is_so = event.kind == ProjectEvent.Kind.LEADER_LEFT and event.project.status == Status.PAUSED
    return f"Het project ligt stil tot {day(event.project.paused_until)}." if is_so else ""


def _told_of_group(event, person):
    """Which meetings fell out because it stopped, those for members only for its members, and what this person was."""
    is_member = event.group.has_person(person)
    cancelled = [row for row in _seen(event.cancelled, is_member) if not row.is_over]
    return {
        "is_member": is_member,
        "work": event.group.passed_on_to_it.open().named_to(person).select_related("person"),
        "cancelled": cancelled,
        "was_refused": event.refused.filter(pk=person.pk).exists(),
        "said_yes": Reply.objects.filter(meeting__in=cancelled, person=person, answer=Reply.Answer.YES).exists(),
    }


def told_of_end(event, *, is_member=False):
    """The public sentence about a group, and where it stopped on which days it does not meet any more."""
    days = [day(row.starts_at) for row in _seen(event.cancelled, is_member)]
    cancelled = f"Dit gaat niet door: {in_few_words(days)}." if days else ""
    return "\n".join(filter(None, [event.reason, cancelled]))


def told_of_cancelled(event, *, is_among_members=False):
    """When and where that meeting would be, of a series on which days, and why; not what only its members know."""
    when = f"Het zou zijn op {day_time(event.meeting.starts_at)}"
    if event.series_id:
        days = [day(row.starts_at) for row in _seen(event.meetings, is_among_members)]
        when = f"Het gaat om {in_few_words(days)}"
    if is_among_members:
        return f"{when}. De reden weet de voorzitter van {event.meeting.group}."
    why = "" if event.is_among_members else f" De reden: {event.reason}"
    return f"{when}, {event.meeting.place}.{why}"


def in_few_words(days):
    """The first of these days, and how many more there are."""
    more = [f"en nog {len(days) - MOST_DAYS} keer"] if len(days) > MOST_DAYS else []
    return ", ".join([*days[:MOST_DAYS], *more])


def told_of_activity(event):
    """When and where it is now, or would be; of what moved also what it was, of what is off why."""
    if event.kind == ProjectEvent.Kind.ACTIVITY_CANCELLED:
        activity = event.activity
        return f"Het zou zijn op {day_time(activity.starts_at)}, {activity.place}. De reden: {event.reason}"
    now = f"{day_time(event.activity.starts_at).capitalize()}, {event.activity.place}."
    if event.kind == ProjectEvent.Kind.ACTIVITY_CORRECTED:
        before = f"Het heette eerst ‘{event.reason}’." if event.reason != event.activity.title else ""
        return "\n".join(filter(None, [now, before, event.activity.text]))
    return f"{now} Eerst: {event.reason}." if event.kind == ProjectEvent.Kind.ACTIVITY_MOVED else now


def told_of_hidden(event, person):
    """In our own words to who would come: what was hidden is not said again, nor why."""
    return _told_of_coming(event, person, "Dat gaat voorlopig niet door.")


def told_of_shown(event, person):
    """That it is on again, to who heard that it was off."""
    return _told_of_coming(event, person, "Dat gaat weer door.")


def _told_of_coming(event, person, words):
    moments = [day_time(activity.starts_at) for activity in event.project.activities.awaited_by(person)]
    return f"Je zou komen op {in_words(moments)}. {words}" if moments else ""


def _told_of_meeting(event, person):
    """What only who is in the group reads: where to take part online, and where to answer without signing in."""
    meeting, is_member = event.meeting, is_in_its_group(event, person)
    is_asked = meeting.may(Step.ANSWER) and meeting.invites(person)
    return {
        "is_member": is_member,
        "page": _page(person, *_place(event)),
        "answer_address": meeting.answer_address(person) if is_asked else "",
        "minutes": minutes_of(meeting, reader=person, is_member=is_member) if event.kind in WRITTEN else [],
        "said_yes": Reply.objects.filter(meeting__in=event.meetings, person=person, answer=Reply.Answer.YES).exists(),
        "dates": [row for row in _seen(event.meetings, is_member) if not row.is_over] if event.series_id else [],
    }


def _place(event):
    """(the place on the website that it is about, whether everybody reads it there)"""
    meeting, kinds = event.meeting, MeetingEvent.Kind
    if event.kind in BRIEFING:
        return meeting.briefing.get_absolute_url(), meeting.is_public and meeting.briefing.is_public
    if event.kind == kinds.MINUTES_DRAFTED:
        return f"{meeting.get_absolute_url()}#verslag", False
    if event.kind == kinds.CORRECTED:  # what has no reason is for the members
        return f"{meeting.get_absolute_url()}#verslag", meeting.is_public and bool(event.reason)
    return meeting.reading_address if event.kind in MINUTES else meeting.get_absolute_url(), meeting.is_public


def _seen(meetings, is_member):
    """Of a series one can be for members only."""
    return meetings if is_member else meetings.filter(is_public=True)


def _calendar_entries(event, told):
    is_member = told.get("is_member", False)
    if isinstance(event, GroupEvent):
        return [meeting_entry(row, for_member=is_member) for row in told["cancelled"]]
    if isinstance(event, MeetingEvent):
        return _meeting_entries(event, is_member=is_member) if event.kind in COMING_UP else []
    activity = event.activity if isinstance(event, ProjectEvent) else None
    return [activity_entry(activity)] if activity else []


def _meeting_entries(event, *, is_member):
    """Of a series its rule, and where it goes on by another one what is left of the rule before it."""
    if event.series_id is None or event.kind == MeetingEvent.Kind.CANCELLED:
        return [meeting_entry(row, for_member=is_member) for row in _seen(event.meetings, is_member)]
    rules = Series.objects.filter(pk__in=[event.series_id, event.series.continues_id]).order_by("pk")
    rows = with_turns(rules, _seen(Meeting.objects.all(), is_member))
    return [entry for series in rows for entry in series_entries(series, for_member=is_member)]


def _write_work(notification):
    waiting = contents(notification.person) if address_of(notification) else None
    if waiting is None:
        return None
    return _message(notification, waiting["greeting"], waiting)


def subject_of(kind, event, *, is_whole=False):
    """What a letter of that kind about this event is called, on one line."""
    return " ".join(LETTERS[kind].subject_of(event, is_whole=is_whole).split())


def _message(notification, subject, context):
    told = filled(notification) | {"asker": _asker(notification, context.get("event"))} | context
    message = EmailMultiAlternatives(
        subject,
        _BLANK_LINES.sub("\n\n", render_to_string(f"communication/mail/{notification.kind}.txt", told)),
        to=[address_of(notification)],
        headers=headers_of(notification),
    )
    if notification.kind in TO_READ:
        message.attach_alternative(render_to_string(f"communication/mail/{notification.kind}.html", told), "text/html")
    return message


def _asker(notification, event):
    """The first name of a visitor. Only where somebody answers: a receipt goes to any address, with any words."""
    if notification.kind in ("request-news", "request-heard-receipt"):
        return first_name(event.request.name)
    return first_name(event.enquiry.name) if notification.kind in ("enquiry-answer", "enquiry-forwarded") else ""


def filled(notification):
    """What every mail says: to whom, and how that person chooses which mail comes."""
    person, is_chosen = notification.person, notification.kind in CHOSEN
    choices = settings.SITE_URL + choices_url(person) if person and person.address_on_file else ""
    return about_site() | {"person": person, "choices": choices, "is_chosen": is_chosen}


def headers_of(notification):
    """Of what was not asked for, but follows from a choice, mail programs show the way out."""
    headers = own_headers() | {"Message-ID": message_id(notification)}
    if notification.kind in CHOSEN:
        headers |= one_click(settings.SITE_URL + choices_url(notification.person))
    return headers


def request_news(asked, text):
    """What the requester gets when the team writes this, unsent; None for who has no address."""
    event = RequestEvent(request=asked, kind=RequestEvent.Kind.WRITTEN, reason=text)
    told = Notification(kind="request-news", person=asked.requester, email=asked.email, event_uuid=event.uuid)
    context = {"event": event, "choices": ""}  # the secret address in it is for nobody of the team
    return _message(told, subject_of(told.kind, event), context) if address_of(told) else None


def event_of(notification):
    return next(iter(events_of([notification])), None)


def events_of(notifications):
    """The events that these tell of, as far as they are still there."""
    uuids = {}
    for notification in notifications:
        uuids.setdefault(apps.get_model(notification.event_model), []).append(notification.event_uuid)
    found = (
        model.objects.select_related(*TOLD_WITH.get(model, [None])).filter(uuid__in=some)
        for model, some in uuids.items()
    )
    return [event for rows in found for event in rows]


def address_of(notification):
    return notification.person.address_on_file if notification.person_id else notification.email


def message_id(notification):
    """The same each time it is tried: a mail program shows one that was sent twice once, and a bounce says whose."""
    to = f"{notification.person_id or ''} {canonical_email(address_of(notification))}"
    who = salted_hmac("communication.message_id", to, algorithm="sha256").hexdigest()[:16]
    host = urlsplit(settings.SITE_URL).hostname
    return f"<{notification.event_uuid.hex}.{notification.kind}.{who}@{host}>"
