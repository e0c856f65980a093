"""What is written down while a meeting goes on: a few lines at each of its points, and what waits for the next time."""

from contextlib import contextmanager

from django.db import models, transaction
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import Person
from groups.models.events import MeetingEvent
from groups.models.group import Group
from groups.models.meetings import Conflict, Meeting
from groups.models.steps import InvalidTransition, Step

CARRIED = (
    *("kind", "title", "text", "minutes_planned", "project_id", "issue_id"),
    *("about_decision_id", "about_action_id"),
)

FOR_MEMBERS = "op de agenda staat iets uit een bijeenkomst voor leden, en dat kan er niet meer af"


class PointQuerySet(models.QuerySet):
    def public(self):
        """What everybody reads as it stands; while minutes are a draft, only the points at which nothing stands yet."""
        as_planned = Q(came_up=False, minutes="")
        return self.filter(as_planned | Q(meeting__state__in=Meeting.WITH_MINUTES), meeting__is_public=True)

    def with_minutes_for(self, user):
        """Adds `said` and `said_among_members`: what this reader may know of what is written at each point.

        What came up is part of the minutes: it is not there before they are out.
        """
        all_of_it = Q(meeting__in=Meeting.objects.open_to_members(user))
        may_read = Q(meeting__state__in=Meeting.WITH_MINUTES) | all_of_it
        return self.filter(Q(came_up=False) | may_read).annotate(
            said=_only_where(may_read, "minutes"), said_among_members=_only_where(all_of_it, "members_minutes")
        )

    def with_chain_for(self, user):
        """Adds `came_from` and `goes_to`: where it was left and where it comes again, as far as one may see that."""
        seen = Meeting.objects.visible_to(user)
        return self.annotate(
            came_from=_told_of(seen.filter(points__carried_to=OuterRef("pk"))),
            goes_to=_told_of(seen.filter(points__carried_from=OuterRef("pk"))),
        )

    def waiting_before(self, meeting):
        """Those of the group that wait since an earlier meeting than this one."""
        return self.filter(is_waiting=True, meeting__group=meeting.group_id, meeting__starts_at__lt=meeting.starts_at)

    def waiting_for(self, meeting):
        """Those that `meeting` takes over by itself.

        What members spoke of among themselves does not come on the agenda of a meeting that everybody reads.
        """
        rows = self.waiting_before(meeting)
        return rows.filter(meeting__is_public=True) if meeting.is_public else rows


def _only_where(may, column):
    return Case(When(may, then=F(column)), default=Value(""), output_field=models.TextField())


def _told_of(meetings):
    return Subquery(meetings.values(told=JSONObject(id="id", title="title", starts_at="starts_at"))[:1])


class PointMinutes(models.Model):
    """What is written at one point of an agenda, with a version of its own: two people at two points never clash."""

    minutes = models.TextField("verslag", blank=True, db_default="")
    members_minutes = models.TextField("verslag, alleen voor leden", blank=True, db_default="")
    minutes_version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    minutes_at = models.DateTimeField("verslag bewaard op", null=True, blank=True, editable=False)
    came_up = models.BooleanField("kwam ter tafel", default=False, db_default=False, editable=False)
    is_waiting = models.BooleanField("wacht op de volgende keer", default=False, db_default=False, editable=False)
    carried_from = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="carried_to", editable=False,
        verbose_name="kwam niet aan bod",
    )  # fmt: skip

    objects = PointQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_carried(self):
        """Whether it was left for a next time."""
        return self.is_waiting or hasattr(self, "carried_to")

    @classmethod
    def bring_up(cls, meeting, *, by, **fields):
        """What came up that was not on the agenda."""
        with meeting.writing(by=by):
            return cls.objects.create(meeting=meeting, order=cls.next_place(meeting), came_up=True, **fields)

    def write(self, *, by, version=None, **texts):
        """Keep these texts; raises Conflict when it is no longer `version` (None: any), or is gone."""
        with self.meeting.writing(by=by):
            rows = type(self).objects.filter(pk=self.pk)
            wanted = rows if version is None else rows.filter(minutes_version=version)
            now = timezone.now()
            if not wanted.update(minutes_version=F("minutes_version") + 1, minutes_at=now, form_key=None, **texts):
                raise Conflict
        self.refresh_from_db()

    def carry_on(self):
        """To the agenda of the next meeting, or kept until one is planned; twice is no error."""
        with self._between_meetings() as point:
            if point.is_carried:
                return
            point.to_the_next()
        self.refresh_from_db()

    def keep_here(self):
        """It is dealt with after all; what stands on the next agenda goes, as long as that may change."""
        with self._between_meetings() as point:
            if hasattr(point, "carried_to"):
                point.carried_to.take_off()
            point.wait(False)
        self.refresh_from_db()

    def to_the_next(self):
        if following := self.meeting.following_with_open_agenda():
            self.carry_to(following)
        else:
            self.wait(True)

    def carry_to(self, meeting):
        type(self).put_on(meeting, carried_from=self, **{name: getattr(self, name) for name in CARRIED})
        self.wait(False)

    def come_back(self, meeting):
        """It waited, and is put on this agenda; of two at once one does so."""
        with transaction.atomic():
            if type(self).objects.filter(pk=self.pk, is_waiting=True).update(is_waiting=False):
                self.carry_to(meeting)

    def wait(self, waits):
        type(self).objects.filter(pk=self.pk).update(is_waiting=waits)

    @classmethod
    def bring_waiting(cls, meeting):
        """Put on its agenda what waited for a next meeting; called by who just planned it and holds the group."""
        for point in cls.objects.waiting_for(meeting).order_by("meeting__starts_at", "order", "pk"):
            point.come_back(meeting)

    @classmethod
    def keep_among_members(cls, meetings):
        """Everybody is to read these agendas: what came from a meeting of members waits again. Returns what went off.

        Raises InvalidTransition where that cannot go off any more.
        """
        rows = cls.objects.filter(meeting__in=meetings, meeting__is_public=False)
        points = list(rows.filter(carried_from__meeting__is_public=False).select_related("carried_from", "meeting"))
        for point in points:
            if point.is_carried or point.has_something_written or not point.meeting.may(Step.SET_AGENDA):
                raise InvalidTransition(point.meeting, FOR_MEMBERS)
            cls.objects.filter(pk=point.pk).delete()
            point.carried_from.wait(True)
        return points

    @classmethod
    def let_go(cls, meetings):
        """These do not take place: what came there from an earlier one goes to the next, unless it went on already.

        What was put there for this time waits: who makes the next agenda sees whether it still fits.
        """
        here = cls.objects.filter(meeting__in=meetings, is_waiting=False, carried_to=None)
        own = here.filter(carried_from=None, came_up=False, minutes="", members_minutes="")
        own.filter(about_decision=None, about_action=None).update(is_waiting=True)  # those come back by themselves
        left = list(cls.objects.filter(carried_to__in=here).select_related("meeting__group").order_by("carried_to"))
        here.update(carried_from=None)
        for point in left:
            point.to_the_next()

    @contextmanager
    def _between_meetings(self):
        """The point as it is now, while nobody plans a meeting of the group: that one would pass it by."""
        with transaction.atomic():
            Group.objects.select_for_update(no_key=True).get(pk=self.meeting.group_id)
            with self.meeting.taking(Step.DRAFT):
                yield type(self).objects.select_related("meeting", "carried_to__meeting").get(pk=self.pk)


FOR_EVERYBODY = Q(meeting__is_public=True, members_only=False)


class AgreedQuerySet(models.QuerySet):
    def public(self):
        return self.filter(FOR_EVERYBODY)

    def visible_to(self, user):
        """Those of the meetings one may see; what is for members only, for the members of the group."""
        if user.is_anonymous:
            return self.public()
        all_of_it = Q(meeting__in=Meeting.objects.open_to_members(user))
        return self.filter(FOR_EVERYBODY | all_of_it)


class Correction(models.Model):
    """What is put right below minutes that do not change any more."""

    meeting = models.ForeignKey(
        "groups.Meeting", models.CASCADE, related_name="corrections", verbose_name="bijeenkomst"
    )
    text = models.TextField("verbetering")
    on = models.DateField("op", default=timezone.localdate)
    by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="corrections", verbose_name="door"
    )
    members_only = models.BooleanField("alleen voor leden", default=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = AgreedQuerySet.as_manager()

    class Meta:
        verbose_name = "verbetering van een verslag"
        verbose_name_plural = "verbeteringen van verslagen"
        ordering = ["on", "id"]

    def __str__(self):
        return self.text

    @property
    def is_public(self):
        return self.meeting.is_public and not self.members_only

    @classmethod
    def add(cls, meeting, **fields):
        """Once everybody can read the minutes they stay as they are; this stands below them, and the members hear it.

        What is for members only stands in no event, which others pass on.
        """
        with meeting.taking(Step.CORRECT):
            correction = cls.objects.create(meeting=meeting, **fields)
            told = correction.text if correction.is_public else ""
            kind = MeetingEvent.Kind.CORRECTED
            MeetingEvent.record(meeting=meeting, kind=kind, actor=correction.by, reason=told)
        return correction
