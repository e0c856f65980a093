"""Stories and news from the neighbourhood."""

from django.db import models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Person
from core.models import Event
from core.web_address import WebAddressField
from projects.models import Photo, Project
from themes.models import Theme

RESERVED = {"feed"}


class StoryQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__lte=Now())

    def visible_to(self, user):
        """The team sees what it is writing."""
        return self if self.model.writable_by(user) else self.published()

    def with_card_data(self):
        return self.select_related("theme", "photo__project", "photo__update_post", "author", "project")

    def newest_of(self, theme):
        """Those of a theme first, the newest first."""
        same = models.Case(models.When(theme=theme, then=0), default=1) if theme else models.Value(0)
        return self.order_by(same, "-published_at")


class Story(models.Model):
    """Public from `published_at` on; empty while it is being written."""

    slug = models.SlugField("adres", max_length=80, unique=True)
    title = models.CharField("titel", max_length=120)
    lead = models.CharField("inleiding", max_length=300)
    text = models.TextField("tekst", help_text="Opmaak met Markdown: ## kop, **vet**, - lijst, [tekst](adres).")
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="stories", verbose_name="thema"
    )
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="stories", verbose_name="project"
    )
    photo = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="foto")
    film_url = WebAddressField("adres van een film", blank=True)
    author = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="stories", verbose_name="geschreven door"
    )
    published_at = models.DateTimeField("gepubliceerd op", null=True, blank=True, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = "verhaal"
        verbose_name_plural = "verhalen"
        ordering = [models.F("published_at").desc(nulls_first=True)]
        indexes = [models.Index(fields=["-published_at"], name="story_newest")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("communication:story", args=[self.slug])

    @classmethod
    def writable_by(cls, user):
        return not user.is_anonymous and (user.is_communicatieteam or user.is_administrator)

    @property
    def is_published(self):
        return self.published_at is not None and self.published_at <= timezone.now()

    def name_address(self):
        """Give it an address made from its title, one that no other story has."""
        slug = stem = slugify(self.title)[:70].strip("-") or "verhaal"
        taken, number = set(Story.objects.filter(slug__startswith=stem).values_list("slug", flat=True)), 1
        while slug in taken | RESERVED:
            number += 1
            slug = f"{stem}-{number}"
        self.slug = slug

    def publish(self, *, by):
        """Put it on the website; returns whether it was not there yet."""
        return self._set(True, timezone.now(), StoryEvent.Kind.PUBLISHED, by)

    def take_down(self, *, by):
        """Take it off the website; returns whether it was there."""
        return self._set(False, None, StoryEvent.Kind.TAKEN_DOWN, by)

    def _set(self, from_draft, after, kind, by):
        with transaction.atomic():
            rows = Story.objects.filter(pk=self.pk, published_at__isnull=from_draft)
            changed = rows.update(published_at=after)
            if changed:
                StoryEvent.record(story=self, kind=kind, actor=by)
        self.refresh_from_db()
        return bool(changed)


class StoryEvent(Event):
    class Kind(models.TextChoices):
        PUBLISHED = "published", "gepubliceerd"
        TAKEN_DOWN = "taken_down", "van de website gehaald"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    story = models.ForeignKey(Story, models.CASCADE, related_name="events", verbose_name="verhaal")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="story_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een verhaal"
        verbose_name_plural = "gebeurtenissen van verhalen"
