"""Groups: begun, joined, handed over, ended."""

from collections import Counter

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
from core.editing import Conflict
from core.errors import Forbidden
from core.searching import NAMES_CONFIG, SearchText, kept_words
from groups.models.events import GroupEvent
from groups.models.membership import Membership, OnlyChair
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
    result = models.TextField("wat het bracht", blank=True, default="", db_default="")
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    search = kept_words("name", "purpose")

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
            GinIndex(fields=["search"], name="group_search"),
            GinIndex(SearchVector(SearchText("name"), config=NAMES_CONFIG), name="group_name_search"),
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

    def has_person(self, person):
        """Whether this person is in it, with an account or without."""
        return self.memberships.current().filter(person=person).exists()

    def steered_by(self, user):
        """Plan meetings, write minutes, decisions and action points: chair and secretary, and the administrator."""
        if user.is_anonymous:
            return False
        membership = self.membership_of(user)
        return (membership is not None and membership.steers) or user.is_administrator

    def chaired_by(self, user):
        """Who sits in it and in which role, what it is for, and that it stops: its chair, and the administrator."""
        if user.is_anonymous:
            return False
        membership = self.membership_of(user)
        return (membership is not None and membership.is_chair) or user.is_administrator

    def stoppable_by(self, user):
        return self.joinable() and self.chaired_by(user)

    def was_left_by(self, user):
        """The membership that ended last, of who is no member now; or None."""
        if user.is_anonymous or self.has_member(user):
            return None
        return self.memberships.former().filter(person__user=user).first()

    def plannable_by(self, user):
        """Plan a meeting: who steers it, as long as it goes on."""
        return not self.has_ended and self.steered_by(user)

    def people_who_answer(self):
        """Chair and secretary, every member where it has neither; without those who can no longer sign in."""
        members = self.memberships.reachable().select_related("person__user")
        steering = [seat for seat in members if seat.steers]
        return [seat.person for seat in steering or members]

    def people_who_chair(self):
        """Its chair; who answers where it has none."""
        seats = self.memberships.reachable().filter(role=Membership.Role.CHAIR).select_related("person__user")
        return [seat.person for seat in seats] or self.people_who_answer()

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
    def startable_from(issue, user):
        """Start a werkgroep for a vraagstuk that no group goes on with: who took it up, or says what became of it."""
        if issue.is_answered or issue.is_worked_on or not issue.is_accepted or user.is_anonymous:
            return False
        took_it_up = issue.taken_up_by_id == user.person.pk and issue.takeable_by(user)
        return took_it_up or issue.settleable_by(user)

    @staticmethod
    def require(allowed):
        """Raise PermissionDenied (403) unless `allowed`, the answer of a predicate."""
        if not allowed:
            raise PermissionDenied

    def require_of(self, user, allowed):
        """The same; whoever was taken out while the page was open reads that."""
        if not allowed and self.was_left_by(user):
            raise Forbidden(f"Je bent geen lid meer van {self.name}. Daarom kan dit niet meer.")
        self.require(allowed)

    # -- what happens --------------------------------------------------------------------------------------------------
    @classmethod
    def start(cls, *, by, issue=None, **fields):
        """Begin a group for a project, a theme or a vraagstuk; whoever begins it is its chair.

        A vraagstuk is taken up with that; raises Conflict where it was answered, or another group goes on with it.
        """
        with transaction.atomic():
            group = cls.objects.create(slug=free_slug(fields["name"], cls.objects), **fields)
            group.memberships.create(
                person=by, role=Membership.Role.CHAIR, voice=by.voice, organisation=by.organisation
            )
            if issue and not issue.go_on_in(group, by=by):
                raise Conflict
        return group

    def edit(self, *, version, **changes):
        """What it is for and how one joins; raises Conflict when it is no longer `version` (None: any)."""
        rows = Group.objects.active().filter(pk=self.pk)
        wanted = rows if version is None else rows.filter(version=version)
        if not wanted.update(version=F("version") + 1, **changes):
            raise Conflict
        self.refresh_from_db()

    def add(self, person, *, by=None, **fields):
        """Make `person` a member; returns (the membership, whether it is new), (None, False) where the group stopped.

        Who asked to join is let in with that, and who was written down keeps that place. With `by` the person is told.
        """
        with transaction.atomic():
            if not Group.objects.active().select_for_update(no_key=True).filter(pk=self.pk).exists():
                return None, False
            if seat := self._written_down(person, is_named=fields.get("is_named")):
                return seat, False
            fields = {"voice": person.voice, "organisation": person.organisation} | fields
            seat, is_new = self.memberships.get_or_create(person=person, until=None, defaults=fields)
            is_let_in = self.memberships.waiting().filter(pk=seat.pk).update(requested=False)
            if by and (is_new or is_let_in):
                GroupEvent.record(group=self, kind=GroupEvent.Kind.ADMITTED, person=person, actor=by)
        return seat, bool(is_new or is_let_in)

    def join(self, person, *, voice=None, is_named=False):
        """Make `person` a member, or ask for it where the group is not open, or took this person out.

        Returns the membership, twice the same; None where the group stopped meanwhile.
        """
        try:
            with transaction.atomic():
                group = Group.objects.active().select_for_update(no_key=True).filter(pk=self.pk).first()
                if group is None:
                    return None
                if written_down := self._written_down(person, is_named=is_named):
                    return written_down
                seat = self.memberships.create(
                    person=person,
                    voice=voice or person.voice,
                    organisation=person.organisation,
                    requested=not group.lets_in(person),
                    is_named=is_named,
                )
                kind = GroupEvent.Kind.JOIN_ASKED if seat.requested else GroupEvent.Kind.JOINED
                GroupEvent.record(group=self, kind=kind, person=person, actor=person)
                return seat
        except IntegrityError:
            return self.memberships.get(person=person, until=None)

    @classmethod
    def claim_places(cls, person):
        """Take over the places that were written down with the address this person confirmed; returns their groups."""
        if person.user_id is None:
            return []
        seats = Membership.objects.current().written_down_with(person.address_on_file)
        groups = cls.objects.active().filter(pk__in=seats.values("group")).order_by("pk")
        return [group for group in groups if group.claim_place(person)]

    def claim_place(self, person, *, is_named=None):
        """The same in this group; returns whether there was one. `is_named`: as `_written_down`."""
        with transaction.atomic():
            Group.objects.select_for_update(no_key=True).get(pk=self.pk)
            return self._written_down(person, is_named=is_named) is not None

    def lets_in(self, person):
        """Whether one press is enough: not where its chair took this person out, and nobody let him in since."""
        told = self.events.filter(person=person, kind__in=[GroupEvent.Kind.REMOVED, GroupEvent.Kind.ADMITTED])
        last = told.order_by("-at", "-pk").values_list("kind", flat=True).first()
        return self.is_open and last != GroupEvent.Kind.REMOVED

    def _written_down(self, person, *, is_named=None):
        """The place in it of who was added by name, with the address that this person has confirmed since; or None.

        `is_named` is what was asked now; None leaves what was said on paper. Of two who were written down with one
        address nobody can tell who this is.
        """
        seats = self.memberships.filter(until=None)
        if person.user_id is None or seats.filter(person=person).exists():
            return None
        known = list(seats.written_down_with(person.address_on_file)[:2])
        if len(known) != 1:
            return None
        [seat] = known
        self._give_over(seat.person, person)
        said = {} if is_named is None else {"is_named": is_named}
        self.memberships.filter(pk=seat.pk).update(person=person, **said)
        seat.refresh_from_db()
        return seat

    def _give_over(self, written_down, person):
        """What was agreed with, answered and come to by who was added; what `person` answered meanwhile stands."""
        actions = written_down.actions
        actions.filter(Q(meeting__group=self) | Q(passed_to=self)).update(person=person)
        replies = written_down.meeting_replies.filter(meeting__group=self)
        replies.exclude(meeting__in=person.meeting_replies.values("meeting")).update(person=person)
        replies.delete()
        attended = written_down.meetings_attended.filter(group=self)
        person.meetings_attended.add(*attended)
        written_down.meetings_attended.remove(*attended)

    def leave(self, person):
        """End the membership, or take back the request for it; raises OnlyChair where nobody would chair.

        Of a fixed group the chair hears so: it looks for somebody else.
        """
        with transaction.atomic():
            Group.objects.select_for_update(no_key=True).get(pk=self.pk)
            if self.hangs_on(person):
                raise OnlyChair
            if self.is_fixed and self.has_person(person):
                GroupEvent.record(group=self, kind=GroupEvent.Kind.LEFT, person=person, actor=person)
            return self._let_go_of(person)

    def _let_go_of(self, person):
        """The row stays."""
        return self.memberships.filter(person=person, until=None).update(until=timezone.localdate())

    def hangs_on(self, person):
        """Whether this is its only chair: one who stops says first who takes over, or that the group stops."""
        chairs = self.memberships.current().filter(role=Membership.Role.CHAIR)
        return not self.has_ended and list(chairs.values_list("person", flat=True)) == [person.pk]

    def hand_over(self, *, by, to):
        """`to`, a member who can sign in, becomes chair instead of `by`; returns whether that is still possible."""
        with transaction.atomic():
            Group.objects.select_for_update().get(pk=self.pk)
            current = self.memberships.current()
            chairs = current.filter(person=by, role=Membership.Role.CHAIR)
            if not chairs.exists() or not current.who_can_chair().filter(person=to).update(role=Membership.Role.CHAIR):
                return False
            chairs.update(role=Membership.Role.MEMBER)
            GroupEvent.record(group=self, kind=GroupEvent.Kind.CHAIR_CHANGED, person=to, actor=by)
        return True

    def lose_chair(self, person):
        """`person` goes without asking who takes over, in this transaction; where nobody does, that is told."""
        Group.objects.select_for_update(no_key=True).get(pk=self.pk)
        if self.hangs_on(person):
            GroupEvent.record(group=self, kind=GroupEvent.Kind.CHAIR_LEFT, actor=person)
        self._let_go_of(person)

    def end(self, *, by, result="", where=None):
        """It stops today, and says what it brought; what it still planned is cancelled. That is told in one word.

        `where`: {id of an open action point: what becomes of it (ActionPoint.leave_to)}. Raises Conflict where an
        action point is open that is not among them.
        """
        with transaction.atomic():
            ends = {"ended_on": timezone.localdate(), "result": result, "form_key": None}  # started again: another
            if Group.objects.filter(pk=self.pk, ended_on=None).update(**ends):
                ended = GroupEvent.record(group=self, kind=GroupEvent.Kind.ENDED, actor=by, reason=result)
                self._pass_on(where, by=by)
                self._refuse_who_waits(ended)
                self.meetings.to_come().cancel_all(by=by, reason="De groep is gestopt.")
        self.refresh_from_db()

    def _refuse_who_waits(self, ended):
        """The word that it stopped says so."""
        for asked in self.memberships.waiting():
            asked.refuse(by=ended.actor, reason="De groep is gestopt.")
        refused = GroupEvent.objects.filter(group=self, kind=GroupEvent.Kind.REFUSED, at__gte=ended.at)
        refused.update(processed_at=timezone.now())

    def open_actions(self):
        """The action points that are still to be done here, what came from a group that stopped included."""
        return self.passed_on_to_it.model.objects.open().of(self)

    def _pass_on(self, where, *, by):
        if where is None:
            return
        goes_on_at = Counter()
        for action in self.open_actions():
            if action.pk not in where:
                raise Conflict
            if action.leave_to(by=by, **where[action.pk]):
                goes_on_at[where[action.pk].get("group")] += 1
        for group, count in goes_on_at.items():
            if group:
                group.hear_of_work(count, of=self, by=by)

    def hear_of_work(self, count, *, of, by):
        """Its chair hears once how much of another group goes on here."""
        lie = "actiepunt ligt" if count == 1 else "actiepunten liggen"
        reason = f"{of} is gestopt. {count} {lie} nu bij {self}."
        GroupEvent.record(group=self, kind=GroupEvent.Kind.WORK_PASSED_ON, actor=by, reason=reason)


class GroupFollow(Follow):
    group = models.ForeignKey(Group, models.CASCADE, related_name="follows")

    class Meta(Follow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="group_followed_once")]
