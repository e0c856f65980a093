"""What is public and searched besides projects, and the words that occur in all of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import CharField, DateTimeField, F, Q, Value
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Cast, Concat, Lower

from accounts.models import Organisation
from communication.models import Story
from groups.models import Group, Issue, Meeting
from projects.models import Activity, Project, Question, SearchWord, Update
from projects.models.states import IN_LISTED_PROJECT
from themes.models import AgendaItem, Theme


@dataclass(frozen=True)
class Kind:
    name: str
    heading: str
    rows: Callable  # what everybody may see of it
    title: str  # what it is called, or what it belongs to: that is not searched
    others: tuple  # columns that are searched besides the title; the first of them is shown
    address: object = Value("")  # what its address is made of, in the database
    keeps_words: bool = False  # in a column `search`, where there may be many
    at: object = Value(None, DateTimeField())  # when it is
    off: object = Value(False)  # whether that does not go on

    @property
    def fields(self):
        return tuple(name for name in (self.title, *self.others) if LOOKUP_SEP not in name)

    @property
    def counted(self):
        """Of which words are suggested for a slip: where there are many rows the first column says enough."""
        return self.fields[:1] if self.keeps_words else self.fields


def _of_projects(rows):
    """A callable for `Kind`: what is public of that, of projects that everybody sees."""
    return lambda: rows().filter(IN_LISTED_PROJECT)


PLAN = Concat(Cast("agenda__year", CharField()), Value("/"), Lower("code"))
PROJECT = F("project__slug")
KINDS = (
    Kind("theme", "Thema’s", Theme.objects.all, "name", ("introduction",), F("slug")),
    Kind("group", "Groepen", Group.objects.all, "name", ("purpose",), F("slug")),
    Kind(
        "activity", "Activiteiten", Activity.objects.published, "title", ("text", "place"), PROJECT, True,
        F("starts_at"), Q(cancelled_at__isnull=False),
    ),
    Kind(
        "meeting", "Bijeenkomsten", lambda: Meeting.objects.filter(is_public=True), "title", ("agenda_text",),
        F("group__slug"), True, F("starts_at"), Q(state=Meeting.State.CANCELLED),
    ),
    Kind("story", "Verhalen", Story.objects.published, "title", ("lead", "text"), F("slug")),
    Kind("issue", "Vraagstukken", Issue.objects.accepted, "title", ("text", "answer")),
    Kind("plan", "Plannen van de gedeelde agenda", AgendaItem.objects.all, "title", ("goal", "note"), PLAN),
    Kind("party", "Partijen", Organisation.objects.all, "name", ("about",), F("slug")),
    Kind("update", "Berichten", _of_projects(Update.objects.published), "title", ("text",), PROJECT, True),
    Kind(
        "question", "Vragen", _of_projects(Question.objects.published), "project__title", ("text", "answer"), PROJECT,
        True,
    ),
)  # fmt: skip
PROJECT_FIELDS = ("title", "summary", "place", "description")


def recount_words():
    """The words of what is public now; of what was hidden since the last time none stays."""
    projects = [(Project.objects.published(), PROJECT_FIELDS)]
    SearchWord.objects.recount(projects + [(kind.rows(), kind.counted) for kind in KINDS])
