"""What became of the lines of an earlier briefing: each compared with how it stood then."""

from core import dates
from groups.models.actions import ActionPoint
from groups.models.issues import Issue
from projects.models import Project

CRITICAL = "kritische_blik"


def stands(line):
    """How what a line is about stands now, as the snapshot keeps it."""
    if line.project:
        return line.project.status
    return line.issue.state if line.issue else ""


def became(stored, *, since, lines):
    """([{title, kind, now, led_to, …}, …] of what changed, how many stand as they stood).

    `led_to` is the id of the project that a vraagstuk belongs to now: its title is told when that is read, if it is
    public then.

    `stored` are the lines of that snapshot, `since` when it was frozen, `lines` those of the briefing of now.
    """
    projects = Project.objects.including_merged().in_bulk(_ids(stored, "project_id"))
    issues = Issue.objects.select_related("project", "group").in_bulk(_ids(stored, "issue_id"))
    actions = ActionPoint.objects.in_bulk(_ids(stored, "action_id"))
    still = set(lines.filter(kind=CRITICAL).values_list("project_id", flat=True))
    sources, is_filled = set(lines.values_list("source", flat=True)), lines.exists()
    changed, same = [], 0
    for line in stored:
        now, led_to = "", None
        if line["project_id"]:
            project = projects.get(line["project_id"])
            now = _of_project(line, project, since, is_filled and line["project_id"] not in still) if project else ""
        elif line["issue_id"]:
            now, led_to = _of_issue(line, issues.get(line["issue_id"]))
        elif line["action_id"]:
            now = _of_action(actions.get(line["action_id"]))
        elif line["kind"] == CRITICAL and is_filled and line["source"] not in sources:
            now = "Opgelost"
        if now:
            changed.append(line | {"now": now, "led_to": led_to})
        else:
            same += bool(line["project_id"] or line["issue_id"] or line["action_id"])
    return changed, same


def _ids(stored, name):
    return {line[name] for line in stored if line[name]}


def _of_project(line, project, since, is_solved):
    if project.status != line["stood"]:
        return f"Nu {project.get_status_display()}"
    if line["kind"] != CRITICAL or not is_solved:
        return ""
    if project.heard_at and project.heard_at > since:
        return f"Weer iets gehoord op {dates.short_day(project.heard_at)}"
    return "Opgelost"


def _of_issue(line, issue):
    """(words, the id of the project that they end with)"""
    if issue is None or issue.state == line["stood"]:
        return "", None
    now = f"Nu {issue.get_state_display()}"
    if issue.project and issue.project.is_public:
        return now, issue.project_id
    return (f"{now}: het is werk voor {issue.group}" if issue.group else now), None


def _of_action(action):
    if action is None or action.is_open:
        return ""
    return f"Gedaan op {dates.short_day(action.done_on)}" if action.done_on else "Vervalt"
