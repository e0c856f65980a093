"""A message about progress, with photos, of who works on the project."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from projects.models import Photo, Status, Update
from projects.models.page_data import MOMENTS
from tests.factories import ProjectFactory, UpdateFactory

pytestmark = pytest.mark.django_db
TOLD = {"title": "Twaalf bomen in de grond", "text": "Met elf buren geplant tot het donker werd."}


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(theme=groen, status=Status.UNDERWAY, initiator=resident.person)


def post(client, project, user=None, **sent):
    if user:
        client.force_login(user)
    return client.post(f"/projecten/{project.slug}/bijwerken/", {**TOLD, **sent})


@pytest.mark.parametrize("who", ["resident", "green_resident", "green_professional", "administrator"])
def test_who_works_on_it_posts_an_update_that_everybody_reads(client, request, project, who):
    user = request.getfixturevalue(who)

    response = post(client, project, user)

    update = project.updates.get()
    assert response.url == project.get_absolute_url()
    assert (update.title, update.text, update.author) == (TOLD["title"], TOLD["text"], user.person)
    client.logout()
    page = client.get(project.get_absolute_url()).content.decode()
    assert TOLD["title"] in page
    assert TOLD["text"] in page


def test_update_is_being_heard_of_and_leaves_an_event(client, project, resident):
    before = timezone.now()

    post(client, project, resident)

    project.refresh_from_db()
    assert project.heard_at >= before
    assert list(project.events.values_list("kind", "reason", "actor")) == [
        ("update_posted", TOLD["title"], resident.person.pk)
    ]


def test_leader_posts_an_update(client, groen, neighbour):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=neighbour.person)

    assert post(client, project, neighbour).status_code == 302
    assert project.updates.count() == 1


def test_photos_come_with_their_words_and_consent(client, project, resident, photo):
    post(
        client, project, resident,
        photo=[photo("een.jpg"), photo("twee.jpg")], photo_alt=["Kuilen", "Bomen"], photo_consent="on",
    )  # fmt: skip

    update = project.updates.get()
    assert list(update.photos.values_list("alt", flat=True)) == ["Kuilen", "Bomen"]
    assert all(row.consent_at and row.added_by == resident.person for row in update.photos.all())


def test_photo_without_consent_is_refused_and_keeps_the_words(client, project, resident, photo):
    page = post(client, project, resident, photo=photo()).content.decode()

    assert "<title>Fout: Bijwerken" in page
    assert '<a href="#id_photo_consent">' in page
    assert TOLD["text"] in page
    assert not Update.objects.exists()
    assert not Photo.objects.exists()


def test_who_sends_only_another_photo_after_a_refusal_gives_it_no_words_of_the_first(client, project, resident, photo):
    texts = {"photo_alt": ["eerste", "tweede"], "photo_consent": "on"}
    nep = SimpleUploadedFile("nep.jpg", b"%PDF-1.7 x", "image/jpeg")

    refused = post(client, project, resident, photo=[photo("f0.jpg"), nep], **texts).text
    names = re.findall('name="photo_name" value="(.*?)"', refused)
    asked = post(client, project, photo=[photo("ander.jpg")], photo_name=names, **texts).text
    told = re.findall('name="photo_told" value="(.*?)"', asked)
    assert not Update.objects.exists()
    post(client, project, photo=[photo("ander.jpg")], photo_name=names, photo_told=told, **texts)

    assert "Kies al je foto’s nog een keer, ook f0.jpg. Je browser onthoudt ze niet." in refused
    assert names == told == ["f0.jpg", "nep.jpg"]
    assert "De tekst bij nep.jpg hoort bij geen foto die je nu koos." in asked
    assert 'value="tweede"' in asked
    assert [row.alt for row in project.updates.get().photos.all()] == [f"Foto bij ‘{project.title}’"]


def test_words_go_to_the_mended_photo_though_it_has_another_name(client, project, resident, photo):
    texts = {"photo_alt": ["De bank", "De brief"], "photo_consent": "on"}
    brief = SimpleUploadedFile("brief.jpg", b"%PDF-1.7 x", "image/jpeg")

    refused = post(client, project, resident, photo=[photo("bank.jpg"), brief], **texts).text
    names = re.findall('name="photo_name" value="(.*?)"', refused)
    post(client, project, photo=[photo("bank.jpg"), photo("brief.jpeg")], photo_name=names, **texts)

    assert [row.alt for row in project.updates.get().photos.all()] == ["De bank", "De brief"]


def test_empty_update_is_refused_with_links_to_the_fields(client, project, resident):
    page = post(client, project, resident, title="", text="").content.decode()

    assert '<a href="#id_title">Vul de titel in.</a>' in page
    assert '<a href="#id_text">Vul je bericht in.</a>' in page


def test_text_that_is_too_long_is_refused_and_kept(client, project, resident):
    page = post(client, project, resident, title="x" * 121).content.decode()

    assert "hoogstens 120 tekens. Nu zijn het er 121." in page
    assert "x" * 121 in page


def test_what_people_type_is_text(client, project, resident):
    post(client, project, resident, title="<b>Bomen</b> & co", text="<script>alert(1)</script>")

    page = client.get(project.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Bomen&lt;/b&gt; &amp; co" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("key", [{}, {"form_key": "5a0b1f0e-6b42-4a70-9a55-0c5f6f0d7f13"}])
def test_the_same_update_sent_twice_is_one(client, project, resident, key):
    for _ in range(2):
        assert post(client, project, resident, **key).status_code == 302

    assert project.updates.count() == project.events.count() == 1


def test_two_updates_of_a_day_are_two(client, project, resident):
    post(client, project, resident)
    post(client, project, resident, title="Nog zes bomen")

    assert project.updates.count() == 2


@pytest.mark.parametrize("who", ["neighbour", "social_professional", "team_member", "counter"])
def test_somebody_else_posts_nothing(client, request, project, who):
    user = request.getfixturevalue(who)

    assert post(client, project, user).status_code == 403
    assert client.get(f"/projecten/{project.slug}/bijwerken/").status_code == 403
    assert not Update.objects.exists()


def test_helper_posts_nothing(client, project, neighbour):
    project.join(neighbour.person)

    assert post(client, project, neighbour).status_code == 403


def test_visitor_is_sent_to_sign_in(client, project):
    assert "/account/login/" in post(client, project).url


@pytest.mark.parametrize("status", [Status.STOPPED, Status.DECLINED, Status.WITHDRAWN])
def test_update_on_what_ended_is_told(client, groen, resident, status):
    project = ProjectFactory(theme=groen, status=status, initiator=resident.person)

    response = post(client, project, resident)

    assert "Dit kan nu niet: het project is" in client.get(response.url).content.decode()
    assert not Update.objects.exists()


def test_draft_has_no_updates(client, groen, resident):
    project = ProjectFactory(theme=groen, status=Status.DRAFT, initiator=resident.person)

    assert post(client, project, resident).status_code == 302
    assert not Update.objects.exists()


def test_hidden_project_is_not_there_for_the_duo(client, project, green_resident):
    project.hide(by=green_resident.person, reason="Telefoonnummer in de tekst.")

    assert post(client, project, green_resident).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_eight_sends_at_once_make_one_update(project, resident):
    barrier = Barrier(8)

    def send(_):
        client = Client()
        client.force_login(resident)
        barrier.wait()
        try:
            return post(client, project, form_key="5a0b1f0e-6b42-4a70-9a55-0c5f6f0d7f13").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(send, range(8)))

    assert set(codes) == {302}
    assert project.updates.count() == project.events.count() == 1


# -- before and after -------------------------------------------------------------------------------------------------
def pair(client, project, user, photo, names=("voor.jpg", "na.jpg"), **sent):
    photos = {"photo": [photo(name) for name in names], "photo_alt": ["Kuilen", "Bomen"], "photo_consent": "on"}
    return post(client, project, user, **photos, before_and_after="on", **sent)


def make_sizes(project):
    for row in project.photos.all():
        row.make_sizes()


@pytest.mark.parametrize("later", [0, MOMENTS])
def test_two_photos_stand_side_by_side_as_before_and_after(client, project, resident, photo, later):
    pair(client, project, resident, photo)
    make_sizes(project)
    UpdateFactory.create_batch(later, project=project)

    page = client.get(project.get_absolute_url(), {"pagina": 2} if later else {}).text

    assert project.updates.filter(is_before_and_after=True).count() == 1
    assert re.findall(r'<div class="pair">|alt="(?:Kuilen|Bomen)"|<b>(?:Voor|Na)</b>', page)[:5] == [
        '<div class="pair">', 'alt="Kuilen"', "<b>Voor</b>", 'alt="Bomen"', "<b>Na</b>",
    ]  # fmt: skip


@pytest.mark.parametrize("names", [(), ("een.jpg",), ("een.jpg", "twee.jpg", "drie.jpg")])
def test_before_and_after_needs_exactly_two_photos(client, project, resident, photo, names):
    page = pair(client, project, resident, photo, names).text

    assert "Kies precies twee foto’s, of haal dit vinkje weg." in page
    assert TOLD["text"] in page
    assert not project.updates.exists()


def test_photos_without_the_tick_are_no_pair(client, project, resident, photo):
    post(client, project, resident, photo=[photo("een.jpg"), photo("twee.jpg")], photo_consent="on")
    make_sizes(project)

    assert not project.updates.get().is_before_and_after
    assert '<div class="pair">' not in client.get(project.get_absolute_url()).text


def test_what_is_left_of_a_pair_stands_alone(client, project, resident, photo, green_resident):
    pair(client, project, resident, photo)
    make_sizes(project)

    project.photos.last().hide(by=green_resident.person, reason="Iemand staat erop.")

    page = client.get(project.get_absolute_url()).text
    assert 'alt="Kuilen"' in page
    assert '<div class="pair">' not in page
