"""What a first visit loads, compressed: at most 60 KB of HTML, CSS, fonts and drawings, and 10 KB of JavaScript."""

import re

import pytest
from django.core.management import call_command

from wijkdeal.bench.weight import MOST, MOST_SCRIPT, loaded_by, weigh


@pytest.fixture
def neighbourhood(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("demo", "--without-photos", verbosity=0)


@pytest.mark.usefixtures("neighbourhood")
def test_a_first_visit_is_light(client):
    first_project = re.search(r'href="(/projecten/[a-z0-9-]+/)"', client.get("/projecten/?status=bezig").text)[1]
    for address in (
        "/",
        "/projecten/",
        "/projecten/kaart/",
        first_project,
        "/themas/groen/",
        "/gedeelde-agenda/",
        "/agenda/",
    ):
        rest, scripts = weigh(client.get(address).text)
        assert rest <= MOST, f"{address} weighs {rest} bytes"
        assert 0 < scripts <= MOST_SCRIPT, f"the scripts of {address} weigh {scripts} bytes"


def test_what_a_style_asks_for_is_weighed_too(client, db):
    kinds = {file.suffix for file in loaded_by(client.get("/").text)}

    assert {".css", ".js", ".woff2", ".svg"} <= kinds
