"""What mail servers send back: bounces (RFC 3464) and complaints (RFC 5965), each about one mail that we sent.

Anybody can write to the mailbox in which they come: a report counts only with the Message-ID of our own mail in it,
which holds a mark that nobody else can make, and for the address that this mail went to.
"""

import logging
import mailbox
import re
import time
from calendar import timegm
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, message_from_string, policy
from email.utils import parsedate
from itertools import takewhile
from pathlib import Path
from uuid import UUID

from django.db import transaction

from communication import by_hand, newsletter_sending
from communication.letters import address_of
from communication.letters import message_id as own_id
from communication.models import MailTrouble, NewsletterDelivery, NewsletterSubscriber, Notification
from communication.models.trouble import is_address_at_fault

logger = logging.getLogger(__name__)

_OF_EVENT = re.compile(r"<([0-9a-f]{32})\.([a-z-]{1,40})\.[0-9a-f]{16}@")
_OF_NEWSLETTER = re.compile(r"<nieuwsbrief\.(\d{4})-(\d\d)\.[0-9a-f]{16}@")
_NOT_A_COMPLAINT = ("not-spam",)
_LOOKED_AT = "z"  # no flag that mail programs know: a letter of a person stays unread
_FLAGS = (b"status", b"x-status")  # of an mbox
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Report:
    kind: MailTrouble.Kind
    message_id: str
    detail: str


def read(raw):
    """The `Report` that these bytes of a mail are, or None: an answer, a delay, a full mailbox, anything else."""
    message = message_from_bytes(raw, policy=policy.default)
    if message.get_content_type() != "multipart/report":
        return None
    parts = {part.get_content_type(): part for part in message.iter_parts()}
    original = _message_id_in(parts)
    if "message/feedback-report" in parts:
        return _complaint(parts["message/feedback-report"], original)
    return _bounce(parts["message/delivery-status"], original) if "message/delivery-status" in parts else None


def take(raw):
    """Whether these bytes said that an address of ours takes no mail; it is written down then."""
    report = read(raw)
    sent = report and _sent_as(report.message_id)
    if not sent:
        return False
    row, address = sent
    with transaction.atomic():
        MailTrouble.note(address, report.kind, report.detail)
        if isinstance(row, NewsletterDelivery):
            NewsletterSubscriber.objects.filter(pk=row.subscriber_id).leave()
        else:
            by_hand.leave_to_counter([row])
    return True


def take_all(path):
    """Read what is new in a Maildir or mbox; (how many were read, how many counted).

    A report is marked as read and stays for `KEPT`. A letter of a person, to the same address, is not ours to mark
    as read or to throw away.
    """
    is_maildir = Path(path).is_dir()
    box = mailbox.Maildir(path, create=False) if is_maildir else mailbox.mbox(path, create=False)
    box.lock()
    try:
        marks = _marks_in_maildir(Path(path)) if is_maildir else _marks_in_mbox(box)
        return _take_new(box, marks, *("ST" if is_maildir else "RD"))
    finally:
        box.flush()
        box.close()


def _take_new(box, marks, read_flag, done_flag):
    """`marks` has of each mail its flags and when that was: of what was read nothing else is opened."""
    read_now, counted, too_old = 0, 0, time.time() - KEPT.total_seconds()
    for key, (flags, at) in marks.items():
        if read_flag not in flags and _LOOKED_AT not in flags:
            counted += _take_safely(box.get_bytes(key))
            _mark(box, key, read_flag + done_flag)
            read_now += 1
        elif done_flag in flags and at < too_old:
            box.discard(key)
    return read_now, counted


def _mark(box, key, of_report):
    message = box[key]
    is_report = message.get_content_type() == "multipart/report"
    message.add_flag(of_report if is_report else _LOOKED_AT)
    if isinstance(box, mailbox.Maildir):
        message.set_subdir("cur")
        message.set_date(time.time())
    else:
        message.set_from("MAILER-DAEMON", True)
    box[key] = message


def _marks_in_maildir(path):
    """Both stand in the names and times of the files, which `mailbox` gives before Python 3.13 only by parsing."""
    marks = {}
    for file in [*path.glob("new/[!.]*"), *path.glob("cur/[!.]*")]:
        key, _, flags = file.name.partition(":2,")
        marks[key] = flags, file.stat().st_mtime
    return marks


def _marks_in_mbox(box):
    return {key: _mark_in_mbox(box, key) for key in box.iterkeys()}


def _mark_in_mbox(box, key):
    """Of the first line, which says when, and the headers."""
    with box.get_file(key, from_=True) as file:
        day = parsedate(file.readline().decode(errors="replace").partition("MAILER-DAEMON ")[2])
        headers = takewhile(bytes.strip, file)
        flags = [value for name, _, value in (one.partition(b":") for one in headers) if name.lower() in _FLAGS]
        return b"".join(flags).decode(errors="replace"), timegm(day) if day else time.time()


def _take_safely(raw):
    """What cannot be read holds up nothing else."""
    try:
        return take(raw)
    except Exception:
        logger.exception("A mail that came back could not be read")
        return False


def _message_id_in(parts):
    """Of the mail that it is about, whole or only its headers."""
    if whole := parts.get("message/rfc822"):
        return _clean(whole.get_content().get("Message-ID"))
    if headers := parts.get("text/rfc822-headers"):
        return _clean(message_from_string(headers.get_content(), policy=policy.compat32).get("Message-ID"))
    return ""


def _bounce(status, message_id):
    for block in status.get_payload()[1:]:  # the first is about the whole mail
        action, status_code, words = (_clean(block.get(name)) for name in ("Action", "Status", "Diagnostic-Code"))
        if action.lower() == "failed" and is_address_at_fault(status_code, words):
            return Report(MailTrouble.Kind.BOUNCE, message_id, words or status_code)
    return None


def _complaint(report, message_id):
    [fields] = report.get_payload()
    kind = _clean(fields.get("Feedback-Type")).lower()
    if not kind or kind in _NOT_A_COMPLAINT:
        return None
    return Report(MailTrouble.Kind.COMPLAINT, message_id, f"{kind}, {fields.get('User-Agent', '')}")


def _sent_as(message_id):
    """(row, address) of the mail that we sent with this Message-ID, or None."""
    if found := _OF_EVENT.match(message_id):
        sent = Notification.objects.filter(event_uuid=UUID(found[1]), kind=found[2], sent_at__isnull=False)
        for row in sent.select_related("person__user"):
            if address_of(row) and own_id(row) == message_id:
                return row, address_of(row)
    if found := _OF_NEWSLETTER.match(message_id):
        month = {"newsletter__month__year": int(found[1]), "newsletter__month__month": int(found[2])}
        sent = NewsletterDelivery.objects.filter(**month, sent_at__isnull=False, subscriber__isnull=False)
        for row in sent.select_related("newsletter", "subscriber").iterator():
            if newsletter_sending.message_id(row.newsletter, row.subscriber) == message_id:
                return row, row.subscriber.email
    return None


def _clean(value):
    return str(value or "").strip()
