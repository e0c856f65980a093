"""What stands on the poster of a project, and on the picture that goes with its address."""

from django.conf import settings

from core import dates
from core.models import SiteSettings
from core.printing import PNG, printable, qr_svg, typeset
from projects.project_page import ProjectPage
from themes import stamps

PAPERS = ("a4", "a3")
LONGEST_TEXT = 400  # signs of the text of an activity that fit; a longer one is read on its page


def poster(project, paper="a4", **options):
    """A PDF on "a4" or "a3", or with `output="png"` its picture. `project` comes from `with_page_data`."""
    said = {
        "summary": printable(project.summary),
        "facts": _printable_facts(ProjectPage(project).facts),
        "call": "Doe je mee?" if project.joinable() else "Lees hoe het ging",
        "qr": qr_svg(settings.SITE_URL + project.short_url),
    }
    return _sheet(project, paper, said, options)


def activity_poster(activity, paper="a4", **options):
    """The same of something to come to: when and where, and a code that leads to “ik kom”."""
    until, text = dates.clock(activity.ends_at), " ".join(activity.text.split())
    when = (dates.day(activity.starts_at).capitalize(), f"{dates.clock(activity.starts_at)} tot {until}")
    room = f"Er is plek voor {activity.room} mensen" if activity.room else ""
    facts = [("Wanneer", *when), ("Waar", activity.place, ""), ("Plek", room, ""), ("Van", activity.project.title, "")]
    said = {
        "title": printable(activity.title) or activity.project.short_code,
        "summary": printable(text) if len(text) <= LONGEST_TEXT else "",
        "facts": _printable_facts(facts),
        "call": "Kom je ook?",
        "qr": qr_svg(settings.SITE_URL + activity.get_absolute_url()),
    }
    return _sheet(activity.project, paper, said, options)


def _printable_facts(facts):
    return [(name, *map(printable, said)) for name, *said in facts if any(said)]


def _sheet(project, paper, said, options):
    site = SiteSettings.load()
    always = {
        "paper": paper,
        "address": (settings.SITE_URL + project.short_url).split("://")[1].rstrip("/"),
        "code": project.short_code,
        "telephone": site.telephone,
        "where": site.address,
        "made": dates.short_day(dates.today()),
    }
    return typeset("poster", _looks(project, site) | always | said, **options)


def social_image(project):
    """A PNG of 1200 by 630 pixels."""
    looks = _looks(project, SiteSettings.load(), colour="#ffffff")
    return typeset("social", looks, output=PNG)


def _looks(project, site, colour=None):
    theme = project.theme.slug if project.theme else ""
    return {
        "title": printable(project.title) or f"Project {project.short_code}",
        "line": stamps.line_of(theme),
        "ground": stamps.GROUNDS.get(theme, "#f2efe9"),
        "theme_name": project.theme.name if project.theme else "",
        "stamp": stamps.sheet(theme, project.short_code, stamps.phase_of(project.status, project.is_checked), colour),
        "stamp_words": f"De stempel van dit project: {project.get_status_display()}",
        "site": str(site),
    }
