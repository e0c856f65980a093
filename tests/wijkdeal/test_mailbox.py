"""The mail of the practice portal, readable in the browser."""

import pytest
from django.core.mail import EmailMessage
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
