"""What a notification says. `write()` looks again at the moment of sending whether it still holds."""

import re
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from accounts.models import canonical_email, first_name
from communication.choices import choices_url, one_click
from communication.letter_contents import calendar_entries, told_more
from communication.letter_kinds import CHOSEN, LETTERS, TOLD_WITH
from communication.models import Notification, RequestEvent
from communication.recipients import BRIEFING
from communication.work_mail import WORK_WEEK, contents
from core.calendars import calendar
from core.mailer import about_site, own_headers
from groups.briefing_page import BriefingPage
from groups.models import MeetingEvent

TO_READ = ("meeting-minutes", "meeting-draft")  # long: with headings
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
    told = {"event": event} | told_more(event, notification.person)
    message = _message(notification, subject_of(notification.kind, event), told)
    if isinstance(event, MeetingEvent) and event.kind in BRIEFING:
        briefing = BriefingPage(event.meeting, event.meeting.briefing, is_member=True)
        message.attach("briefing.pdf", briefing.paper(), "application/pdf")
    if entries := calendar_entries(event, told):
        message.attach("bijeenkomst.ics", calendar(entries, entries[0].title).decode(), "text/calendar")
    return message


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
