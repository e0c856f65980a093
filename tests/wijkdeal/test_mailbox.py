"""The mail of the practice portal, readable in the browser."""

import re

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.test import override_settings

from core.mailer import mail_connection
from wijkdeal.environment import mail_settings

pytestmark = pytest.mark.django_db
BOX = "/ontwikkeling/post/"


@pytest.fixture
def send(settings, tmp_path):
    settings.SITE_URL = "http://127.0.0.1:8000"

    def send(*mails):
        messages = [EmailMessage(subject, body, to=["fenna@voorbeeld.test"]) for subject, body in mails]
        mail_connection().send_messages(messages)

    with override_settings(**mail_settings("", tmp_path / "mail")):
        yield send


def test_visitor_reads_the_newest_mail_first_and_opens_it(client, send):
    send(("Je code is 048213", "Hallo,\n\n048213\n\nhttp://127.0.0.1:8000/account/login/ <b>é</b>"), ("Tweede", "…"))

    page = client.get(BOX).content.decode()
    links = [part.split('"')[0] for part in page.split('href="')[1:] if part.startswith(BOX)]
    mail = client.get(links[1]).content.decode()

    assert page.index("Tweede") < page.index("Je code is 048213")
    assert "<p>048213</p>" in mail
    assert 'href="http://testserver/account/login/"' in mail
    assert "&lt;b&gt;é&lt;/b&gt;" in mail


@pytest.fixture
def with_layout(send):
    message = EmailMultiAlternatives("Nieuws", "Gewone tekst", to=["fenna@voorbeeld.test"])
    message.attach_alternative('<style>p {}</style><a href="http://127.0.0.1:8000/over/">Met opmaak</a>', "text/html")
    mail_connection().send_messages([message])


def test_mail_with_layout_is_read_as_a_mail_program_shows_it(client, with_layout):
    listed = client.get(BOX).text
    address = re.search(rf'href="({BOX}[^/"]+/)"', listed)[1]
    plain = client.get(address).text

    page = client.get(f"{address}opgemaakt/")

    assert "Gewone tekst" in plain
    assert f'href="{address}opgemaakt/">Bekijk de opgemaakte versie' in plain
    assert f'href="{address}opgemaakt/"' in listed
    assert page.text == '<style>p {}</style><a href="http://testserver/over/">Met opmaak</a>'
    policy = page["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'none'", "form-action 'none'", "style-src 'unsafe-inline'"} <= set(policy)


def test_mail_without_layout_has_no_such_page(client, send):
    send(("Je code is 048213", "048213"))
    address = re.search(rf'href="({BOX}[^/"]+/)"', client.get(BOX).text)[1]

    assert "opgemaakte versie" not in client.get(address).text
    assert client.get(f"{address}opgemaakt/").status_code == 404


def test_empty_box_says_what_to_do(client, send):
    assert "Er is nog geen mail" in client.get(BOX).content.decode()


@pytest.mark.parametrize("mail_id", ["onzin", "20261124-120000-1-0", "..%2Fsettings-0", "20261124-120000-1-0%0a"])
def test_mail_that_is_not_there_is_404(client, send, mail_id):
    assert client.get(f"{BOX}{mail_id}/").status_code == 404


def test_any_page_number_gives_a_page(client, send):
    send(("Een", "…"))

    assert client.get(BOX, {"pagina": "99999999999999"}).status_code == 200


def test_in_production_there_is_no_such_page(client, send, settings):
    send(("Je code is 048213", "…"))
    settings.IS_PRODUCTION = True

    assert client.get(BOX).status_code == 404
    assert client.get(f"{BOX}20261124-120000-1-0/").status_code == 404
    assert client.get(f"{BOX}20261124-120000-1-0/opgemaakt/").status_code == 404
