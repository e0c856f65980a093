"""What comes on the koplopers briefing by itself: lines of what happened since the last one, each with its reason."""

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator

from core import dates
from groups.models import ActionPoint, Briefing, BriefingLine, Issue
from projects.models import Milestone, Pledge, Project, ProjectEvent, Status
from projects.worklist import critical_lines
from themes.models import AgendaRound

Kind = BriefingLine.Kind
BEGUN = {ProjectEvent.Kind.TAKEN_UP: "Opgepakt", ProjectEvent.Kind.STARTED: "Begonnen"}
DONE = {ProjectEvent.Kind.COMPLETED: "Afgerond", ProjectEvent.Kind.CONTINUED: "Blijft bestaan"}
ROUND_STEPS = {
    "collect_from": "Wensen verzamelen begon",
    "group_from": "Bundelen tot plannen begon",
    "choose_from": "De stemweek begon",
    "adopted_on": "De agenda is vastgesteld",
}


def gather(meeting):
    """Unsaved lines for the briefing of this meeting of the koplopers; the order is that of each part."""
    since = Briefing.since(meeting)
    return [
        *_developments(since),
        *_rounds(dates.as_day(since)),
        *_issues(dates.as_day(since)),
        *_successes(since),
        *_critical(),
        *_late_pledges_of_plans(),
        *_actions(meeting),
    ]


def line(kind, source, title, reason, **about):
    """A line that does not stand on a briefing yet; what is too long ends in an ellipsis."""
    title, reason = Truncator(title).chars(300), Truncator(reason).chars(400)
    return BriefingLine(kind=kind, source=source, title=title, reason=reason, **about)


def _developments(since):
    for project, event in _last_of(BEGUN, since):
        yield _of_project(Kind.ONTWIKKELING, event.kind, project, _said(BEGUN, event))


def _successes(since):
    for project, event in _last_of(DONE, since):
        brought = f": {project.result}" if project.result else ""
        yield _of_project(Kind.SUCCES, event.kind, project, _said(DONE, event) + brought)
    reached = Milestone.objects.filter(reached_on__gte=dates.as_day(since), project__in=Project.objects.published())
    for one in reached.select_related("project").order_by("reached_on", "pk"):
        words = f"Mijlpaal gehaald op {dates.short_day(one.reached_on)}: {one.title}"
        yield _of_project(Kind.SUCCES, f"mijlpaal-{one.pk}", one.project, words)


def _last_of(kinds, since):
    """(project, its last event of these), of those that stand so still."""
    told = ProjectEvent.objects.filter(kind__in=kinds, at__gte=since, project__in=Project.objects.published())
    ended = [Status.COMPLETED, Status.ONGOING]
    still = Q(project__status__in=ended) if kinds is DONE else ~Q(project__status__in=[*ended, Status.STOPPED])
    return {event.project: event for event in told.filter(still).select_related("project").order_by("at")}.items()


def _said(kinds, event):
    return f"{kinds[event.kind]} op {dates.short_day(event.at)}"


def _rounds(since):
    for one in AgendaRound.objects.exclude(adopted_on__lt=since):
        for name, words in ROUND_STEPS.items():
            day = getattr(one, name)
            if day and since <= day <= timezone.localdate():
                source = f"ronde:{one.pk}:{name}"
                yield line(Kind.ONTWIKKELING, source, one.title, f"{words} op {dates.short_day(day)}")


def _issues(since):
    for issue in Issue.objects.unanswered().order_by("raised_on", "pk"):
        there = issue.accepted_on or issue.raised_on  # one of a resident waited for the chair until then
        day = dates.short_day(issue.raised_on)
        if issue.state == Issue.State.TAKEN_UP:
            words = f"Opgepakt op {dates.short_day(issue.taken_up_on)}" if issue.taken_up_on else "Opgepakt"
        else:
            words = f"Nieuw, ingebracht op {day}" if there >= since else f"Open sinds {dates.short_day(there)}"
        yield line(Kind.VRAAGSTUK, f"vraagstuk:{issue.pk}", issue.title, words, issue=issue)


def _critical():
    for row in critical_lines():
        yield _of_project(Kind.KRITISCHE_BLIK, row.project.judgement.reason.name.lower(), row.project, row.why)


def _late_pledges_of_plans():
    """Of a project they are in the critical look."""
    for pledge in Pledge.objects.late().filter(project=None).select_related("organisation"):
        days = (timezone.localdate() - pledge.due).days
        words = f"Toezegging van {pledge.organisation} is {days} {'dag' if days == 1 else 'dagen'} te laat"
        yield line(Kind.KRITISCHE_BLIK, f"toezegging:{pledge.pk}", pledge.what, words)


def _actions(meeting):
    """The open ones of this group; on a briefing for everybody none that is for members."""
    rows = ActionPoint.objects.open().of(meeting.group_id)
    for action in rows.public() if meeting.is_public else rows:
        if action.is_late:
            words = f"Te laat: had {dates.short_day(action.due)} klaar moeten zijn"
        else:
            words = f"Klaar uiterlijk {dates.short_day(action.due)}" if action.due else "Nog open"
        yield line(Kind.ACTIEPUNT, f"actiepunt:{action.pk}", action.text, words, action=action)


def _of_project(kind, source, project, words):
    return line(kind, f"project:{project.pk}:{source}", project.title, words, project=project)
