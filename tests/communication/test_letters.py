"""What stands in a letter, and when it is no longer sent."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import Enquiry
from groups.models import Meeting
from tests.factories import GroupFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


def deliver():
    outbox.process_events()
    outbox.send_due()


@pytest.fixture
def group(resident):
    group = GroupFactory(name="Werkgroep Schone straten")
    MembershipFactory(group=group, person=resident.person)
    return group


def planned(group, *, days):
    starts = timezone.now() + timedelta(days=days)
    ends = starts + timedelta(hours=2)
    return Meeting.plan(
        group, by=PersonFactory(), title="Overleg", starts_at=starts, ends_at=ends, place="Wijkdealwerkplaats"
    )


@pytest.mark.parametrize(("days", "letters"), [(3, 1), (-3, 0)])
def test_members_hear_of_a_meeting_that_is_to_come(group, days, letters):
    planned(group, days=days)

    deliver()

    assert len(mail.outbox) == letters


@pytest.mark.parametrize(
    ("is_cancelled", "words", "not_said"),
    [(False, "zet je het in", "haal je het uit"), (True, "haal je het uit", "zet je het in")],
)
def test_a_letter_says_what_its_file_does_in_the_own_calendar(group, is_cancelled, words, not_said):
    meeting = planned(group, days=3)
    if is_cancelled:
        meeting.cancel(by=PersonFactory(), reason="De zaal is dicht.")

    deliver()

    body = mail.outbox[-1].body
    assert f"Met de bijlage {words} je eigen agenda." in body
    assert "\n\n\n" not in body
    assert not_said not in body


def test_who_asks_reads_whom_it_is_for_and_on_which_day_the_answer_comes(team_member):
    enquiry = Enquiry.ask(subject="Helpen", text="Mag ik helpen?", name="Piet", email="piet@voorbeeld.test")
    deliver()
    letters = {message.to[0]: message.body for message in mail.outbox}

    assert "We hebben je vraag aan: communicatieteam. Je krijgt uiterlijk " in letters["piet@voorbeeld.test"]
    assert f"/contact/vragen/{enquiry.pk}/" in letters[team_member.email]


def test_an_answer_says_where_to_ask_on(team_member):
    enquiry = Enquiry.ask(subject="Helpen", text="Mag ik helpen?", name="Piet", email="piet@voorbeeld.test")
    enquiry.reply(by=team_member.person, text="Graag, kom langs.")

    deliver()

    answer = mail.outbox[-1].body
    assert "Graag, kom langs." in answer
    assert "Wil je nog iets vragen? Dat kan op http" in answer
