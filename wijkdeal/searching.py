"""What is public and searched besides projects, and the words that occur in all of it."""

from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, Lower

from accounts.models import Organisation
from communication.models import Story
from groups.models import Group, Issue, Meeting
from projects.models import Project, SearchWord
from themes.models import AgendaItem, Theme


@dataclass(frozen=True)
class Kind:
    name: str
    heading: str
    model: type
    title: str
    others: tuple  # columns that are searched besides the title; the first of them is shown
    address: object = Value("")  # what its address is made of, in the database

    def rows(self):
        """What everybody may see of it."""
        if self.model is Meeting:
            return Meeting.objects.filter(is_public=True)
        if self.model is Issue:
            return Issue.objects.accepted()
        return Story.objects.published() if self.model is Story else self.model.objects.all()

    @property
    def fields(self):
        return (self.title, *self.others)


PLAN = Concat(Cast("agenda__year", CharField()), Value("/"), Lower("code"))
KINDS = (
    Kind("theme", "Thema’s", Theme, "name", ("introduction",), F("slug")),
    Kind("group", "Groepen", Group, "name", ("purpose",), F("slug")),
    Kind("meeting", "Bijeenkomsten", Meeting, "title", ("agenda_text",), F("group__slug")),
    Kind("story", "Verhalen", Story, "title", ("lead", "text"), F("slug")),
    Kind("issue", "Vraagstukken", Issue, "title", ("text", "answer")),
    Kind("plan", "Plannen van de gedeelde agenda", AgendaItem, "title", ("goal", "note"), PLAN),
    Kind("party", "Partijen", Organisation, "name", ("about",), F("slug")),
)
PROJECT_FIELDS = ("title", "summary", "place", "description")


def recount_words():
    """The words of what is public now; of what was hidden since the last time none stays."""
    projects = [(Project.objects.published(), PROJECT_FIELDS)]
    SearchWord.objects.recount(projects + [(kind.rows(), kind.fields) for kind in KINDS])
