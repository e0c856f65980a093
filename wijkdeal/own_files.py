"""All that is kept of one person as one file: the words as JSON, beside them the photos and documents."""

import io
import json
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.text import get_valid_filename

from communication.models import Attachment
from groups.models import Document
from projects.models import Photo
from wijkdeal import own_data

FILE_NAME = "mijn-gegevens.zip"
# Folder → rows of a person with a file, and what it is called for people.
FOLDERS = {
    "fotos": (lambda p: Photo.objects.filter(added_by=p), lambda row: row.alt),
    "documenten": (lambda p: Document.objects.filter(added_by=p), lambda row: row.shown_name),
    "bijlagen": (
        lambda p: Attachment.objects.filter(request__in=own_data.requests_of(p)),
        lambda row: row.shown_name,
    ),
}
README = """Dit is alles wat we van je bewaren.

gegevens.json   alles wat je typte, koos en deed. Je opent het met een kladblok.
fotos           de foto's die je toevoegde
documenten      wat je in een groep neerzette
bijlagen        wat je meestuurde aan het communicatieteam
"""


def response_for(user):
    """The file, sent while it is read from the disk and kept nowhere on the way."""
    response = StreamingHttpResponse(archive(user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    response["Cache-Control"] = "private, no-store"
    return response


def archive(user):
    """(bytes of the file, piece by piece), read from the disk only while it is sent."""
    files = list(_files_of(user.person))
    data = own_data.collect(user)
    data["bestanden"] = [{"bestand": name, "wat": words} for name, _, words in files]
    return _packed(json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False), files)


def _files_of(person):
    """(name in the archive, name in the storage, what it is)."""
    for folder, (find, words) in FOLDERS.items():
        for row in find(person).order_by("pk"):
            suffix = PurePath(row.file.name).suffix
            yield f"{folder}/{row.pk}-{_file_name(words(row))}{suffix}", row.file.name, words(row)


def _file_name(words):
    """These words as the name of a file, or just "bestand" where no letter of them can be in one."""
    try:
        return get_valid_filename(PurePath(words).stem[:60])
    except SuspiciousFileOperation:
        return "bestand"


def _packed(data, files):
    sink, missing = _Sink(), []
    now = timezone.localtime().timetuple()[:6]
    with ZipFile(sink, "w", ZIP_DEFLATED) as packed:
        packed.writestr(ZipInfo("gegevens.json", now), data, ZIP_DEFLATED)
        yield sink.take()
        for name, stored, _ in files:
            try:
                opened = default_storage.open(stored)
            except FileNotFoundError:
                missing.append(name)
                continue
            info = ZipInfo(name, now)
            info.compress_type = ZIP_STORED  # what is in it is compressed already
            with opened, packed.open(info, "w") as target:
                for piece in opened.chunks():
                    target.write(piece)
                    yield sink.take()
        gone = "\nDeze bestanden zijn er niet meer:\n" + "\n".join(missing) if missing else ""
        packed.writestr(ZipInfo("LEESMIJ.txt", now), README + gone, ZIP_DEFLATED)
    yield sink.take()


class _Sink(io.RawIOBase):
    """What was written since it was last taken; nothing goes back, so it is never whole in memory."""

    def __init__(self):
        self._written = bytearray()

    def writable(self):
        return True

    def write(self, piece):
        self._written += piece
        return len(piece)

    def take(self):
        taken, self._written = bytes(self._written), bytearray()
        return taken
