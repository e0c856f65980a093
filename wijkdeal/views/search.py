"""Search in everything public: projects in one query, all that is small in another."""

from django.contrib.postgres.search import SearchVector
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Left
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
NEWEST = 5000  # rows: a common word is found among these
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
    order = {"sorted_anew": asked.expects_few, "best_first": best_first(asked)}
    page = page_of(rows, 1, PROJECTS, by_key=FEW, known=cards, **order)
    return Found.mark(page)


def _others(asked):
    searched = (rows for place, kind in enumerate(KINDS) for rows in _rows(asked, place, kind))
    first, *rest = searched
    return first.union(*rest, all=True).order_by("place_", "-id_")


def _rows(asked, place, kind):
    """[querysets] that together give the newest of a kind."""
    query, config = asked.as_shown
    shown = {
        "kind_": Value(kind.name, CharField()),
        "place_": Value(place, BigIntegerField()),
        "id_": F("pk"),
        "title_": Marked(kind.title, query, config, highlight_all=True),
        "text_": Marked(Left(kind.others[0], LOOKED_THROUGH), query, config, max_words=28, min_words=16),
        "address_": Cast(kind.address, TextField()),
        "at_": Cast(kind.at, DateTimeField()),
        "off_": ExpressionWrapper(kind.off, BooleanField()),
    }
    found = _among_many(kind, asked) if kind.keeps_words else [_among_few(kind, asked).order_by("-pk")]
    return [rows.values(**shown)[:OF_EACH_KIND] for rows in found]


def _among_few(kind, asked):
    query, config = asked.as_shown
    searched = [kind.title] if asked.names_query else kind.fields
    return kind.rows().alias(vector_=SearchVector(*map(SearchText, searched), config=config)).filter(vector_=query)


def _among_many(kind, asked):
    """The newest where these are enough, else all of it, sorted.

    Walking from the newest on to a word that is rare here takes as long as the table is, and so does sorting what is
    found of a common word. Stop words are not kept: there is nothing for them.
    """
    if asked.names_query:
        return []
    rows = kind.rows().filter(search=asked.query)
    sorted_anew = rows.order_by((F("pk") + 0).desc())
    if asked.expects_few:
        return [sorted_anew]
    last = rows.model.objects.order_by("-pk").values("pk")[NEWEST - 1 : NEWEST]
    newest = rows.filter(pk__gte=Coalesce(Subquery(last), 0)).order_by("-pk")
    enough = Subquery(newest.values("pk")[OF_EACH_KIND - 1 : OF_EACH_KIND])
    return [
        newest.alias(enough_=enough).exclude(enough_=None),
        sorted_anew.alias(enough_=enough).filter(enough_=None),
    ]


def _grouped(rows):
    """[(heading, [{"title", "text", "href"}, …]), …]"""
    kinds = {}
    for row in rows:
        shown = {"title": marked(row["title_"]), "text": marked(row["text_"]), "href": _address(row)}
        shown |= {"at": row["at_"], "off": row["off_"]}
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
        "update": lambda: reverse("projects:find_update", args=[slug, row["id_"]]),
        "question": lambda: reverse("projects:find_question", args=[slug, row["id_"]]),
    }[row["kind_"]]()
