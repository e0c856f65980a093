"""The wandkrant: a sheet on A3 for notice boards, made of what is public at that moment."""

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from communication.models import Wandkrant
from core import dates
from core.models import SiteSettings
from core.printing import printable, qr_svg, typeset
from projects.models import Project
from projects.models.states import LED
from themes import stamps
from wijkdeal.coming_up import coming_up

PROJECTS, DATES = 5, 12
CHOSEN_FROM = 40


def wandkrant(**options):
    """A PDF, or with `output="png"` its picture. What does not fit is left out whole, and counted on the sheet."""
    return typeset("wandkrant", contents(), **options)


def keep_this_month():
    """The first sheet of this month stays as it is, for the team; returns whether it was made now."""
    return Wandkrant.keep(dates.today().replace(day=1), wandkrant)


def contents():
    """What is public now, as the sheet tells it."""
    site = SiteSettings.load()
    return {
        "title": f"Uit de wijk, {dates.month(dates.today())}",
        "line": stamps.line_of(""),
        "ground": "#f2efe9",
        "projects": [_project(project) for project in projects_to_show()],
        "dates": [_date(moment) for moment in coming_up(DATES) if not moment["off"]],
        "qr": qr_svg(settings.SITE_URL + "/"),
        "address": _spoken("/"),
        "calendar": _spoken(reverse("groups:calendar")),
        "telephone": site.telephone,
        "where": site.address,
        "hours": site.opening_hours_lines,
        "site": str(site),
        "made": dates.short_day(dates.today()),
    }


def projects_to_show():
    """What goes on and was heard of last: of each theme one first, so that every theme hangs in the street."""
    going = Project.objects.published().filter(status__in=LED).with_card_data()
    latest = list(going.order_by(F("heard_at").desc(nulls_last=True), "-pk")[:CHOSEN_FROM])
    firsts = {project.theme_id: project for project in reversed(latest)}
    chosen = [project for project in latest if firsts[project.theme_id] is project]
    rest = [project for project in latest if project not in chosen]
    return (chosen + rest)[:PROJECTS]


def _project(project):
    theme = project.theme.slug if project.theme else ""
    return {
        "title": printable(project.title) or project.short_code,
        "summary": printable(project.summary),
        "theme": project.theme.name if project.theme else "",
        "state": project.get_status_display(),
        "line": stamps.line_of(theme),
        "ground": stamps.GROUNDS.get(theme, "#f2efe9"),
        "code": project.short_code,
        "qr": qr_svg(settings.SITE_URL + project.short_url),
    }


def _date(moment):
    place = f", {moment['place']}" if moment["place"] else ""
    when = f"{dates.day_time(moment['at']).capitalize()}{place}"
    return {"title": printable(moment["title"]), "when": printable(when)}


def _spoken(path):
    return (settings.SITE_URL + path).split("://")[1].rstrip("/")
