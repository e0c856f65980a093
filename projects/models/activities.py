"""What there is to come to, and who comes: planned, moved, cancelled, and told of afterwards."""

from datetime import datetime, time, timedelta

from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from core.dates import day_time
from core.editing import Conflict, Unchanged
from core.searching import kept_words
from core.when import LONGEST, TOO_LONG
from projects.models.events import ProjectEvent
from projects.models.lifecycle import InvalidTransition
from projects.models.progress import Update
from projects.models.states import LISTED
from projects.models.staying_away import StayingAway

Kind = ProjectEvent.Kind
REMINDED = Kind.ACTIVITY_REMINDER


def next_version():
    return {"sequence": F("sequence") + 1, "changed_at": timezone.now()}


class NoPlace(Exception):
    """Somebody wants to come to what is full, cancelled or over; the sentence says which."""


class ActivityQuerySet(models.QuerySet):
    def published(self):
        return self.filter(project__status__in=LISTED, project__hidden_at=None)

    def upcoming(self):
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at")

    def planned(self):
        """What has yet to begin."""
        return self.filter(cancelled_at=None, starts_at__gt=timezone.now())

    def awaited_by(self, person):
        """What has yet to begin and goes on, to which that person said to come."""
        return self.planned().filter(attendances__person=person)

    def to_remind_of(self, day):
        """What is on that day, goes on, and was not reminded of since it was moved."""
        begin = timezone.make_aware(datetime.combine(day, time()))
        told = ProjectEvent.objects.filter(activity=OuterRef("pk"), kind__in=[Kind.ACTIVITY_MOVED, REMINDED])
        told_last = Coalesce(Subquery(told.order_by("-at", "-id").values("kind")[:1]), Value(""))
        rows = self.published().filter(cancelled_at=None, starts_at__gte=begin)
        rows = rows.filter(starts_at__lt=begin + timedelta(days=1))
        return rows.annotate(told_last=told_last).exclude(told_last=REMINDED)


class Activity(StayingAway):
    """Something to come to: a clean-up day, a meal."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="activities", verbose_name="project")
    title = models.CharField("titel", max_length=120)
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    place = models.CharField("waar", max_length=160)
    text = models.TextField("wat gaan we doen, wat neem je mee", blank=True)
    room = models.PositiveSmallIntegerField("plek voor", null=True, blank=True)
    happened = models.TextField("hoe het was", blank=True)
    told_in = models.ForeignKey(
        Update,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="told_of",
        editable=False,
        verbose_name="verteld in",
    )
    cancelled_at = models.DateTimeField("afgelast op", null=True, blank=True, editable=False)
    cancel_reason = models.TextField("waarom afgelast", blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # its version, here and in calendars
    changed_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    search = kept_words("title", "text", "place")  # how it was is a message, found as one

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="activity_in_order"),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + LONGEST),
                name="activity_is_short",
                violation_error_message=TOO_LONG,
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="activity_start"),
            models.Index(fields=["ends_at"], name="activity_end"),
            GinIndex(fields=["search"], name="activity_search"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:activity", args=[self.project.slug, self.pk])

    @property
    def is_over(self):
        return self.ends_at < timezone.now()

    @property
    def takes_no_changes(self):
        return self.cancelled_at is not None or self.is_over

    @property
    def is_open(self):
        """Whether one can say to come, or change when it is."""
        return self.cancelled_at is None and not self.is_over and self.project.joinable()

    @property
    def goes_on_in_pause(self):
        return self.is_open and self.project.lies_still_on(self.starts_at)

    @property
    def reminds_later(self):
        """Whether who comes can count on a mail the day before: that is sent in the morning."""
        return self.is_open and timezone.localdate(self.starts_at) > timezone.localdate() + timedelta(days=1)

    @classmethod
    def plan(cls, project, *, by, **fields):
        """Make it and tell who follows the project; `fields` are those of the model. InvalidTransition once it ended.

        The project is locked: what is planned while it ends is cancelled with the rest, or not planned.
        """
        with transaction.atomic():
            current = type(project).objects.select_for_update().get(pk=project.pk)
            if not current.joinable():
                raise InvalidTransition(current)
            activity = cls.objects.create(project=project, **fields)
            activity._record(Kind.ACTIVITY_PLANNED, by=by, reason=f"{activity.title}, {day_time(activity.starts_at)}")
        return activity

    def move(self, *, by, starts_at, ends_at, place, version=None):
        """Another time or place; who comes is told. False when it was cancelled or is over.

        Raises Conflict when somebody changed it since `version` was read (None: any), Unchanged when nobody did and it
        is there and then already. Pressed twice it moves once.
        """
        changes = {"starts_at": starts_at, "ends_at": ends_at, "place": place}
        with transaction.atomic():
            current = self._lock()
            if current.takes_no_changes:
                return False
            if current._lacks(changes, version):
                before = f"{day_time(current.starts_at)}, {current.place}"
                return self._change(Kind.ACTIVITY_MOVED, by=by, reason=before, form_key=None, **changes)
            if version in (None, current.sequence):
                raise Unchanged
        return True

    def correct(self, *, title, text, room, version=None, by=None, tell=False):
        """Another title or text, room for more or fewer people. False where it is cancelled or over, or more said yes.

        With `tell` who comes is told, also of what was changed before. The row is locked: nobody comes in between.
        Raises Conflict and Unchanged as `move` does.
        """
        changes = {"title": title, "text": text, "room": room}
        with transaction.atomic():
            current = self._lock()
            if current.takes_no_changes:
                return False
            if current._lacks(changes, version) or (tell and version == current.sequence):
                if room is not None and room < current.attendances.count():
                    return False
                type(self).objects.filter(pk=self.pk).update(form_key=None, **changes, **next_version())
                if tell:
                    self._record(Kind.ACTIVITY_CORRECTED, by=by, reason=current.title)
            elif version == current.sequence:
                raise Unchanged
        return True

    def cancel(self, *, by, reason):
        """It does not go on; who comes is told. False when it was cancelled already or is over."""
        changes = {"cancelled_at": timezone.now(), "cancel_reason": reason, "form_key": None}  # planned again: another
        return self._change(Kind.ACTIVITY_CANCELLED, by=by, reason=reason, **changes)

    def come(self, person):
        """Put the person on the list, once. Raises NoPlace. The row is locked: the last place goes to one."""
        with transaction.atomic():
            current = type(self).objects.select_for_update().get(pk=self.pk)
            if not current.attendances.filter(person=person).exists():
                current.require_place()
                current.attendances.create(person=person)
                self._record(Kind.ACTIVITY_JOINED, by=person, reason=self.title)

    def require_place(self):
        """Raise NoPlace where nobody can come any more."""
        if self.cancelled_at or not self.project.joinable():
            raise NoPlace("Dit gaat niet door.")
        if self.is_over:
            raise NoPlace("Dit is al geweest.")
        if self.room is not None and self.attendances.count() >= self.room:
            raise NoPlace("Het is vol. Kijk later nog eens: soms zegt er iemand af.")

    def require_over(self):
        """Raise InvalidTransition where there is nothing to tell of."""
        if self.cancelled_at:
            raise InvalidTransition(self.project, "Dit ging niet door.")
        if not self.is_over:
            raise InvalidTransition(self.project, "Dit is nog niet geweest. Vertel daarna hoe het was.")

    def stay_away(self, person):
        """Nothing of it stays: neither on the list nor among what happened."""
        with transaction.atomic():
            self.attendances.filter(person=person).delete()
            self.events.filter(kind=Kind.ACTIVITY_JOINED, actor=person).delete()

    def tell(self, *, by, text, people, form_key=None):
        """How it was, as a message of the project: the `Update`. It stands with the activity too.

        Raises InvalidTransition where it was not, or not yet.
        """
        came = {None: "", 1: "Er was 1 persoon.\n\n"}.get(people, f"Er waren {people} mensen.\n\n")
        with transaction.atomic():
            self._lock().require_over()
            told = {"title": self.title, "text": f"{came}{text}", "form_key": form_key}
            update = Update.post(self.project, by=by, **told)
            type(self).objects.filter(pk=self.pk).update(happened=text, told_in=update)
        return update

    @property
    def told(self):
        """How it was, as the message in which that was told reads now; nothing where that was hidden."""
        if self.told_in is None:
            return self.happened
        return "" if self.told_in.hidden_at else self.told_in.text

    def people_to_tell(self, *, by):
        """Who comes, but for the one who changes it."""
        return Person.objects.filter(attendances__activity=self).exclude(pk=by.pk)

    def remind(self):
        self._record(REMINDED, by=None, reason=self.title)

    def _lock(self):
        """As it is now, held."""
        return type(self).objects.select_for_update().get(pk=self.pk)

    def _lacks(self, changes, version):
        """Whether these are still to be made: not by a second press. Raises Conflict when this is another `version`."""
        if all(getattr(self, name) == value for name, value in changes.items()):
            return False
        if version is not None and version != self.sequence:
            raise Conflict
        return True

    def _change(self, kind, *, by, reason, **changes):
        with transaction.atomic():
            still_on = type(self).objects.filter(pk=self.pk, cancelled_at=None, ends_at__gte=timezone.now())
            changed = still_on.update(**next_version(), **changes)
            if changed:
                self._record(kind, by=by, reason=reason)
        return bool(changed)

    def _record(self, kind, *, by, reason):
        ProjectEvent.record(project_id=self.project_id, activity=self, kind=kind, actor=by, reason=reason)


class Attendance(models.Model):
    """“Ik kom”."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="comes_once")]

    def __str__(self):
        return f"{self.person}: {self.activity}"
