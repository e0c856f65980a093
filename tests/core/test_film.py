"""A film and its subtitles: known by what is in them, kept without where it was made, played part by part."""

from contextlib import closing
from pathlib import Path, PurePath

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from core import film
from core.file_responses import played_response
from core.film import clean_film, clean_subtitles
from core.models import SiteSettings
from tests.at_once import at_once

SUBTITLES = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nIk hing een briefje op.\n"


def box(kind, content=b""):
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def mp4(index=b"trak", *, before=()):
    return box(b"ftyp", b"isom\0\0\0\0") + b"".join(before) + box(b"mdat", b"\xa9xyz") + box(b"moov", index)


def upload(content, name="film.bin"):
    return SimpleUploadedFile(name, content, "video/mp4")


def code_of(clean, content):
    with pytest.raises(ValidationError) as caught:
        clean(upload(content))
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (mp4(), "mp4"),
        (mp4(before=[(1).to_bytes(4, "big") + b"wide" + (16).to_bytes(8, "big")]), "mp4"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\0" * 60, "webm"),
    ],
)
def test_film_is_known_by_its_content_and_kept_whole(content, extension):
    clean = clean_film(upload(content, "anders.exe"))

    name = clean.save()
    assert clean.extension == extension
    assert name.startswith("film/")
    assert name.endswith(f".{extension}")
    with default_storage.open(name) as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><script>alert(1)</script>" + b" " * 60, "type"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 60, "type"),
        (b"\x1a\x45\xdf\xa3" + b"matroska" + b"\0" * 60, "type"),
        (mp4(b"udta\xa9xyz+53.19+006.56/"), "place"),
        (mp4(b"com.apple.quicktime.location.ISO6709"), "place"),
        (box(b"ftyp", b"isom\0\0\0\0"), "broken"),
        (box(b"ftyp", b"isom\0\0\0\0") + (4).to_bytes(4, "big") + b"free" + b"\0" * 60, "broken"),
    ],
)
def test_what_is_no_film_or_says_where_it_was_made_is_refused(content, code):
    assert code_of(clean_film, content) == code


def test_film_that_is_too_large_is_refused_with_the_limit(monkeypatch):
    monkeypatch.setattr(film, "MAX_FILM", 20)

    assert code_of(clean_film, mp4()) == "bytes"


def test_subtitles_are_kept_as_plain_lines():
    clean = clean_subtitles(upload(b"\xef\xbb\xbf" + SUBTITLES.replace("\n", "\r\n").encode()))

    assert clean.extension == "vtt"
    assert clean.content.read() == SUBTITLES.encode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1\n00:00:01,000 --> 00:00:04,000\nSRT", "type"),
        ("WEBVTTX\n\n00:01.000 --> 00:04.000\nHoi", "type"),
        ("WEBVTT\n\nGeen tijd", "empty"),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:04,000\nKomma", "time"),
        ("WEBVTT\n\n00:99.000 --> 00:04.000\nHoi", "time"),
    ],
)
def test_what_are_no_subtitles_is_refused(text, code):
    assert code_of(clean_subtitles, text.encode()) == code


def test_subtitles_in_another_encoding_or_far_too_long_are_refused():
    assert code_of(clean_subtitles, b"WEBVTT\n\n\xff\xfe") == "encoding"
    assert code_of(clean_subtitles, b"WEBVTT" + b" " * film.MAX_SUBTITLES) == "bytes"


def test_subtitles_with_a_setting_and_without_hours_pass():
    text = "WEBVTT - De film\n\nNOTE door ons\n\n01:02.000 --> 01:04.500 align:start\nHoi\n"

    assert clean_subtitles(upload(text.encode())).content.read() == text.encode()


@pytest.fixture
def ten_bytes(rf, db):
    name = default_storage.save("film/aa/test.mp4", ContentFile(b"0123456789"))
    file = SiteSettings(film_file=name).film_file
    return lambda asked=None, **headers: played_response(
        rf.get("/", headers=headers | ({"Range": asked} if asked else {})), file
    )


@pytest.mark.parametrize(
    ("asked", "status", "body", "said"),
    [
        (None, 200, b"0123456789", None),
        ("bytes=0-", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-99", 206, b"789", "bytes 7-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-2", 416, b"", "bytes */10"),
        ("bytes=-", 200, b"0123456789", None),
        ("bytes=0-1,3-4", 200, b"0123456789", None),
        ("regels=1-2", 200, b"0123456789", None),
    ],
)
def test_browser_gets_the_part_that_it_asks_for(ten_bytes, asked, status, body, said):
    response = ten_bytes(asked)

    with closing(response):
        assert (response.status_code, response.getvalue(), response.get("Content-Range")) == (status, body, said)
    assert response["Accept-Ranges"] == "bytes"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_part_is_never_the_whole_film(ten_bytes, monkeypatch):
    monkeypatch.setattr("core.file_responses.MAX_PART", 4)

    assert ten_bytes("bytes=0-")["Content-Range"] == "bytes 0-3/10"


def test_part_of_the_film_that_stood_there_before_is_not_put_after_the_new_one(ten_bytes):
    own = ten_bytes()["ETag"]

    same, other = [ten_bytes("bytes=2-4", **{"If-Range": etag}) for etag in (own, '"van-de-vorige"')]

    with closing(same), closing(other):
        assert (same.status_code, same.getvalue()) == (206, b"234")
        assert (other.status_code, other.getvalue()) == (200, b"0123456789")
    known = ten_bytes(**{"If-None-Match": own})
    assert (known.status_code, known.content) == (304, b"")
    assert "sandbox" in known["Content-Security-Policy"]


@pytest.mark.django_db(transaction=True)
def test_of_two_films_at_once_one_is_kept_and_no_file_of_the_other_is_left(settings):
    SiteSettings.objects.create(id=1).keep_film(film=clean_film(upload(mp4())))
    sites = [SiteSettings.objects.get() for _ in range(2)]

    at_once(*(lambda site=site: site.keep_film(film=clean_film(upload(mp4(b"anders")))) for site in sites))

    kept = SiteSettings.objects.get().film_file
    assert [path.name for path in Path(settings.MEDIA_ROOT).glob("film/**/*.mp4")] == [PurePath(kept.name).name]
