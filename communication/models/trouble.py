"""Addresses that take no mail of ours: they do not exist, sent it back, or their owner called it unwanted."""

import re
import smtplib

from django.db import models
from django.db.models import F
from django.utils import timezone

from accounts.models import canonical_email

_ENHANCED = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
# Of RFC 3463: a bad mailbox, domain or address, one that moved or was closed. Not that of the sender: 5.1.7 and 5.1.8.
_BAD_ADDRESS = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")
# Any other code says too little: a wrong setting of ours brings the same 550 for the whole neighbourhood.
_NAMES_MAILBOX = re.compile(
    r"\b(?:unknown|no such|invalid|non-?existent)(?: local)? (?:user|mailbox|recipient|account)\b"
    r"|\b(?:user|mailbox|recipient|account)\b.{0,60}?"
    r"\b(?:unknown|unavailable|not found|disabled|inactive|(?:does not|doesn't) exist)\b"
    r"|\bno mailbox here\b|\bunrouteable address\b"
)
_NAMES_US = re.compile(
    r"relay|sender|auth|spam|block|black|listed|reputation|spf|dkim|dmarc|polic|denied|rcpthosts|greylist|quota|\bfull\b"
    r"|\b(?:ip|dns|ptr|helo|client|host|tls|temporar\w*)\b"
)
_ADDRESS_OR_LINK = re.compile(r"https?://\S+|\S+@\S+")


class MailTrouble(models.Model):
    """One address to which nothing is sent any more, but for what somebody asks for at that moment: a code."""

    class Kind(models.TextChoices):
        BOUNCE = "bounce", "mail kwam terug"
        COMPLAINT = "complaint", "gemeld als ongewenst"
        REFUSED = "refused", "adres geweigerd"

    address = models.EmailField("e-mailadres", unique=True, max_length=254, editable=False)  # canonical
    kind = models.CharField("wat er is", max_length=10, choices=Kind.choices, editable=False)
    since = models.DateTimeField("sinds", default=timezone.now, editable=False)
    last_at = models.DateTimeField("voor het laatst", default=timezone.now, editable=False)
    count = models.PositiveIntegerField("hoe vaak", default=1, editable=False)
    detail = models.CharField("wat de mailserver zegt", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "adres dat geen mail aanneemt"
        verbose_name_plural = "adressen die geen mail aannemen"
        ordering = ["-last_at"]

    def __str__(self):
        return self.address

    @classmethod
    def note(cls, address, kind, detail=""):
        """Write it down, or that it happened once more; what its owner said weighs more than what a server says."""
        detail = " ".join(detail.split())[:200]
        row, is_new = cls.objects.get_or_create(
            address=canonical_email(address), defaults={"kind": kind, "detail": detail}
        )
        if not is_new:
            kept = cls.Kind.COMPLAINT if row.kind == cls.Kind.COMPLAINT else kind
            again = cls.objects.filter(pk=row.pk)
            again.update(kind=kept, detail=detail, last_at=timezone.now(), count=F("count") + 1)

    @classmethod
    def of(cls, address):
        """The rows of this address, however it is spelled: one or none."""
        return cls.objects.filter(address=canonical_email(address))

    @classmethod
    def among(cls, addresses):
        """Those of these addresses, in their canonical spelling, that take no mail."""
        spelled = {canonical_email(address) for address in addresses if address}
        return set(cls.objects.filter(address__in=spelled).values_list("address", flat=True)) if spelled else set()


def is_address_at_fault(status, text=""):
    """Whether an SMTP reply, or a status of RFC 3463 with the words of the server, says that it takes no mail.

    The words come first: many a server says 5.0.0 and only there what it means. They must be about the mailbox, and not
    about us: who is taken for at fault gets no mail any more, and a wrong setting of ours would do that to everybody.
    """
    found = _ENHANCED.search(f"{text} {status}")
    code = found[0] if found else str(status)
    if code in _BAD_ADDRESS:
        return True
    words = _ADDRESS_OR_LINK.sub(" ", text.lower())
    return code.startswith("5") and bool(_NAMES_MAILBOX.search(words)) and not _NAMES_US.search(words)


def is_refused_for_good(mistake):
    """Of what smtplib raised: every recipient was refused, and not because of a busy server or our mail."""
    if not isinstance(mistake, smtplib.SMTPRecipientsRefused):
        return False
    return all(is_address_at_fault(code, _text(words)) for code, words in mistake.recipients.values())


def _text(words):
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)
