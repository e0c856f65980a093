"""What is told by telephone, on paper or at the counter, to whom no mail reaches: the bellijst."""

from django.utils.text import capfirst

from accounts.models import Person
from communication import recipients
from communication.letter_contents import (
    told_of_activity,
    told_of_called_off,
    told_of_cancelled,
    told_of_end,
    told_of_hidden,
    told_of_next,
    told_of_pause,
    told_of_shown,
    told_why,
)
from communication.letter_kinds import FOLLOWED, LETTERS
from communication.letters import event_of, subject_of
from communication.models import EnquiryEvent, OutreachTask, RequestEvent
from core.dates import day, day_time
from groups.models import ActionEvent, ApplicationEvent, GroupEvent, IssueEvent, MeetingEvent
from projects.models import HelpEvent, PledgeEvent, ProjectEvent, QuestionEvent
from themes.models import RoundEvent

PAGES = {
    ProjectEvent: lambda event: (event.activity or event.project) if event.project.is_public else None,
    HelpEvent: lambda event: event.offer.wanted.project,
    QuestionEvent: lambda event: event.question,
    MeetingEvent: lambda event: _page_of(event),
    GroupEvent: lambda event: event.group,
    ActionEvent: lambda event: event.action.group,
    IssueEvent: lambda event: event.issue,
    ApplicationEvent: lambda event: event.application.group or event.application.theme,
    PledgeEvent: lambda event: event.pledge.about,
    RoundEvent: lambda event: event.wish or event.round,
    EnquiryEvent: lambda event: event.enquiry.open_issue,
}
# What waits for somebody on a page of their own: nobody of the counter has to read it to them.
SEEN_AT_WORK = {
    *("work-week", "project-new", "project-beside", "project-explained", "report-new", "request-new"),
    *("request-answer", "request-assigned", "enquiry-new", "application-new", "issue-asked", "group-asked"),
}
_ENDS_QUESTION = {
    *(ProjectEvent.Kind.CLARIFIED, ProjectEvent.Kind.TAKEN_UP, ProjectEvent.Kind.DECLINED),
    *(ProjectEvent.Kind.REFERRED, ProjectEvent.Kind.WITHDRAWN, ProjectEvent.Kind.MERGED),
}
_TOLD_EACH = {"activity-hidden": told_of_hidden, "activity-shown": told_of_shown}  # what to say to each
_REQUEST = RequestEvent.Kind
# What is told of a request: (what that is called, what there is to say first).
OF_REQUEST = {
    _REQUEST.SUBMITTED: (
        "Onze mail komt niet aan",
        "De aanvraag is binnen en is klaar uiterlijk {due}. Mail aan het adres dat is ingevuld, komt terug. "
        "Wat ervan komt, vertellen we vanaf nu per telefoon.",
    ),
    _REQUEST.WRITTEN: ("Bericht over de aanvraag", ""),
    _REQUEST.APPROVAL_ASKED: (
        "Vraag of het goed is",
        "Dit is gemaakt: {made}. Is het zo goed, ja of nee? Bij nee: wat moet er anders?",
    ),
    _REQUEST.REMINDED: ("We wachten nog op een antwoord", "Vraag er nog een keer naar."),
    _REQUEST.FINISHED: ("De aanvraag is klaar", "De aanvraag is klaar."),
    _REQUEST.DECLINED: ("De aanvraag kan niet", "Het communicatieteam kan dit niet doen."),
}
_NO_MAIL_OF_QUESTION = (
    "De vraag is binnen, met antwoord uiterlijk {due}. Mail aan het adres dat is ingevuld, komt terug. "
    "Wat ervan komt, vertellen we vanaf nu per telefoon."
)
_TO_BEGIN_IDEA = "De vraag kan het begin van een project zijn. Aan de balie kun je er samen een idee van maken."
_TOLD_BY_TELEPHONE = "Wat ervan komt, vertellen we per telefoon."
# Where a visitor typed an address, and maybe a telephone number.
_TYPED_WITH = {RequestEvent: "request", EnquiryEvent: "enquiry"}
# Why somebody is not in a group is between that person and who decided so: the whole counter reads the bellijst.
JUDGED = (GroupEvent.Kind.REMOVED, GroupEvent.Kind.REFUSED)


def outreach_task(event, letter, recipient):
    """For whoever has no address, unsaved; None for others, and for a receipt, which was given on paper."""
    return _task(event, letter, recipient) if is_reached_by_hand(recipient) and _needs_call(letter) else None


def leave_to_counter(notifications):
    """What no mail could bring to people whose address takes none.

    Of an address that a visitor typed it is told where a number stands beside it, with a request or a question.
    """
    OutreachTask.objects.bulk_create(filter(None, map(_undelivered, notifications)), ignore_conflicts=True)


def _undelivered(notification):
    """The task that comes in the place of a mail, unsaved; None where there is nothing to tell, or nobody to call."""
    kind = notification.kind
    if kind in SEEN_AT_WORK or (event := event_of(notification)) is None:
        return None
    if notification.person_id:
        return _task(event, kind, notification.person) if _needs_call(kind) else None
    asked = getattr(event, _TYPED_WITH.get(type(event), ""), None)
    person = asked and asked.call_from_now_on()
    return person and _task(event, kind, person)


def call_off(event):
    """A question about a proposal is asked of nobody any more once it was explained, or answered without."""
    if isinstance(event, ProjectEvent) and event.kind in _ENDS_QUESTION:
        asked = event.project.events.filter(kind=ProjectEvent.Kind.CLARIFICATION_ASKED, pk__lt=event.pk)
        OutreachTask.objects.about(asked).tick_off(by=None)


def is_reached_by_hand(recipient):
    return isinstance(recipient, Person) and not recipient.address_on_file


def _needs_call(letter):
    """Not for news of what is followed, nor for a receipt."""
    return letter not in FOLLOWED and not letter.endswith("-receipt")


def _task(event, letter, recipient):
    if recipient.is_forgotten or not LETTERS[letter].holds(event):
        return None
    if isinstance(event, RequestEvent) and event.is_overtaken:
        return None
    return OutreachTask(
        person=recipient,
        event_uuid=event.uuid,
        kind=letter,
        what=_what(letter, event)[:200],
        text=_TOLD_EACH[letter](event, recipient) if letter in _TOLD_EACH else _to_say(letter, event),
        href=_address_of(event),
        created_at=event.at,
    )


def _what(letter, event):
    """As the letter is called, with whole titles; who reads the bellijst is no member."""
    if _is_among_members(event):
        return f"{capfirst(event.get_kind_display())}: {event.meeting.told}"
    if isinstance(event, RequestEvent) and event.kind in OF_REQUEST:
        return f"{OF_REQUEST[event.kind][0]}: {event.request}"
    if letter == "enquiry-receipt":
        return f"{OF_REQUEST[_REQUEST.SUBMITTED][0]}: {event.enquiry}"
    return subject_of(letter, event, is_whole=True)


def _is_among_members(event):
    return isinstance(event, MeetingEvent) and not event.meeting.is_public


def _to_say(letter, event):
    """The public sentence, or whom to ask; of an invitation when and where, and the question."""
    if isinstance(event, EnquiryEvent):
        return _to_say_of_enquiry(letter, event)
    if isinstance(event, RequestEvent):
        return to_say_of_request(event)
    if isinstance(event, GroupEvent) and event.kind in JUDGED and event.reason:
        who = event.actor.public_name if event.actor else f"De voorzitter van {event.group}"
        return f"De reden staat hier niet. Vraagt {event.person.public_name} ernaar? {who} vertelt het zelf."
    if isinstance(event, MeetingEvent):
        return _to_say_of_meeting(event)
    if letter == "activity-news":
        return told_of_activity(event)
    if letter == "project-hidden":
        return f"Het gaat om ‘{event.project}’. De reden: {event.reason}"
    if isinstance(event, ProjectEvent):
        return _to_say_of_project(event)
    if isinstance(event, GroupEvent):
        return told_of_end(event, is_member=letter == "group-members")
    return told_why(event) if isinstance(event, (HelpEvent, PledgeEvent)) else event.reason


def _to_say_of_meeting(event):
    """Of what is for members who knows it: the counter reads neither where it is nor why it is off."""
    meeting, kinds = event.meeting, MeetingEvent.Kind
    if event.kind in (kinds.PLANNED, kinds.MOVED):
        if meeting.is_over:
            meeting = event.meetings.to_come().filter(is_public=meeting.is_public).first() or meeting
        again = f", daarna {event.series.in_words}" if event.series else ""
        when = day_time(meeting.starts_at).capitalize()
        if _is_among_members(event):
            return f"{when}{again}. Waar het is, weet de voorzitter van {meeting.group}. Kom je?"
        return f"{when}, {meeting.place}{again}. Kom je?"
    if event.kind == kinds.CANCELLED:
        return told_of_cancelled(event, is_among_members=_is_among_members(event))
    if event.kind in (*recipients.BRIEFING, *recipients.MINUTES):
        return _on_paper(event)
    if event.kind == kinds.CLOSED:
        return f"Dit is alleen nog voor leden: {event.reason}. Je had gezegd dat je kwam."
    return "" if event.is_among_members else event.reason


def _to_say_of_project(event):
    into = event.project.went_into if event.kind == ProjectEvent.Kind.MERGED else None
    goes_on = f"Het gaat verder als ‘{into}’." if into else ""
    more = [told_of_pause(event), told_of_next(event), told_of_called_off(event)]
    return "\n".join(filter(None, [goes_on, event.reason, *more]))


def _to_say_of_enquiry(letter, event):
    enquiry = event.enquiry
    if letter == "enquiry-receipt":
        return _NO_MAIL_OF_QUESTION.format(due=day(enquiry.answer_due))
    if letter == "enquiry-forwarded":  # the reason is for the colleague who gets it
        return f"De vraag is nu voor: {enquiry.recipient}."
    return _became(enquiry) or event.reason if letter == "enquiry-answer" else event.reason


def _became(enquiry):
    """What the question was made into, for who cannot follow it on the website; or nothing."""
    if enquiry.open_issue:
        return f"De vraag is nu een vraagstuk van de koplopers: ‘{enquiry.issue}’. Het staat op de website."
    if enquiry.issue_id:
        return f"De vraag is nu een vraagstuk. De voorzitter van de koplopers kijkt ernaar. {_TOLD_BY_TELEPHONE}"
    if enquiry.request_id:
        due = day(enquiry.request.due)
        return f"De vraag is nu een aanvraag bij het communicatieteam, klaar uiterlijk {due}. {_TOLD_BY_TELEPHONE}"
    return _TO_BEGIN_IDEA if enquiry.may_begin_idea else ""


def to_say_of_request(event):
    """What it needs as it is now, and what the team wrote."""
    _, first = OF_REQUEST.get(event.kind, ("", ""))
    waiting = [product for product in event.request.products.all() if product.approved_at is None]
    made = ", ".join(map(str, waiting))
    return "\n".join(filter(None, [first.format(made=made, due=day(event.request.due)), event.reason]))


def _address_of(event):
    """Of the page that it is about; a request, and what is still a question, have none that others may open."""
    page = PAGES.get(type(event))
    thing = page and page(event)
    return thing.get_absolute_url() if thing else ""


def _page_of(event):
    """That of a meeting of members opens for nobody of the counter: then that of their group."""
    if _is_among_members(event):
        return event.meeting.group
    briefing = getattr(event.meeting, "briefing", None) if event.kind in recipients.BRIEFING else None
    return briefing or event.meeting


def _on_paper(event):
    """What to print, or who can: the counter reads nothing that is for members."""
    what, it = ("de briefing", "hem") if event.kind in recipients.BRIEFING else ("het verslag", "het")
    if _is_among_members(event):
        return f"Alleen de leden mogen {what} lezen. Vraag de voorzitter van {event.meeting.group} om het op papier."
    return f"Druk {what} af van de website, en geef of stuur {it} op papier."
