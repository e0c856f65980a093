"""Work for which nobody is there reaches the administrators: never nobody."""

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import Enquiry, Request
from projects.models import Status
from tests.factories import MembershipFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(administrator, resident):
    """Delivers what waits; gives the addresses of who is asked, so not of the one who did it."""

    def deliver():
        outbox.process_events()
        outbox.send_due()
        return sorted({message.to[0] for message in mail.outbox} - {resident.email, "truus@voorbeeld.test"})

    return deliver


def close_account(user):
    user.is_active = False
    user.save(update_fields=["is_active"])


def go_away(user):
    user.person.away_until = timezone.localdate()
    user.person.save(update_fields=["away_until"])


def propose(resident, theme):
    project = ProjectFactory(theme=theme, status=Status.DRAFT, initiator=resident.person)
    project.propose(by=resident.person)
    return project


def ask(**to):
    return Enquiry.ask(subject="Mag ik meedoen?", text="Graag.", name="Truus", email="truus@voorbeeld.test", **to)


def test_proposal_for_a_vacant_duo_reaches_the_administrator(asked, resident, groen, administrator, client):
    project = propose(resident, groen)

    assert asked() == [administrator.email]
    client.force_login(administrator)
    assert client.get(f"/projecten/{project.slug}/antwoord/").status_code == 200
    client.force_login(resident)
    assert administrator.person.public_name in client.get(f"/projecten/{project.slug}/voorgesteld/").text


def test_proposal_without_theme_reaches_the_administrator_where_no_duo_takes_it(asked, resident, administrator):
    propose(resident, None)

    assert asked() == [administrator.email]


@pytest.mark.parametrize("leave", [go_away, close_account])
def test_proposal_for_a_duo_that_is_not_there_reaches_the_administrator(
    asked, resident, groen, green_resident, administrator, client, leave
):
    leave(green_resident)

    project = propose(resident, groen)

    assert asked() == [administrator.email]
    assert "Dat geeft" not in client.get(f"/projecten/{project.slug}/").text


def test_half_whose_account_was_closed_is_left_in_peace_and_not_named(
    asked, resident, groen, green_resident, green_professional, client
):
    close_account(green_professional)

    project = propose(resident, groen)

    assert asked() == [green_resident.email]
    page = client.get(f"/projecten/{project.slug}/").text
    assert "Dat geeft Ineke Wiersema." in page
    assert "Bas Huizing (gemeente) is nu niet bereikbaar" in page
    assert "gemeente, nu niet bereikbaar" in client.get("/themas/groen/").text


def test_fallback_stands_in_for_a_half_whose_account_was_closed(
    asked, resident, neighbour, groen, green_resident, client
):
    groen.fallback = neighbour.person
    groen.save(update_fields=["fallback"])
    close_account(green_resident)

    project = propose(resident, groen)

    assert asked() == [neighbour.email]
    client.force_login(neighbour)
    assert client.get(f"/projecten/{project.slug}/antwoord/").status_code == 200


def test_closed_fallback_is_not_asked(asked, resident, neighbour, groen, administrator):
    groen.fallback = neighbour.person
    groen.save(update_fields=["fallback"])
    close_account(neighbour)

    propose(resident, groen)

    assert asked() == [administrator.email]


def test_question_to_a_vacant_duo_reaches_the_administrator(asked, groen, administrator, client):
    enquiry = ask(theme=groen)

    assert asked() == [administrator.email]
    client.force_login(administrator)
    assert client.get(f"/contact/vragen/{enquiry.pk}/").status_code == 200


def test_question_to_a_group_whose_people_are_gone_reaches_the_administrator(asked, neighbour, administrator):
    group = MembershipFactory(person=neighbour.person, role="chair").group
    close_account(neighbour)

    ask(group=group)

    assert asked() == [administrator.email]


def test_members_answer_for_a_chair_whose_account_was_closed(asked, neighbour, green_resident, client):
    group = MembershipFactory(person=neighbour.person, role="chair").group
    MembershipFactory(group=group, person=green_resident.person)
    close_account(neighbour)

    enquiry = ask(group=group)

    assert asked() == [green_resident.email]
    client.force_login(green_resident)
    assert client.get(f"/contact/vragen/{enquiry.pk}/").status_code == 200


def test_question_and_request_reach_the_administrator_while_nobody_is_in_the_team(asked, administrator):
    ask()
    Request.submit(kind="poster", subject="Opschoondag", text="Graag.", name="Truus", phone="050 111 22 33")

    assert asked() == [administrator.email]
    assert len([message for message in mail.outbox if message.to == [administrator.email]]) == 2


def test_administrator_whose_account_was_closed_is_not_asked(asked, resident, groen, administrator):
    close_account(administrator)

    propose(resident, groen)

    assert asked() == []


def test_help_that_the_only_half_of_a_duo_offers_reaches_the_administrator(asked, groen, green_resident, administrator):
    wanted = ProjectFactory(theme=groen, status=Status.UNDERWAY).help_wanted.create(kind="hands", what="Een hand")

    wanted.offer(green_resident.person, text="Ik kan zaterdag.")

    assert asked() == [administrator.email]


def test_help_for_a_project_that_nobody_pulls_reaches_its_duo(asked, groen, green_resident, neighbour):
    wanted = ProjectFactory(theme=groen, status=Status.UNDERWAY).help_wanted.create(kind="hands", what="Een hand")

    wanted.offer(neighbour.person, text="Ik kan zaterdag.")

    assert asked() == [green_resident.email]
