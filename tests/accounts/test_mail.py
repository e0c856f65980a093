"""Mail while the mail server is away."""

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.tasks import send_again
from tests.mail_server import mail_server_at

pytestmark = pytest.mark.django_db


def test_code_is_sent_by_the_worker_when_the_mail_server_was_away(client, mailoutbox, last_code):
    with mail_server_at():
        answer = client.post("/account/signup/", {"name": "Fenna", "email": "fenna@voorbeeld.test"})
    send_again(**ProcrastinateJob.objects.get(task_name="accounts.send_again").args)
    confirmed = client.post(answer.url, {"code": last_code()})

    assert answer.status_code == 302
    assert mailoutbox[0].to == ["fenna@voorbeeld.test"]
    assert confirmed.status_code == 302


@pytest.mark.parametrize(("minutes", "is_sent"), [(14, True), (15, False)])
def test_code_says_until_when_it_works_and_goes_out_no_later(client, mailoutbox, minutes, is_sent):
    with time_machine.travel("2026-11-27T14:20+01:00", tick=False) as clock:
        with mail_server_at():
            client.post("/account/signup/", {"name": "Fenna", "email": "fenna@voorbeeld.test"})
        clock.shift(minutes * 60)
        send_again(**ProcrastinateJob.objects.get(task_name="accounts.send_again").args)

    assert ["De code werkt tot 14.35 uur." in message.body for message in mailoutbox] == [True] * is_sent


def test_who_has_an_account_is_called_by_name(client, mailoutbox, resident):
    client.post("/account/login/code/", {"email": resident.email})
    client.post("/account/login/code/", {"email": "onbekend@voorbeeld.test"})

    assert [message.body.split(",")[0] for message in mailoutbox] == ["Dag Fenna", "Dag"]


def test_mail_of_accounts_says_that_no_person_wrote_it(client, mailoutbox):
    client.post("/account/signup/", {"name": "<b>Fenna</b>", "email": "fenna@voorbeeld.test"})

    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Fenna" not in mailoutbox[0].body
