import zipfile
from contextlib import closing
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import attachments
from core.attachments import AttachmentField, clean_attachment, shown_name
from core.file_responses import attachment_response, photo_response


def upload(content, name="bijlage.bin"):
    return SimpleUploadedFile(name, content, "application/octet-stream")


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def open_document(kind, **more):
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>", **more})


def office(part, types="<Types/>", **more):
    return zipped({"[Content_Types].xml": types, part: "<x/>", **more})


def message_of(content, name="bijlage.bin"):
    with pytest.raises(ValidationError) as caught:
        clean_attachment(upload(content, name))
    return caught.value.messages[0]


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (open_document("text"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (open_document("presentation"), "odp"),
        (office("word/document.xml"), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
        (office("ppt/presentation.xml"), "pptx"),
        ("Beste team,\r\n\tdit is één tekst \U0001f333".encode(), "txt"),
    ],
)
def test_what_is_on_the_list_is_kept_as_it_is(content, extension):
    clean = clean_attachment(upload(content, "../Flyer zomer.exe"))

    assert (clean.content, clean.extension, clean.shown_name) == (content, extension, f"Flyer zomer.{extension}")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_text_from_windows_becomes_utf8(encoding):
    assert clean_attachment(upload("idee\u00ebn \u20ac 5".encode(encoding))).content == "ideeën € 5".encode()


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_picture_keeps_its_size_and_loses_its_metadata(kind, extension):
    buffer = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "zoekmerk"
    Image.new("RGB", (3000, 20), "green").save(buffer, kind, exif=exif)

    clean = clean_attachment(upload(buffer.getvalue() + b"zoekmerk"))

    assert clean.extension == extension
    assert b"zoekmerk" not in clean.content
    assert Image.open(BytesIO(clean.content)).size == (3000, 20)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (b"MZ\x90\x00\x03", "niet aannemen"),
        (b"\x7fELF\x02\x01\x00", "niet aannemen"),
        (b"<!doctype html><script>alert(1)</script>", "niet aannemen"),
        (b"\xef\xbb\xbf <svg onload=alert(1)>", "niet aannemen"),
        (b"<?php system('id');", "niet aannemen"),
        (b"#!/bin/sh\nid", "niet aannemen"),
        (b"GIF89a\x01\x00\x01\x00", "niet aannemen"),
        (b"\x00\x00\x00\x18ftypheic", "niet aannemen"),
        (b"\xff\xfe<\x00s\x00v\x00g\x00", "niet aannemen"),
        (b"\xff\xfea", "niet aannemen"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oud of beveiligd"),
        (b"\xff\xd8\xff\xe0 no picture", "beschadigd"),
        (b"PK\x03\x04 no archive", "beschadigd"),
        (zipped({"virus.exe": "MZ"}), "zip-bestand"),
        (zipped({"content.xml": "x", "mimetype": "application/vnd.oasis.opendocument.text"}), "zip-bestand"),
        (open_document("text-master"), "zip-bestand"),
        (zipped({"[Content_Types].xml": "<Types/>", "../word/document.xml": "x"}), "zip-bestand"),
        (zipped({"[Content_Types].xml": "<Types/>"}), "zip-bestand"),
        (zipped({"AndroidManifest.xml": "x", "classes.dex": "x"}), "zip-bestand"),
        (office("word/document.xml", **{"word/vbaProject.bin": "x"}), "macro"),
        (office("word/document.xml", **{"word/activeX/activeX1.xml": "x"}), "macro"),
        (office("word/document.xml", **{"word/embeddings/a.xlsm": "x"}), "macro"),
        (office("xl/workbook.xml", **{"xl/macrosheets/sheet1.xml": "x"}), "macro"),
        (office("word/document.xml", types="application/vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
        (open_document("text", **{"Basic/Standard/Module1.xml": "x"}), "macro"),
        (open_document("text", **{"Scripts/python/a.py": "x"}), "macro"),
        (office("word/document.xml", **{"word/media/a.bin": b"\0" * 40_000_000}), "uitpakken"),
        (office("word/document.xml", **{f"a{number}": "" for number in range(5001)}), "uitpakken"),
    ],
)
def test_what_is_not_on_the_list_is_told_why(content, words):
    assert words in message_of(content, "onschuldig.pdf")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bad.jpg", b"Beste team", "Volgens de naam is dit een afbeelding (.jpg), maar er zit tekst in."),
        ("foto.heic", b"Beste team", "Volgens de naam is dit een afbeelding (.heic), maar er zit tekst in."),
        ("PLAN.PDF", b"Beste team", "Volgens de naam is dit een PDF (.pdf), maar er zit tekst in."),
        ("plan.txt", b"%PDF-1.7", "Volgens de naam is dit tekst (.txt), maar er zit een PDF in."),
        (
            "foto.png",
            office("xl/workbook.xml"),
            "Volgens de naam is dit een afbeelding (.png), maar er zit een document in.",
        ),
    ],
)
def test_a_name_that_says_another_kind_is_refused(name, content, words):
    assert message_of(content, name) == f"{words} Kies het goede bestand, of verander de naam."


@pytest.mark.parametrize(
    ("name", "extension"), [("brief.odt", "docx"), ("brief", "docx"), ("brief.doc", "docx"), ("odt", "docx")]
)
def test_a_name_that_says_the_same_kind_or_nothing_is_taken(name, extension):
    assert clean_attachment(upload(office("word/document.xml"), name)).extension == extension


def test_half_an_archive_is_broken():
    content = office("word/document.xml")

    assert "beschadigd" in message_of(content[:-10])


def test_a_file_that_is_too_big_is_refused_before_it_is_read():
    file = upload(b"%PDF-")
    file.size = attachments.MAX_BYTES + 1024 * 1024

    with pytest.raises(ValidationError, match="te groot: 21,0 MB"):
        clean_attachment(file)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Flyer één.pdf", "Flyer één.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\jan\\brief.docx", "brief.pdf"),
        ('a"\r\nSet-Cookie: x=1.pdf', "a Set-Cookie x=1.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "img src=x onerror=alert(1).pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        (".htaccess", "bijlage.pdf"),
        ("", "bijlage.pdf"),
        (None, "bijlage.pdf"),
        ("a" * 500, "a" * 80 + ".pdf"),
        ("مخطط.pdf", "مخطط.pdf"),
    ],
)
def test_the_name_that_people_see_is_harmless(name, shown):
    assert shown_name(name, "pdf") == shown


def test_the_field_takes_one_document_or_none():
    assert AttachmentField(required=False).clean(None) is None
    assert AttachmentField().clean(upload(b"%PDF-1.4")).extension == "pdf"
    with pytest.raises(ValidationError, match="Kies een bestand"):
        AttachmentField().clean(None)


@pytest.mark.django_db
def test_it_is_handed_out_as_a_download_that_runs_nothing(tmp_path):
    storage = FileSystemStorage(tmp_path)
    name = clean_attachment(upload(b"%PDF-1.4 x", "Flyer één.pdf")).save(storage)

    response = attachment_response(stored(storage, name), "Flyer één.pdf")

    assert name.startswith("attachments/")
    with closing(response):
        assert response.getvalue() == b"%PDF-1.4 x"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Flyer%20%C3%A9%C3%A9n.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].endswith("sandbox")


@pytest.mark.django_db
def test_a_public_photo_may_be_kept_and_another_not(tmp_path, rf):
    storage = FileSystemStorage(tmp_path)
    storage.save("photos/a.webp", upload(b"pixels"))

    public = photo_response(rf.get("/"), stored(storage, "photos/a.webp"))
    private = photo_response(rf.get("/"), stored(storage, "photos/a.webp"), is_public=False)

    with closing(public), closing(private):
        assert public.getvalue() == private.getvalue() == b"pixels"
    assert public["Content-Type"] == "image/webp"
    assert public["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert private["Cache-Control"] == "private, no-store"


def stored(storage, name):
    class Stored:
        def __init__(self):
            self.name = name

        def open(self, mode):
            return storage.open(name, mode)

    return Stored()
