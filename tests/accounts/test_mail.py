"""Mail while the mail server is away."""

import pytest
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


def test_mail_of_accounts_says_that_no_person_wrote_it(client, mailoutbox):
    client.post("/account/signup/", {"name": "<b>Fenna</b>", "email": "fenna@voorbeeld.test"})

    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Fenna" not in mailoutbox[0].body
