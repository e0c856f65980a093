from groups.models.group import Group, GroupFollow, Membership
from groups.models.issues import Issue, IssueFollow
from groups.models.meetings import ActionPoint, AgendaPoint, Decision, InvalidTransition, Meeting, MeetingEvent

__all__ = [
    "ActionPoint",
    "AgendaPoint",
    "Decision",
    "Group",
    "GroupFollow",
    "InvalidTransition",
    "Issue",
    "IssueFollow",
    "Meeting",
    "MeetingEvent",
    "Membership",
]
