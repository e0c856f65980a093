from groups.models.agreements import ActionPoint, AgendaPoint, Decision
from groups.models.events import MeetingEvent
from groups.models.group import Group, GroupFollow, Membership
from groups.models.issues import Issue, IssueFollow
from groups.models.meetings import Conflict, Meeting
from groups.models.steps import InvalidTransition, Step

__all__ = [
    "ActionPoint",
    "AgendaPoint",
    "Conflict",
    "Decision",
    "Group",
    "GroupFollow",
    "InvalidTransition",
    "Issue",
    "IssueFollow",
    "Meeting",
    "MeetingEvent",
    "Membership",
    "Step",
]
