"""What stands on the poster of a project, and on the picture that goes with its address."""

from django.conf import settings

from core import dates
from core.printing import PNG, printable, qr_svg, typeset
from projects.project_page import ProjectPage
from themes import stamps
from themes.printed import foot, looks

PAPERS = ("a4", "a3")
LONGEST_TEXT = 400  # signs of the text of an activity that fit; a longer one is read on its page


def poster(project, paper="a4", **options):
    """A PDF on "a4" or "a3", or with `output="png"` its picture. `project` comes from `with_page_data`."""
    said = {
        "summary": printable(project.summary),
        "facts": printable_facts(ProjectPage(project).facts_on_paper),
        "call": "Doe je mee?" if project.joinable() else "Lees hoe het ging",
    }
    return _sheet(project, paper, said, project.short_url, options)


def activity_poster(activity, paper="a4", **options):
    """The same of something to come to: when and where, and a code that leads to “ik kom”."""
    room = f"Er is plek voor {activity.room} mensen" if activity.room else ""
    facts = [*when_and_where(activity), ("Plek", room, ""), ("Van", activity.project.title, "")]
    said = {
        "title": printable(activity.title) or activity.project.short_code,
        "summary": short_enough(activity.text),
        "facts": printable_facts(facts),
        "call": "Kom je ook?",
    }
    return _sheet(activity.project, paper, said, activity.get_absolute_url(), options)


def when_and_where(row):
    """The facts of what begins, ends and is somewhere."""
    day, hours = dates.day_and_hours(row.starts_at, row.ends_at)
    return [("Wanneer", day.capitalize(), hours), ("Waar", row.place, "")]


def short_enough(text):
    """On one line, or nothing where that is too long."""
    said = " ".join(text.split())
    return printable(said) if len(said) <= LONGEST_TEXT else ""


def printable_facts(facts):
    return [(name, *map(printable, said)) for name, *said in facts if any(said)]


def _sheet(project, paper, said, path, options):
    """The code leads to the thing itself, the address that one types is the short one of the project."""
    short = foot(settings.SITE_URL + project.short_url, project.short_code)
    own = {"paper": paper, "qr": qr_svg(settings.SITE_URL + path)}
    return typeset("poster", _looks(project) | short | own | said, **options)


def social_image(project):
    """A PNG of 1200 by 630 pixels."""
    return typeset("social", _looks(project, colour="#ffffff"), output=PNG)


def _looks(project, colour=None):
    phase = stamps.phase_of(project.status, project.is_checked)
    return looks(project.theme, project.short_code, phase, colour) | {
        "title": printable(project.title) or f"Project {project.short_code}",
        "stamp_words": f"De stempel van dit project: {project.get_status_display()}",
    }
