"""What mail servers send back: bounces (RFC 3464) and complaints (RFC 5965), each about one mail that we sent.

Anybody can write to the mailbox in which they come: a report counts only with the Message-ID of our own mail in it,
which holds a mark that nobody else can make, and for the address that this mail went to.
"""

import logging
import mailbox
import re
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
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
    """Read what is new in a Maildir or mbox and mark it as read; (how many were read, how many counted)."""
    box = mailbox.Maildir(path, create=False) if Path(path).is_dir() else mailbox.mbox(path, create=False)
    box.lock()
    try:
        return _take_new(box)
    finally:
        box.flush()
        box.close()


def _take_new(box):
    read_now, counted = 0, 0
    for key, message in list(box.items()):
        is_maildir = isinstance(message, mailbox.MaildirMessage)
        flag = "S" if is_maildir else "R"
        if flag in message.get_flags():
            continue
        counted += _take_safely(box.get_bytes(key))
        message.add_flag(flag)
        if is_maildir:
            message.set_subdir("cur")
        box[key] = message
        read_now += 1
    return read_now, counted


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
