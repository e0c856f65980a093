"""The front page. Six queries, whatever there is: the first of them brings the themes and all numbers."""

from collections import Counter

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.http import require_safe

from communication.models import Story
from core.counting import count_of
from core.embedding import Embedded
from core.kept_pages import kept
from projects.agenda import still_going, tally, with_state
from projects.models import HelpWanted, Project, Update
from projects.models.states import IN_LISTED_PROJECT, OPEN_TO_HELP
from themes.models import Agenda, AgendaItem, AgendaRound, Theme
from wijkdeal.coming_up import coming_up, is_within_a_week

ANSWERS = 20
NEWS = 3
UPDATES_TO_CHOOSE_FROM = 20

ROUNDS = Embedded(
    AgendaRound.objects.going(),
    *("id", "adopted_on", "collect_from", "group_from", "choose_from", "choose_until"),
)


@kept()
@require_safe
@csp_update({"media-src": [SELF]})  # the film
def home(request):
    themes = list(_themes())
    dates = coming_up(4)
    context = {
        "themes": themes,
        "round": next(iter(ROUNDS.instances(themes[0].rounds)), None) if themes else None,
        "project_count": sum(theme.project_count for theme in themes) + (themes[0].without_theme if themes else 0),
        "answers": in_time(themes[0].answered + themes[0].waiting if themes else []),
        "news": _news(),
        "dates": dates,
        "dates_heading": "Deze week" if dates and is_within_a_week(dates) else "Binnenkort",
        "wanted": _help_wanted(),
        "agenda": _agenda(themes),
        "stories": Story.objects.published().with_card_data().featured_first()[:3],
    }
    return render(request, "wijkdeal/home.html", context)


def _themes():
    """The themes with their numbers, their plans of the newest agenda, and how answering went lately."""
    newest = Agenda.objects.order_by("-year").values("pk")[:1]
    published = Project.objects.published()
    plans = with_state(AgendaItem.objects.filter(theme=OuterRef("pk"), agenda=Subquery(newest))).order_by()
    earlier = still_going(AgendaItem.objects.filter(theme=OuterRef("pk"))).order_by()
    row = JSONObject(due="answer_due", answered_at="answered_at", proposed_at="proposed_at")
    answered, waiting = Project.objects.last_answered(ANSWERS), Project.objects.last_unanswered(ANSWERS)
    return Theme.objects.annotate(
        project_count=count_of(published.filter(theme=OuterRef("pk"))),
        without_theme=count_of(published.filter(theme=None)),
        plans=ArraySubquery(plans.values(row=JSONObject(year="agenda__year", state="state"))),
        earlier=ArraySubquery(earlier.values("agenda__year")),
        answered=ArraySubquery(answered.values(row=row)),
        waiting=ArraySubquery(waiting.values(row=row)),
        rounds=ROUNDS.subquery(),
    )


def in_time(answers):
    """{"in_time": 18, "of": 20}: of proposals that were answered or should have been, the last; None without any."""
    answers = sorted(answers, key=lambda answer: answer["proposed_at"], reverse=True)[:ANSWERS]
    if not answers:
        return None
    return {"in_time": sum(_is_in_time(answer) for answer in answers), "of": len(answers)}


def _is_in_time(answer):
    moment = answer["answered_at"] and parse_datetime(answer["answered_at"])
    return bool(moment) and timezone.localdate(moment) <= parse_date(answer["due"])


def _agenda(themes):
    """How the newest shared agenda stands, or None where there is none."""
    plans = [plan for theme in themes for plan in theme.plans]
    if not plans:
        return None
    states = [plan["state"] for plan in plans]
    earlier = Counter(year for theme in themes for year in theme.earlier)
    return {
        "year": plans[0]["year"],
        "count": len(plans),
        "tally": tally(states),
        "earlier": sorted(earlier.items(), reverse=True),
    }


def _news():
    """The projects that were heard of last, each with its newest update as `latest`."""
    updates = Update.objects.published().filter(IN_LISTED_PROJECT)
    updates = updates.select_related("project__theme", "project__cover").defer("search", "project__search")
    projects = {}
    for update in updates[:UPDATES_TO_CHOOSE_FROM]:
        update.project.latest = update
        projects.setdefault(update.project_id, update.project)
    return list(projects.values())[:NEWS]


def _help_wanted():
    wanted = HelpWanted.objects.open().filter(project__status__in=OPEN_TO_HELP, project__hidden_at=None)
    return wanted.select_related("project").defer("project__search")[:3]
