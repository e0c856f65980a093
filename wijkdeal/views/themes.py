"""The themes: their duo's, projects, plans, dates and stories."""

from collections import Counter

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communication.models import Story
from core.counting import count_of
from core.embedding import Embedded
from core.kept_pages import kept
from projects.agenda import still_going, tally, with_state
from projects.models import Family, Project
from projects.models.states import FAMILY_OF, LISTED
from themes.models import Agenda, AgendaItem, Facilitator, ItemState, Theme, ThemeFollow, Voice
from wijkdeal.coming_up import coming_up

SHOWN = 3  # of each family; the list has the rest
BLOCKS = 24  # in the picture of a theme, of the family that has most
SHAPES = {Family.BEZIG: "half", Family.IDEE: "open", Family.KLAAR: "solid", Family.GESTOPT: "low"}
ORDER = (Family.BEZIG, Family.IDEE, Family.KLAAR, Family.GESTOPT)
OF_THEME = Project.objects.published().filter(theme=OuterRef("pk"))

SEATS = Embedded(
    Facilitator.objects.current().filter(theme=OuterRef("pk")),
    *("id", "voice", "person__name", "person__show_name", "person__away_until", "person__user__is_active"),
    "person__organisation__name",
)
PLANS = Embedded(
    with_state(
        AgendaItem.objects.filter(
            theme=OuterRef("pk"), agenda=Subquery(Agenda.objects.order_by("-year").values("pk")[:1])
        ).order_by(F("rank").asc(nulls_last=True), "code")
    ),
    *("id", "code", "title", "note", "state", "agenda__id", "agenda__year"),
)
EARLIER = Embedded(
    still_going(AgendaItem.objects.filter(theme=OuterRef("pk"))).order_by("-agenda__year", "code"),
    *("id", "code", "title", "note", "state", "agenda__id", "agenda__year"),
)


@kept()
@require_safe
def theme_list(request):
    themes = [_filled(theme) for theme in _with_duo(Theme.objects.annotate(project_count=count_of(OF_THEME)))]
    return render(request, "wijkdeal/theme_list.html", {"themes": themes})


@kept()
@require_safe
def theme_detail(request, slug):
    themes = _with_duo(
        Theme.objects.annotate(plan_rows=PLANS.subquery(), earlier=EARLIER.subquery(), numbers=_numbers())
    )
    themes = themes.annotate(is_followed=_follows(request.user))
    theme = _filled(get_object_or_404(themes, slug=slug))
    plans, families = _plans(theme), _families(theme)
    context = {
        "theme": theme,
        "plans": plans,
        "earlier": EARLIER.instances(theme.earlier),
        "families": families,
        "state": _in_one_picture(families),
        "tally": tally(state for _, state in plans),
        "dates": coming_up(3, theme=theme),
        "stories": Story.objects.published().filter(theme=theme).with_card_data()[:3],
    }
    return render(request, "wijkdeal/theme_detail.html", context)


def _with_duo(themes):
    return themes.annotate(seat_rows=SEATS.subquery())


def _numbers():
    """How many projects of a theme are in each state."""
    numbers = OF_THEME.order_by().values("status").annotate(number=Count("*"))
    return ArraySubquery(numbers.values(row=JSONObject(status="status", number="number")))


def _follows(user):
    if user.is_anonymous:
        return Value(False)
    return Exists(ThemeFollow.objects.filter(theme=OuterRef("pk"), person__user=user))


def _filled(theme):
    """With `duo`: for each voice its seat or None."""
    seats = {seat.voice: seat for seat in SEATS.instances(theme.seat_rows)}
    theme.duo = [(voice, seats.get(voice)) for voice in (Voice.RESIDENT, Voice.PROFESSIONAL)]
    return theme


def _plans(theme):
    return [(plan, ItemState(plan.state)) for plan in PLANS.instances(theme.plan_rows)]


def _families(theme):
    """[(family, how many there are, the newest of them), …] of what there is, in one query."""
    first, *rest = (_newest(theme, status).values("pk") for status in LISTED)
    newest = (
        Project.objects.filter(pk__in=first.union(*rest, all=True)).with_card_data().order_by("-proposed_at", "-id")
    )
    families = {family: [project for project in newest if project.family == family][:SHOWN] for family in ORDER}
    numbers = Counter()
    for row in theme.numbers:
        numbers[FAMILY_OF[row["status"]]] += row["number"]
    return [(family, numbers[family], families[family]) for family in ORDER if numbers[family]]


def _in_one_picture(families):
    """[(family, how many, how many blocks, their shape)]; a block is one project, or more where there are many."""
    most = max((number for _, number, _ in families), default=0)
    a_block = -(-most // BLOCKS)
    return [(family, number, -(-number // a_block), SHAPES[family]) for family, number, _ in families]


def _newest(theme, status):
    """Of one state: the index that counts gives them in this order."""
    return theme.projects.filter(status=status, hidden_at=None).order_by("-proposed_at")[:SHOWN]
