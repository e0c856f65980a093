"""What the back office opens on for who handles requests: what needs the team now, with the press that moves it on."""

from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Value, Window
from django.db.models.functions import RowNumber
from django.views.decorators.http import require_safe

from communication.models import Placement, Request, Story, Wandkrant, the_week
from communication.post_room import waits_too_long

Status = Request.Status
SHOWN = 5  # of each list; a link below it leads to all
MOST_OF_THE_WEEK = 60
SHEETS = 3
LEFT = Placement.objects.left_of(OuterRef("pk"))


@require_safe
def desk(request):
    """Who may not handle requests sees Django's own list of what there is."""
    context = {"waits_since": waits_too_long()} if request.user.is_administrator else {}
    if request.user.has_perm("communication.change_request"):
        context |= {"desk": Desk(request.user.person), "title": "Bureau"}
    return admin.site.index(request, context)


@dataclass(frozen=True)
class Pile:
    title: str
    rows: list  # (request, action, words): action is "" where only reading it moves it on
    total: int
    filter: str  # the query string of the queue that shows all of it

    @property
    def has_more(self):
        return self.total > SHOWN


class Desk:
    def __init__(self, person):
        self.person = person
        self.piles = self._piles()
        self.week = _week()
        self.stories = Story.objects.in_state(Story.State.READY).order_by("ready_at").select_related("ready_by")[:SHOWN]
        self.sheets = Wandkrant.objects.all()[:SHEETS]

    @property
    def is_empty(self):
        return not self.week and not self.stories and not any(pile.total for pile in self.piles)

    def _piles(self):
        wanted = [
            ("Te laat", Request.objects.late(), "tijd=laat"),
            ("Vandaag klaar", Request.objects.due_today(), "tijd=vandaag"),
            ("Nieuw", Request.objects.filter(status=Status.NEW), "stand=new"),
            ("Van niemand meer", Request.objects.ownerless(), "wie=niemand-meer"),
            ("Van mij", Request.objects.in_hands_of(self.person), "wie=mij&stand=open"),
            ("Antwoord binnen", Request.objects.open().filter(answered_at__isnull=False), "tijd=antwoord"),
            ("Wacht op de aanvrager", Request.objects.filter(status=Status.WAITING), "stand=waiting"),
            ("Wacht op akkoord", Request.objects.filter(status=Status.FOR_APPROVAL), "stand=for_approval"),
        ]
        found = _first_of_each([rows for _, rows, _ in wanted])
        asked = Request.objects.select_related("assignee", "requester__user").annotate(is_being_placed=Exists(LEFT))
        asked = asked.in_bulk({pk for ids, _ in found for pk in ids})
        Request.note_mail_trouble(asked.values())
        return [
            Pile(title, [(asked[pk], *press_of(asked[pk], self.person)) for pk in ids if pk in asked], total, query)
            for (title, _, query), (ids, total) in zip(wanted, found, strict=True)
        ]


def _first_of_each(querysets):
    """[(ids in the order of the queue, how many in all)], in one query however many there are."""
    place = Window(RowNumber(), order_by=Request.objects.queue_order())
    first = [
        rows.annotate(pile=Value(number), place=place, total=Window(Count("pk")))
        .order_by("place")
        .values_list("pile", "place", "pk", "total")[:SHOWN]
        for number, rows in enumerate(querysets)
    ]
    found = sorted(first[0].union(*first[1:], all=True).order_by())
    piles = [[row for row in found if row[0] == number] for number in range(len(first))]
    return [([pk for _, _, pk, _ in rows], rows[0][3] if rows else 0) for rows in piles]


def press_of(asked, person):
    """(action, words) of the one press that moves it on; ("", "") where it waits for somebody else or for work."""
    if asked.status == Status.NEW:
        return "oppakken", "Ik pak dit op"
    if asked.assignee_id != person.pk:
        return "overnemen", "Ik neem dit over"
    finish = ("", "") if asked.is_being_placed else ("afronden", "Rond af")
    own = {Status.ASSIGNED: ("begin", "Begin"), Status.APPROVED: finish}
    return own.get(asked.status, ("", ""))


def _week():
    """[(day, what is due, what is to be placed)], of the days with something on them; what was forgotten is today's."""
    first, last = the_week()
    due = Request.objects.due_this_week().order_by("due", "id").select_related("assignee")[:MOST_OF_THE_WEEK]
    to_place = Placement.objects.to_place_until(last).select_related("product").order_by("planned_on", "id")
    by_day = {}
    for asked in due:
        by_day.setdefault(asked.due, ([], []))[0].append(asked)
    for placement in to_place[:MOST_OF_THE_WEEK]:
        by_day.setdefault(max(placement.planned_on, first), ([], []))[1].append(placement)
    return [(day, *by_day[day]) for day in sorted(by_day)]
