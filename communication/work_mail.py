"""The weekly mail of a duo and of the communicatieteam: what waits for its reader, with where the buttons are."""

from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from communication.models import Enquiry, Notification, Request
from groups.models import Application
from projects.worklist import Part, WorkList
from themes.models import Facilitator, Theme

WORK_WEEK = "work-week"
MOST = 500
_QUEUE = {
    "new": "Nog van niemand",
    "week": "Deze week klaar",
    "late": "Te laat",
    "waiting": "Wacht op de aanvrager",
    "answered": "Antwoord binnen",
}
OF_THE_WEEK = (Part.NOW, Part.WEEK)
SHOWN = 12  # of each part; the list has the rest


def plan_week():
    """One notification for who does the work of a duo or is of the team, once a week however often it is called."""
    week = timezone.localdate().strftime("%G-%V")
    known = Q(seats__in=Facilitator.objects.current()) | Q(pk__in=Theme.objects.values("fallback"))
    people = Person.objects.filter(known, user__is_active=True).select_related("user").distinct()
    to_write = {person for person in people if person.user.is_facilitator} | _who_are_late()
    to_write |= set(Person.objects.communicatieteam())
    there = [person for person in to_write if not person.is_away]
    rows = [Notification(kind=WORK_WEEK, person=person, event_uuid=_key(week)) for person in there]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def contents(person):
    """What stands in it at this moment, for the template; None when nothing waits, or this person is not there."""
    if not person.can_sign_in or person.is_away:
        return None
    late = _late_for(person.user)
    work = WorkList(person.user) if person.user.seats else None
    parts = _parts(work) if work else []
    queue = _queue_of(person.user)
    if not parts and not late and not queue:
        return None
    return {
        "greeting": _greeting(work, parts, late, queue),
        "queue": queue,
        "parts": parts,
        "late": late[:SHOWN],
        "asks": bool(late or queue or work.waiting),
    }


def _parts(work):
    """[(what these are, the first of them, how many others there are), …]"""
    rows = [row for part in OF_THE_WEEK for row in work.parts[part]]
    mine = [row for row in rows if row.project.judgement.waits_for_reader]
    others = [row for row in rows if not row.project.judgement.waits_for_reader]
    all_others = sum(work.counts[part] for part in OF_THE_WEEK) - work.waiting
    found = [("Wacht op jou", mine, work.waiting), ("Om in de gaten te houden", others, all_others)]
    return [(label, rows[:SHOWN], max(0, count - SHOWN)) for label, rows, count in found if rows]


def _greeting(work, parts, late, queue):
    if work and work.waiting:
        return work.greeting
    if late:
        return "Iemand wacht op jouw antwoord"
    return "De week van het communicatieteam" if queue else f"{parts[0][0]}: projecten van je thema"


def _queue_of(user):
    """[(words, how many)] of the requests that are open, for the team."""
    if not user.is_communicatieteam:
        return []
    return [(_QUEUE[name], number) for name, number in Request.objects.in_week_numbers().items() if number]


def _who_are_late():
    """Who was to answer a question or somebody who offered to sit somewhere, by a date that is past."""
    questions = Enquiry.objects.late().select_related("theme__fallback__user", "group")[:MOST]
    offers = Application.objects.late().about()[:MOST]
    people = [person for one in questions for person in one.addressees()]
    people += [person for one in offers for person in one.people_who_answer()]
    return {person for person in people if person.can_sign_in}


def _late_for(user):
    """[(what, the day that was promised, address), …]"""
    questions = Enquiry.objects.addressed_to(user).late()
    offers = Application.objects.answerable_by(user).late().about()
    found = [(one.subject, one, "communication:enquiry") for one in questions[:MOST]]
    found += [(f"Aanmelding: {one}", one, "groups:application") for one in offers[:MOST]]
    return [(what, one.answer_due, reverse(page, args=[one.pk])) for what, one, page in found]


def _key(week):
    return uuid5(NAMESPACE_URL, f"{WORK_WEEK} {week}")
