from groups.models.actions import ActionPoint
from groups.models.agreements import AgendaPoint, Decision
from groups.models.applications import Application, ApplicationEvent, SeatTaken
from groups.models.attendance import Reply
from groups.models.briefing import Briefing, BriefingLine
from groups.models.documents import Document, Full
from groups.models.events import ActionEvent, GroupEvent, IssueEvent, MeetingEvent
from groups.models.group import Group, GroupFollow
from groups.models.issues import Issue, IssueFollow
from groups.models.meetings import Conflict, Meeting, Unchanged
from groups.models.membership import Membership, OnlyChair
from groups.models.minutes import Correction
from groups.models.own_calendar import OwnCalendar
from groups.models.series import Series
from groups.models.steps import InvalidTransition, Step
from groups.models.year_account import YearAccount

__all__ = [
    "ActionEvent",
    "ActionPoint",
    "AgendaPoint",
    "Application",
    "ApplicationEvent",
    "Briefing",
    "BriefingLine",
    "Conflict",
    "Correction",
    "Decision",
    "Document",
    "Full",
    "Group",
    "GroupEvent",
    "GroupFollow",
    "InvalidTransition",
    "Issue",
    "IssueEvent",
    "IssueFollow",
    "Meeting",
    "MeetingEvent",
    "Membership",
    "OwnCalendar",
    "Reply",
    "OnlyChair",
    "SeatTaken",
    "Series",
    "Step",
    "Unchanged",
    "YearAccount",
]
