"""What stands on the agenda of a meeting, and what was agreed there: decisions and action points."""

from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone

from accounts.models import Person
from groups.models.meetings import Conflict, Meeting
from groups.models.steps import Step
from projects.models import Project
from themes.models import AgendaRound


class AgendaPoint(models.Model):
    class Kind(models.TextChoices):
        ONTWIKKELING = "ontwikkeling", "ontwikkeling"
        VRAAGSTUK = "vraagstuk", "vraagstuk"
        SUCCES = "succes", "succes"
        KRITISCHE_BLIK = "kritische_blik", "kritische blik"
        OVERIG = "overig", "overig"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="points", verbose_name="bijeenkomst")
    kind = models.CharField("soort", max_length=20, choices=Kind.choices, default=Kind.OVERIG)
    title = models.CharField("onderwerp", max_length=160)
    text = models.TextField("toelichting", blank=True)
    minutes_planned = models.PositiveSmallIntegerField("minuten", null=True, blank=True)
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="agenda_points", verbose_name="project"
    )
    issue = models.ForeignKey(
        "groups.Issue", models.SET_NULL, null=True, blank=True, related_name="agenda_points", verbose_name="vraagstuk"
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    version = models.PositiveIntegerField(default=1, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["order", "id"]

    def __str__(self):
        return self.title

    @property
    def in_words(self):
        """Kritische blik, 15 minuten"""
        kind = "" if self.kind == self.Kind.OVERIG else self.get_kind_display().capitalize()
        minutes = self.minutes_planned
        lasts = f"{minutes} {'minuut' if minutes == 1 else 'minuten'}" if minutes else ""
        return ", ".join(filter(None, [kind, lasts]))

    @classmethod
    def put_on(cls, meeting, **fields):
        """Add a point at the end of the agenda, as long as that may change."""
        with meeting.taking(Step.SET_AGENDA):
            last = meeting.points.aggregate(last=Max("order"))["last"]
            return cls.objects.create(meeting=meeting, order=0 if last is None else last + 1, **fields)

    def change(self, *, version=None, **changes):
        """Raises Conflict when it is no longer `version` (None: any), or was taken off meanwhile."""
        with self.meeting.taking(Step.SET_AGENDA):
            rows = type(self).objects.filter(pk=self.pk)
            wanted = rows if version is None else rows.filter(version=version)
            if not wanted.update(version=F("version") + 1, **changes):
                raise Conflict
        self.refresh_from_db()

    def take_off(self):
        with self.meeting.taking(Step.SET_AGENDA):
            type(self).objects.filter(pk=self.pk).delete()

    def move_up(self):
        """Change places with the point before it; the first stays the first."""
        with self.meeting.taking(Step.SET_AGENDA):
            points = list(self.meeting.points.all())
            place = points.index(self) if self in points else 0  # somebody took it off meanwhile
            if place:
                points[place - 1], points[place] = points[place], points[place - 1]
            for order, point in enumerate(points):
                point.order = order
            type(self).objects.bulk_update(points, ["order"])


class DecisionQuerySet(models.QuerySet):
    def in_force(self):
        """Not replaced by another."""
        return self.filter(replaced_by=None)


class Decision(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions", verbose_name="bijeenkomst")
    text = models.TextField("wat is afgesproken")
    look_again_on = models.DateField("weer bekijken op", null=True, blank=True)
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by", verbose_name="in plaats van"
    )
    agenda_round = models.ForeignKey(
        AgendaRound, models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name="stelde vast"
    )

    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["id"]

    def __str__(self):
        return self.text

    @classmethod
    def write_down(cls, meeting, **fields):
        """Record what was agreed, from the beginning until the minutes are adopted."""
        with meeting.taking(Step.AGREE):
            return cls.objects.create(meeting=meeting, **fields)


class ActionPointQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_on=None, dropped_reason="")

    def visible_to(self, user):
        """Those of the meetings one may see, and one's own."""
        seen = Q(meeting__in=Meeting.objects.visible_to(user))
        return self.filter(seen if user.is_anonymous else seen | Q(person__user=user))


class ActionPoint(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="actions", verbose_name="bijeenkomst")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="actions", verbose_name="wie")
    text = models.CharField("wat", max_length=300)
    due = models.DateField("wanneer klaar", null=True, blank=True)
    done_on = models.DateField("gedaan op", null=True, blank=True)
    dropped_reason = models.TextField("vervallen, want", blank=True)
    moved_reason = models.TextField("verzet, want", blank=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        verbose_name = "actiepunt"
        verbose_name_plural = "actiepunten"
        ordering = [F("due").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(condition=Q(done_on=None) | Q(dropped_reason=""), name="action_done_or_dropped")
        ]

    def __str__(self):
        return self.text

    @property
    def is_open(self):
        return self.done_on is None and not self.dropped_reason

    @property
    def is_late(self):
        return self.is_open and self.due is not None and self.due < timezone.localdate()

    def belongs_to(self, user):
        """Whether the user does it, or steers the group."""
        if user.is_anonymous:
            return False
        return (self.person_id is not None and self.person.user_id == user.pk) or self.meeting.group.steered_by(user)

    def tickable_by(self, user):
        """The one who does it, and who steers the group."""
        return self.is_open and self.belongs_to(user)

    @classmethod
    def write_down(cls, meeting, **fields):
        """Record who does what, from the beginning until the minutes are adopted."""
        with meeting.taking(Step.AGREE):
            return cls.objects.create(meeting=meeting, **fields)

    def tick_off(self):
        """Done today; ticking twice is no error."""
        self._while_open(done_on=timezone.localdate())

    def drop(self, *, reason):
        """It will not be done; returns whether it was still open."""
        return self._while_open(dropped_reason=reason)

    def put_off(self, *, due, reason):
        """Later than agreed; returns whether it was still open."""
        return self._while_open(due=due, moved_reason=reason)

    def _while_open(self, **changes):
        changed = ActionPoint.objects.open().filter(pk=self.pk).update(**changes)
        self.refresh_from_db()
        return bool(changed)
