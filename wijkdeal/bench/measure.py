"""One process with one database: reads the name of a page a line, answers with milliseconds and queries.

Started by wijkdeal.bench; all requests go through Django's own handler, with every middleware of the portal.
"""

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkdeal.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- Django has to be set up before its parts are imported
from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from accounts.models import User  # noqa: E402
from communication.models import Story  # noqa: E402
from core.kept_pages import store  # noqa: E402
from groups.models import Briefing, Group, Meeting, Series  # noqa: E402
from projects.models import Project, Status  # noqa: E402
from wijkdeal.bench.ballots import cast_and_count  # noqa: E402
from wijkdeal.bench.searches import database_ms, searches  # noqa: E402
from wijkdeal.bench.weight import weigh  # noqa: E402

FACILITATOR = "groen-pro@voorbeeld.test"
ADMINISTRATOR = "beheer@voorbeeld.test"
TURNS = 20  # one kept page is over too soon to be measured
BARE = {"MIDDLEWARE": ["django.middleware.common.CommonMiddleware"], "ROOT_URLCONF": "wijkdeal.bench.bare"}


def pages():
    """{name: (address, whose eyes)}; the written example is oldest, so that either database shows the same rows."""
    project = Project.objects.published().filter(status=Status.UNDERWAY).order_by("pk")[20]
    story = Story.objects.published().order_by("pk")[0]
    group = Group.objects.active().order_by("pk")[0]
    koplopers = Group.objects.get(kind=Group.Kind.KOPLOPERSGROEP).get_absolute_url()
    held = Meeting.objects.filter(is_public=True, state__in=Meeting.WITH_MINUTES).order_by("pk")[0]
    briefing = Briefing.objects.visible_to(AnonymousUser()).order_by("pk")[0]
    series = Series.objects.filter(meetings__is_public=True).order_by("pk")[0]
    return {
        "home": ("/", None),
        "lijst": ("/projecten/", None),
        "lijst, bladzijde 20": ("/projecten/?pagina=20", None),
        "lijst, thema en stand": ("/projecten/?thema=groen&status=bezig", None),
        "project": (project.get_absolute_url(), None),
        "zoeken, veelgebruikt woord": ("/projecten/?q=straat", None),
        "zoeken, zeldzaam woord": ("/projecten/?q=muziekkoepel", None),
        "zoeken, woord dat er niet is": ("/projecten/?q=xylofonist", None),
        "zoeken, tikfout": ("/projecten/?q=muziekkopel", None),
        "zoeken, straat en hulp": ("/projecten/?straat=Hooftlaan&hulp=ja&volgorde=gehoord", None),
        "zoeken in alles": ("/zoeken/?q=straat", None),
        "lijkt op": ("/projecten/lijkt-op/?title=Bankje+in+de+straat", None),
        "kalender": ("/agenda/", None),
        "kalender als bestand": ("/agenda.ics", None),
        "thema's": ("/themas/", None),
        "thema": ("/themas/groen/", None),
        "gedeelde agenda": ("/gedeelde-agenda/", None),
        "verhalen": ("/verhalen/", None),
        "verhaal": (story.get_absolute_url(), None),
        "groepen": ("/groepen/", None),
        "groep": (group.get_absolute_url(), None),
        "bijeenkomst": (held.get_absolute_url(), None),
        "besluiten": (f"{koplopers}besluiten/", None),
        "actiepunten": (f"{koplopers}actiepunten/", None),
        "briefing": (briefing.get_absolute_url(), None),
        "reeks": (series.get_absolute_url(), None),
        "vraagstukken": ("/vraagstukken/", None),
        "partijen": ("/partijen/", None),
        "werklijst van een duo": ("/begeleiding/", FACILITATOR),
        "werklijst van alle thema's": ("/begeleiding/", ADMINISTRATOR),
        "mijn": ("/mijn/", FACILITATOR),
        "project, aangemeld": (project.get_absolute_url(), FACILITATOR),
        "balie": ("/balie/", FACILITATOR),
    }


def serve():
    settings.ALLOWED_HOSTS = ["testserver"]
    known = pages()
    _say({name: "signed in" if reader else "visitor" for name, (_, reader) in known.items()})
    clients = {reader: _client_of(reader) for _, reader in known.values()}
    for line in sys.stdin:
        name, mode = json.loads(line)
        if name == "searches":
            for kind, typed in searches().items():
                for name, address in (("lijst", "/projecten/"), ("alles", "/zoeken/")):
                    _say([f"{name}: {kind}", [database_ms(clients[None], address, words) for words in typed]])
            _say(None)
            continue
        if name == "ballots":
            _say(cast_and_count())
            continue
        address, reader = known[name]
        with override_settings(**(BARE if mode == "bare" else {})):
            _say(_kept(clients[reader], address) if mode == "kept" else _fresh(clients[reader], address, mode))


def _client_of(email):
    client = Client()
    if email:
        client.force_login(User.objects.get(email=email))
    return client


def _fresh(client, address, mode):
    """As a page is made for whoever comes first."""
    client.get(address)
    store.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    queries = len(captured)  # the next request forgets them
    store.clear()
    begin = time.perf_counter()
    client.get(address)
    return {
        "ms": (time.perf_counter() - begin) * 1000,
        "queries": queries,
        "status": response.status_code,
        "bytes": len(response.content),
        "weight": weigh(response.text) if mode == "fresh" else None,
    }


def _kept(client, address):
    """As everybody gets it who comes before something changes."""
    response = client.get(address)
    begin = time.perf_counter()
    for _ in range(TURNS):
        client.get(address)
    return {"ms": (time.perf_counter() - begin) * 1000 / TURNS, "bytes": len(response.content)}


def _say(what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
