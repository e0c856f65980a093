"""Photos of a proposal in steps: kept when sent, listed, taken away; each once, six at most."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from projects.models import Photo, Project
from projects.tasks import make_photo_sizes
from tests.projects.writing import answer, begin

pytestmark = pytest.mark.django_db


def coloured(number):
    """An uploaded photo unlike those with another number."""
    drawn = BytesIO()
    Image.new("RGB", (64, 48), (number * 30, 90, 40)).save(drawn, "PNG")
    return SimpleUploadedFile(f"{number}.png", drawn.getvalue(), "image/png")


@pytest.fixture
def address(client, resident, groen):
    client.force_login(resident)
    return begin(client)


def choose(client, address, *photos, button="next", **more):
    return answer(client, address, "fotos", button=button, photo=list(photos), photo_consent="on", **more)


def test_writer_chooses_photos_and_says_what_is_on_them(client, address, resident):
    response = choose(client, address, coloured(1), coloured(2), button="add", photo_alt=["De singel", ""])

    project = Project.objects.get()
    page = client.get(response.url).content.decode()
    assert response.url == f"{address}fotos/"
    assert [row.alt for row in project.photos.all()] == ["De singel", "Foto bij ‘Bankjes langs de singel’"]
    assert all(row.consent_at and row.added_by == resident.person for row in project.photos.all())
    assert project.cover == project.photos.first()
    assert "De singel" in page
    assert "Haal weg" in page
    assert choose(client, address).url == f"{address}controleren/"


def test_photo_without_its_sizes_yet_is_said_to_be_on_its_way(client, address):
    choose(client, address, coloured(1))
    pages = [f"{address}fotos/", f"{address}controleren/", f"/projecten/{Project.objects.get().slug}/aanpassen/"]

    assert ["We maken de foto klaar." in client.get(page).content.decode() for page in pages] == [True] * 3
    make_photo_sizes(photo_id=Photo.objects.get().pk)
    assert ["We maken de foto klaar." in client.get(page).content.decode() for page in pages] == [False] * 3


def test_script_for_photos_stands_only_where_photos_are_chosen(client, address):
    pages = {f"{address}fotos/": True, "/projecten/voorstellen/alles/": True, f"{address}plek/": False}

    assert {page: "js/photos" in client.get(page).content.decode() for page in pages} == pages


def test_photo_is_shown_once_it_has_its_sizes(client, address):
    choose(client, address, coloured(1))
    make_photo_sizes(photo_id=Photo.objects.get().pk)

    src = Photo.objects.get().src

    assert f'src="{src}"' in client.get(f"{address}fotos/").content.decode()
    assert client.get(src).status_code == 200


def test_photo_is_taken_away_with_its_file(client, address, settings, django_capture_on_commit_callbacks):
    choose(client, address, coloured(1), coloured(2))
    first = Photo.objects.first()

    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            response = client.post(f"{address}fotos/", {"remove": first.pk})

    assert response.url == f"{address}fotos/"
    assert Photo.objects.count() == 1
    assert Project.objects.get().cover == Photo.objects.get()
    assert len(list(settings.MEDIA_ROOT.rglob("*.webp"))) == 1


@pytest.mark.parametrize("typed", ["", "x", "9" * 40, "0"])
def test_photo_that_does_not_exist_is_not_taken_away(client, address, typed):
    choose(client, address, coloured(1))

    assert client.post(f"{address}fotos/", {"remove": typed}).status_code == 302
    assert Photo.objects.count() == 1


def test_photo_of_another_project_is_not_taken_away(client, address):
    choose(client, address, coloured(1))
    other = begin(client, title="Iets anders")

    client.post(f"{other}fotos/", {"remove": Photo.objects.get().pk})

    assert Photo.objects.count() == 1


def test_same_photo_twice_is_one(client, address):
    for _ in range(2):
        assert choose(client, address, coloured(1)).url == f"{address}controleren/"

    assert Photo.objects.count() == 1


def test_seventh_photo_is_refused_and_the_six_stay(client, address):
    choose(client, address, *map(coloured, range(4)))

    response = choose(client, address, *map(coloured, range(4, 8)))

    assert "Er kunnen nog 2 foto’s bij. Kies er minder." in response.content.decode()
    assert Photo.objects.count() == 4
    choose(client, address, coloured(4), coloured(5))
    assert "Je hebt zes foto’s." in client.get(f"{address}fotos/").content.decode()
    assert "Je hebt al zes foto’s." in choose(client, address, coloured(7)).content.decode()
    assert Photo.objects.count() == 6


def test_photo_without_consent_is_not_kept(client, address):
    response = answer(client, address, "fotos", photo=[coloured(1)], photo_alt=["De singel"])

    page = response.content.decode()
    assert "Zet een vinkje als de mensen op de foto het goed vinden." in page
    assert "De singel" in page
    assert not Photo.objects.exists()


@pytest.mark.parametrize(("button", "where"), [("back", "plek/"), ("skip", "controleren/")])
def test_who_leaves_photos_without_consent_reads_that_they_were_not_kept(client, address, button, where):
    photos = {"photo": [coloured(1), coloured(2)], "photo_alt": ["De singel", ""]}

    response = answer(client, address, "fotos", button=button, **photos)

    assert response.url == f"{address}{where}"
    page = client.get(response.url).text
    assert "De foto’s die je net koos, zijn niet bewaard. Zet een vinkje als de mensen op de foto het goed" in page
    assert "Jij schreef: ‘De singel’." in page
    assert not Photo.objects.exists()


@pytest.mark.parametrize("button", ["back", "skip"])
def test_who_leaves_is_not_held_up_by_words_of_a_photo_that_is_not_there(client, address, button):
    words = {"photo_alt": ["De singel", "De brief"], "photo_name": ["1.png", "brief.jpg"]}

    held = choose(client, address, coloured(1), **words).text
    page = client.get(choose(client, address, coloured(1), button=button, **words).url).text

    assert "De tekst bij brief.jpg hoort bij geen foto die je nu koos." in held
    assert "niet bewaard" not in page
    assert [row.alt for row in Photo.objects.all()] == ["De singel"]


def test_who_goes_back_without_photos_reads_nothing_of_them(client, address):
    response = answer(client, address, "fotos", button="back")

    assert "niet bewaard" not in client.get(response.url).text


def test_file_that_is_no_photo_leaves_nothing_behind(client, address, settings):
    response = choose(client, address, SimpleUploadedFile("vakantie.jpg", b"MZ not a photo", "image/jpeg"))

    assert "Dit is geen foto die we kunnen gebruiken." in response.content.decode()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_writer_reads_beforehand_what_is_needed_with_a_photo(client, address):
    page = client.get(f"{address}fotos/").text

    assert (
        'Wat zie je op de foto? <span class="soft">(laat je dit leeg, dan staat er ‘Foto bij’ en de titel)</span>'
        in page
    )


def test_writer_of_seven_reads_that_six_is_the_most_and_nothing_else(client, address):
    page = choose(client, address, *map(coloured, range(7))).text

    assert page.count('class="error"') == 2  # in the summary and at the field
    assert "Kies hoogstens 6 foto’s. Nu zijn het er 7." in page
