"""Photos: only pixels are kept, sizes come from the worker, and they are seen by who may see their project."""

import os
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from PIL import Image
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from communication.tasks import retry_stalled
from projects.models import Photo, Project, Status
from projects.tasks import ask_for_sizes, make_photo_sizes
from tests.factories import ProjectFactory, UpdateFactory
from wijkdeal.tasks import remove_unnamed

from .conftest import jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    """A function that makes an uploaded JPEG of which there are several sizes."""
    return partial(jpeg, size=(1200, 800))


@pytest.fixture
def stored(clean_photo):
    """A photo of a public project, with its sizes."""

    def make(**fields):
        project = fields.pop("project", None) or ProjectFactory()
        row = Photo.add(project, clean_photo(), alt="De singel", by=None, **fields)
        make_photo_sizes(photo_id=row.pk)
        row.refresh_from_db()
        return row

    return make


def files_in(settings):
    return sorted(settings.MEDIA_ROOT.rglob("*.webp"))


def test_worker_makes_every_size_up_to_the_photos_own(stored):
    photo = stored()

    assert sorted(photo.sizes) == ["480", "960"]
    assert photo.src == f"/foto/{photo.pk}/480.webp"
    assert photo.srcset == f"/foto/{photo.pk}/480.webp 480w, /foto/{photo.pk}/960.webp 960w"


def test_sizes_are_asked_for_in_the_transaction_of_the_photo(clean_photo):
    row = Photo.add(ProjectFactory(), clean_photo(), alt="De singel", by=None)

    job = ProcrastinateJob.objects.get(task_name="projects.make_photo_sizes")
    assert job.args == {"photo_id": row.pk}


@pytest.mark.django_db(transaction=True)
def test_sizes_that_a_killed_worker_left_are_made_by_the_next(clean_photo):
    project = ProjectFactory()
    Photo.add_all(project, [(clean_photo(), "Een appelboom")], by=None)
    jobs = ProcrastinateJob.objects.filter(task_name="projects.make_photo_sizes")
    with connection.cursor() as cursor:  # as a worker that is there no more leaves it
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [jobs.get().pk])

    async_to_sync(retry_stalled.func)(SimpleNamespace(app=app), 0)

    assert jobs.get().status == "todo"
    make_photo_sizes(**jobs.get().args)
    assert sorted(project.photos.get().sizes) == ["480", "960"]


def test_worker_forgives_a_photo_that_is_gone(db):
    make_photo_sizes(photo_id=12345)


def test_page_shows_the_stamp_until_the_sizes_are_there(client, clean_photo):
    project = ProjectFactory()
    Photo.add_all(project, [(clean_photo(), "De singel")], by=None)

    before = client.get(project.get_absolute_url()).content.decode()
    make_photo_sizes(photo_id=project.photos.get().pk)
    after = client.get(project.get_absolute_url()).content.decode()

    assert "/foto/" not in before
    assert "stamp cover" in before
    assert 'alt="De singel" width="1200" height="800"' in after


def test_visitor_gets_a_public_photo_to_keep(client, stored):
    photo = stored()

    response = client.get(photo.src)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert not response.cookies
    assert Image.open(BytesIO(response.content)).width == 480
    assert "sandbox" in response["Content-Security-Policy"]


def test_photo_that_a_browser_has_is_not_sent_again_and_once_hidden_not_at_all(client, stored):
    photo = stored()
    first = client.get(photo.src)
    known = {"If-None-Match": first["ETag"]}

    second = client.get(photo.src, headers=known)
    photo.project.hide(by=None, reason="Iemand wil niet in beeld.")

    assert (second.status_code, second.content) == (304, b"")
    for header in ("ETag", "Cache-Control", "Content-Security-Policy"):
        assert second[header] == first[header]
    assert client.get(photo.src, headers=known).status_code == 404


@pytest.mark.parametrize("address", ["/foto/{}/481.webp", "/foto/{}/1600.webp", "/foto/999999/480.webp"])
def test_what_was_never_made_is_not_there(client, stored, address):
    assert client.get(address.format(stored().pk)).status_code == 404


def test_photo_of_a_draft_is_for_its_initiator_only(client, stored, resident, neighbour):
    photo = stored(project=ProjectFactory(status=Status.DRAFT, initiator=resident.person))

    assert client.get(photo.src).status_code == 404
    client.force_login(neighbour)
    assert client.get(photo.src).status_code == 404
    client.force_login(resident)
    response = client.get(photo.src)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_draft_shows_each_of_its_photos_also_while_the_worker_is_not_done(client, clean_photo, resident):
    draft = ProjectFactory(status=Status.DRAFT, initiator=resident.person)
    rows = [Photo.add(draft, clean_photo(), alt=f"Bank {number}", by=resident.person) for number in range(3)]
    draft.choose_cover()
    client.force_login(resident)

    def on_the_page():
        page = client.get(draft.get_absolute_url()).text
        made = [page.count(f'src="/foto/{row.pk}/') for row in rows]
        return made, [page.count(f"<p>{row.alt}</p>") for row in rows], page.count("We maken de foto klaar.")

    assert on_the_page() == ([0, 0, 0], [1, 1, 1], 3)
    rows[0].make_sizes()
    assert on_the_page() == ([1, 0, 0], [0, 1, 1], 2)
    rows[1].make_sizes()
    assert on_the_page() == ([1, 1, 0], [0, 0, 1], 1)


def test_photo_of_a_hidden_message_is_for_the_duo_only(client, stored, groen, green_resident, neighbour):
    update = UpdateFactory(project__theme=groen)
    photo = stored(project=update.project, update_post=update)
    update.hide(by=None, reason="Scheldwoorden.")

    assert client.get(photo.src).status_code == 404
    client.force_login(neighbour)
    assert client.get(photo.src).status_code == 404
    client.force_login(green_resident)
    assert client.get(photo.src).status_code == 200
    assert photo.alt not in client.get(update.project.get_absolute_url()).content.decode()


def test_photo_of_a_hidden_project_is_gone(client, stored):
    photo = stored()
    Project.objects.update(hidden_at=timezone.now())

    assert client.get(photo.src).status_code == 404


def test_photo_whose_file_is_gone_is_not_there(client, stored, settings):
    photo = stored()
    Path(settings.MEDIA_ROOT / photo.file_of(480)).unlink()

    assert client.get(photo.src).status_code == 404


def test_photo_taken_away_leaves_no_file(stored, settings, django_capture_on_commit_callbacks):
    photo = stored()

    with django_capture_on_commit_callbacks(execute=True):
        photo.remove()

    assert not files_in(settings)


def test_photo_of_which_the_sizes_came_meanwhile_leaves_no_file(
    clean_photo, settings, django_capture_on_commit_callbacks
):
    read_before = Photo.add(ProjectFactory(), clean_photo(), alt="De singel", by=None)
    make_photo_sizes(photo_id=read_before.pk)

    with django_capture_on_commit_callbacks(execute=True):
        read_before.remove()

    assert not files_in(settings)


def test_photo_taken_away_twice_is_taken_away_once(stored, settings, django_capture_on_commit_callbacks):
    photo = stored()
    again = Photo.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        photo.remove()
        again.remove()

    assert not Photo.objects.exists()
    assert not files_in(settings)


def test_worker_keeps_no_sizes_of_a_photo_that_was_taken_away_meanwhile(clean_photo, settings):
    photo = Photo.add(ProjectFactory(), clean_photo(), alt="De singel", by=None)
    Photo.objects.all().delete()

    photo.make_sizes()

    assert [file.name for file in files_in(settings)] == [Path(photo.file.name).name]


def test_worker_whose_sizes_cannot_be_written_down_leaves_no_file_of_them(clean_photo, settings):
    photo = Photo.add(ProjectFactory(), clean_photo(), alt="De singel", by=None)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE projects_photo ADD CONSTRAINT no_sizes CHECK (sizes = '{}')")

    with pytest.raises(IntegrityError), transaction.atomic():
        photo.make_sizes()

    assert [file.name for file in files_in(settings)] == [Path(photo.file.name).name]


def test_worker_who_makes_sizes_twice_keeps_those_of_the_first(stored, settings):
    photo = stored()
    before = files_in(settings)

    Photo.objects.get().make_sizes()
    photo.make_sizes()

    assert files_in(settings) == before
    assert Photo.objects.get().sizes == photo.sizes


def test_photo_without_sizes_gets_a_second_chance_at_night(clean_photo, stored):
    stored()
    failed, new = (Photo.add(ProjectFactory(), clean_photo(), alt="De singel", by=None) for _ in range(2))
    Photo.objects.filter(pk=failed.pk).update(added_at=timezone.now() - timedelta(hours=3))
    ProcrastinateJob.objects.all().delete()

    ask_for_sizes(timestamp=0)

    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"photo_id": failed.pk}]


def test_files_that_no_photo_names_go_after_a_day(stored, settings):
    photo, gone, just_now = stored(), stored(), stored()
    Photo.objects.filter(pk=gone.pk).delete()
    for file in files_in(settings):
        os.utime(file, (0, 0))
    Photo.objects.filter(pk=just_now.pk).delete()
    for name in (just_now.file.name, *just_now.sizes.values()):
        os.utime(settings.MEDIA_ROOT / name)

    remove_unnamed(timestamp=0)

    left = {photo.file.name, *photo.sizes.values(), just_now.file.name, *just_now.sizes.values()}
    assert {file.relative_to(settings.MEDIA_ROOT).as_posix() for file in files_in(settings)} == left


CASES = Path(__file__).parent / "photos"


@pytest.mark.parametrize("name", ["zero_denominator.jpg", "double_header.jpg"])
def test_photo_with_broken_exif_is_kept_upright_without_metadata(client, groen, resident, name):
    client.force_login(resident)
    sent = SimpleUploadedFile("IMG_0001.jpg", (CASES / name).read_bytes(), "image/jpeg")

    client.post(
        "/projecten/voorstellen/",
        {
            "title": "Met foto",
            "summary": "Eén zin.",
            "photo": sent,
            "photo_alt": "Rood en blauw",
            "photo_consent": "on",
        },
    )

    photo = Photo.objects.get()
    make_photo_sizes(photo_id=photo.pk)
    photo.refresh_from_db()
    image = Image.open(BytesIO(client.get(photo.src).content))
    assert (photo.width, photo.height) == image.size == (240, 320)
    assert not image.getexif()
    assert image.info.keys() <= {"loop", "background", "timestamp", "duration"}
    assert all(abs(a - b) <= 30 for a, b in zip(image.getpixel((120, 20)), (220, 20, 20), strict=True))
    assert all(abs(a - b) <= 30 for a, b in zip(image.getpixel((120, 300)), (20, 20, 220), strict=True))
