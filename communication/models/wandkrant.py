"""The wandkrant of each month as it was, for the team to print once more."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from core import dates

NEWS_FOR = timedelta(days=7)


class Wandkrant(models.Model):
    """For the team only: what was public that day may have been hidden since."""

    month = models.DateField("maand", unique=True, editable=False)  # the first day of it
    file = models.FileField("blad", upload_to="sheets", max_length=120, editable=False)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "wandkrant"
        verbose_name_plural = "wandkranten"
        ordering = ["-month"]

    def __str__(self):
        return f"Wandkrant van {dates.month(self.month)}"

    @classmethod
    def keep(cls, month, make):
        """That of this month, made with `make()` (a PDF) where there is none yet; returns whether it was made."""
        if cls.objects.filter(month=month).exists():
            return False
        name = default_storage.save(f"sheets/wandkrant-{month:%Y-%m}.pdf", ContentFile(make()))
        is_new = cls.objects.get_or_create(month=month, defaults={"file": name})[1]
        if not is_new:  # somebody else was first
            default_storage.delete(name)
        return is_new

    @property
    def is_new(self):
        return self.made_at > timezone.now() - NEWS_FOR

    @property
    def download_name(self):
        return f"wandkrant-{self.month:%Y-%m}.pdf"

    def remove(self):
        name = self.file.name
        self.delete()
        transaction.on_commit(lambda: default_storage.delete(name))
