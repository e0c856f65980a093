"""Files of people, handed out so that a browser runs nothing of them. Who may have them, the view decides."""

from pathlib import PurePath

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.utils.encoding import iri_to_uri
from django.utils.http import content_disposition_header

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
}
_SANDBOX = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def attachment_response(file, shown_name):
    """A download of a stored file under the name that people know it by; never kept on the way."""
    response = _file_response(file)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=shown_name)
    response["Cache-Control"] = "private, no-store"
    return response


def photo_response(file, *, is_public=True):
    """A stored photo, small enough to send in one piece. Its name is used once, so a browser may keep a public one."""
    response = _file_response(file, in_one_piece=True)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_public else "private, no-store"
    return response


def _file_response(file, *, in_one_piece=False):
    content_type = CONTENT_TYPES.get(PurePath(file.name).suffix.lstrip(".").lower(), "application/octet-stream")
    if prefix := getattr(settings, "ACCEL_PREFIX", ""):
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = iri_to_uri(f"{prefix}{file.name}")
    elif in_one_piece:
        with file.open("rb") as opened:
            response = HttpResponse(opened.read(), content_type=content_type)
    else:
        response = FileResponse(file.open("rb"), content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    return response
