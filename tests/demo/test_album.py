from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from core.models import SiteSettings
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


def test_film_of_the_example_plays_on_the_home_page_and_goes_when_the_loading_fails(db, client):
    site, album = SiteSettings.objects.create(id=1), Album({})

    album.keep_film(site)
    home = client.get("/")
    played = client.get("/over/film/", headers={"Range": "bytes=0-3"})

    assert '<source src="/over/film/">' in home.text
    assert "media-src 'self'" in home["Content-Security-Policy"]
    assert (played.status_code, played["Content-Type"], played.content) == (206, "video/webm", b"\x1a\x45\xdf\xa3")
    assert "Ik dacht: drie mensen." in client.get("/over/film/ondertitels.vtt").getvalue().decode()

    album.throw_away()

    assert not default_storage.exists(site.film_file.name)
    assert client.get("/over/film/").status_code == 404
