"""Documents people send with a request: a short list of kinds, known by what is in them and not by their name."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.forms import FileField, FileInput

from core.photos import fresh_picture
from core.storage import save_as
from core.typed import clean_line

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 100
RATIO_COUNTS_FROM = 20 * 1024 * 1024
MAX_ENTRIES = 5000
KINDS = "PDF, tekst, JPEG, PNG, of een document van LibreOffice, Word, Excel of PowerPoint"

_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OFFICE_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_PICTURE, _DOCUMENT = "een afbeelding", "een document"
_KINDS_OF_NAMES = {
    "pdf": "een PDF",
    "txt": "tekst",
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "bmp", "tif", "tiff"), _PICTURE),
    **dict.fromkeys((*_OPEN_DOCUMENTS.values(), *_OFFICE_PARTS.values()), _DOCUMENT),
}
_MACROS = re.compile(
    r"(^|/)(vbaproject|vbadata)[^/]*$"
    r"|(^|/)(activex|macrosheets|dialogsheets)/"
    r"|^(basic|scripts)/"
    r"|\.(docm|dotm|xlsm|xltm|xlam|pptm|potm|ppam|ppsm)$",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\s*<(\?|!|html|head|body|script|svg|iframe|img|style|meta|link|object|embed|xml)", re.IGNORECASE)
_BROKEN = "Dit bestand is beschadigd. Bewaar het opnieuw, of maak er een PDF van."
_WITH_MACROS = "In dit bestand zitten macro’s. Bewaar het zonder macro’s, of maak er een PDF van."
_OLD_OFFICE = "Dit is een oud of beveiligd Office-bestand. Bewaar het zonder wachtwoord als .docx, .xlsx, .pptx of PDF."
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*;%]+')


@dataclass(frozen=True)
class CleanAttachment:
    content: bytes
    extension: str
    shown_name: str

    def save(self, storage=default_storage):
        """Its name in the storage, made up."""
        return save_as("attachments", self.extension, ContentFile(self.content), storage)


def clean_attachment(file):
    """The `CleanAttachment` of an uploaded file, or a ValidationError that says what is wrong with it."""
    if file.size > MAX_BYTES:
        megabytes = f"{file.size / 1024 / 1024:.1f}".replace(".", ",")
        raise ValidationError(f"Dit bestand is te groot: {megabytes} MB. Hoogstens 20 MB.", code="bytes")
    file.seek(0)
    content, extension = _known(file.read(MAX_BYTES))
    _refuse_other_kind(file.name, extension)
    return CleanAttachment(content, extension, shown_name(file.name, extension))


def shown_name(name, extension):
    """What the file is called where people see it: the last part of its name, with the ending of what it is."""
    last = clean_line(str(name or "")).replace("\\", "/").rsplit("/", 1)[-1]
    stem = _NOT_IN_NAMES.sub("", last.rsplit(".", 1)[0]).strip(". ")
    return f"{stem[:80].strip('. ') or 'bijlage'}.{extension}"


class AttachmentField(FileField):
    """One document; cleaned it is a `CleanAttachment`, or None."""

    widget = FileInput

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Bijlage")
        kwargs.setdefault("help_text", f"Hoogstens 20 MB: {KINDS}.")
        super().__init__(**kwargs)

    def clean(self, value, initial=None):
        if not value:
            if self.required:
                raise ValidationError("Kies een bestand.", code="required")
            return None
        return clean_attachment(value)


def _known(content):
    """(what to keep, its ending)"""
    if not content:
        raise ValidationError("Dit bestand is leeg. Kies het opnieuw.", code="empty")
    if content.startswith(b"%PDF-"):
        return content, "pdf"
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return fresh_picture(content)
    if content.startswith(b"PK\x03\x04"):
        return content, _kind_of_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(_OLD_OFFICE, code="type")
    return _plain_text(content), "txt"


def _refuse_other_kind(name, extension):
    """A photo that holds a text is the wrong file, or broken; an ending that says nothing to us may be anything."""
    ending = clean_line(str(name or "")).rpartition(".")[2].lower()
    inside = _KINDS_OF_NAMES[extension]
    if _KINDS_OF_NAMES.get(ending, inside) != inside:
        wrong = f"Volgens de naam is dit {_KINDS_OF_NAMES[ending]} (.{ending}), maar er zit {inside} in."
        raise ValidationError(f"{wrong} Kies het goede bestand, of verander de naam.", code="name")


def _kind_of_zip(content):
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, len(content))
            _refuse_macros(archive, entries)
            kind = _document_in(archive, {entry.filename for entry in entries}, entries)
    except ValidationError:
        raise
    except Exception:  # zipfile and its codecs raise nearly anything for a broken archive
        raise ValidationError(_BROKEN, code="broken") from None
    if kind is None:
        raise ValidationError(_other("Een zip-bestand kunnen we niet aannemen."), code="type")
    return kind


def _refuse_bomb(entries, packed):
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * packed
    if is_bomb or unpacked > MAX_UNPACKED or len(entries) > MAX_ENTRIES:
        raise ValidationError("Dit bestand wordt te groot bij het uitpakken. Maak er een PDF van.", code="bomb")


def _refuse_macros(archive, entries):
    types = _start_of(archive, "[Content_Types].xml")
    has_macros = any(_MACROS.search(entry.filename) for entry in entries)
    if has_macros or b"macroEnabled" in types.replace(b"\0", b""):
        raise ValidationError(_WITH_MACROS, code="macros")


def _document_in(archive, names, entries):
    if any(PurePosixPath(name).is_absolute() or ".." in name.split("/") or "\\" in name for name in names):
        return None
    if entries and entries[0].filename == "mimetype":
        return _OPEN_DOCUMENTS.get(_start_of(archive, "mimetype").strip())
    if "[Content_Types].xml" in names:
        return next((kind for part, kind in _OFFICE_PARTS.items() if part in names), None)
    return None


def _start_of(archive, name):
    try:
        with archive.open(name) as part:
            return part.read(200_000)
    except KeyError:
        return b""


def _plain_text(content):
    """The text as UTF-8: from UTF-8, UTF-16 with its mark, or what Windows writes."""
    text = _decoded(content)
    if text is None or not _is_only_text(text):
        raise ValidationError(_other("Dit soort bestand kunnen we niet aannemen."), code="type")
    return text.encode()


def _is_only_text(text):
    has_controls = any(sign < " " and sign not in "\t\n\r\f" for sign in text)
    return not (has_controls or _MARKUP.match(text) or text.startswith("#!"))


def _decoded(content):
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _other(sentence):
    return f"{sentence} Stuur een {KINDS}."
