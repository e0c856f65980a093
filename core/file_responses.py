"""Files of people, handed out so that a browser runs nothing of them. Who may have them, the view decides."""

import hashlib
import re
from pathlib import PurePath

from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
}
MAX_PART = 2 * 1024 * 1024  # of a film, in one answer: a browser asks for the next part by itself
_SANDBOX = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def attachment_response(file, shown_name):
    """A download of a stored file under the name that people know it by; never kept on the way."""
    response = _file_response(file)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=shown_name)
    response["Cache-Control"] = "private, no-store"
    return response


def download(file, shown_name):
    """The same; a file that is gone from the disk is 404, not an error."""
    try:
        return attachment_response(file, shown_name)
    except FileNotFoundError:
        raise Http404 from None


def photo_response(request, file, *, is_public=True):
    """A stored photo, small enough to send in one piece.

    Whoever keeps a public one asks again after five minutes, so that what is hidden is gone by then. Its name is used
    once: the same name is the same photo, and is not sent again.
    """
    if not is_public:
        response = _file_response(file, in_one_piece=True)
        response["Cache-Control"] = "private, no-store"
        return response
    etag = quote_etag(PurePath(file.name).stem)
    known = get_conditional_response(request, etag=etag)
    response = _not_run(known) if known else _file_response(file, in_one_piece=True)
    response["Cache-Control"] = "public, max-age=300, must-revalidate"
    response["ETag"] = etag
    return response


def played_response(request, file):
    """A film or its subtitles; a browser that plays asks for a part of it at a time (RFC 9110, Range).

    Another film has the same address: a part asked for by the ETag of the one before (If-Range) is all of the new one.
    """
    etag = quote_etag(PurePath(file.name).stem)
    known = get_conditional_response(request, etag=etag)
    response = _not_run(known) if known else _played(request, file, etag)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "public, max-age=300, must-revalidate"
    response["ETag"] = etag
    return response


def calendar_response(request, content, name, *, is_public=True):
    """A calendar file; who has it already (ETag) is told that nothing changed."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    if not is_public:
        response["Cache-Control"] = "private, no-store"
        return response
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _played(request, file, etag):
    asked = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", request.headers.get("Range", ""), re.ASCII)
    is_part = asked and any(asked.groups()) and request.headers.get("If-Range", etag) == etag
    return _part(file, *asked.groups()) if is_part else _file_response(file)


def _part(file, first, last):
    """From `first` to `last`, both included; without `first` the last so many bytes."""
    begin = int(first) if first else max(0, file.size - int(last))
    end = min(int(last), file.size - 1) if first and last else file.size - 1
    if begin > end:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{file.size}"
        return _not_run(response)
    end = min(end, begin + MAX_PART - 1)
    with file.open("rb") as opened:
        opened.seek(begin)
        response = HttpResponse(opened.read(end - begin + 1), status=206, content_type=_type_of(file))
    response["Content-Range"] = f"bytes {begin}-{end}/{file.size}"
    return _not_run(response)


def _type_of(file):
    return CONTENT_TYPES.get(PurePath(file.name).suffix.lstrip(".").lower(), "application/octet-stream")


def _file_response(file, *, in_one_piece=False):
    content_type = _type_of(file)
    if in_one_piece:
        with file.open("rb") as opened:
            response = HttpResponse(opened.read(), content_type=content_type)
    else:
        response = FileResponse(file.open("rb"), content_type=content_type)
    return _not_run(response)


def _not_run(response):
    """Said with "not modified" too: what a browser keeps takes over those headers."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    return response
