"""Every kind of answer carries the headers that keep a browser from doing what nobody asked."""

import re
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from core.limits import TooMany
from projects.tasks import make_photo_sizes
from tests.rights.world import World

pytestmark = pytest.mark.django_db

PUBLIC_PAGES = [
    "/", "/over/", "/themas/", "/themas/groen/", "/projecten/", "/projecten/?q=%3Cscript%3E", "/projecten/kaart/",
    "/projecten/kaart/echt/",
    "/projecten/voorstellen/",
    "/gedeelde-agenda/", "/agenda/", "/groepen/", "/vraagstukken/", "/verhalen/", "/partijen/", "/zoeken/?q=bank",
    "/communicatie/aanvragen/", "/contact/", "/open-data/", "/toegankelijkheid/", "/privacy/", "/en/",
    "/account/login/", "/account/signup/", "/ontwikkeling/post/",
]  # fmt: skip
NO_PAGES = ["/gezond/", "/robots.txt", "/sitemap.xml", "/agenda.ics", "/verhalen/feed/", "/open-data/projecten.csv",
            "/open-data/projecten.json"]  # fmt: skip


def missing(response):
    """What this answer lacks, in words."""
    policy = dict(part.strip().partition(" ")[::2] for part in response.get("Content-Security-Policy", "").split(";"))
    wanted = {"default-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'"}
    lacks = [name for name, value in wanted.items() if policy.get(name) != value]
    lacks += [word for word in ("unsafe-inline", "unsafe-eval", "http:", "*", "data:") if word in str(policy)]
    exact = {
        "X-Content-Type-Options": {"nosniff"},
        "X-Frame-Options": {"DENY"},
        "Cross-Origin-Opener-Policy": {"same-origin"},
        "Cross-Origin-Resource-Policy": {"same-origin"},
        "Referrer-Policy": {"strict-origin-when-cross-origin", "no-referrer, same-origin", "same-origin"},
    }
    lacks += [name for name, values in exact.items() if response.get(name) not in values]
    if "camera=()" not in response.get("Permissions-Policy", ""):
        lacks.append("Permissions-Policy")
    if "Access-Control-Allow-Origin" in response:
        lacks.append("no other origin reads along")
    return lacks


def without_inline_code(response):
    """The policy would break a page that has any."""
    html = response.content.decode()
    return not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:", html)


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_public_page_has_every_header_and_nothing_inline(client, groen, address):
    response = client.get(address)

    assert response.status_code == 200
    assert missing(response) == []
    assert without_inline_code(response)


@pytest.mark.parametrize("address", NO_PAGES)
def test_what_is_no_page_has_every_header_too(client, groen, address):
    response = client.get(address)

    assert response.status_code == 200
    assert missing(response) == []


@pytest.mark.parametrize("address", ["/beheer/", "/beheer/accounts/user/", "/beheer/projects/project/", "/mijn/"])
def test_back_office_and_own_pages_have_every_header_and_are_kept_by_nobody(client, administrator, address):
    client.force_login(administrator)

    response = client.get(address)

    assert response.status_code == 200
    assert missing(response) == []
    assert without_inline_code(response)
    assert "no-store" in response["Cache-Control"]


def test_static_files_have_every_header(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "a.css").write_text("body { color: red }")

    response = Client().get("/static/a.css")

    response.getvalue(), response.close()
    assert response.status_code == 200
    assert missing(response) == []


def test_files_of_people_are_sandboxed_and_private_ones_kept_by_nobody(client):
    world = World()
    make_photo_sizes(photo_id=world.photo.pk)
    attachment = f"{world.request.secret_url}bijlage/{world.attachment.pk}/"

    photo, document = client.get(f"/foto/{world.photo.pk}/480.webp"), client.get(attachment)

    assert (photo.status_code, document.status_code) == (200, 200)
    document.getvalue(), document.close()
    for response in (photo, document):
        assert missing(response) == []
        assert "sandbox" in response["Content-Security-Policy"]
    assert document["Cache-Control"] == "private, no-store"
    assert document["Content-Disposition"].startswith("attachment")
    assert document["Referrer-Policy"] == "no-referrer, same-origin"


def _host(client):
    return client.get("/", headers={"host": "kwaad.example"})


def _nul(client):
    return client.get("/projecten/%00/")


def _huge(client):
    return client.generic("POST", "/contact/", b"x", CONTENT_LENGTH=str(10**9))


def _without_token(client):
    return Client(enforce_csrf_checks=True).post("/contact/", {"text": "x"})


def _without_right(client):
    return client.get("/begeleiding/")


def _too_often(client):
    with mock.patch("communication.views.contact.EnquiryForm", side_effect=TooMany(60)):
        return client.get("/contact/")


def _broken(client):
    client.raise_request_exception = False
    with mock.patch("wijkdeal.views.home.render", side_effect=RuntimeError):
        return client.get("/")


def _database_down(client):
    client.raise_request_exception = False
    with mock.patch("wijkdeal.views.home.render", side_effect=OperationalError):
        return client.get("/")


@pytest.mark.parametrize(
    ("what", "status"),
    [
        (_host, 400), (_nul, 400), (_without_token, 403), (_without_right, 403),
        (lambda client: client.get("/bestaat-niet/"), 404), (lambda client: client.post("/over/"), 405),
        (_huge, 413), (_too_often, 429), (_broken, 500), (_database_down, 503),
        (lambda client: client.get("/mijn"), 301), (lambda client: client.get("/account/logout/"), 200),
        (lambda client: Client().get("/mijn/"), 302), (lambda client: client.delete("/"), 405),
        (lambda client: client.options("/projecten/"), 405), (lambda client: client.generic("TRACE", "/"), 405),
    ],
    ids=[
        "host", "nul", "csrf", "right", "404", "405", "413", "429", "500", "503", "slash", "logout", "sign-in",
        "delete", "options", "trace",
    ],
)  # fmt: skip
def test_refusal_has_every_header(client, resident, groen, caplog, what, status):
    client.force_login(resident)

    response = what(client)

    assert response.status_code == status
    assert missing(response) == []


@pytest.mark.parametrize("address", NO_PAGES)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "FOO"])
def test_what_is_no_page_is_only_read(client, groen, address, method):
    response = client.generic(method, address)

    assert response.status_code == 405
    assert missing(response) == []


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=60)
def test_the_way_to_https_has_every_header():
    client = Client()

    led, refused = client.get("/over/"), client.get("/", headers={"host": "kwaad.example"})

    assert (led.status_code, led["Location"]) == (301, "https://testserver/over/")
    assert refused.status_code == 400
    assert missing(led) == missing(refused) == []


@pytest.mark.parametrize("address", [*PUBLIC_PAGES, *NO_PAGES])
def test_visitor_gets_no_cookie_but_that_of_a_form(groen, address):
    response = Client().get(address)

    assert set(response.cookies) <= {"csrftoken"}
    for cookie in response.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert "no-store" in response["Cache-Control"]


def test_page_for_who_is_signed_in_is_kept_by_nobody(client, resident, groen):
    client.force_login(resident)

    assert client.get("/projecten/")["Cache-Control"] == "private, no-store"


def test_cookie_of_who_signs_in_is_for_this_site_only(client, resident):
    resident.set_password("een lange zin van mij")
    resident.save()

    response = client.post("/account/login/", {"login": resident.email, "password": "een lange zin van mij"})

    cookie = response.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")
