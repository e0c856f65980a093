"""Who is in a group: asked, let in, taken out; in which role, and whom it speaks for."""

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation, Person
from core.editing import Conflict
from groups.models.events import GroupEvent
from themes.models import Voice

UNNAMED = "een lid van de groep"


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until=None, requested=False)

    def groups_of(self, user):
        """The ids of the groups this user is in now."""
        return self.current().filter(person__user=user).values("group")

    def unnamed_for(self, user):
        """Whose name this reader may not know: who did not agree to it, for who is not in the same group."""
        rows = self.filter(is_named=False)
        if user.is_anonymous:
            return rows
        if user.is_administrator:
            return rows.none()
        return rows.exclude(group__in=Membership.objects.groups_of(user))

    def unnamed_to(self, person):
        """The same for a person, as who sits in a group."""
        own = Membership.objects.current().filter(person=person).values("group")
        return self.filter(is_named=False).exclude(group__in=own)

    def reachable(self):
        """Without who can no longer sign in; who never had an account is reached by hand."""
        return self.current().exclude(person__user__is_active=False)

    def who_can_chair(self):
        """Who can sign in."""
        return self.filter(person__user__is_active=True)

    def written_down_with(self, address):
        """Of people without an account who were added with this address."""
        return self.filter(person__user=None, person__email__iexact=address) if address else self.none()

    def steering(self):
        return self.current().filter(role__in=Membership.STEERING)

    def koplopers(self):
        return self.current().filter(group__kind="koplopersgroep")

    def former(self):
        """Who was in it, the last to go first."""
        return self.filter(until__isnull=False, requested=False).order_by("-until", "-pk")

    def waiting(self):
        return self.filter(until=None, requested=True)


class OnlyChair(Exception):
    """The only chair of its group: somebody else becomes chair first."""


class Membership(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member", "lid"
        CHAIR = "chair", "voorzitter"
        SECRETARY = "secretary", "notulist"

    STEERING = (Role.CHAIR, Role.SECRETARY)

    group = models.ForeignKey("groups.Group", models.CASCADE, related_name="memberships", verbose_name="groep")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships", verbose_name="persoon")
    role = models.CharField("rol", max_length=10, choices=Role.choices, default=Role.MEMBER)
    voice = models.CharField("stem", max_length=20, choices=Voice.choices)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="memberships", verbose_name="namens"
    )
    since = models.DateField("sinds", default=timezone.localdate)
    until = models.DateField("tot en met", null=True, blank=True)
    requested = models.BooleanField("heeft zich aangemeld, nog niet toegelaten", default=False)
    is_named = models.BooleanField("naam mag op de website", default=True, db_default=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

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
    def steers(self):
        return self.role in self.STEERING

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

    # -- what happens: each returns whether it was still asked for; of two at once one wins ----------------------------
    def admit(self, *, by):
        """Let in who asked to join a group that has not stopped."""
        with transaction.atomic():
            asked = type(self).objects.waiting().filter(pk=self.pk, group__in=type(self.group).objects.active())
            changed = asked.update(requested=False)
            if changed:
                self._record(GroupEvent.Kind.ADMITTED, by=by)
        return bool(changed)

    @property
    def can_chair(self):
        """A chair has to sign in."""
        return self.person.can_sign_in

    def refuse(self, *, by, reason):
        """Say no, and why, to who asked to join; who is a member already stays one."""
        with transaction.atomic():
            deleted, _ = type(self).objects.waiting().filter(pk=self.pk).delete()
            if deleted:
                self._record(GroupEvent.Kind.REFUSED, by=by, reason=reason)
        return bool(deleted)

    @property
    def place(self):
        """What `give_place` changes, as its form remembers it."""
        return f"{self.role} {self.voice} {self.organisation_id or '-'}"

    def give_place(self, *, by, voice, organisation, role=None, seen=""):
        """Voice, whom it speaks for and the role (None: as it is), of who is still a member; a chair can sign in.

        Raises OnlyChair where nobody would chair, Conflict where it is another place than `seen` (empty: any).
        """
        with transaction.atomic():
            group = type(self.group).objects.select_for_update(no_key=True).get(pk=self.group_id)
            rows = Membership.objects.current().filter(pk=self.pk)
            if seen and (now := rows.first()) and now.place != seen:
                raise Conflict
            before = rows.values_list("role", flat=True).first()
            role = role or before
            if role == self.Role.CHAIR != before:
                rows = rows.who_can_chair()
            if before == self.Role.CHAIR != role and group.hangs_on(self.person):
                raise OnlyChair
            changed = before and rows.update(role=role, voice=voice, organisation=organisation)
            if changed and before != role:
                self.role = role
                self.tell_of(["role"], by=by)
        return bool(changed)

    def remove(self, *, by, reason):
        """Take somebody out, who hears why; a chair is made a member first."""
        with transaction.atomic():
            rows = Membership.objects.current().exclude(role=self.Role.CHAIR)
            changed = rows.filter(pk=self.pk).update(until=timezone.localdate())
            if changed:
                self._record(GroupEvent.Kind.REMOVED, by=by, reason=reason)
        return bool(changed)

    def tell_of(self, changed, *, by):
        """The back office wrote these fields of it: whoever it is about hears what that means."""
        kind = self._meaning_of(changed)
        if kind:
            self._record(kind, by=by, reason=self.get_role_display() if kind == GroupEvent.Kind.ROLE_CHANGED else "")

    def tell_of_removal(self, *, by):
        """The back office took the row away."""
        if self.until is None:
            self._record(self._way_out(), by=by)

    def _meaning_of(self, changed):
        kinds = GroupEvent.Kind
        if self.until is not None:
            return self._way_out() if "until" in changed else None
        if self.requested or not {"requested", "until", "role"} & set(changed):
            return None
        if "role" in changed and self.is_chair:
            return kinds.CHAIR_CHANGED
        return kinds.ADMITTED if {"requested", "until"} & set(changed) else kinds.ROLE_CHANGED

    def _way_out(self):
        """Who only asked was never a member."""
        return GroupEvent.Kind.REFUSED if self.requested else GroupEvent.Kind.REMOVED

    def _record(self, kind, *, by, reason=""):
        GroupEvent.record(group=self.group, kind=kind, person=self.person, actor=by, reason=reason)
