from django.db import models
from django.utils import timezone

from accounts.models import Person

WIDTHS = (480, 960, 1600)


class Photo(models.Model):
    """A photo: new pixels only, in the sizes it is shown at (core.photos)."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="photos", verbose_name="project")
    update_post = models.ForeignKey(
        "projects.Update", models.CASCADE, null=True, blank=True, related_name="photos", verbose_name="bericht"
    )
    file = models.FileField("bestand", upload_to="photos", max_length=120)
    sizes = models.JSONField("maten", default=dict, editable=False)  # {"480": "photos/….webp"}; filled by the worker
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField("wat is er te zien", max_length=250)
    caption = models.CharField("bijschrift", max_length=200, blank=True)
    consent_at = models.DateTimeField("wie erop staat vindt het goed", null=True, blank=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField("toegevoegd op", default=timezone.now)

    class Meta:
        verbose_name = "foto"
        verbose_name_plural = "foto's"
        ordering = ["added_at", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(alt=""), name="photo_has_alt")]

    def __str__(self):
        return self.alt

    @property
    def has_sizes(self):
        return bool(self.sizes)

    @property
    def src(self):
        return f"/foto/{self.pk}/{self.smallest}.webp"

    @property
    def smallest(self):
        return min((int(width) for width in self.sizes), default=WIDTHS[0])

    @property
    def srcset(self):
        return ", ".join(f"/foto/{self.pk}/{width}.webp {width}w" for width in sorted(int(w) for w in self.sizes))
