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
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from projects.models import Project, Status  # noqa: E402


def pages():
    """{name: address}; a project in the middle of the list stands for all."""
    underway = Project.objects.published().filter(status=Status.UNDERWAY)
    project = underway.order_by("pk")[underway[:1000].count() // 2]
    return {
        "home": "/",
        "lijst": "/projecten/",
        "lijst, bladzijde 20": "/projecten/?pagina=20",
        "lijst, thema en stand": "/projecten/?thema=groen&status=bezig",
        "project": f"/projecten/{project.slug}/",
        "zoeken, veelgebruikt woord": "/projecten/?q=straat",
        "zoeken, zeldzaam woord": "/projecten/?q=muziekkoepel",
        "zoeken in alles": "/zoeken/?q=straat",
        "kalender": "/agenda/",
        "gedeelde agenda": "/gedeelde-agenda/",
        "verhalen": "/verhalen/",
        "groepen": "/groepen/",
    }


def serve():
    settings.ALLOWED_HOSTS = ["testserver"]
    known = pages()
    _say(known)
    client = Client()
    for line in sys.stdin:
        name, bare = json.loads(line)
        with override_settings(**(BARE if bare else {})):
            _say(_one(client, known[name]))


BARE = {"MIDDLEWARE": ["django.middleware.common.CommonMiddleware"], "ROOT_URLCONF": "wijkdeal.bench.bare"}


def _one(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    begin = time.perf_counter()
    client.get(address)
    return {
        "ms": (time.perf_counter() - begin) * 1000,
        "queries": len(queries),
        "status": response.status_code,
        "bytes": len(response.content),
    }


def _say(what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
