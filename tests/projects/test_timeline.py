"""What happened in a project: the newest on its page, every older message on a page with a number."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import Photo, ProjectEvent, Status
from tests.factories import ProjectFactory, UpdateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(groen):
    """With 90 messages and, between them, five facts."""
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    for n in range(90):
        UpdateFactory(project=project, title=f"Bericht-{n}.", at=timezone.now() - timedelta(hours=n))
    for n in range(5):
        ProjectEvent.objects.create(
            project=project, kind="paused", reason=f"Feit-{n}.", at=timezone.now() - timedelta(hours=n * 20, minutes=1)
        )
    return project


def told(page):
    return {word for n in range(90) if (word := f"Bericht-{n}.") in page} | {
        word for n in range(5) if (word := f"Feit-{n}.") in page
    }


def test_visitor_leafs_to_the_first_message(client, project, django_assert_max_num_queries):
    address = project.get_absolute_url()

    with django_assert_max_num_queries(6):
        pages = [told(client.get(address).text)]
    assert 'href="?pagina=2"' in client.get(address).text
    for number in (2, 3):
        with django_assert_max_num_queries(6):
            pages.append(told(client.get(f"{address}?pagina={number}").text))

    assert [len(page) for page in pages] == [40, 40, 15]
    assert len(set.union(*pages)) == 95
    assert "Bericht-89." in pages[2]
    assert 'rel="next"' not in client.get(f"{address}?pagina=3").text


@pytest.mark.parametrize(("typed", "shows"), [("99", "Bericht-89."), ("abc", "Bericht-0."), ("-1", "Bericht-0.")])
def test_any_number_gives_a_page(client, project, typed, shows):
    assert shows in client.get(f"{project.get_absolute_url()}?pagina={typed}").text


def test_what_was_hidden_is_on_no_page_and_who_minds_may_hide_what_is_old(client, project, green_resident):
    old = project.updates.get(title="Bericht-60.")
    project.updates.get(title="Bericht-61.").hide(by=green_resident.person, reason="Scheldwoorden.")
    Photo.objects.create(project=project, update_post=old, alt="De singel", width=9, height=9, sizes={"480": "x"})
    client.force_login(green_resident)

    page = client.get(f"{project.get_absolute_url()}?pagina=2").text

    assert "Bericht-61." not in page
    assert 'alt="De singel"' in page
    assert f"/berichten/{old.pk}/verbergen/" in page


def test_page_of_a_project_without_older_messages_is_its_own_page(client, groen):
    post = UpdateFactory(project__theme=groen)

    page = client.get(f"{post.project.get_absolute_url()}?pagina=2").text

    assert "Wat er eerder gebeurde" not in page
    assert "Hoe ver is het?" in page


def test_older_messages_of_a_hidden_project_are_not_shown(client, project):
    project.hide(by=None, reason="Reclame.")

    assert client.get(f"{project.get_absolute_url()}?pagina=2").status_code == 404


@pytest.mark.parametrize(
    ("title", "number"), [("Bericht-0.", 1), ("Bericht-37.", 1), ("Bericht-38.", 2), ("Bericht-89.", 3)]
)
def test_visitor_is_led_to_the_page_on_which_a_message_stands_now(client, project, title, number):
    update = project.updates.get(title=title)

    response = client.get(f"{project.get_absolute_url()}berichten/{update.pk}/")

    query = "" if number == 1 else f"?pagina={number}"
    assert response.url == f"{project.get_absolute_url()}{query}#bericht-{update.pk}"
    assert f'id="bericht-{update.pk}"' in client.get(response.url).text


def test_visitor_is_led_to_a_message_of_what_was_merged_and_to_none_that_was_hidden(client, project, green_resident):
    update = project.updates.get(title="Bericht-89.")
    hidden = project.updates.get(title="Bericht-88.")
    hidden.hide(by=green_resident.person, reason="Scheldwoorden.")
    old, target = project.get_absolute_url(), ProjectFactory(theme=project.theme, status=Status.UNDERWAY)

    assert client.get(f"{old}berichten/{hidden.pk}/").status_code == 404
    assert client.get(f"{target.get_absolute_url()}berichten/{update.pk}/").status_code == 404

    project.merge_into(target, by=green_resident.person, reason="Hetzelfde.")

    response = client.get(f"{old}berichten/{update.pk}/", follow=True)
    assert response.redirect_chain[0][0] == f"{target.get_absolute_url()}berichten/{update.pk}/"
    assert f'id="bericht-{update.pk}"' in response.text
