"""What comes back by itself on the agenda of a meeting that is planned: one press makes it a point."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.dates import short_day
from groups.models import ActionPoint, AgendaPoint, Decision


@dataclass(frozen=True)
class Returning:
    """`name` and `pk` are what the button sends."""

    name: str
    pk: int
    text: str
    why: str


def comes_back(meeting):
    """Decisions to look at again and action points that are late, and points that wait for a press."""
    return [*_decisions(meeting), *_late(meeting), *_waiting(meeting)]


def decisions_for(meeting):
    day = timezone.localtime(meeting.starts_at).date()
    return Decision.objects.filter(meeting__group=meeting.group_id).to_look_at_again(day).select_related("meeting")


def late_for(meeting):
    on_it = AgendaPoint.objects.filter(about_action=OuterRef("pk"), meeting=meeting)
    late = ActionPoint.objects.of(meeting.group_id).late(timezone.localdate())
    return late.exclude(Exists(on_it)).select_related("meeting", "person")


def waiting_for(meeting):
    """Also what waits of a meeting of members only: to put that on a public agenda is for a person to decide."""
    return AgendaPoint.objects.waiting_before(meeting).select_related("meeting")


def _decisions(meeting):
    for decision in decisions_for(meeting):
        yield Returning(
            "decision", decision.pk, decision.text, f"Besluit, weer bekijken op {short_day(decision.look_again_on)}"
        )


def _late(meeting):
    for action in late_for(meeting):
        who = action.person.public_name if action.person else "nog niemand"
        yield Returning("action", action.pk, action.text, f"{who}, had klaar moeten zijn op {short_day(action.due)}")


def _waiting(meeting):
    for point in waiting_for(meeting):
        yield Returning("point", point.pk, point.title, f"Kwam niet aan bod op {short_day(point.meeting.starts_at)}")
