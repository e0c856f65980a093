"""Stories and news from the neighbourhood: concept, klaar, gepland, op de website."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Follow, Person
from core.dates import day_time
from core.models import Event
from core.searching import kept_words
from core.web_address import WebAddressField
from projects.models import Photo, Project
from themes.models import Theme

RESERVED = {"feed"}
MOST_FEATURED = 3  # on the home page
FEATURED_FIRST = (models.F("featured").asc(nulls_last=True), models.F("published_at").desc())
READ = {"title", "lead", "text"}  # what changes for who read it before


class StoryQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__lte=Now())

    def in_state(self, state):
        return self.filter(IN_STATE[state])

    def visible_to(self, user):
        """The team sees what it is writing."""
        return self if self.model.writable_by(user) else self.published()

    def with_card_data(self):
        return self.select_related("theme", "photo__project", "photo__update_post", "author", "project")

    def featured_first(self):
        return self.order_by(*FEATURED_FIRST)

    def newest_of(self, theme):
        """Those of a theme first, the newest first."""
        same = models.Case(models.When(theme=theme, then=0), default=1) if theme else models.Value(0)
        return self.order_by(same, "-published_at")

    def announce_due(self):
        """Write the event of every story whose moment has come; returns how many."""
        return sum(story.announce() for story in self.published().filter(announced_at=None))


class Story(models.Model):
    """Public from `published_at` on: now, or later. Until then a concept, or `ready_at` for somebody else to look."""

    class State(models.TextChoices):
        DRAFT = "draft", "concept"
        READY = "ready", "klaar om te bekijken"
        PLANNED = "planned", "gepland"
        PUBLISHED = "published", "op de website"

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
    ready_at = models.DateTimeField("klaar sinds", null=True, blank=True, editable=False)
    ready_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, editable=False, related_name="stories_made_ready",
        verbose_name="klaar volgens",
    )  # fmt: skip
    # When who follows was told that it is there: for what is planned that is later than the press of the button.
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField("bijgewerkt op", null=True, blank=True, editable=False)
    featured = models.PositiveSmallIntegerField(
        "plaats op de voorpagina", null=True, blank=True, unique=True, editable=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_FEATURED)],
    )  # fmt: skip

    search = kept_words("title", "lead", "text")

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = "verhaal"
        verbose_name_plural = "verhalen"
        ordering = [models.F("published_at").desc(nulls_first=True)]
        indexes = [
            models.Index(fields=["-published_at"], name="story_newest"),
            models.Index(*FEATURED_FIRST, name="story_featured_first"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(featured=None) | Q(featured__range=(1, MOST_FEATURED)), name="story_few_featured"
            )
        ]

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

    @property
    def state(self):
        if self.published_at:
            return self.State.PUBLISHED if self.is_published else self.State.PLANNED
        return self.State.READY if self.ready_at else self.State.DRAFT

    @property
    def updated_at(self):
        """When its words last changed for who had read it; None when they never did."""
        if not self.is_published or not self.changed_at or self.changed_at <= self.published_at:
            return None
        return self.changed_at

    def is_followed_by(self, person):
        """Whether this person follows it, or what it is about, or another story about that."""
        if person.storyfollows.filter(self._told_of_it()).exists():
            return True
        of_project = person.projectfollows.filter(project=self.project_id, project__hidden_at=None)
        return of_project.exists() or person.themefollows.filter(theme=self.theme_id).exists()

    def _told_of_it(self):
        """Of which stories the followers hear of this one: its own, and of others about its project."""
        beside = Q(story__project=self.project_id, story__project__hidden_at=None) if self.project_id else Q()
        return Q(story=self) | beside

    def name_address(self):
        """Give it an address made from its title, one that no other story has."""
        slug = stem = slugify(self.title)[:70].strip("-") or "verhaal"
        taken, number = set(Story.objects.filter(slug__startswith=stem).values_list("slug", flat=True)), 1
        while slug in taken | RESERVED:
            number += 1
            slug = f"{stem}-{number}"
        self.slug = slug

    def edit(self, names, *, changed, by=None, news=""):
        """Save these fields; of what readers see already, that its words `changed` is kept.

        `news`: a sentence about what is new in it, for who follows it; they hear it once, however often it is saved.
        """
        if self.is_published and READ & set(changed):
            self.changed_at = timezone.now()
            names = {*names, "changed_at"}
        with transaction.atomic():
            self.save(update_fields=names)
            if self.is_published and news and news != self._last_news():  # the row is held by the save
                StoryEvent.record(story=self, kind=StoryEvent.Kind.UPDATED, actor=by, reason=news)

    def _last_news(self):
        told = self.events.filter(kind=StoryEvent.Kind.UPDATED).order_by("-at", "-pk")
        return told.values_list("reason", flat=True).first()

    def shows(self, photo):
        """Whether its page has this photo: before it is out the team also sees what waits for that."""
        if not self.is_published and not photo.is_out:
            return photo.has_sizes and photo.project.is_public and not photo.is_hidden
        return photo.has_sizes and photo.is_public

    def time_photos(self):
        """What came with it and waits, is public from when the first story is out that has it."""
        for photo in Photo.objects.waiting().filter(Q(pk=self.photo_id) | Q(in_stories__story=self)).distinct():
            stories = Story.objects.filter(Q(photo=photo) | Q(more_photos__photo=photo))
            first = stories.aggregate(at=models.Min("published_at"))["at"]
            Photo.objects.filter(pk=photo.pk).update(public_from=first)

    def mark_ready(self, *, by):
        """Somebody else may look; returns whether it was a concept."""
        changes = {"ready_at": timezone.now(), "ready_by": by}
        return self._move(IN_STATE[self.State.DRAFT], StoryEvent.Kind.READY, by, changes)

    def back_to_draft(self, *, by):
        """Not ready or planned after all; returns whether it was one of the two."""
        source = IN_STATE[self.State.READY] | IN_STATE[self.State.PLANNED]
        return self._move(source, StoryEvent.Kind.DRAFT_AGAIN, by, AS_DRAFT)

    def publish(self, *, by):
        """Put it on the website; returns whether it was not there yet."""
        return self._move(NOT_OUT_YET, StoryEvent.Kind.PUBLISHED, by, {"published_at": Now(), "announced_at": Now()})

    def plan(self, at, *, by):
        """Let it come on the website at a moment to come; returns whether it was not there yet."""
        changes = {"published_at": at, "announced_at": None}
        return self._move(NOT_OUT_YET, StoryEvent.Kind.PLANNED, by, changes, reason=day_time(at))

    def announce(self):
        """The moment that it was planned for has come: tell it, once."""
        planned = self.events.filter(kind=StoryEvent.Kind.PLANNED).select_related("actor").first()
        by = planned.actor if planned else None
        return self._move(IS_OUT & Q(announced_at=None), StoryEvent.Kind.PUBLISHED, by, {"announced_at": Now()})

    def take_down(self, *, by):
        """Take it off the website; returns whether it was there."""
        return self._move(IS_OUT, StoryEvent.Kind.TAKEN_DOWN, by, AS_DRAFT)

    def feature(self, *, by):
        """Give it a place at the top of the home page; NoPlace when all are taken, False when it had one."""
        taken = set(Story.objects.exclude(featured=None).values_list("featured", flat=True))
        free = [place for place in range(1, MOST_FEATURED + 1) if place not in taken]
        source = Q(featured=None, published_at__isnull=False)
        for place in free:
            try:
                return self._move(source, StoryEvent.Kind.FEATURED, by, {"featured": place})
            except IntegrityError:  # somebody else took that place a moment ago
                continue
        self.refresh_from_db()
        if self.featured is None:
            raise NoPlace
        return False

    def unfeature(self, *, by):
        """Returns whether it had a place."""
        return self._move(Q(featured__isnull=False), StoryEvent.Kind.NOT_FEATURED, by, {"featured": None})

    def _move(self, source, kind, by, changes, *, reason=""):
        with transaction.atomic():
            changed = Story.objects.filter(source, pk=self.pk).update(**changes)
            if changed:
                self.time_photos()
                StoryEvent.record(story=self, kind=kind, actor=by, reason=reason)
        self.refresh_from_db()
        return bool(changed)


IS_OUT = Q(published_at__lte=Now())
NOT_OUT_YET = Q(published_at=None) | Q(published_at__gt=Now())
IN_STATE = {
    Story.State.DRAFT: Q(published_at=None, ready_at=None),
    Story.State.READY: Q(published_at=None, ready_at__isnull=False),
    Story.State.PLANNED: Q(published_at__gt=Now()),
    Story.State.PUBLISHED: IS_OUT,
}
# What is undone of a story that is not, or no longer, to come on the website.
AS_DRAFT = {"published_at": None, "announced_at": None, "ready_at": None, "ready_by": None, "featured": None}


class NoPlace(Exception):
    """There are as many stories at the top of the home page as there may be."""


class StoryFollow(Follow):
    story = models.ForeignKey(Story, models.CASCADE, related_name="follows")

    class Meta(Follow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "story"], name="story_followed_once")]


class StoryEvent(Event):
    class Kind(models.TextChoices):
        READY = "ready", "klaar om te bekijken"
        DRAFT_AGAIN = "draft_again", "terug naar concept"
        PLANNED = "planned", "gepland"
        PUBLISHED = "published", "gepubliceerd"
        UPDATED = "updated", "bijgewerkt"
        FEATURED = "featured", "op de voorpagina gezet"
        NOT_FEATURED = "not_featured", "van de voorpagina gehaald"
        TAKEN_DOWN = "taken_down", "van de website gehaald"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    story = models.ForeignKey(Story, models.CASCADE, related_name="events", verbose_name="verhaal")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="story_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een verhaal"
        verbose_name_plural = "gebeurtenissen van verhalen"
