"""The film of the neighbourhood, kept here, and its subtitles: known by what is in them and not by their name."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.forms import FileField

from core.storage import save_as

MAX_FILM = 60 * 1024 * 1024  # within what one request may hold
MAX_SUBTITLES = 200 * 1024
_MP4_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
_MAX_INDEX = 20 * 1024 * 1024  # of the part of an MP4 that says what is in it
_PLACES = (b"\xa9xyz", b"loci", b"com.apple.quicktime.location")
_OTHER = "Dit is geen film die we kunnen gebruiken. Kies een MP4 of WebM."
_WITH_PLACE = (
    "In deze film staat waar hij is gemaakt. Bewaar hem opnieuw zonder plaats: zet bij het delen of exporteren "
    "‘locatie’ uit."
)
_NO_SUBTITLES = "Dit zijn geen ondertitels die we kunnen gebruiken. Kies een bestand dat begint met WEBVTT."
_CUE = re.compile(r"^(?:\d+:)?[0-5]\d:[0-5]\d\.\d{3}[ \t]+-->[ \t]+(?:\d+:)?[0-5]\d:[0-5]\d\.\d{3}(?:[ \t].*)?$")


@dataclass(frozen=True)
class CleanFile:
    content: File
    extension: str

    def save(self, storage=default_storage):
        """Its name in the storage, made up."""
        return save_as("film", self.extension, self.content, storage)


class FilmField(FileField):
    """An MP4 or WebM; cleaned it is a `CleanFile`, or None."""

    def clean(self, value, initial=None):
        return clean_film(value) if value else None


class SubtitlesField(FileField):
    """Subtitles in WebVTT; cleaned it is a `CleanFile`, or None."""

    def clean(self, value, initial=None):
        return clean_subtitles(value) if value else None


def clean_film(file):
    if file.size > MAX_FILM:
        megabytes = f"{file.size / 1024 / 1024:.0f}"
        raise ValidationError(f"Deze film is te groot: {megabytes} MB. Hoogstens 60 MB.", code="bytes")
    file.seek(0)
    start = file.read(64)
    if start[4:8] == b"ftyp" and start[8:12] in _MP4_BRANDS:
        index = _index_of(file)
        if any(word in index for word in _PLACES):
            raise ValidationError(_WITH_PLACE, code="place")
        extension = "mp4"
    elif start.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in start:
        extension = "webm"
    else:
        raise ValidationError(_OTHER, code="type")
    file.seek(0)
    return CleanFile(file, extension)


def clean_subtitles(file):
    if file.size > MAX_SUBTITLES:
        raise ValidationError("Deze ondertitels zijn te groot. Hoogstens 200 kB.", code="bytes")
    file.seek(0)
    try:
        text = file.read(MAX_SUBTITLES).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ValidationError("Bewaar de ondertitels als UTF-8 en kies ze opnieuw.", code="encoding") from None
    lines = text.split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]) or "\x00" in text:
        raise ValidationError(_NO_SUBTITLES, code="type")
    times = [(number, line) for number, line in enumerate(lines, 1) if "-->" in line]
    if not times:
        raise ValidationError("In deze ondertitels staat geen enkele tijd met tekst.", code="empty")
    for number, line in times:
        if not _CUE.match(line):
            raise ValidationError(f"Op regel {number} klopt de tijd niet: {line[:60]}", code="time")
    return CleanFile(ContentFile(text.encode()), "vtt")


def _index_of(file):
    """The bytes of the part `moov` of an MP4, in which it says what the film is and where it was made."""
    at = 0
    while at + 8 <= file.size:
        file.seek(at)
        head = file.read(16)
        size, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if size == 1:  # more than fits in four bytes
            size = int.from_bytes(head[8:16], "big")
        elif size == 0:  # until the end
            size = file.size - at
        if size < 8:
            raise ValidationError("Deze film is beschadigd. Bewaar hem opnieuw.", code="broken")
        if kind == b"moov":
            if size > _MAX_INDEX:
                raise ValidationError(_OTHER, code="type")
            file.seek(at)
            return file.read(size)
        at += size
    raise ValidationError("Deze film is beschadigd. Bewaar hem opnieuw.", code="broken")
