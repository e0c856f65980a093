"""Taking a project, or one of its messages, out of sight."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import dates
from projects.models import InvalidTransition, Status
from tests.factories import ProjectFactory, UpdateFactory

pytestmark = pytest.mark.django_db

REASON = "Er staat een telefoonnummer van iemand anders in."


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, initiator=resident.person)


def test_how_an_activity_was_is_hidden_with_the_message_that_told_it(client, project, resident, green_resident):
    past = timezone.localtime() - timedelta(days=1)
    activity = project.activities.create(title="Planten", place="Park", starts_at=past, ends_at=past)
    told = activity.tell(by=resident.person, text="Bel Truus maar op 06.", people=3)

    before = page(client, green_resident, activity.get_absolute_url())
    hide(client, green_resident, address_of(told))
    after = page(client, green_resident, activity.get_absolute_url())

    assert "Bel Truus maar op 06." in before
    assert "Bel Truus maar op 06." not in after


def test_how_an_activity_was_goes_with_its_own_message_whatever_that_is_called(
    client, project, resident, green_resident
):
    past = timezone.localtime() - timedelta(days=1)
    first, second = (
        project.activities.create(title="Planten", place="Park", starts_at=past, ends_at=past) for _ in range(2)
    )
    told = [activity.tell(by=resident.person, text="Het was mooi.", people=3) for activity in (first, second)]
    type(told[0]).objects.filter(pk=told[0].pk).update(title="Een planting", text="Bel Truus.")

    hide(client, green_resident, address_of(told[0]))

    assert "Het was mooi." not in page(client, green_resident, first.get_absolute_url())
    assert "Het was mooi." in page(client, green_resident, second.get_absolute_url())


@pytest.fixture
def update(project, resident):
    return UpdateFactory(project=project, title="Bel Truus maar", author=resident.person)


@pytest.fixture(params=["green_resident", "team_member", "administrator"])
def minder(request):
    """Each of those who may hide."""
    return request.getfixturevalue(request.param)


def page(client, user, address):
    client.force_login(user)
    return client.get(address).content.decode()


def hide(client, user, address, reason=REASON):
    client.force_login(user)
    return client.post(f"{address}verbergen/", {"reason": reason})


def address_of(update):
    return f"{update.project.get_absolute_url()}berichten/{update.pk}/"


def test_who_may_hides_a_project_with_a_reason(client, project, minder):
    assert "Verberg dit project" in page(client, minder, project.get_absolute_url())

    response = hide(client, minder, project.get_absolute_url())

    assert response.url == f"{project.get_absolute_url()}verborgen/"
    told = client.get(response.url).content.decode()
    assert "‘Plukfruit’ is verborgen" in told
    assert "Zet het terug" in told
    project.refresh_from_db()
    assert project.hidden_at is not None
    assert list(project.events.values_list("kind", "reason", "actor")) == [("hidden", REASON, minder.person.pk)]
    client.logout()
    assert client.get(project.get_absolute_url()).status_code == 404


def test_initiator_still_reads_the_hidden_project(client, project, resident, green_resident):
    hide(client, green_resident, project.get_absolute_url())

    assert "Dit project is verborgen" in page(client, resident, project.get_absolute_url())


def test_who_writes_in_a_project_that_was_hidden_meanwhile_is_not_told_that_it_is_there_for_all(
    client, project, resident, green_resident
):
    project.hide(by=green_resident.person, reason="Er staat een naam in.")
    client.force_login(resident)

    page = client.post(f"{project.get_absolute_url()}bijwerken/", {"title": "Bomen", "text": "Ze staan."}, follow=True)

    assert project.updates.get().title == "Bomen"
    assert "Je bericht is bewaard. Zolang het project verborgen is, ziet niemand het." in page.text
    assert "staat erop" not in page.text


def test_administrator_reads_who_hid_a_project_when_and_why_and_puts_it_back(
    client, project, green_resident, administrator
):
    hide(client, green_resident, project.get_absolute_url())
    project.refresh_from_db()

    html = page(client, administrator, project.get_absolute_url())
    back = reverse("projects:show_again", args=[project.slug, "project"])
    client.post(back, {"reason": "Het nummer is eruit."})

    said = f"Verborgen op {dates.day_time(project.hidden_at)} door {green_resident.person.name}."
    assert [words for words in (said, REASON, f'href="{back}">Zet het terug</a>') if words not in html] == []
    assert [words for words in ("Alleen jij en de beheerder", "Ben je het er niet mee eens?") if words in html] == []
    project.refresh_from_db()
    assert project.hidden_at is None


def test_initiator_of_a_hidden_project_reads_where_to_object_and_is_offered_no_way_back(
    client, project, resident, green_resident
):
    hide(client, green_resident, project.get_absolute_url())

    html = page(client, resident, project.get_absolute_url())

    assert "Alleen jij en de beheerder zien het." in html
    assert "Ben je het er niet mee eens?" in html
    assert [words for words in ("Zet het terug", "Verborgen op") if words in html] == []


def test_who_may_hides_a_message_and_the_project_stays(client, project, update, minder):
    assert "Verberg dit bericht" in page(client, minder, project.get_absolute_url())

    response = hide(client, minder, address_of(update))

    update.refresh_from_db()
    assert response.url == project.get_absolute_url()
    assert update.hidden_at is not None
    assert "Het bericht is verborgen" in client.get(response.url).content.decode()
    client.logout()
    public = client.get(project.get_absolute_url()).content.decode()
    assert "Bel Truus maar" not in public
    assert "telefoonnummer" not in public


def test_who_hid_it_finds_the_way_to_hide_only_once(client, project, update, green_resident):
    hide(client, green_resident, address_of(update))

    assert "Verberg dit bericht" not in client.get(project.get_absolute_url()).content.decode()


def test_the_reason_of_a_hidden_message_is_kept_with_its_title(client, project, update, green_resident):
    hide(client, green_resident, address_of(update))

    event = project.events.get()
    assert (event.kind, event.actor) == ("update_hidden", green_resident.person)
    assert event.reason == f"‘Bel Truus maar’: {REASON}"


@pytest.mark.parametrize("what", ["project", "update"])
def test_hiding_needs_a_reason(client, project, update, green_resident, what):
    address = project.get_absolute_url() if what == "project" else address_of(update)

    response = hide(client, green_resident, address, reason="  ")

    assert "Fout: " in response.content.decode()
    project.refresh_from_db()
    update.refresh_from_db()
    assert (project.hidden_at, update.hidden_at) == (None, None)


@pytest.mark.parametrize("who", ["neighbour", "social_professional", "counter", "resident"])
def test_nobody_else_hides(client, project, update, request, who):
    user = request.getfixturevalue(who)

    assert "verbergen/" not in page(client, user, project.get_absolute_url())
    assert hide(client, user, project.get_absolute_url()).status_code == 403
    assert hide(client, user, address_of(update)).status_code == 403
    project.refresh_from_db()
    update.refresh_from_db()
    assert (project.hidden_at, update.hidden_at) == (None, None)


def test_visitor_is_sent_to_sign_in(client, project):
    response = client.post(f"{project.get_absolute_url()}verbergen/", {"reason": REASON})

    assert response.url.startswith("/account/login/")


def test_who_comes_second_is_told_that_it_is_hidden(client, project, green_resident, green_professional):
    hide(client, green_resident, project.get_absolute_url())

    response = hide(client, green_professional, project.get_absolute_url())

    assert "‘Plukfruit’ was al verborgen" in client.get(response.url).content.decode()
    assert project.events.count() == 1


def test_second_to_hide_a_message_is_told_so(client, update, green_resident, green_professional):
    hide(client, green_resident, address_of(update))

    response = hide(client, green_professional, address_of(update))

    assert "Dit bericht was al verborgen" in client.get(response.url).content.decode()
    assert update.project.events.count() == 1


def test_a_hidden_project_is_not_there_for_others(client, project, neighbour, green_resident):
    hide(client, green_resident, project.get_absolute_url())

    assert hide(client, neighbour, project.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("user", ["green_resident", "team_member"])
def test_a_draft_is_not_there_to_be_hidden(client, groen, resident, request, user):
    draft = ProjectFactory(theme=groen, status=Status.DRAFT, initiator=resident.person)

    assert hide(client, request.getfixturevalue(user), draft.get_absolute_url()).status_code == 404


def test_message_of_another_project_is_not_found_here(client, groen, project, green_resident):
    other = UpdateFactory(project=ProjectFactory(theme=groen))

    assert hide(client, green_resident, f"{project.get_absolute_url()}berichten/{other.pk}/").status_code == 404


def test_a_merged_project_leads_on_and_cannot_be_hidden(client, groen, project, green_resident):
    other = ProjectFactory(title="Pluktuin", theme=groen)
    project.merge_into(other, by=green_resident.person, reason="Hetzelfde.")

    response = hide(client, green_resident, project.get_absolute_url())

    assert response.url == other.get_absolute_url()
    assert f"Jij schreef: ‘{REASON}’" in client.get(response.url).content.decode()
    with pytest.raises(InvalidTransition):
        project.hide(by=green_resident.person, reason=REASON)
    project.refresh_from_db()
    assert project.hidden_at is None
    client.logout()
    assert client.get(f"/p/{project.short_code}/").status_code in (301, 302)


def test_who_hid_it_is_known_of_each_of_two_with_the_same_words(project, team_member, administrator):
    first, second = (UpdateFactory(project=project, title="Bel maar") for _ in range(2))

    first.hide(by=team_member.person, reason="Een nummer.")
    second.hide(by=administrator.person, reason="Een nummer.")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.hidden_by, second.hidden_by) == (team_member.person, administrator.person)

    second.show_again(by=administrator.person, reason="Toch goed.")
    second.refresh_from_db()
    assert second.hidden_by is None
