"""What somebody follows, and which of it is their own: for the mail about it and the page to choose at."""

from functools import cached_property

from django.db.models import Q

from communication.models import Story, StoryFollow
from groups.models import GroupFollow, Issue, IssueFollow, Membership
from projects.models import Participation, ProjectFollow, Status
from themes.models import ThemeFollow

# The word in the form that stops it, its model, what it is about.
KINDS = {
    "project": (ProjectFollow, "project"),
    "groep": (GroupFollow, "group"),
    "thema": (ThemeFollow, "theme"),
    "vraagstuk": (IssueFollow, "issue"),
    "verhaal": (StoryFollow, "story"),
}
HEADINGS = {
    "project": "Projecten die je volgt",
    "groep": "Groepen die je volgt",
    "thema": "Thema’s die je volgt",
    "vraagstuk": "Vraagstukken die je volgt",
    "verhaal": "Verhalen die je volgt",
}


class Followed:
    def __init__(self, person):
        self.person = person

    @cached_property
    def ids(self):
        """{kind: the ids of the things}"""
        return {
            kind: set(model.objects.filter(person=self.person).values_list(f"{field}_id", flat=True))
            for kind, (model, field) in KINDS.items()
        }

    @cached_property
    def story_of_project(self):
        """{project: a story about it that is followed}"""
        rows = StoryFollow.objects.filter(person=self.person).exclude(story__project=None)
        return dict(rows.values_list("story__project", "story"))

    @cached_property
    def own(self):
        """{kind: the ids of those that this person takes part in or brought in}"""
        takes_part = Participation.objects.current().filter(person=self.person)
        seats = Membership.objects.current().filter(person=self.person)
        issues = Issue.objects.filter(Q(raised_by=self.person) | Q(taken_up_by=self.person))
        return {
            "project": set(takes_part.values_list("project_id", flat=True)),
            "groep": set(seats.values_list("group_id", flat=True)),
            "vraagstuk": set(issues.values_list("pk", flat=True)),
        }

    def parts(self):
        """[(heading, [(kind, id of the row, thing), …])] of what everybody may see."""
        found = [(kind, [(kind, row.pk, getattr(row, KINDS[kind][1])) for row in self._shown(kind)]) for kind in KINDS]
        return [(HEADINGS[kind], rows) for kind, rows in found if rows]

    def stop(self, kind, pk):
        """Whether there was such a row of this person."""
        model = KINDS[kind][0]
        return bool(model.objects.filter(person=self.person, pk=pk).delete()[0])

    def _shown(self, kind):
        model, field = KINDS[kind]
        rows = model.objects.filter(person=self.person).select_related(field).order_by("pk")
        if kind == "project":
            rows = rows.filter(project__hidden_at=None)
            return rows.exclude(project__status__in=(Status.DRAFT, Status.MERGED))
        shown = {
            "vraagstuk": {"issue__in": Issue.objects.accepted()},
            "verhaal": {"story__in": Story.objects.published()},
        }
        return rows.filter(**shown.get(kind, {}))
