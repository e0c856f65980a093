"""What belongs to a story: more photos, in order, and who is in it and agreed to that."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from communication.models.stories import Story
from projects.models import Photo


class StoryPhotoQuerySet(models.QuerySet):
    def shown(self):
        """With what the page needs; which of them everybody may see, the photo says."""
        return self.select_related("photo__project", "photo__update_post")


class StoryPhoto(models.Model):
    """A photo below the text; the first photo of a story is its own field."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="more_photos", verbose_name="verhaal")
    photo = models.ForeignKey(Photo, models.CASCADE, related_name="in_stories", verbose_name="foto")
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    objects = StoryPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "foto bij een verhaal"
        verbose_name_plural = "meer foto’s: bovenaan staat het laagste nummer"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["story", "photo"], name="photo_once_a_story")]

    def __str__(self):
        return str(self.photo)

    @classmethod
    def append(cls, story, photo):
        last = story.more_photos.aggregate(last=models.Max("order"))["last"] or 0
        return cls.objects.create(story=story, photo=photo, order=last + 1)


class StoryPerson(models.Model):
    """Somebody who is in a story or on its photos and agreed to that: known here, or by a typed name."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="portrayed", verbose_name="verhaal")
    person = models.ForeignKey(
        Person,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="portrayed_in",
        verbose_name="van dit project",
    )
    name = models.CharField("of een naam", max_length=80, blank=True)
    agreed_on = models.DateField("vond het goed op", default=timezone.localdate)

    class Meta:
        verbose_name = "iemand die erin staat"
        verbose_name_plural = "wie erin staat en dat goed vindt: alleen het team ziet dit"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""),
                name="story_person_is_somebody",
                violation_error_message="Kies iemand, of typ een naam.",
            ),
            models.UniqueConstraint(fields=["story", "person"], name="person_once_a_story"),
        ]

    def __str__(self):
        return self.person.name if self.person else self.name
