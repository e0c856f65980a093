"""The mail that would be sent, readable: everywhere but in production."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from itertools import islice
from pathlib import Path

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.pagination import page_of

# Django's file backend writes one file a connection, and this line under every mail in it.
_BETWEEN = b"\n" + b"-" * 79 + b"\n"
_NAME = re.compile(r"\d{8}-\d{6}-\d+")
_NEWEST = 500


@dataclass(frozen=True)
class Mail:
    id: str
    subject: str
    to: str
    sent: datetime | None
    text: str
    html: str  # empty: without layout
    files: list


@never_cache
@require_safe
def mail_list(request):
    _require_practice()
    mails = list(islice(_newest_mails(), _NEWEST))
    return render(request, "wijkdeal/mailbox.html", {"page": page_of(mails, request.GET.get("pagina"))})


@never_cache
@require_safe
def mail_detail(request, mail_id):
    mail = _mail_or_404(mail_id)
    return render(request, "wijkdeal/mail.html", {"mail": mail, "text": _read_here(mail.text, request)})


@never_cache
@require_safe
@csp_replace({"script-src": [NONE], "form-action": [NONE], "style-src": [UNSAFE_INLINE]})
def mail_with_layout(request, mail_id):
    """As a mail program shows it: its style stands in the mail itself."""
    mail = _mail_or_404(mail_id)
    if not mail.html:
        raise Http404
    return HttpResponse(_read_here(mail.html, request))


def _mail_or_404(mail_id):
    _require_practice()
    name, _, _ = mail_id.rpartition("-")
    mails = _mails_in(_folder() / f"{name}.log") if _NAME.fullmatch(name) else []
    mail = next((mail for mail in mails if mail.id == mail_id), None)
    if mail is None:
        raise Http404
    return mail


def _read_here(text, request):
    """Links to the portal lead to it under the name at which it is read now."""
    return text.replace(settings.SITE_URL, request.build_absolute_uri("/").rstrip("/"))


def _require_practice():
    if settings.IS_PRODUCTION:
        raise Http404


def _folder():
    return Path(settings.MAIL_FOLDER)


def _newest_mails():
    files = [path for path in _folder().glob("*.log") if _NAME.fullmatch(path.stem)]
    for path in sorted(files, key=lambda path: (path.stem[:15], path.stat().st_mtime_ns), reverse=True):
        yield from reversed(_mails_in(path))


def _mails_in(path):
    if not path.is_file():
        return []
    parts = [part for part in path.read_bytes().split(_BETWEEN) if part.strip()]
    return [_read(part, f"{path.stem}-{number}") for number, part in enumerate(parts)]


def _read(raw, mail_id):
    message = message_from_bytes(raw, policy=policy.default)
    return Mail(
        id=mail_id,
        subject=str(message["subject"] or ""),
        to=str(message["to"] or ""),
        sent=_moment(message["date"]),
        text=_body(message, "plain") or _body(message, "html"),
        html=_body(message, "html"),
        files=[part.get_filename() for part in message.iter_attachments()],
    )


def _body(message, kind):
    part = message.get_body((kind,))
    return part.get_content() if part else ""


def _moment(date):
    """The moment in a Date header; one without a time zone ("-0000") is in UTC."""
    if date is None or date.datetime is None:
        return None
    return date.datetime if date.datetime.tzinfo else date.datetime.replace(tzinfo=UTC)
