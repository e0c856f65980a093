"""Groups: begun, joined, handed over, ended."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import Follow
from core.counting import count_of
from groups.models.events import GroupEvent
from groups.models.membership import Membership
from groups.models.naming import free_slug
from projects.models import Project
from projects.models.searching import SEARCH_CONFIG, SearchText
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
        indexes = [
            GinIndex(SearchVector(SearchText("name"), SearchText("purpose"), config=SEARCH_CONFIG), name="group_search")
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
        return (membership is not None and membership.steers) or user.is_administrator

    def plannable_by(self, user):
        """Plan a meeting: who steers it, as long as it goes on."""
        return not self.has_ended and self.steered_by(user)

    def people_who_answer(self):
        """Chair and secretary, every member where it has neither; without those who can no longer sign in."""
        members = self.memberships.reachable().select_related("person__user")
        steering = [seat for seat in members if seat.steers]
        return [seat.person for seat in steering or members]

    def people_who_admit(self):
        """Chair and secretary who can sign in to do it; may be empty."""
        seats = self.memberships.steering().filter(person__user__is_active=True).select_related("person__user")
        return [seat.person for seat in seats]

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
        """Make `person` a member, or ask for it where the group is not open.

        Returns the membership, twice the same; None where the group stopped meanwhile.
        """
        try:
            with transaction.atomic():
                group = Group.objects.active().select_for_update(no_key=True).filter(pk=self.pk).first()
                if group is None:
                    return None
                seat = self.memberships.create(
                    person=person,
                    voice=voice or person.voice,
                    organisation=person.organisation,
                    requested=not group.is_open,
                )
                kind = GroupEvent.Kind.JOIN_ASKED if seat.requested else GroupEvent.Kind.JOINED
                GroupEvent.record(group=self, kind=kind, person=person, actor=person)
                return seat
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
            chairs.update(role=Membership.Role.MEMBER)
            GroupEvent.record(group=self, kind=GroupEvent.Kind.CHAIR_CHANGED, person=to, actor=by)
        return True

    def lose_chair(self, person):
        """`person` goes without asking who takes over, in this transaction; where nobody does, that is told."""
        Group.objects.select_for_update(no_key=True).get(pk=self.pk)
        if self.hangs_on(person):
            GroupEvent.record(group=self, kind=GroupEvent.Kind.CHAIR_LEFT, actor=person)
        self.leave(person)

    def end(self, *, by):
        """It stops today; what it still planned is cancelled, and the members hear of that."""
        with transaction.atomic():
            if Group.objects.filter(pk=self.pk, ended_on=None).update(ended_on=timezone.localdate()):
                GroupEvent.record(group=self, kind=GroupEvent.Kind.ENDED, actor=by)
            for meeting in self.meetings.to_come().select_for_update():
                meeting.cancel(by=by, reason="De groep is gestopt.")
        self.refresh_from_db()


class GroupFollow(Follow):
    group = models.ForeignKey(Group, models.CASCADE, related_name="follows")

    class Meta(Follow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="group_followed_once")]
