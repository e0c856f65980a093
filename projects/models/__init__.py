from core.editing import Conflict, Unchanged
from projects.models.activities import Activity, Attendance, NoPlace
from projects.models.drafts import NoRoom
from projects.models.events import ProjectEvent
from projects.models.help import HelpEvent, HelpOffer, HelpWanted
from projects.models.lifecycle import InvalidTransition
from projects.models.photos import Photo
from projects.models.progress import Milestone, ProgressCheck, Signal, Update
from projects.models.project import Project, ProjectQuerySet
from projects.models.promises import MoneyLine, Pledge, PledgeEvent
from projects.models.questions import Question, QuestionEvent, TooManyQuestions
from projects.models.reports import Report, ReportEvent
from projects.models.signposts import Signpost
from projects.models.states import Family, Status
from projects.models.support import SupportRequest, who_can_support
from projects.models.taking_part import Participation, ProjectFollow
from projects.models.words import SearchWord

__all__ = [
    "Activity",
    "Attendance",
    "Conflict",
    "Family",
    "HelpEvent",
    "HelpOffer",
    "HelpWanted",
    "InvalidTransition",
    "Milestone",
    "MoneyLine",
    "NoPlace",
    "NoRoom",
    "Participation",
    "Photo",
    "Pledge",
    "PledgeEvent",
    "ProgressCheck",
    "Project",
    "ProjectEvent",
    "ProjectFollow",
    "ProjectQuerySet",
    "Question",
    "QuestionEvent",
    "Report",
    "ReportEvent",
    "SearchWord",
    "Signal",
    "Signpost",
    "Status",
    "SupportRequest",
    "TooManyQuestions",
    "Unchanged",
    "Update",
    "who_can_support",
]
