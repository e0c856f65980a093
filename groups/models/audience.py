"""Who a meeting is for: opened to everybody, or for its members only from now on."""

from django.db.models import F

from core.dates import day_time
from groups.models.events import MeetingEvent
from groups.models.steps import InvalidTransition

Kind = MeetingEvent.Kind
WRITTEN = "de leden schreven er al een verslag bij, en dat blijft onder de leden"


def change_audience(meetings, *, is_public, by, series=None):
    """Called before it is written, by who holds these rows. Returns the points that went off their agendas.

    Opened: what was said among the members stays theirs. Closed: who comes and is no member hears so. Raises
    InvalidTransition where everybody would read what members wrote. Of a series whoever hears of it hears of it once.
    """
    changed = [meeting for meeting in meetings if meeting.is_public != is_public]
    if not changed:
        return []
    taken_off = _keep_among_members(changed) if is_public else []
    kind = Kind.OPENED if is_public else Kind.CLOSED
    MeetingEvent.record_all(changed, kind, by=by, series=series, reason=_known_as)
    return taken_off


def _known_as(meeting):
    """As everybody could read it; what members say among themselves stands in no event that others are told of."""
    return f"‘{meeting.title}’, {day_time(meeting.starts_at)}" if meeting.is_public else ""


def _keep_among_members(meetings):
    first, *_ = meetings
    taken_off = first.points.model.keep_among_members(meetings)
    for meeting in meetings:
        if meeting.has_minutes():
            raise InvalidTransition(meeting, WRITTEN)
    for agreed in (first.decisions.model, first.actions.model):
        agreed.objects.filter(meeting__in=meetings).update(members_only=True, version=F("version") + 1)
    first.points.model.tell_less(meetings)
    return taken_off
