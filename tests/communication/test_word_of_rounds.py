"""What who gave a wish hears of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import OutreachTask
from tests.factories import PersonFactory
from themes.models import Candidate, Phase, RoundEvent, Wish
from themes.tasks import keep_round_going

pytestmark = pytest.mark.django_db


@pytest.fixture
def wish(round_in, resident):
    return Wish.objects.create(round=round_in(Phase.GROUP), text="Meer bankjes", person=resident.person)


@pytest.fixture
def plan(wish, groen):
    return Candidate.objects.create(round=wish.round, theme=groen, title="Zitplekken", goal="Zitten.", aim="mooier")


def deliver():
    mail.outbox.clear()
    outbox.process_events()
    outbox.send_due()
    return [(message.to, message.subject, message.body) for message in mail.outbox]


def test_writer_reads_which_plan_it_became(wish, plan, resident):
    Wish.put_in(plan, Wish.objects.all(), by=None)

    ((to, subject, body),) = deliver()

    assert (to, subject) == ([resident.email], "Je wens: Meer bankjes")
    assert "hoort nu bij het plan ‘Zitplekken’" in body
    assert plan.get_absolute_url() in body


def test_writer_reads_why_it_became_none(wish):
    Wish.lay_aside(wish.round, Wish.objects.all(), by=None, reason="Bel daarvoor de gemeente.")

    ((_, _, body),) = deliver()

    assert "Die wens werd geen plan." in body
    assert "Bel daarvoor de gemeente." in body


def test_writer_reads_why_it_was_hidden(wish, team_member):
    wish.hide(by=team_member.person, reason="Er staat een telefoonnummer in.")

    ((_, _, body),) = deliver()

    assert "staat niet meer op de site" in body
    assert "Er staat een telefoonnummer in." in body


def test_what_was_withdrawn_meanwhile_is_not_told(wish, plan):
    Wish.put_in(plan, Wish.objects.all(), by=None)
    wish.withdraw()

    assert deliver() == []


def test_who_has_no_mail_stands_on_the_bellijst(round_in, groen, plan):
    truus = PersonFactory(name="Truus", phone="06 98765432")
    Wish.objects.update(person=truus)

    Wish.put_in(plan, Wish.objects.all(), by=None)

    assert deliver() == []
    assert OutreachTask.objects.get().person == truus


def test_voting_week_is_said_once_to_each_who_gave_a_wish(wish, plan, round_in, resident):
    Wish.objects.create(round=wish.round, text="Nog een", person=resident.person, candidate=plan)
    Wish.objects.filter(pk=wish.pk).update(candidate=plan)
    round_in(Phase.CHOOSE)

    keep_round_going(0)
    keep_round_going(0)

    assert RoundEvent.objects.filter(kind="choose").count() == 1
    ((to, subject, body),) = deliver()
    assert (to, subject) == ([resident.email], "De stemweek is begonnen: Agendaronde 2027")
    assert "/gedeelde-agenda/ronde/stemcode/" in body


def test_writer_of_a_wish_that_no_duo_came_to_hears_that_too(wish, plan, round_in, resident, client):
    Wish.objects.create(round=wish.round, text="Weg", person=resident.person, withdrawn_at=timezone.now())
    agenda_round = round_in(Phase.CHOOSE)

    agenda_round.announce()

    wish.refresh_from_db()
    said = "Voor de stemweek begon, heeft niemand deze wens bij een plan gezet."
    assert (wish.candidate, wish.set_aside) == (None, said)
    told = {subject: body for _, subject, body in deliver()}
    assert set(told) == {"Je wens: Meer bankjes", "De stemweek is begonnen: Agendaronde 2027"}
    assert said in told["Je wens: Meer bankjes"]
    assert said in client.get("/gedeelde-agenda/ronde/wensen/").text


def test_worker_counts_after_the_voting_week_and_the_days_for_paper(wish, plan, round_in):
    agenda_round = round_in(Phase.ADOPT)

    keep_round_going(0)
    agenda_round.refresh_from_db()
    assert agenda_round.counted_at is None
    type(agenda_round).objects.update(choose_until=timezone.localdate() - timedelta(days=4))
    keep_round_going(0)

    agenda_round.refresh_from_db()
    plan.refresh_from_db()
    assert agenda_round.counted_at
    assert (plan.votes, plan.rank) == (0, 1)
