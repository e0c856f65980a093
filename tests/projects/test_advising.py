"""The duo of another theme that a proposal touches says what it thinks of it."""

import pytest

from communication.models import Notification
from communication.outbox import process_events, send_due
from projects.models import InvalidTransition, Status
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(groen, sociaal, resident):
    project = ProjectFactory(title="Eetbare stoep", theme=groen, initiator=resident.person)
    project.other_themes.add(sociaal)
    return project


def advise(client, project, advice="Vraag de soepgroep erbij."):
    return client.post(f"{project.get_absolute_url()}advies/", {"advice": advice})


def test_other_duo_is_told_of_a_new_proposal_and_may_advise(
    client, groen, sociaal, resident, green_resident, social_professional
):
    project = ProjectFactory(title="Eetbare stoep", theme=groen, status=Status.DRAFT, initiator=resident.person)
    project.other_themes.add(sociaal)
    project.propose(by=resident.person)
    process_events()

    told = Notification.objects.values_list("kind", "person")
    assert ("project-new", green_resident.person.pk) in told
    assert ("project-beside", social_professional.person.pk) in told
    client.force_login(social_professional)
    assert f'href="{project.get_absolute_url()}advies/"' in client.get(project.get_absolute_url()).content.decode()


def test_advice_stands_on_the_page_and_duo_and_initiator_hear(
    client, proposal, resident, green_resident, social_professional
):
    client.force_login(social_professional)

    response = advise(client, proposal)
    process_events()

    proposal.refresh_from_db()
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert response.url == proposal.get_absolute_url()
    assert proposal.status == Status.PROPOSED
    assert "Het duo van Meedoen &amp; Samenzijn: Vraag de soepgroep erbij." in page
    assert set(Notification.objects.values_list("kind", "person")) == {
        ("project-duo", green_resident.person.pk),
        ("project-news", resident.person.pk),
    }


def test_who_is_no_duo_of_a_theme_it_touches_does_not_advise(client, proposal, resident, green_resident):
    for user in (resident, green_resident):
        client.force_login(user)
        assert advise(client, proposal).status_code == 403

    assert not proposal.events.exists()


def test_advice_after_the_answer_is_too_late_and_its_words_are_shown(client, proposal, social_professional):
    type(proposal).objects.update(status=Status.PREPARING)
    client.force_login(social_professional)

    page = client.post(f"{proposal.get_absolute_url()}advies/", {"advice": "Wacht even."}, follow=True).content.decode()

    assert "Wacht even." in page
    assert not proposal.events.exists()


def test_a_theme_that_was_taken_off_meanwhile_gives_no_advice(proposal, sociaal, social_professional):
    proposal.other_themes.clear()

    with pytest.raises(InvalidTransition, match="raakt jullie thema niet meer"):
        proposal.advise(by=social_professional.person, theme=sociaal, advice="Doen.")


def test_empty_advice_is_refused(client, proposal, social_professional):
    client.force_login(social_professional)

    page = advise(client, proposal, " ").content.decode()

    assert "Fout: " in page
    assert not proposal.events.exists()


def test_of_an_idea_without_a_theme_the_words_are_right(
    client, groen, sociaal, social_professional, resident, mailoutbox
):
    project = ProjectFactory(title="Eetbare stoep", theme=None, status=Status.DRAFT, initiator=resident.person)
    project.other_themes.add(sociaal)
    project.propose(by=resident.person)
    process_events()
    send_due()
    client.force_login(social_professional)

    page = client.get(f"{project.get_absolute_url()}advies/").content.decode()

    letter = next(mail for mail in mailoutbox if "ook jullie thema" in mail.subject)
    assert "None" not in letter.body
    assert "Een ander duo geeft antwoord." in page
