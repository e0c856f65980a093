"""What a card says of a project in one line; in Python, for a list says it twenty times."""

from django import template
from django.utils.text import capfirst

from core.dates import heard, month, short_day
from projects.models.states import ENDED, Status

register = template.Library()


@register.filter
def stand(project):
    """In uitvoering, 3 dagen geleden iets gehoord"""
    return capfirst(Status(project.status).label) + _rest(project)


def _rest(project):
    status = project.status
    if status == Status.PROPOSED and project.clarification_question:
        return ", wacht op uitleg"
    if status == Status.PROPOSED and project.answer_due:
        late = project.is_answer_late
        return ", antwoord is te laat" if late else f", antwoord uiterlijk {short_day(project.answer_due)}"
    if status == Status.PAUSED and project.paused_until:
        return f" tot {short_day(project.paused_until)}"
    if status in ENDED:
        return f" in {month(project.status_since)}"
    if project.freshness == "stil":
        return f", stil sinds {short_day(project.heard_at or project.status_since)}"
    return f", {heard(project.heard_at)} iets gehoord" if project.heard_at else ""
