"""The koplopers briefing with what groups may not see: the queue of the communicatieteam, in three numbers."""

from communication.models import Request
from groups.briefing import gather, line
from groups.models import BriefingLine


def fill_agenda(meeting, *, by=None):
    """Put on the briefing of this meeting what is not there yet; returns how many lines came.

    Raises InvalidTransition when the agenda may no longer change.
    """
    return BriefingLine.fill(meeting, [*gather(meeting), _queue()], by=by)


def _queue():
    words = "{new} nieuw, {going} mee bezig, {late} te laat".format(**Request.objects.in_numbers())
    return line(BriefingLine.Kind.COMMUNICATIE, "aanvragen", "Aanvragen bij het communicatieteam", words)
