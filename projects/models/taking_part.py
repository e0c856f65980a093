"""Who takes part in a project, who follows it, and what there is to come to."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Follow, Person
from projects.models.states import LISTED


class ParticipationQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until=None)

    def initiators(self):
        return self.current().filter(role=Participation.Role.INITIATOR)

    def leaders(self):
        return self.current().filter(role=Participation.Role.LEADER)

    def helpers(self):
        return self.current().filter(role=Participation.Role.HELPER)


class Participation(models.Model):
    """A person's dated role in a project."""

    class Role(models.TextChoices):
        INITIATOR = "initiator", "initiatiefnemer"
        LEADER = "leader", "trekker"
        SUPPORTER = "supporter", "ondersteuner"
        HELPER = "helper", "doet mee"

    person = models.ForeignKey(Person, models.CASCADE, related_name="participations", verbose_name="persoon")
    project = models.ForeignKey(
        "projects.Project", models.CASCADE, related_name="participations", verbose_name="project"
    )
    role = models.CharField("rol", max_length=10, choices=Role.choices)
    can = models.CharField("wat ik kan doen", max_length=200, blank=True)
    since = models.DateField("sinds", default=timezone.localdate)
    until = models.DateField("tot en met", null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person", "role"], condition=Q(until=None), name="role_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(until=None, role="leader"), name="one_leader_a_project"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="participation_in_order"),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_role_display()}"


class ProjectFollow(Follow):
    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="follows")

    class Meta(Follow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "project"], name="project_followed_once")]


class ActivityQuerySet(models.QuerySet):
    def published(self):
        return self.filter(project__status__in=LISTED, project__hidden_at=None)

    def upcoming(self):
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at")


class Activity(models.Model):
    """Something to come to: a clean-up day, a meal."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="activities", verbose_name="project")
    title = models.CharField("titel", max_length=120)
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    place = models.CharField("waar", max_length=160)
    text = models.TextField("wat gaan we doen, wat neem je mee", blank=True)
    room = models.PositiveSmallIntegerField("plek voor", null=True, blank=True)
    happened = models.TextField("hoe het was", blank=True)
    cancelled_at = models.DateTimeField("afgelast op", null=True, blank=True, editable=False)
    cancel_reason = models.TextField("waarom afgelast", blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering = ["starts_at"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="activity_in_order")]
        indexes = [models.Index(fields=["starts_at"], name="activity_start")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{self.project.get_absolute_url()}#activiteit-{self.pk}"


class Attendance(models.Model):
    """“Ik kom”."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="comes_once")]

    def __str__(self):
        return f"{self.person}: {self.activity}"
