"""Search in everything public: projects in one query, all that is small in another."""

from django.contrib.postgres.search import SearchVector
from django.db.models import BigIntegerField, CharField, F, Q, TextField, Value
from django.db.models.functions import Cast, Left
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.pagination import page_of
from core.searching import LONGEST, Marked, SearchText, marked
from core.short_codes import normalise
from projects.models import Project
from projects.models.finding import Found, best_first
from projects.models.searching import Asked
from wijkdeal.searching import KINDS

PROJECTS = 6
FEW = 100  # of which the best come first; nobody is told how many there are
OF_EACH_KIND = 5
LOOKED_THROUGH = 1500
OF_NAME = {kind.name: kind for kind in KINDS}


@require_safe
def search(request):
    asked = Asked(request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST])
    projects = _projects(asked) if asked else []
    found = _grouped(_others(asked)) if asked else []
    count = len(projects) + sum(len(rows) for _, rows in found)
    context = {
        "words": asked.typed,
        "projects": projects,
        "found": found,
        "count": count,
        "meant": asked.meant if count else "",
        "apart": [] if count or not asked else asked.separate,
    }
    return render(request, "wijkdeal/search.html", context)


def _projects(asked):
    """The first page of what the words are in, or the project with that code on its poster."""
    cards = Project.objects.published().with_card_data().with_marks(asked)
    rows = cards.search(asked)
    if code := normalise(asked.typed):
        rows = cards.filter(Q(pk__in=Project.objects.published().search(asked).values("pk")) | Q(short_code=code))
    rows = rows.latest_first(sorted_anew=asked.expects_few)
    page = page_of(rows, 1, PROJECTS, by_key=FEW, known=cards, best_first=best_first(asked))
    return Found.mark(page)


def _others(asked):
    searched = (_rows(asked, place, kind) for place, kind in enumerate(KINDS))
    first, *rest = (rows for rows in searched if rows is not None)
    return first.union(*rest, all=True).order_by("place_", "-id_")


def _rows(asked, place, kind):
    """The newest of a kind; None where names are asked for of what keeps its words without the stop words."""
    query, config = asked.as_shown
    if kind.keeps_words:
        if asked.names_query:
            return None
        found = kind.rows().filter(search=asked.query)
    else:
        searched = [kind.title] if asked.names_query else kind.fields
        found = kind.rows().alias(vector_=SearchVector(*map(SearchText, searched), config=config)).filter(vector_=query)
    # What was found of many is sorted: the planner else may walk all there is, looking at each text.
    newest = (F("pk") + 0).desc() if kind.keeps_words and asked.expects_few else "-pk"
    return found.order_by(newest).values(
        kind_=Value(kind.name, CharField()),
        place_=Value(place, BigIntegerField()),
        id_=F("pk"),
        title_=Marked(kind.title, query, config, highlight_all=True),
        text_=Marked(Left(kind.others[0], LOOKED_THROUGH), query, config, max_words=28, min_words=16),
        address_=Cast(kind.address, TextField()),
    )[:OF_EACH_KIND]


def _grouped(rows):
    """[(heading, [{"title", "text", "href"}, …]), …]"""
    kinds = {}
    for row in rows:
        shown = {"title": marked(row["title_"]), "text": marked(row["text_"]), "href": _address(row)}
        kinds.setdefault(OF_NAME[row["kind_"]].heading, []).append(shown)
    return list(kinds.items())


def _address(row):
    slug = row["address_"]
    return {
        "theme": lambda: reverse("theme", args=[slug]),
        "group": lambda: reverse("groups:detail", args=[slug]),
        "meeting": lambda: reverse("groups:meeting", args=[slug, row["id_"]]),
        "story": lambda: reverse("communication:story", args=[slug]),
        "issue": lambda: reverse("groups:issue", args=[row["id_"]]),
        "plan": lambda: reverse("agenda_item", args=slug.split("/")),
        "party": lambda: reverse("party", args=[slug]),
        "activity": lambda: reverse("projects:activity", args=[slug, row["id_"]]),
        "update": lambda: f"{reverse('projects:detail', args=[slug])}#bericht-{row['id_']}",
        "question": lambda: f"{reverse('projects:questions', args=[slug])}#vraag-{row['id_']}",
        "decision": lambda: f"{reverse('groups:meeting', args=slug.split('/'))}#besluiten",
    }[row["kind_"]]()
