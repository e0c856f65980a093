from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from tests.factories import PersonFactory, ProjectFactory
from wijkdeal.demo.album import Album, key_of
from wijkdeal.demo.content import Entry
from wijkdeal.demo.painting import paint


@pytest.fixture
def picture():
    return Entry("project.photo", {"scene": "soep", "alt": "Een pan soep op een lange tafel"}, "proef.toml")


def test_photo_of_the_album_has_its_sizes_ready(db, picture):
    album = Album({key_of(picture): paint(key_of(picture))})
    yesterday = timezone.localtime() - timedelta(days=1)

    photo = album.photo(picture, project=ProjectFactory(), by=PersonFactory(), at=yesterday)
    photo.save()

    assert photo.alt.startswith("Een lange tafel met kommen soep")
    assert photo.srcset == f"/foto/{photo.pk}/480.webp 480w, /foto/{photo.pk}/960.webp 960w"
    with default_storage.open(photo.sizes["480"]) as file:
        assert Image.open(BytesIO(file.read())).size == (480, 320)
    with default_storage.open(photo.file.name) as file:
        assert Image.open(BytesIO(file.read())).size == (photo.width, photo.height)


def test_album_takes_back_its_files_when_the_loading_fails(db, picture):
    album = Album({key_of(picture): paint(key_of(picture))})
    photo = album.photo(picture, project=ProjectFactory(), by=PersonFactory(), at=timezone.now())

    album.throw_away()

    assert not any(default_storage.exists(name) for name in [photo.file.name, *photo.sizes.values()])


def test_album_without_pictures_gives_none(db, picture):
    assert Album().photo(picture, project=ProjectFactory(), by=PersonFactory(), at=timezone.now()) is None
