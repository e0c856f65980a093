"""Search in everything public: projects in one query, all that is small in another."""

from django.contrib.postgres.search import SearchVector
from django.db.models import BigIntegerField, CharField, F, Q, TextField, Value
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from communication.models import Story
from core.pagination import page_of
from core.short_codes import normalise
from groups.models import Group, Issue, Meeting
from projects.models import Project
from projects.models.searching import SEARCH_CONFIG, SearchText, search_query
from themes.models import AgendaItem, Theme

PROJECTS = 6
OF_EACH_KIND = 5
LONGEST = 200

# kind, heading, rows, the column of its title, those searched besides, the one that is shown, and its address
KINDS = (
    ("theme", "Thema’s", Theme.objects.all(), "name", ("introduction",), "introduction", "slug"),
    ("group", "Groepen", Group.objects.all(), "name", ("purpose",), "purpose", "slug"),
    (
        "meeting",
        "Bijeenkomsten",
        Meeting.objects.filter(is_public=True),
        "title",
        ("agenda_text",),
        "agenda_text",
        "group__slug",
    ),
    ("story", "Verhalen", Story.objects.published, "title", ("lead", "text"), "lead", "slug"),
    ("issue", "Vraagstukken", Issue.objects.all(), "title", ("text", "answer"), "text", None),
    ("plan", "Plannen van de gedeelde agenda", AgendaItem.objects.all(), "title", ("goal", "note"), "goal", "code"),
    ("party", "Partijen", Organisation.objects.all(), "name", ("about",), "about", "slug"),
)
HEADINGS = {kind: heading for kind, heading, *_ in KINDS}


@require_safe
def search(request):
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    projects = page_of(_projects(words), 1, PROJECTS, by_key=True) if words else []
    found = _grouped(_others(words)) if words else []
    context = {
        "words": words,
        "projects": projects,
        "found": found,
        "count": len(projects) + sum(len(rows) for _, rows in found),
    }
    return render(request, "wijkdeal/search.html", context)


def _projects(words):
    """What the words are in, or the project with that code on its poster."""
    wanted = Q(search=search_query(words))
    if code := normalise(words):
        wanted |= Q(short_code=code)
    return Project.objects.published().filter(wanted).with_card_data()


def _others(words):
    query = search_query(words)
    first, *rest = (_rows(query, *kind) for kind in KINDS)
    return first.union(*rest, all=True).order_by("place_", "-id_")


def _rows(query, kind, _heading, rows, title, others, shown, address):
    rows = rows() if callable(rows) else rows
    vector = SearchVector(SearchText(title), *map(SearchText, others), config=SEARCH_CONFIG)
    return (
        rows.annotate(vector_=vector)
        .filter(vector_=query)
        .order_by("-pk")
        .values(
            kind_=Value(kind, CharField()),
            place_=Value(list(HEADINGS).index(kind), BigIntegerField()),
            id_=F("pk"),
            title_=F(title),
            text_=F(shown),
            address_=F(address) if address else Value("", TextField()),
        )[:OF_EACH_KIND]
    )


def _grouped(rows):
    """[(heading, [{"title", "text", "href"}, …]), …]"""
    kinds = {}
    for row in rows:
        shown = {"title": row["title_"], "text": row["text_"], "href": _address(row)}
        kinds.setdefault(HEADINGS[row["kind_"]], []).append(shown)
    return list(kinds.items())


def _address(row):
    slug = row["address_"]
    return {
        "theme": lambda: reverse("theme", args=[slug]),
        "group": lambda: reverse("groups:detail", args=[slug]),
        "meeting": lambda: reverse("groups:meeting", args=[slug, row["id_"]]),
        "story": lambda: reverse("communication:story", args=[slug]),
        "issue": lambda: reverse("groups:issue", args=[row["id_"]]),
        "plan": lambda: f"{reverse('shared_agenda')}#plan-{slug.lower()}",
        "party": lambda: reverse("party", args=[slug]),
    }[row["kind_"]]()
