"""Who takes part in a project, and who follows it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Follow, Person
from projects.models.states import TAKEN_UP


class ParticipationQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until=None)

    def initiators(self):
        return self.current().filter(role=Participation.Role.INITIATOR)

    def leaders(self):
        return self.current().filter(role=Participation.Role.LEADER)

    def helpers(self):
        return self.current().filter(role=Participation.Role.HELPER)

    def agreed_to(self):
        """What somebody else said yes to: leading, supporting, an idea that was taken up, help that was asked for.

        "Ik doe mee" is a press of one's own.
        """
        role = Participation.Role
        given = Q(role__in=[role.LEADER, role.SUPPORTER]) | Q(role=role.INITIATOR, project__status__in=TAKEN_UP)
        offer = "project__help_wanted__offers"
        wanted = Q(role=role.HELPER, **{f"{offer}__person": F("person"), f"{offer}__state": "accepted"})
        return self.filter(given | wanted)


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
