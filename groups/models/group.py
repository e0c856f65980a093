"""Groups and who is in them."""

from django.db import IntegrityError, models, transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Follow, Organisation, Person
from projects.models import Project
from themes.models import Theme, Voice


class GroupQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_on=None)

    def with_balance(self):
        """Adds `residents` and `professionals`: how many of each are members now."""
        now = Q(memberships__until=None, memberships__requested=False)
        return self.annotate(
            residents=Count("memberships", filter=now & Q(memberships__voice=Voice.RESIDENT)),
            professionals=Count("memberships", filter=now & Q(memberships__voice=Voice.PROFESSIONAL)),
        )


class Group(models.Model):
    """Werkgroepen and projectgroepen come and go; the other three are fixed."""

    class Kind(models.TextChoices):
        WERKGROEP = "werkgroep", "werkgroep"
        PROJECTGROEP = "projectgroep", "projectgroep"
        KOPLOPERSGROEP = "koplopersgroep", "koplopersgroep"
        PROCESBEGELEIDERS = "procesbegeleiders", "procesbegeleiders"
        COMMUNICATIETEAM = "communicatieteam", "communicatieteam"

    FIXED = (Kind.KOPLOPERSGROEP, Kind.PROCESBEGELEIDERS, Kind.COMMUNICATIETEAM)

    name = models.CharField("naam", max_length=120)
    slug = models.SlugField("adres", max_length=80, unique=True)
    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name="thema"
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name="project"
    )
    purpose = models.TextField("waarvoor")
    started_on = models.DateField("begonnen op", default=timezone.localdate)
    ended_on = models.DateField("gestopt op", null=True, blank=True)
    is_open = models.BooleanField("iedereen mag meteen lid worden", default=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "groep"
        verbose_name_plural = "groepen"
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind__in=["koplopersgroep", "procesbegeleiders", "communicatieteam"]),
                name="one_of_each_fixed_group",
            ),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="group_in_order"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("groups:detail", args=[self.slug])

    @property
    def is_fixed(self):
        return self.kind in self.FIXED

    @property
    def has_ended(self):
        return self.ended_on is not None

    # -- rights (design.md, Roles) -------------------------------------------------------------------------------------
    def membership_of(self, user):
        """The current membership of this user, or None; asked once an instance and user."""
        if user.is_anonymous:
            return None
        known = self.__dict__.setdefault("_membership_of", {})
        if user.pk not in known:
            known[user.pk] = self.memberships.current().filter(person__user=user).first()
        return known[user.pk]

    def has_member(self, user):
        return self.membership_of(user) is not None

    def steered_by(self, user):
        """Plan meetings, write minutes, decisions and action points: chair and secretary, and the administrator."""
        if user.is_anonymous:
            return False
        membership = self.membership_of(user)
        steers = membership is not None and membership.role in (Membership.Role.CHAIR, Membership.Role.SECRETARY)
        return steers or user.is_administrator

    def joinable(self):
        return not self.is_fixed and not self.has_ended

    # -- what happens --------------------------------------------------------------------------------------------------
    def join(self, person, *, voice=None):
        """Make `person` a member, or ask for it where the group is not open. Returns the membership; twice is one."""
        try:
            with transaction.atomic():
                return self.memberships.create(
                    person=person,
                    voice=voice or person.voice,
                    organisation=person.organisation,
                    requested=not self.is_open,
                )
        except IntegrityError:
            return self.memberships.get(person=person, until=None)

    def leave(self, person):
        """End the membership; the row stays."""
        return self.memberships.filter(person=person, until=None).update(until=timezone.localdate())


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until=None, requested=False)

    def waiting(self):
        return self.filter(until=None, requested=True)


class Membership(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member", "lid"
        CHAIR = "chair", "voorzitter"
        SECRETARY = "secretary", "notulist"

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships", verbose_name="groep")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships", verbose_name="persoon")
    role = models.CharField("rol", max_length=10, choices=Role.choices, default=Role.MEMBER)
    voice = models.CharField("stem", max_length=20, choices=Voice.choices)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="memberships", verbose_name="namens"
    )
    since = models.DateField("sinds", default=timezone.localdate)
    until = models.DateField("tot en met", null=True, blank=True)
    requested = models.BooleanField("heeft zich aangemeld, nog niet toegelaten", default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        ordering = ["role", "person__name"]
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], condition=Q(until=None), name="member_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="membership_in_order"),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"

    def admit(self):
        """Let in who asked to join; admitting twice is no error."""
        type(self).objects.filter(pk=self.pk).update(requested=False)


class GroupFollow(Follow):
    group = models.ForeignKey(Group, models.CASCADE, related_name="follows")

    class Meta(Follow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="group_followed_once")]
