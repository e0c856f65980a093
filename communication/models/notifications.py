"""What is to be sent to whom because of which event, and what became of it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Person

UNREACHABLE = "Dit adres neemt geen mail aan."
WEEK_NEWS = "week-news"  # waits, and goes out in one mail with the rest of that week


class OutgoingQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, dropped_at=None, failed_at=None)

    def due(self):
        return self.waiting().filter(due_at__lte=timezone.now())

    def failed(self):
        """What was tried for the last time: for a person to look at. Not where there is nobody to send it to."""
        return self.filter(failed_at__isnull=False, sent_at=None).exclude(last_error=UNREACHABLE)

    def retry(self):
        """Send what failed after all, beginning anew; how many there were."""
        return self.failed().update(failed_at=None, attempts=0, due_at=timezone.now())

    def give_up(self):
        """What failed is needed no more; how many there were."""
        return self.failed().update(failed_at=None, dropped_at=timezone.now())

    def claim(self, size=50):
        """Up to `size` due rows that no other worker holds; inside a transaction only."""
        return self.due().order_by("due_at").select_for_update(skip_locked=True, of=("self",))[:size]


class Outgoing(models.Model):
    """One mail on its way to one address: sent after the commit, tried again when the server is down."""

    due_at = models.DateTimeField("te versturen vanaf", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    dropped_at = models.DateTimeField("niet meer nodig", null=True, blank=True)
    failed_at = models.DateTimeField("mislukt op", null=True, blank=True)
    last_error = models.CharField("laatste fout", max_length=200, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def state(self):
        """What became of it: "sent", "failed", "dropped" or "waiting"."""
        moments = {"sent": self.sent_at, "failed": self.failed_at, "dropped": self.dropped_at}
        return next((state for state, at in moments.items() if at), "waiting")

    def mark_sent(self):
        """The mail server took it."""
        self._set(sent_at=timezone.now())

    def drop(self, reason=""):
        """It no longer holds: what it is about was hidden, cancelled or answered meanwhile; or nobody would get it."""
        self._set(dropped_at=timezone.now(), last_error=reason)

    def refuse(self):
        """This address takes no mail: there is no use in trying again."""
        self.drop(UNREACHABLE)

    def postpone(self, mistake, waits):
        """Try again after the next of `waits` (timedeltas); after the last one it has failed, for a person to see."""
        attempts = self.attempts + 1
        changes = {"attempts": attempts, "last_error": f"{type(mistake).__name__}: {mistake}"[:200]}
        if attempts > len(waits):
            self._set(failed_at=timezone.now(), **changes)
        else:
            self._set(due_at=timezone.now() + waits[attempts - 1], **changes)

    def keep(self, mistake):
        """It was not tried: the mail server was away. It waits in its place, for as long as that takes."""
        self._set(last_error=type(mistake).__name__)

    def _set(self, **changes):
        type(self).objects.filter(pk=self.pk).update(**changes)


class NotificationQuerySet(OutgoingQuerySet):
    def one_a_mail(self):
        """Of the news of a week only the first row of each person: two workers cannot each begin a mail with it."""
        mine = self.model.objects.waiting().filter(kind=WEEK_NEWS, person=OuterRef("person"))
        earlier = Q(due_at__lt=OuterRef("due_at")) | Q(due_at=OuterRef("due_at"), pk__lt=OuterRef("pk"))
        return self.filter(~Q(kind=WEEK_NEWS) | ~Exists(mine.filter(earlier)))


class Notification(Outgoing):
    """One mail to one address because of one event."""

    event_uuid = models.UUIDField("gebeurtenis", editable=False)
    event_model = models.CharField(max_length=60, editable=False)  # "projects.projectevent"
    kind = models.CharField("soort", max_length=40)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="notifications", verbose_name="aan"
    )
    email = models.EmailField("aan adres", blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering = ["-due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["event_uuid", "kind", "person"], condition=Q(person__isnull=False), name="told_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["event_uuid", "kind", "email"], condition=Q(person=None), name="told_once_an_address"
            ),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(email=""), name="notification_has_recipient"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="notification_due",
                condition=Q(sent_at=None, dropped_at=None, failed_at=None),
            )
        ]

    def __str__(self):
        return f"{self.kind} aan {self.person or 'een bezoeker'}"
