"""What is public and searched besides projects, and the words that occur in all of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import CharField, DateTimeField, F, Func, Q, TextField, Value
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Cast, Concat, Lower, NullIf

from accounts.models import Organisation
from communication.models import Story
from core.models import PageText, TimelineMoment
from groups.models import AgendaPoint, Decision, Group, Issue, Meeting
from projects.models import Activity, HelpWanted, Project, Question, SearchWord, Signpost, Update
from projects.models.states import IN_LISTED_PROJECT
from themes.models import AgendaItem, Theme

PAGES = {  # where each text of the team stands, besides those of the page about the neighbourhood
    "privacy": "privacy",
    "toegankelijkheid": "accessibility",
    "open-data": "open_data",
    "contact-intro": "communication:contact",
    "balie": "communication:contact",
    "vraagstukken-intro": "groups:issues",
    "communicatie-intro": "communication:ask",
}
ABOUT = "over-"
MARKDOWN = r"[*_#>`]+|\]\([^)]*\)|\["


@dataclass(frozen=True)
class Kind:
    name: str
    heading: str
    rows: Callable  # what everybody may see of it
    title: str  # what it is called, or what it belongs to: that is not searched
    others: tuple  # columns that are searched besides the title, and shown
    address: object = Value("")  # what its address is made of, in the database
    kept_in: str = ""  # the column that keeps its words
    is_many: bool = False  # whether there may be so many that their words have to be kept
    at: object = Value(None, DateTimeField())  # when it is
    off: object = Value(False)  # whether that does not go on
    told: object = None  # what is shown below the title, where those columns are not

    @property
    def fields(self):
        return tuple(name for name in (self.title, *self.others) if LOOKUP_SEP not in name)

    @property
    def counted(self):
        """Of which words are suggested for a slip: where there are many rows the first column says enough."""
        return self.fields[:1] if self.is_many else self.fields

    @property
    def shown(self):
        return self.told or _together(*self.others)


def _together(*columns, between=" … "):
    """One text of those that are not empty, so that what was found stands in what is shown."""
    texts = [NullIf(Cast(column, TextField()), Value("", TextField())) for column in columns]
    return Func(Value(between), *texts, function="concat_ws", output_field=TextField())


def _without_marks(*columns):
    return Func(
        _together(*columns), Value(MARKDOWN), Value(""), Value("g"), function="regexp_replace", output_field=TextField()
    )


def _of_projects(rows):
    """A callable for `Kind`: what is public of that, of projects that everybody sees."""
    return lambda: rows().filter(IN_LISTED_PROJECT)


def _pages():
    return PageText.objects.filter(Q(slug__in=PAGES) | Q(slug__startswith=ABOUT))


def _minuted():
    return Meeting.objects.filter(is_public=True, state__in=Meeting.WITH_MINUTES)


PLAN = Concat(Cast("agenda__year", CharField()), Value("/"), Lower("code"))
SLUG, GROUP, PROJECT = F("slug"), F("group__slug"), F("project__slug")
OF_MEETING = Concat("meeting__group__slug", Value("/"), Cast("meeting_id", CharField()))
BEGINS, BEGAN = F("starts_at"), F("meeting__starts_at")
CANCELLED = Q(state=Meeting.State.CANCELLED)
MINUTES = "Agendapunten en verslagen"
FEW = {"kept_in": "search"}
MANY = {"kept_in": "search", "is_many": True}
KINDS = (
    Kind(
        "signpost", "Wie je hiervoor belt", Signpost.objects.all, "title", ("whose",),
        told=_together("whose", "telephone", between=" "),
    ),
    Kind("theme", "Thema’s", Theme.objects.all, "name", ("introduction",), SLUG),
    Kind("group", "Groepen", Group.objects.all, "name", ("purpose",), SLUG, **FEW),
    Kind("help", "Hier is iemand nodig", HelpWanted.objects.public, "what", ("detail",), PROJECT, **MANY),
    Kind(
        "activity", "Activiteiten", Activity.objects.published, "title", ("text", "place"), PROJECT,
        at=BEGINS, off=Q(cancelled_at__isnull=False), **MANY,
    ),
    Kind(
        "meeting", "Bijeenkomsten", lambda: Meeting.objects.filter(is_public=True), "title", ("agenda_text",), GROUP,
        at=BEGINS, off=CANCELLED, **MANY,
    ),
    Kind(
        "story", "Verhalen", Story.objects.published, "title", ("lead", "text"), SLUG,
        told=_without_marks("lead", "text"), **FEW,
    ),
    Kind("issue", "Vraagstukken", Issue.objects.accepted, "title", ("text", "answer"), **FEW),
    Kind("plan", "Plannen van de gedeelde agenda", AgendaItem.objects.all, "title", ("goal", "note"), PLAN),
    Kind("party", "Partijen", Organisation.objects.all, "name", ("about",), SLUG),
    Kind(
        "decision", "Besluiten", Decision.objects.public, "meeting__title", ("text",), OF_MEETING, at=BEGAN, **MANY
    ),
    Kind(
        "point", MINUTES, AgendaPoint.objects.public, "title", ("minutes", "text"), OF_MEETING,
        at=BEGAN, **MANY,
    ),
    Kind("minutes", MINUTES, _minuted, "title", ("minutes",), GROUP, at=BEGINS, **MANY | {"kept_in": "minutes_search"}),
    Kind("update", "Berichten", _of_projects(Update.objects.published), "title", ("text",), PROJECT, **MANY),
    Kind(
        "question", "Vragen", _of_projects(Question.objects.published), "project__title", ("text", "answer"), PROJECT,
        **MANY,
    ),
    Kind("page", "Over de Wijkdeal", _pages, "title", ("text",), SLUG, told=_without_marks("text"), **FEW),
    Kind("moment", "Sinds het begin", TimelineMoment.objects.all, "title", ("text",)),
)  # fmt: skip
PROJECT_FIELDS = ("title", "summary", "place", "description")


def recount_words():
    """The words of what is public now; of what was hidden since the last time none stays."""
    projects = [(Project.objects.published(), PROJECT_FIELDS)]
    SearchWord.objects.recount(projects + [(kind.rows(), kind.counted) for kind in KINDS])
