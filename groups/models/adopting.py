"""The koplopers adopt a shared agenda or the account of a year, with a decision of theirs."""

from django.db import transaction
from django.utils import timezone

from core.dates import as_day
from groups.models.agreements import Decision
from groups.models.group import Group
from groups.models.meetings import Meeting
from groups.models.year_account import YearAccount
from groups.models.year_figures import compute
from projects.agenda import move_along

MEETINGS_SHOWN = 12


def deciding_meetings(*, after):
    """Of the koplopersgroep, which took place after this day and whose minutes are not adopted yet; the newest."""
    states = (Meeting.State.HELD, Meeting.State.MINUTES_DRAFT, Meeting.State.MINUTES_PUBLISHED)
    rows = Meeting.objects.filter(group__kind=Group.Kind.KOPLOPERSGROEP, state__in=states, starts_at__date__gt=after)
    recent = rows.order_by("-starts_at").values("pk")[:MEETINGS_SHOWN]
    return Meeting.objects.filter(pk__in=list(recent.values_list("pk", flat=True))).order_by("-starts_at")


def adopt_agenda(agenda_round, *, meeting, by, **adopted):
    """All of it or nothing. `adopted` is what `AgendaRound.adopt` takes; returns the new agenda.

    Raises OutOfPhase when the round is not there (any more), InvalidTransition when the meeting takes no decisions.
    """
    with transaction.atomic():
        agenda = agenda_round.adopt(by=by, **adopted)
        move_along(agenda)
        text = f"De {agenda.title} is vastgesteld, met {agenda.items.count()} plannen."
        Decision.write_down(meeting, text=text, agenda_round=agenda_round)
    return agenda


def adopt_account(year, *, meeting, by):
    """Keep its figures as they are now, with the decision of that meeting; returns (account, whether it is new).

    Raises InvalidTransition when the meeting takes no decisions (any more).
    """
    if year >= timezone.localdate().year:
        raise ValueError("a year that is not over")
    with transaction.atomic():
        kept = {"data": compute(year), "adopted_by": by, "adopted_on": as_day(meeting.starts_at)}
        account, is_new = YearAccount.objects.get_or_create(year=year, defaults=kept)
        if is_new:
            text = f"De verantwoording van {year} is vastgesteld."
            account.decision = Decision.write_down(meeting, text=text)
            account.save(update_fields=["decision"])
    return account, is_new
