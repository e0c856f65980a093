"""Photos: only pixels are kept, sizes come from the worker, and they are seen by who may see their project."""

from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from projects.models import Photo, Project, Status
from projects.tasks import make_photo_sizes
from tests.factories import ProjectFactory, UpdateFactory

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


def test_worker_makes_every_size_up_to_the_photos_own(stored):
    photo = stored()

    assert sorted(photo.sizes) == ["480", "960"]
    assert photo.src == f"/foto/{photo.pk}/480.webp"
    assert photo.srcset == f"/foto/{photo.pk}/480.webp 480w, /foto/{photo.pk}/960.webp 960w"


def test_sizes_are_asked_for_in_the_transaction_of_the_photo(clean_photo):
    from procrastinate.contrib.django.models import ProcrastinateJob

    row = Photo.add(ProjectFactory(), clean_photo(), alt="De singel", by=None)

    job = ProcrastinateJob.objects.get(task_name="projects.make_photo_sizes")
    assert job.args == {"photo_id": row.pk}


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

    assert not list(settings.MEDIA_ROOT.rglob("*.webp"))


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
