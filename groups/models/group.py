"""Groups and who is in them."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import Follow, Organisation, Person
from core.counting import count_of
from groups.models.naming import free_slug
from projects.models import Project
from projects.models.states import OPEN_TO_HELP
from themes.models import Theme, Voice


class GroupQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_on=None)

    def ended(self):
        return self.filter(ended_on__isnull=False).order_by("-ended_on", "-pk")

    def fixed(self):
        return self.filter(kind__in=Group.FIXED)

    def come_and_go(self):
        """Werkgroepen and projectgroepen, in the order of the themes."""
        rows = self.exclude(kind__in=Group.FIXED)
        order = Coalesce("theme__order", "project__theme__order")
        return rows.order_by(order.asc(nulls_last=True), "name", "pk")

    def with_belonging(self):
        """With the theme and the project, and the theme of that."""
        return self.select_related("theme", "project__theme")

    def with_balance(self):
        """Adds `residents` and `professionals`: how many of each are members now."""
        members = Membership.objects.current().filter(group=OuterRef("pk"))
        return self.annotate(
            residents=count_of(members.filter(voice=Voice.RESIDENT)),
            professionals=count_of(members.filter(voice=Voice.PROFESSIONAL)),
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
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name="thema")
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
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="group_in_order"
            ),
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

    @property
    def is_koplopersgroep(self):
        return self.kind == self.Kind.KOPLOPERSGROEP

    @property
    def main_theme(self):
        """Its own, or that of its project."""
        return self.theme or (self.project.theme if self.project else None)

    # -- rights (design.md, Roles) -------------------------------------------------------------------------------------
    def membership_of(self, user):
        """The current membership of this user, or None; asked once an instance and user."""
        if user.is_anonymous:
            return None
        known = self.__dict__.setdefault("_membership_of", {})
        if user.pk not in known:
            known[user.pk] = self.memberships.current().filter(person__user=user).first()
        return known[user.pk]

    def remember_membership(self, user, membership):
        """For a page that has fetched the members already."""
        self.__dict__.setdefault("_membership_of", {})[user.pk] = membership

    def has_member(self, user):
        return self.membership_of(user) is not None

    def steered_by(self, user):
        """Plan meetings, write minutes, decisions and action points: chair and secretary, and the administrator."""
        if user.is_anonymous:
            return False
        membership = self.membership_of(user)
        steers = membership is not None and membership.role in (Membership.Role.CHAIR, Membership.Role.SECRETARY)
        return steers or user.is_administrator

    def plannable_by(self, user):
        """Plan a meeting: who steers it, as long as it goes on."""
        return not self.has_ended and self.steered_by(user)

    def joinable(self):
        return not self.is_fixed and not self.has_ended

    @staticmethod
    def startable_for(project, user):
        """Start a group for a project: its initiators and leader, its duo, the administrator."""
        return (
            project.is_public
            and project.status in OPEN_TO_HELP
            and (project.is_own_of(user) or project.is_guided_by(user))
        )

    @staticmethod
    def startable_in(theme, user):
        """Start a werkgroep for a theme: its duo, the administrator."""
        return user.is_administrator or user.seat_in(theme.pk) is not None

    @staticmethod
    def require(allowed):
        """Raise PermissionDenied (403) unless `allowed`, the answer of a predicate."""
        if not allowed:
            raise PermissionDenied

    # -- what happens --------------------------------------------------------------------------------------------------
    @classmethod
    def start(cls, *, by, **fields):
        """Begin a group for a project or a theme; whoever begins it is its chair."""
        with transaction.atomic():
            group = cls.objects.create(slug=free_slug(fields["name"], cls.objects), **fields)
            group.memberships.create(
                person=by, role=Membership.Role.CHAIR, voice=by.voice, organisation=by.organisation
            )
        return group

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
        """End the membership, or take back the request for it; the row stays."""
        return self.memberships.filter(person=person, until=None).update(until=timezone.localdate())

    def hangs_on(self, person):
        """Whether this is its only chair: one who stops says first who takes over, or that the group stops."""
        chairs = self.memberships.current().filter(role=Membership.Role.CHAIR)
        return not self.has_ended and list(chairs.values_list("person", flat=True)) == [person.pk]

    def hand_over(self, *, by, to):
        """`to`, a member, becomes chair instead of `by`; returns whether that is still possible."""
        with transaction.atomic():
            Group.objects.select_for_update().get(pk=self.pk)
            current = self.memberships.current()
            chairs = current.filter(person=by, role=Membership.Role.CHAIR)
            if not chairs.exists() or not current.filter(person=to).update(role=Membership.Role.CHAIR):
                return False
            return bool(chairs.update(role=Membership.Role.MEMBER))

    def end(self, *, by):
        """It stops today; what it still planned is cancelled, and the members hear of that."""
        with transaction.atomic():
            Group.objects.filter(pk=self.pk, ended_on=None).update(ended_on=timezone.localdate())
            for meeting in self.meetings.to_come().select_for_update():
                meeting.cancel(by=by, reason="De groep is gestopt.")
        self.refresh_from_db()


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until=None, requested=False)

    def koplopers(self):
        return self.current().filter(group__kind=Group.Kind.KOPLOPERSGROEP)

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

    @property
    def is_chair(self):
        return self.role == self.Role.CHAIR

    @property
    def is_professional(self):
        return self.voice == Voice.PROFESSIONAL

    @property
    def in_words(self):
        """voorzitter, ondernemer, namens Bakkerij Vondeling"""
        words = [] if self.role == self.Role.MEMBER else [self.get_role_display()]
        words.append(self._voice_in_words())
        if self.organisation:
            words.append(f"namens {self.organisation.name}")
        return ", ".join(words)

    def _voice_in_words(self):
        """An entrepreneur is counted as a professional, named as what he is."""
        if self.voice == Voice.RESIDENT:
            return "bewoner"
        return "ondernemer" if self.person.kind == Person.Kind.ENTREPRENEUR else "professional"

    def admit(self):
        """Let in who asked to join; admitting twice is no error."""
        type(self).objects.filter(pk=self.pk).update(requested=False)

    def refuse(self):
        """Say no to who asked to join; who is a member already stays one."""
        type(self).objects.waiting().filter(pk=self.pk).delete()


class GroupFollow(Follow):
    group = models.ForeignKey(Group, models.CASCADE, related_name="follows")

    class Meta(Follow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="group_followed_once")]
