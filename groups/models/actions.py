"""Who does what after a meeting, by when: claimed, ticked off, put off, dropped with a reason, passed on."""

from copy import copy
from datetime import date, timedelta
from textwrap import shorten

from django.core import signing
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from core.dates import day, short_day
from groups.models.agreements import AgendaPoint
from groups.models.events import ActionEvent
from groups.models.group import Group
from groups.models.meetings import Conflict, Meeting, Unchanged
from groups.models.membership import UNNAMED, Membership
from groups.models.minutes import FOR_EVERYBODY, AgreedQuerySet
from groups.models.steps import AGENDA_IS_OPEN, Step

A_WEEK = timedelta(days=7)
MOST_BACK = 20  # on one agenda
LINK_LASTS = timedelta(days=60)  # the mail of its day has a new one
_SALT = "groups.action"


def _parts_of(group):
    """What is agreed at its own meetings and stayed there, and what was passed on to it."""
    return Q(meeting__group=group, passed_to=None), Q(passed_to=group)


class ActionPointQuerySet(AgreedQuerySet):
    def open(self):
        return self.filter(done_on=None, dropped_reason="")

    def of(self, group):
        """What is this group's to do: agreed at its meetings and not passed on, or passed on to it."""
        own, passed_on = (ActionPoint.objects.order_by().filter(part).values("pk") for part in _parts_of(group))
        return self.filter(pk__in=own.union(passed_on, all=True))  # each by its own index

    def of_each(self, group):
        """The same in a subquery; `group`: an OuterRef."""
        own, passed_on = _parts_of(group)
        return self.filter(own | passed_on)

    def late(self, on):
        """Those that are open on that day and should have been done before it."""
        return self.open().filter(due__lt=on)

    def groups(self):
        """Whose these are to do."""
        return Group.objects.filter(pk__in=self.order_by().values(whose=Coalesce("passed_to", "meeting__group")))

    def to_remind_of(self, on):
        """Those whose day has come, once; what lay there for longer than a week comes back at the next meeting."""
        come = self.open().filter(due__lte=on, due__gt=on - A_WEEK).exclude(person=None)
        return come.exclude(reminded_of=F("due"))

    def of_address(self, token):
        """The action point that this secret address is of, as long as it is still this person's to read; or none."""
        try:
            pk, person, *made = signing.Signer(salt=_SALT).unsign_object(token)
        except (signing.BadSignature, ValueError):
            return self.none()
        rows = self.open_to_its_doer().filter(pk=pk, person=person)
        since = timezone.now() - LINK_LASTS
        if not made:  # mailed before addresses said when: as long as its last event is not older
            return rows.filter(Exists(ActionEvent.objects.filter(action=OuterRef("pk"), at__gte=since)))
        return rows if date.fromordinal(*made) >= timezone.localdate(since) else self.none()

    def open_to_its_doer(self):
        """Those that whoever does it may still be told of: who can sign in or never had an account.

        What is for members only, as long as that person is in the group, or in the one that it was passed on to.
        """
        groups = Q(group=OuterRef("meeting__group")) | Q(group=OuterRef("passed_to"))
        seats = Membership.objects.current().filter(groups, person=OuterRef("person"))
        return self.filter(FOR_EVERYBODY | Exists(seats)).exclude(person__user__is_active=False)

    def named_for(self, user):
        """Adds `is_unnamed`: whether this reader may not know who does it (`doer`)."""
        return self._without_names_of(Membership.objects.unnamed_for(user))

    def named_to(self, person):
        """The same for who reads it in the mail, with an account or without."""
        return self._without_names_of(Membership.objects.unnamed_to(person))

    def _without_names_of(self, seats):
        groups = Q(group=OuterRef("meeting__group")) | Q(group=OuterRef("passed_to"))
        return self.annotate(is_unnamed=Exists(seats.filter(groups, person=OuterRef("person"))))

    def visible_to(self, user):
        """Also one's own, and what another group passed on to one's own group, wherever they were written down."""
        seen = super().visible_to(user)
        if user.is_anonymous:
            return seen
        return seen | self.filter(Q(person__user=user) | Q(passed_to__in=Membership.objects.groups_of(user)))


class ActionPoint(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="actions", verbose_name="bijeenkomst")
    point = models.ForeignKey(
        AgendaPoint, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name="agendapunt"
    )
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="actions", verbose_name="wie")
    text = models.CharField("wat", max_length=300)
    due = models.DateField("wanneer klaar", null=True, blank=True)
    done_on = models.DateField("gedaan op", null=True, blank=True)
    dropped_reason = models.TextField("vervallen, want", blank=True)
    moved_reason = models.TextField("verzet, want", blank=True)
    members_only = models.BooleanField("alleen voor leden", default=False, db_default=False)
    reminded_of = models.DateField("herinnerd aan", null=True, blank=True, editable=False)  # the `due` it was then
    passed_to = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="passed_on_to_it", verbose_name="verder bij"
    )
    # The last meeting on whose agenda it came by itself: taken off there, it comes again with the next.
    back_on = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False, editable=False,
        verbose_name="terug op",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
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
    def group(self):
        """Whose it is to do now."""
        return self.passed_to or self.meeting.group

    @property
    def doer(self):
        """Who does it, as far as the reader may know that (`named_for`); empty where nobody does."""
        if self.person is None:
            return ""
        return UNNAMED if self.is_unnamed else self.person.public_name

    @property
    def is_public(self):
        return self.meeting.is_public and not self.members_only

    def title_on_agenda(self, *, is_public):
        """As a point, because it is late; a public agenda does not tell what is for members only."""
        told = self.text if self.is_public or not is_public else f"een actiepunt van {day(self.meeting.starts_at)}"
        return shorten(f"Nog niet gedaan: {told}", 160, placeholder=" …")

    @property
    def is_open(self):
        return self.done_on is None and not self.dropped_reason

    @property
    def stands_for(self):
        """Its day, as the form of who puts it off remembers it."""
        return self.due.isoformat() if self.due else "geen"

    @property
    def is_late(self):
        return self.is_open and self.due is not None and self.due < timezone.localdate()

    @property
    def was_done_today(self):
        return self.done_on == timezone.localdate()

    def belongs_to(self, user):
        """Whether the user does it, or steers the group."""
        if user.is_anonymous:
            return False
        return (self.person_id is not None and self.person.user_id == user.pk) or self.group.steered_by(user)

    def tickable_by(self, user):
        """The one who does it, and who steers the group."""
        return self.is_open and self.belongs_to(user)

    def claimable_by(self, user):
        """Nobody does it yet: a member of the group may say “ik doe dit”."""
        return self.is_open and self.person_id is None and self.group.has_member(user)

    @property
    def told(self):
        """What others who pass it on may know of it: who reads the bellijst is no member."""
        what = self.text if self.is_public else f"iets van {self.group.name}, alleen voor leden"
        return f"{what}, uiterlijk {short_day(self.due)}" if self.due else what

    @property
    def own_address(self):
        """Of the page where whose it is says how it stands, without signing in; made, not kept."""
        made = timezone.localdate().toordinal()
        token = signing.Signer(salt=_SALT).sign_object([self.pk, self.person_id, made])
        return reverse("groups:own_action", args=[token])

    @classmethod
    def write_down(cls, meeting, *, by=None, **fields):
        """Record who does what, from the beginning until the minutes are adopted; whose it is hears of it."""
        with meeting.taking(Step.AGREE):
            action = cls.objects.create(meeting=meeting, **fields)
            action.give(by=by)
        return action

    @classmethod
    def bring_late(cls, group):
        """Put what is late on the next agenda; what was taken off there comes again with the one after that.

        The koplopers read it in their briefing. What is for members comes on no public agenda by itself.
        """
        coming = group.meetings.to_come().filter(state__in=AGENDA_IS_OPEN, group__ended_on=None)
        meeting = coming.order_by("starts_at", "pk").first()
        if meeting is None or group.is_koplopersgroep:
            return
        room = max(0, MOST_BACK - meeting.points.exclude(about_action=None).count())
        there = AgendaPoint.objects.filter(Q(meeting=meeting) | Q(is_waiting=True), about_action=OuterRef("pk"))
        rows = cls.objects.of(group).late(timezone.localdate()).exclude(Exists(there)).exclude(back_on=meeting)
        for action in (rows.public() if meeting.is_public else rows)[:room]:
            AgendaPoint.bring_back(meeting, action=action)
            cls.objects.filter(pk=action.pk).update(back_on=meeting)

    def correct(self, *, by, version=None, **changes):
        """It was written down wrongly; whose it is reads how it is now. Raises Conflict as `Decision.correct` does."""
        before = copy(self)
        with self.meeting.taking(Step.AGREE):
            rows = ActionPoint.objects.filter(pk=self.pk)
            wanted = rows if version is None else rows.filter(version=version)
            if not wanted.update(version=F("version") + 1, form_key=None, **changes):
                raise Conflict
            self.refresh_from_db()
            AgendaPoint.retitle(self, before=before)
            if self.is_open and self.person_id and (self.text, self.due) != (before.text, before.due):
                ActionEvent.record(action=self, kind=ActionEvent.Kind.CORRECTED, actor=by)

    def claim(self, *, by):
        """`by` does what nobody did yet; returns whether it is theirs now. Of two at once one wins."""
        rows = ActionPoint.objects.open().filter(person=None)
        return self._change(rows, ActionEvent.Kind.GIVEN, by=by, person=by) or self.person_id == by.pk

    def give(self, *, by, was_of=None):
        """It was written down who does it; that one hears so, and `was_of`, the id of who did it before."""
        if self.is_open and (self.person_id or was_of):
            ActionEvent.record(action=self, kind=ActionEvent.Kind.GIVEN, actor=by, was_of_id=was_of)

    def remind(self):
        """On its day, once; returns whether it was still to be done."""
        changes = {"reminded_of": F("due")}
        return self._while_open(
            ActionEvent.Kind.DUE, among=ActionPoint.objects.exclude(reminded_of=F("due")), **changes
        )

    def tick_off(self, *, by):
        """Done today; returns whether it was still open: ticking twice is no error."""
        return self._settle(ActionEvent.Kind.DONE, by=by, done_on=timezone.localdate())

    def drop(self, *, by, reason):
        """It will not be done; returns whether it was still open."""
        return self._settle(ActionEvent.Kind.DROPPED, by=by, reason=reason, dropped_reason=reason)

    def put_off(self, *, by, due, reason, seen=""):
        """Later than agreed, told once; returns whether it stands so, and open.

        Raises Conflict where it stands for another day than `seen`, a `stands_for` (empty: any), Unchanged where it
        stands for this one and this was not pressed twice.
        """
        said = {"due": due, "moved_reason": reason}
        with transaction.atomic():
            now = ActionPoint.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if now.is_open and now.due == due:
                if now.moved_reason == reason and seen != now.stands_for:
                    return True
                raise Unchanged
            if now.is_open and seen and seen != now.stands_for:
                raise Conflict
            return self._while_open(ActionEvent.Kind.MOVED, by=by, reason=reason, **said)

    def leave_to(self, *, by, person=None, group=None, reason=""):
        """Of a group that stops: somebody goes on with it, another group does, or it is dropped with a reason."""
        if reason:
            return self.drop(by=by, reason=reason)
        if group:
            return self._while_open(None, passed_to=group)
        return self.give_to(person, by=by)

    def give_to(self, person, *, by):
        """Somebody does it from now on; who did it until now hears so too. Returns whether it was still open."""
        with transaction.atomic():
            before = ActionPoint.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk).person_id
            was_of = before if before != person.pk else None
            return self._while_open(ActionEvent.Kind.GIVEN, by=by, was_of=was_of, person=person)

    def reopen(self, *, by):
        """Not done after all: by whose it is, on the day it was ticked off; returns whether it is open again."""
        rows = ActionPoint.objects.filter(person=by, done_on=timezone.localdate())
        return self._change(rows, ActionEvent.Kind.MOVED, by=by, reason="Toch nog niet klaar.", done_on=None)

    def _settle(self, kind, **how):
        """Nobody has to speak of it any more at a meeting to come; done by mistake, it comes back there."""
        with transaction.atomic():
            changed = self._while_open(kind, back_on=None, **how)
            if changed:
                spoken_of = {"meeting__starts_at__lte": timezone.now(), "is_waiting": False}
                AgendaPoint.leave_agendas(self.points_about.exclude(**spoken_of))
        return changed

    def _while_open(self, kind, *, among=None, **how):
        rows = ActionPoint.objects.all() if among is None else among
        return self._change(rows.open(), kind, **how)

    def _change(self, rows, kind, *, by=None, reason="", was_of=None, **changes):
        """The change, if it is one of `rows`, and its event, unless `kind` is None: nobody hears of it.

        The reason of what is for members only stands in no event, which others pass on.
        """
        with transaction.atomic():
            changed = rows.filter(pk=self.pk).update(version=F("version") + 1, form_key=None, **changes)
            if changed and kind:
                told = reason if self.is_public else ""
                ActionEvent.record(action=self, kind=kind, actor=by, reason=told, was_of_id=was_of)
        self.refresh_from_db()
        return bool(changed)
