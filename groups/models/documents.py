"""Documents of a group: for its members, or for everybody."""

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from groups.models.group import Group
from groups.models.membership import Membership

MOST = 200  # of a group


class Full(Exception):
    """The group has as many documents as it may."""


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public ones for everybody; the others for the members of the group and the administrator."""
        if user.is_anonymous:
            return self.filter(is_public=True)
        if user.is_administrator:
            return self
        return self.filter(Q(is_public=True) | Q(group__in=Membership.objects.groups_of(user)))


class Document(models.Model):
    """A file with a title; served as a download, with the rights of this row."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="documents", verbose_name="groep")
    title = models.CharField("titel", max_length=120)
    file = models.FileField("bestand", upload_to="attachments", max_length=120)
    shown_name = models.CharField("naam van het bestand", max_length=150)
    is_public = models.BooleanField("iedereen mag het lezen", default=False)
    added_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="group_documents", verbose_name="van"
    )
    added_at = models.DateTimeField("sinds", default=timezone.now)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document van een groep"
        verbose_name_plural = "documenten van groepen"
        ordering = ["-added_at", "-id"]

    def __str__(self):
        return self.title

    @classmethod
    def add(cls, group, *, by, file, **fields):
        """Keep a `core.attachments.CleanAttachment`; a file whose row is not written is taken back.

        Raises Full where the group has as many as it may.
        """
        name = file.save()
        try:
            with transaction.atomic():
                Group.objects.select_for_update(no_key=True).get(pk=group.pk)
                if group.documents.count() >= MOST:
                    raise Full
                return cls.objects.create(group=group, added_by=by, file=name, shown_name=file.shown_name, **fields)
        except Exception:
            default_storage.delete(name)
            raise

    def remove(self):
        """The row, and after that the file; returns whether it was still there."""
        with transaction.atomic():
            deleted, _ = Document.objects.filter(pk=self.pk).delete()
            if deleted:
                transaction.on_commit(lambda: self.file.storage.delete(self.file.name))
        return bool(deleted)
