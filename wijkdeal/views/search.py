"""Search in everything public: projects in one query, everything else in another."""

from itertools import chain
from operator import itemgetter

from django.contrib.postgres.search import SearchVector
from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Left
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.pagination import page_of
from core.searching import LONGEST, NAMES_CONFIG, SEARCH_CONFIG, Marked, SearchText, marked, piece
from projects.models import Project
from projects.models.finding import Found, best_first
from projects.models.searching import Asked
from wijkdeal.searching import ABOUT, KINDS, PAGES

PROJECTS = 6
FEW = 100  # of which the best come first; nobody is told how many there are
OF_EACH_KIND = 5
LOOKED_THROUGH = 1500
NEWEST = 1000  # numbers of rows: a common word is found among these
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
    """The first page of what the words are in, or the project that the code on a poster leads to."""
    published = Project.objects.published()
    cards = published.with_card_data().with_marks(asked)
    rows = cards.search(asked, named=published.of_code(asked.typed)).latest_first(sorted_anew=asked.expects_few)
    order = {"sorted_anew": asked.expects_few, "best_first": best_first(asked)}
    page = page_of(rows, 1, PROJECTS, by_key=FEW, known=cards, **order)
    return Found.mark(page)


def _others(asked):
    """[dicts for `_grouped`]: the newest of each kind.

    The newest rows are looked through first: of a common word, sorting all that is found takes as long as the table is.
    Only where these are not enough, the rest is: then the word is rare among what is of that kind.
    """
    found = _found(asked, {kind: _first_of(kind, asked) for kind in KINDS})
    if asked.rows_expected >= 1 and not asked.names_query:
        short = [kind for kind in KINDS if kind.is_many and len(found.get(kind.name, ())) < OF_EACH_KIND]
        found |= _found(asked, {kind: _all_of(kind, asked) for kind in short})
    return [row for kind in KINDS for row in found.get(kind.name, ())]


def _found(asked, rows_of):
    """{name of a kind: [dicts, the newest first]} in one query; `rows_of`: {kind: its rows, or None}."""
    wanted = [_shown(kind, rows, asked) for kind, rows in rows_of.items() if rows is not None]
    rows = wanted[0].union(*wanted[1:], all=True).order_by() if len(wanted) > 1 else chain(*wanted)
    found = {}
    for row in sorted(rows, key=itemgetter("id_"), reverse=True):
        found.setdefault(row["kind_"], []).append(row)
    return found


def _shown(kind, rows, asked):
    query, config = asked.as_shown
    shown = {
        "kind_": Value(kind.name, CharField()),
        "id_": F("pk"),
        "title_": Marked(kind.title, query, config, highlight_all=True),
        "text_": Marked(Left(kind.shown, LOOKED_THROUGH), query, config, max_words=28, min_words=16),
        "address_": Cast(kind.address, TextField()),
        "at_": Cast(kind.at, DateTimeField()),
        "off_": ExpressionWrapper(kind.off, BooleanField()),
    }
    return rows.values(**shown)[:OF_EACH_KIND]


def _first_of(kind, asked):
    """What is looked through first; None where nothing can be found."""
    if asked.names_query:
        return None if kind.is_many else _by_name(kind, asked)
    if not kind.kept_in:
        return _in_vector(kind, kind.fields, asked.query, SEARCH_CONFIG)
    return _newest_of(kind, asked) if kind.is_many and asked.rows_expected >= 1 else _all_of(kind, asked)


def _by_name(kind, asked):
    """Stop words are kept nowhere: only what is called that is found."""
    return _in_vector(kind, [kind.title], asked.names_query, NAMES_CONFIG)


def _in_vector(kind, fields, query, config):
    vector = SearchVector(*map(SearchText, fields), config=config)
    return kind.rows().alias(vector_=vector).filter(vector_=query).order_by("-pk")


def _newest_of(kind, asked):
    rows = _kept_words_of(kind, asked)
    last = rows.model.objects.order_by("-pk").values("pk")[:1]
    return rows.filter(pk__gt=Subquery(last) - NEWEST).order_by("-pk")


def _all_of(kind, asked):
    """Not by walking from the newest on: to a word that is rare here that takes as long as the table is."""
    return _kept_words_of(kind, asked).order_by((F("pk") + 0).desc())


def _kept_words_of(kind, asked):
    return kind.rows().filter(**{kind.kept_in: asked.query})


def _grouped(rows):
    """[(heading, [{"title", "text", "href"}, …]), …]"""
    kinds = {}
    for row in rows:
        shown = {"title": marked(row["title_"]), "text": marked(piece(row["text_"])), "href": _address(row)}
        shown |= {"at": row["at_"], "off": row["off_"]}
        kinds.setdefault(OF_NAME[row["kind_"]].heading, []).append(shown)
    return list(kinds.items())


def _address(row):
    return ADDRESS[row["kind_"]](row["address_"], row["id_"])


def _of_meeting(address, part):
    """`address`: slug of the group / key of the meeting."""
    return f"{reverse('groups:meeting', args=address.split('/'))}#{part}"


ADDRESS = {
    "theme": lambda slug, _: reverse("theme", args=[slug]),
    "group": lambda slug, _: reverse("groups:detail", args=[slug]),
    "meeting": lambda slug, pk: reverse("groups:meeting", args=[slug, pk]),
    "minutes": lambda slug, pk: _of_meeting(f"{slug}/{pk}", "verslag"),
    "point": lambda address, pk: _of_meeting(address, f"punt-{pk}"),
    "decision": lambda address, pk: _of_meeting(address, f"besluit-{pk}"),
    "story": lambda slug, _: reverse("communication:story", args=[slug]),
    "issue": lambda _, pk: reverse("groups:issue", args=[pk]),
    "plan": lambda address, _: reverse("agenda_item", args=address.split("/")),
    "party": lambda slug, _: reverse("party", args=[slug]),
    "activity": lambda slug, pk: reverse("projects:activity", args=[slug, pk]),
    "help": lambda slug, pk: reverse("projects:help_offer", args=[slug, pk]),
    "update": lambda slug, pk: reverse("projects:find_update", args=[slug, pk]),
    "question": lambda slug, pk: reverse("projects:find_question", args=[slug, pk]),
    "signpost": lambda _, __: f"{reverse('projects:propose')}#wegwijzers",
    "page": lambda slug, _: reverse(PAGES[slug]) if slug in PAGES else f"{reverse('about')}#{slug.removeprefix(ABOUT)}",
    "moment": lambda _, __: f"{reverse('about')}#tijdlijn",
}
