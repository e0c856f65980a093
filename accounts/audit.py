"""What happened to accounts and roles: who did it, to whom and when. Only ever added to."""

from django.db import models
from django.utils import timezone


class AuditEntry(models.Model):
    class Kind(models.TextChoices):
        ROLES = "roles", "rollen veranderd"
        CLOSED = "closed", "account gesloten"
        OPENED = "opened", "account weer open"
        SEAT = "seat", "plek in een duo"
        EXPORT = "export", "gegevens gedownload"
        REMOVED = "removed", "account verwijderd"
        FAILED = "failed", "inloggen mislukt"
        LOCKED = "locked", "inloggen tegengehouden"
        SECOND_FACTOR = "second_factor", "tweede stap bij het inloggen"

    at = models.DateTimeField("wanneer", default=timezone.now)
    kind = models.CharField("wat", max_length=20, choices=Kind.choices)
    actor = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, blank=True, related_name="audit_done", verbose_name="door"
    )
    person = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, blank=True, related_name="audit_about", verbose_name="over"
    )
    words = models.TextField("uitleg", blank=True)

    class Meta:
        verbose_name = "regel van het logboek"
        verbose_name_plural = "logboek"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at"], name="audit_newest")]

    def __str__(self):
        return self.get_kind_display()

    @classmethod
    def record(cls, kind, *, actor=None, person=None, words=""):
        """In the transaction of what it is about. Never an address or a name: those are read beside it."""
        return cls.objects.create(kind=kind, actor=actor, person=person, words=words)
