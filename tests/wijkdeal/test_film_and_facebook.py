"""The film and the messages of Facebook: here, in text, and nothing from outside until somebody presses."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from communication.models import FacebookPost, Placement, Product
from core.models import SiteSettings
from tests.core.test_film import SUBTITLES, mp4
from tests.factories import RequestFactory
from tests.rights.world import World
from tests.security.test_headers import PUBLIC_PAGES
from wijkdeal import public_version

SETTINGS = "/beheer/core/sitesettings/1/change/"
TYPED = {
    "name": "Wijkdeal", "place": "De Wijert", "telephone": "050 999 99 99", "address": "Vondellaan",
    "opening_hours": "maandag", "film_url": "", "facebook_url": "", "film_transcript": "",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def team_client(client, team_member):
    SiteSettings.objects.create(id=1)
    client.force_login(team_member)
    return client


def film(content=None):
    return SimpleUploadedFile("wijkdealfilm.mp4", content or mp4(), "video/mp4")


def subtitles(text=SUBTITLES):
    return SimpleUploadedFile("film.vtt", text.encode(), "text/vtt")


def policy_of(response):
    return response["Content-Security-Policy"]


# -- the film ----------------------------------------------------------------------------------------------------------
def test_member_puts_the_film_with_subtitles_and_everybody_plays_it(team_client, client):
    typed = TYPED | {"new_film": film(), "new_subtitles": subtitles(), "film_transcript": "**Corrie:** drie mensen."}
    team_client.post(SETTINGS, typed)
    client.logout()

    page = client.get("/over/")
    played = client.get("/over/film/", headers={"Range": "bytes=0-7"})
    words = client.get("/over/film/ondertitels.vtt")

    assert '<source src="/over/film/">' in page.text
    assert 'kind="subtitles" srclang="nl" label="Nederlands" src="/over/film/ondertitels.vtt" default' in page.text
    assert "<strong>Corrie:</strong> drie mensen." in page.text
    assert "media-src 'self'" in policy_of(page)
    assert "media-src" not in policy_of(client.get("/projecten/"))
    assert (played.status_code, played.content, played["Content-Type"]) == (206, mp4()[:8], "video/mp4")
    assert (words["Content-Type"], words.getvalue()) == ("text/vtt; charset=utf-8", SUBTITLES.encode())
    assert not page.cookies


def test_history_says_that_another_film_was_put(team_client):
    team_client.post(SETTINGS, TYPED | {"new_film": film()})

    page = team_client.get("/beheer/core/sitesettings/1/history/").text

    assert "<h3>Film</h3>" in page
    assert "Veranderd." in page


def test_film_outside_is_a_drawing_and_a_link_with_who_hears_of_it(client):
    SiteSettings.objects.create(id=1, film_url="https://film.example/wijkdeal")

    page = client.get("/over/")
    home = client.get("/").text

    assert "De film staat op film.example." in page.text
    assert "<iframe" not in page.text
    assert "<video" not in page.text
    assert "frame-src" not in policy_of(page)
    assert 'src="https://' not in page.text
    assert '<a class="button plain" href="/over/#film">Naar de film</a>' in home
    assert "film.example" not in home


def test_long_text_of_the_film_is_read_by_its_own_page_only(client):
    SiteSettings.objects.create(id=1, film_url="https://film.example/", film_transcript="Corrie: drie mensen.")

    before = client.get("/over/").text
    SiteSettings.objects.update(film_transcript="Corrie: achttien mensen.")

    assert "Corrie: drie mensen." in before
    assert "Corrie: achttien mensen." in client.get("/over/").text
    assert "film_transcript" not in public_version.version().site


def test_without_a_film_there_is_none_to_play(client):
    SiteSettings.objects.create(id=1)

    assert client.get("/over/film/").status_code == 404
    assert client.get("/over/film/ondertitels.vtt").status_code == 404
    assert "Naar de film" not in client.get("/").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"new_film": film(b"<html>" + b" " * 80)}, "Dit is geen film die we kunnen gebruiken."),
        ({"new_film": film(mp4(b"\xa9xyz"))}, "In deze film staat waar hij is gemaakt."),
        ({"new_subtitles": subtitles("1\n00:01,000 --> 00:02,000\nHoi")}, "een bestand dat begint met WEBVTT"),
    ],
)
def test_member_who_sends_what_cannot_be_played_reads_why_and_keeps_what_was_typed(team_client, fields, said):
    response = team_client.post(SETTINGS, TYPED | fields)

    assert said in response.text
    assert "050 999 99 99" in response.text
    assert not SiteSettings.objects.get().has_film


@pytest.mark.parametrize("typed", [{}, {"film_url": "https://film.example/"}])
def test_subtitles_without_a_film_of_our_own_are_refused(team_client, typed):
    response = team_client.post(SETTINGS, TYPED | typed | {"new_subtitles": subtitles()})

    assert "Kies ook de film." in response.text
    assert not SiteSettings.objects.get().film_subtitles


def test_other_subtitles_with_the_film_that_stands_here_pass(team_client):
    team_client.post(SETTINGS, TYPED | {"new_film": film()})
    team_client.post(SETTINGS, TYPED | {"new_subtitles": subtitles()})

    assert SiteSettings.objects.get().film_subtitles


def test_telephone_of_the_site_is_a_number(team_client):
    response = team_client.post(SETTINGS, TYPED | {"telephone": "bel de balie"})

    assert "Controleer je telefoonnummer." in response.text
    assert SiteSettings.objects.get().telephone != "bel de balie"


def test_another_film_takes_the_place_of_the_first_and_both_can_be_taken_away(
    team_client, django_capture_on_commit_callbacks
):
    team_client.post(SETTINGS, TYPED | {"new_film": film(), "new_subtitles": subtitles()})
    first = SiteSettings.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        team_client.post(SETTINGS, TYPED | {"new_film": film(mp4(b"anders"))})
    second = SiteSettings.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        team_client.post(SETTINGS, TYPED | {"remove_film": "on"})

    site = SiteSettings.objects.get()
    assert not default_storage.exists(first.film_file.name)
    assert second.film_subtitles == first.film_subtitles
    assert (site.film_file.name, site.film_subtitles.name) == ("", "")
    assert not default_storage.exists(second.film_file.name)
    assert not default_storage.exists(first.film_subtitles.name)


def test_who_may_not_change_the_site_changes_no_film(client, resident):
    SiteSettings.objects.create(id=1)
    client.force_login(resident)

    assert client.post(SETTINGS, TYPED | {"new_film": film()}).status_code == 403
    assert not SiteSettings.objects.get().has_film


# -- facebook ----------------------------------------------------------------------------------------------------------
def test_visitor_reads_the_last_three_messages_here_and_nothing_is_asked_outside(client, django_assert_max_num_queries):
    SiteSettings.objects.create(id=1, facebook_url="https://facebook.example/wijkdeal")
    for number in range(4):
        FacebookPost.objects.create(
            text=f"Bericht {number} <b>", posted_on=timezone.localdate() - timedelta(days=number),
            link="https://facebook.example/1" if number == 0 else "",
        )  # fmt: skip

    with django_assert_max_num_queries(7):
        page = client.get("/over/")

    assert [number for number in range(4) if f"Bericht {number} &lt;b&gt;" in page.text] == [0, 1, 2]
    assert page.text.count("Bekijk dit bericht op Facebook") == 1
    assert "Dan ziet Facebook dat je komt, ook als je er geen account hebt." in page.text
    assert "facebook.example" not in policy_of(page)
    assert 'src="https://' not in page.text


def test_without_facebook_the_page_says_nothing_of_it(client):
    assert "Facebook" not in client.get("/over/").text


OURS = "https://www.facebook.com/wijkdeal"
FEED = "/over/facebook/"
CHOSEN = f"{FEED}?laden=ja"


@pytest.fixture
def on_facebook(db):
    SiteSettings.objects.create(id=1, facebook_url=OURS)
    FacebookPost.objects.create(text="Wie heeft er een gieter?")


def test_visitor_reads_what_facebook_hears_before_anything_is_asked_there(client, on_facebook):
    for address in ("/over/", FEED):
        page = client.get(address)

        assert "wie je bent, als je in deze browser bij Facebook bent ingelogd" in page.text
        assert f'<form action="{FEED}"><button class="button" name="laden" value="ja">' in page.text
        assert "<iframe" not in page.text
        assert 'src="https://' not in page.text
        assert "frame-src" not in policy_of(page)


def test_visitor_who_presses_gets_the_frame_of_facebook_on_that_page_alone(client, on_facebook):
    page = client.get(CHOSEN, headers={"Sec-Fetch-Site": "same-origin"})

    frame = page.text.split("<iframe ")[1].split(">")[0]
    assert 'src="https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fwijkdeal&amp;' in frame
    assert 'title="Berichten van onze Facebookpagina"' in frame
    assert 'referrerpolicy="no-referrer"' in frame
    assert 'sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"' in frame
    assert "frame-src https://www.facebook.com;" in f"{policy_of(page)};"
    assert policy_of(page).count("facebook.com") == 1
    assert (page["Cache-Control"], dict(page.cookies)) == ("private, no-store", {})
    assert '<meta name="robots" content="noindex">' in page.text
    for other in ("/", "/over/", FEED, "/projecten/", "/verhalen/"):
        assert "frame-src" not in policy_of(client.get(other))


def test_frame_that_stays_empty_leaves_a_link_and_our_own_messages(client, on_facebook):
    page = client.get(CHOSEN)

    below = page.text.split("</iframe>")[1]
    assert "Blijft het vak leeg?" in below
    assert f'href="{OURS}"' in below
    assert "Wie heeft er een gieter?" in below


@pytest.mark.parametrize("came_from", ["none", "cross-site", "same-site"])
def test_visitor_who_follows_a_link_to_the_choice_is_asked_first(client, on_facebook, came_from):
    page = client.get(CHOSEN, headers={"Sec-Fetch-Site": came_from})

    assert "<iframe" not in page.text
    assert "Laat de berichten van Facebook zien" in page.text
    assert "frame-src" not in policy_of(page)


@pytest.mark.parametrize(
    "address",
    ["", "https://facebook.example/wijkdeal", "https://notfacebook.com/a", "https://www.facebook.com.a.test/"],
)
def test_without_a_page_on_facebook_there_is_no_button_and_no_page(client, address):
    SiteSettings.objects.create(id=1, facebook_url=address)

    assert "Laat de berichten van Facebook zien" not in client.get("/over/").text
    assert client.get(FEED).status_code == 404
    assert client.get(CHOSEN).status_code == 404


def test_no_page_takes_anything_from_another_host_by_itself():
    world = World()
    SiteSettings.objects.update_or_create(id=1, defaults={"facebook_url": OURS, "film_url": "https://film.example/"})

    for address in (*PUBLIC_PAGES, world.underway.get_absolute_url(), world.story.get_absolute_url(), FEED):
        page = Client().get(address)
        assert re.findall(r'(?:src|srcset|poster|data)="(?:https?:)?//[^"]*', page.text) == [], address
        assert "facebook.com" not in policy_of(page), address


def test_member_brings_a_placed_message_along_with_one_press(team_client, team_member):
    product = Product.objects.create(request=RequestFactory(), kind="social", title="Gieters", text="Wie heeft er een?")
    Placement.of(product, "facebook").place(
        by=team_member.person, link="https://facebook.example/p?a=1&b=2", anyway=True
    )
    page = team_client.get(f"/beheer/communication/product/{product.pk}/change/").text
    begun = page.split('href="/beheer/communication/facebookpost/add/?')[1].split('"')[0].replace("&amp;", "&")

    form = team_client.get(f"/beheer/communication/facebookpost/add/?{begun}").context["adminform"].form
    sent = {name: form[name].value() for name in ("text", "posted_on", "link")}
    team_client.post("/beheer/communication/facebookpost/add/", sent)

    post = FacebookPost.objects.get()
    assert (post.text, post.link) == ("Wie heeft er een?", "https://facebook.example/p?a=1&b=2")
    assert post.posted_on == timezone.localdate()


def test_resident_writes_down_no_message(client, resident):
    client.force_login(resident)

    assert client.post("/beheer/communication/facebookpost/add/", {"text": "Hoi"}).status_code == 403
    assert not FacebookPost.objects.exists()
