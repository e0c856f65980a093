"""The briefing as people read it, in the making or frozen: on the page, on paper and in the mail.

What is no longer to be seen is not told here either: a hidden project is a line without its name.
"""

from django.contrib.auth.models import AnonymousUser

from core import dates
from core.models import SiteSettings
from core.printing import printable, typeset
from groups.models import ActionPoint, BriefingLine, Issue
from groups.models.briefing import STORED, contents
from projects.models import Project

GONE = "Een project dat niet meer op de website staat"
STILL_SAME = "1 regel van toen staat er nog net zo voor", "{} regels van toen staan er nog net zo voor"


class BriefingPage:
    """Of a meeting and its `Briefing`; without one (None) of the lines as they are now.

    `is_member`: whether the reader is in the group, and so reads every name.
    """

    def __init__(self, meeting, kept=None, *, is_member):
        self.meeting, self.kept, self.is_member = meeting, kept, is_member
        self.data = kept.data if kept else contents(meeting)
        self._lines = _instances(self.data["lines"]) if kept else list(meeting.briefing_lines.current())
        self.before = self.data["before"]
        self._look_up()
        if not kept:
            self._say_what_is_discussed()

    def _say_what_is_discussed(self):
        """Of each line whether it, or what it is about, stands on the agenda."""
        rows = self.meeting.points.values_list("form_key", "project_id", "issue_id")
        keys, projects, issues = map(set, zip(*rows, strict=True)) if rows else (set(), set(), set())
        for one in self._lines:
            about = one.project_id in projects - {None} or one.issue_id in issues - {None}
            one.is_discussed = about or one.point_key in keys

    def _look_up(self):
        shown = [*self._lines, *map(_Told, self.before)]
        wanted = {one.project_id for one in shown} | {line["led_to"] for line in self.before}
        projects = Project.objects.including_merged().in_bulk(wanted - {None})
        actions = ActionPoint.objects.select_related("person").named_for(AnonymousUser())
        actions = actions.in_bulk({one.action_id for one in shown if one.action_id})
        issues = Issue.objects.in_bulk({one.issue_id for one in shown if one.issue_id})
        for one in shown:
            one.href, one.who = "", ""
            if one.project_id:
                self._tell_of_project(one, projects.get(one.project_id))
            elif one.issue_id in issues:
                one.href = issues[one.issue_id].get_absolute_url()
                if led_to := projects.get(getattr(one, "led_to", None)):
                    one.now += f": het hoort bij het project {led_to.title}"
            elif (action := actions.get(one.action_id)) and action.person:
                one.who = action.person.public_name if self.is_member else action.doer
        self.before = shown[len(self._lines) :]

    @staticmethod
    def _tell_of_project(one, project):
        if project is None:
            one.title, one.reason, one.now = GONE, "", ""
        else:
            one.href = project.get_absolute_url()

    @property
    def parts(self):
        """[(the words of a part, its lines), …] without the empty ones."""
        found = [(kind.label, [one for one in self._lines if one.kind == kind]) for kind in BriefingLine.Kind]
        return [(label, lines) for label, lines in found if lines]

    @property
    def same(self):
        """How many lines of the one before stand as they stood, in words."""
        count = self.data["same"]
        one, more = STILL_SAME
        return (one if count == 1 else more.format(count)) if count else ""

    @property
    def points(self):
        return self.data["points"]

    @property
    def taken_off(self):
        return self.meeting.briefing_lines.exclude(removed_at=None)

    def paper(self):
        """The bytes of a PDF of two sides of A4 at most."""
        site = SiteSettings.load()
        parts = [(label, [_printed(one.title, _why(one)) for one in lines]) for label, lines in self.parts]
        before = [_printed(one.title, one.now) for one in self.before]
        said = {
            "title": printable(self.meeting.title),
            "when": dates.day_time(self.meeting.starts_at),
            "place": printable(self.meeting.place),
            "stand": f"Vastgezet op {dates.short_day(self.kept.frozen_at)}" if self.kept else "Nog niet vastgezet",
            "points": [_printed(one["title"], one["in_words"]) for one in self.points],
            "parts": [*parts, *([("Wat kwam er van de vorige keer?", before)] if before else [])],
            "same": self.same,
            "site": str(site),
            "telephone": site.telephone,
        }
        return typeset("briefing", said)


class _Told:
    """A line of the briefing before, with what became of it."""

    def __init__(self, stored):
        self.__dict__.update(stored)


def _instances(stored):
    return [BriefingLine(**{name: one[name] for name in STORED}) for one in stored]


def _why(one):
    return ". ".join(filter(None, [one.who, one.reason]))


def _printed(title, words):
    return [printable(title), printable(words)]
