"""Whom no mail reaches, and what to tell them: the bellijst."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Person, User
from communication.models.conversation import RequestEvent


class OutreachTaskQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at=None)

    def told(self):
        """By somebody; what ended by itself nobody told."""
        return self.filter(done_by__isnull=False)

    def about(self, events):
        return self.filter(event_uuid__in=events.values("uuid"))

    def with_overtaken(self):
        """Each with `is_overtaken`: what it asked or told is so no more, by the rule of `RequestEvent`."""
        events = RequestEvent.objects.filter(uuid=OuterRef("event_uuid")).overtaken()
        return self.annotate(is_overtaken=Exists(events))

    def tick_off(self, *, by):
        """How many were open still; 0 when a colleague was first."""
        return self.open().update(done_at=timezone.now(), done_by=by)


class OutreachTask(models.Model):
    """Something of a person without an address changed: to be told by telephone, on paper or at the counter."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="outreach_tasks", verbose_name="voor wie")
    event_uuid = models.UUIDField("gebeurtenis", editable=False)
    kind = models.CharField("soort", max_length=40)
    what = models.CharField("waarover", max_length=200)
    text = models.TextField("wat er te zeggen is", blank=True)
    href = models.CharField("adres", max_length=200, blank=True)
    created_at = models.DateTimeField("sinds", default=timezone.now)
    done_at = models.DateTimeField("verteld op", null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="verteld door"
    )

    objects = OutreachTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "taak van de bellijst"
        verbose_name_plural = "bellijst"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event_uuid", "person"], name="called_once_about_an_event"),
            models.CheckConstraint(condition=Q(done_by=None) | Q(done_at__isnull=False), name="called_by_at"),
        ]
        indexes = [models.Index(fields=["created_at"], name="outreach_open", condition=Q(done_at=None))]

    def __str__(self):
        return f"{self.person}: {self.what}"

    @classmethod
    def tick_off(cls, person, tasks, *, by):
        """Told: these tasks of this person that are still open, and how many those were."""
        return cls.objects.filter(person=person, pk__in=tasks).tick_off(by=by)

    @classmethod
    def put_back(cls, person, tasks, *, by):
        """Not told after all; only by whoever ticked it off, and not what nobody calls about any more."""
        rows = cls.objects.filter(person=person, pk__in=tasks, done_by=by).with_overtaken()
        return rows.filter(is_overtaken=False).update(done_at=None, done_by=None)
