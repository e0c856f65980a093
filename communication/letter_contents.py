"""What a letter about an event tells besides the event itself: to this reader, at this moment."""

from django.urls import reverse

from communication.letter_conditions import is_in_its_group
from communication.recipients import BRIEFING, COMING_UP, MINUTES, WRITTEN
from core.dates import day, day_time
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
from projects.models import HelpEvent, PledgeEvent, ProjectEvent, Status
from projects.models.lifecycle import ENDINGS, LEADS
from projects.models.states import LED
from projects.project_page import in_words, names_of

MOST_DAYS = 4  # that one takes in at once


def told_more(event, person):
    """What the template of a letter shows besides the event itself, for this reader."""
    if isinstance(event, MeetingEvent):
        return _told_of_meeting(event, person)
    if isinstance(event, ProjectEvent):
        return _told_of_project(event, person) | {"leave_address": _leave_address(event.project, person)}
    if isinstance(event, ActionEvent):
        return {"doer": ActionPoint.objects.named_to(person).get(pk=event.action_id).doer}
    if isinstance(event, IssueEvent):
        return {"page": _page(person, event.issue.get_absolute_url(), event.issue.is_accepted)}
    if isinstance(event, (HelpEvent, PledgeEvent)):
        return {"why": told_why(event)}
    return _told_of_group(event, person) if isinstance(event, GroupEvent) else {}


def _page(person, address, is_public):
    """Where this person reads it: by signing in first where not everybody may, empty for who cannot."""
    return address if is_public else person.by_signing_in(address)


def _leave_address(project, person):
    """Where somebody who helps, and can sign in, says to help no longer; or nothing."""
    helps = project.joinable() and project.participations.helpers().filter(person=person).exists()
    return person.by_signing_in(reverse("projects:join", args=[project.slug])) if helps else ""


def _told_of_project(event, person):
    if event.activity:
        return {"stay_away_address": event.activity.stay_away_address(person), "why": told_why(event)}
    told = _TOLD_OF_PROJECT.get(event.kind)
    return told(event, person) if told else {}


def _told_who_answers(event, person):
    return {"answering": in_words(names_of(event.project.responsible_people()))}


def _told_to_leader(event, person):
    """What was written to the new leader; not the sentence of our own that everybody reads."""
    is_ours = event.reason in [sentence.format(person.public_name) for sentence in LEADS]
    return {"why": "" if is_ours else event.reason}


def _told_of_awaited(event, person):
    awaited = event.project.activities.awaited_by(person).order_by("starts_at")
    return {"awaited": [(activity, activity.stay_away_address(person)) for activity in awaited]}


def _told_of_part(event, person):
    made = event.project.split_off_parts.published().filter(created_at__lte=event.at)
    return {"part": made.order_by("-created_at").first()}


def _told_of_hidden_project(event, person):
    """With the page for who proposed it: they alone still read it, by signing in."""
    project = event.project
    is_own = project.participations.initiators().filter(person=person).exists()
    page = person.by_signing_in(project.get_absolute_url()) if is_own else ""
    return {"off": told_of_hidden(event, person), "page": page}


def told_of_next(event):
    """With the word that it was taken up, or that its leader stopped: that it waits for somebody, while it does."""
    kinds = ProjectEvent.Kind
    waits = {
        kinds.TAKEN_UP: "Nog niemand trekt het. Het begint als iemand dat doet.",
        kinds.LEADER_LEFT: "Niemand trekt het nu.",
    }.get(event.kind)
    return f"{waits} Wil jij dat? Zeg het tegen het duo." if waits and event.project.lacks_leader else ""


def told_why(event):
    """The reason of what happened to something of a project; where that is only that it ended, with why."""
    project = event.project if isinstance(event, ProjectEvent) else _PROJECT_OF[type(event)](event)
    return project.told_why(event.reason) if project else event.reason


def told_of_called_off(event):
    """With the word that it ended: what was planned and does not go on."""
    rows = (
        event.project.called_off.filter(cancelled_at__gte=event.at).order_by("starts_at")
        if event.kind in ENDINGS
        else ()
    )
    planned = in_few_words([f"‘{row.title}’ op {day(row.starts_at)}" for row in rows])
    return f"Dit gaat niet door: {planned}." if planned else ""


def told_of_pause(event):
    """With the word that its leader stopped: until when it lies still, where it does."""
    is_so = event.kind == ProjectEvent.Kind.LEADER_LEFT and event.project.status == Status.PAUSED
    return f"Het project ligt stil tot {day(event.project.paused_until)}." if is_so else ""


def _told_of_leader_who_left(event, person):
    unled = event.project.status in LED and event.project.leader is None
    return {"pause": told_of_pause(event), "next": told_of_next(event), "unled": unled}


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
        return f"Het zou zijn op {day_time(activity.starts_at)}, {activity.place}. De reden: {told_why(event)}"
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
    is_coming = meeting.may(Step.ANSWER) or event.meetings.to_come().exists()  # the first can be over already
    is_asked = is_coming and meeting.invites(person)
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


def calendar_entries(event, told):
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


_PROJECT_OF = {
    HelpEvent: lambda event: event.offer.wanted.project,
    PledgeEvent: lambda event: event.pledge.project,
}
_TOLD_OF_PROJECT = dict.fromkeys(ENDINGS, lambda event, person: {"called_off": told_of_called_off(event)}) | {
    ProjectEvent.Kind.CLARIFICATION_ASKED: lambda event, person: {
        "explain_address": event.project.explain_address(person)
    },
    ProjectEvent.Kind.HIDDEN: _told_of_hidden_project,
    ProjectEvent.Kind.SHOWN_AGAIN: _told_of_awaited,
    ProjectEvent.Kind.PROPOSED: _told_who_answers,
    ProjectEvent.Kind.THEME_CHANGED: _told_who_answers,
    ProjectEvent.Kind.LEADER_CHANGED: _told_to_leader,
    ProjectEvent.Kind.ASKED_BACK: lambda event, person: {"is_of_duo": person in event.project.responsible_people()},
    ProjectEvent.Kind.TAKEN_UP: lambda event, person: {"next": told_of_next(event)},
    ProjectEvent.Kind.LEADER_LEFT: _told_of_leader_who_left,
    ProjectEvent.Kind.SPLIT_OFF: _told_of_part,
}
