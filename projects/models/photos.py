from contextlib import suppress
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from accounts.consents import Consent
from accounts.models import Person
from core.photos import WIDTHS, rendition, store
from projects.models.events import ProjectEvent
from projects.models.hiding import HideablePiece

MAKE_SIZES = "projects.make_photo_sizes"
SIZES_WITHIN = timedelta(hours=2)


class PhotoQuerySet(models.QuerySet):
    def out(self):
        """Not those that wait for the story that they came with."""
        return self.filter(public_from__lte=Now())

    def waiting(self):
        return self.filter(Q(public_from=None) | Q(public_from__gt=Now()))

    def published(self):
        """Out, and not hidden, nor the message that it belongs to."""
        return self.out().filter(hidden_at=None, update_post__hidden_at=None)

    def without_sizes(self):
        """Those of which the worker should have made the sizes by now."""
        return self.filter(sizes={}, added_at__lt=timezone.now() - SIZES_WITHIN)

    def hand_to(self, person):
        """They turn out to be of this person, who then is the one that said yes."""
        for photo in list(self):
            type(photo).objects.filter(pk=photo.pk).update(added_by=person)
            photo.note_consent(of=person)


class Photo(HideablePiece):
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
    # At once, or with the story it came with: empty while nobody knows when that will be.
    public_from = models.DateTimeField(
        "openbaar vanaf", null=True, blank=True, default=timezone.now, db_default=Now(), editable=False
    )

    objects = PhotoQuerySet.as_manager()
    hiding_kind = ProjectEvent.Kind.PHOTO_HIDDEN

    class Meta:
        verbose_name = "foto"
        verbose_name_plural = "foto's"
        ordering = ["added_at", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(alt=""), name="photo_has_alt")]
        indexes = [models.Index(fields=["project"], name="photo_hidden", condition=models.Q(hidden_at__isnull=False))]

    def __str__(self):
        return self.alt

    @classmethod
    def add(cls, project, photo, *, alt="", by, update_post=None, caption="", waits=False):
        """Keep a `core.photos.CleanPhoto` that its people agreed to; the worker makes its sizes.

        One that `waits` is seen by nobody until somebody says from when on.
        """
        with transaction.atomic():
            row = cls.objects.create(
                project=project,
                update_post=update_post,
                file=photo.save(),
                width=photo.width,
                height=photo.height,
                alt=alt or f"Foto bij ‘{project.title}’",
                caption=caption,
                consent_at=timezone.now(),
                added_by=by,
                public_from=None if waits else timezone.now(),
            )
            if by:
                row.note_consent(of=by)
            row.ask_for_sizes()
        return row

    @classmethod
    def add_all(cls, project, photos, *, by, update_post=None):
        """Keep `cleaned_data["photos"]` of a form."""
        return [cls.add(project, photo, alt=alt, by=by, update_post=update_post) for photo, alt in photos]

    def note_consent(self, *, of):
        """Log that this person said that who is on it agrees."""
        Consent.give(Consent.About.PHOTO, person=of, what=f"Foto bij ‘{self.project.title}’", ref=self.consent_ref)

    def hide(self, *, by, reason):
        """As any piece; where it was the cover, another photo is."""
        with transaction.atomic():
            changed = super().hide(by=by, reason=reason)
            self.project.choose_cover()
        return changed

    def ask_for_sizes(self):
        """Of the worker."""
        jobs.configure_task(MAKE_SIZES).defer(photo_id=self.pk)

    def make_sizes(self):
        """Every width below the photo's own, and always the one for lists; what was taken away meanwhile gets none."""
        with self.file.open("rb") as file:
            master = file.read()
        widths = [width for width in WIDTHS if width < self.width or width == min(WIDTHS)]
        made = {str(width): rendition(master, width) for width in widths}
        with transaction.atomic():
            if self._held(sizes={}):
                self._keep_sizes(made)

    def _keep_sizes(self, made):
        names = {}
        try:
            for width, image in made.items():
                names[width] = store(image)
            type(self).objects.filter(pk=self.pk).update(sizes=names)
        except BaseException:
            _delete_files(names.values())
            raise
        self.sizes = names

    def remove(self):
        """Take it away, its files too once that is certain; those of sizes that were made since it was read as well."""
        with transaction.atomic():
            if current := self._held():
                names = [current.file.name, *current.sizes.values()]
                Consent.objects.filter(ref=self.consent_ref).withdraw()
                self.delete()
                transaction.on_commit(lambda: _delete_files(names))

    def _held(self, **still):
        """As it is now, until the end of the transaction; None where it is gone, or no more as `still` says."""
        return type(self).objects.select_for_update(of=("self",)).filter(pk=self.pk, **still).first()

    def shows(self, photo):
        """Whether a `core.photos.CleanPhoto` is this very picture."""
        if (self.width, self.height) != (photo.width, photo.height):
            return False
        with suppress(FileNotFoundError), self.file.open("rb") as file:
            return file.read() == photo.image
        return False

    @property
    def consent_ref(self):
        """What the consent of whoever added it is about."""
        return f"photo:{self.pk}"

    def file_of(self, width):
        """The name of the file of that width in the storage, or None."""
        return self.sizes.get(str(width))

    @property
    def is_public(self):
        """Whether everybody may see it: its project is public, neither it nor its message was hidden."""
        return self.project.is_public and self.is_out and not self.is_hidden

    @property
    def is_out(self):
        return self.public_from is not None and self.public_from <= timezone.now()

    @property
    def is_hidden(self):
        with_message = self.update_post_id is not None and self.update_post.hidden_at is not None
        return self.hidden_at is not None or with_message

    @property
    def maker(self):
        return self.added_by

    @property
    def has_sizes(self):
        """Whether a page can show it: where a hidden one was the cover, the stamp stands again."""
        return bool(self.sizes) and self.hidden_at is None

    @property
    def src(self):
        return f"/foto/{self.pk}/{self.smallest}.webp"

    @property
    def smallest(self):
        return min((int(width) for width in self.sizes), default=WIDTHS[0])

    @property
    def srcset(self):
        return ", ".join(f"/foto/{self.pk}/{width}.webp {width}w" for width in sorted(int(w) for w in self.sizes))


def _delete_files(names):
    for name in names:
        default_storage.delete(name)
