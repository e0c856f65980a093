"""The koplopers briefing: lines that come by themselves and are put in order, then frozen (design.md)."""

import uuid
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from groups.models.actions import ActionPoint
from groups.models.briefing_past import became, stands
from groups.models.group import Group
from groups.models.issues import Issue
from groups.models.meetings import Meeting, State
from groups.models.membership import Membership
from groups.models.steps import Step
from projects.models import Project

A_WEEK_BEFORE = timedelta(days=7)
A_MONTH = timedelta(days=31)
STORED = ("kind", "title", "reason", "source", "project_id", "issue_id", "action_id")


class BriefingLineQuerySet(models.QuerySet):
    def current(self):
        """What was not taken off, with what each line is about."""
        return self.filter(removed_at=None).select_related("project", "issue", "action__meeting", "action__person")


class BriefingLine(models.Model):
    """One line of the briefing in the making. `source` says what it came from; empty for what somebody added.

    A line that is taken off keeps its row: else the next time it would come back.
    """

    class Kind(models.TextChoices):
        ONTWIKKELING = "ontwikkeling", "Ontwikkeling"
        VRAAGSTUK = "vraagstuk", "Vraagstukken"
        SUCCES = "succes", "Succes"
        KRITISCHE_BLIK = "kritische_blik", "Kritische blik"
        ACTIEPUNT = "actiepunt", "Actiepunten"
        COMMUNICATIE = "communicatie", "Communicatie"
        OVERIG = "overig", "Overig"

    AS_IT_IS = (Kind.VRAAGSTUK, Kind.KRITISCHE_BLIK, Kind.ACTIEPUNT)  # not what happened, but how something stands

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="briefing_lines", verbose_name="bijeenkomst")
    kind = models.CharField("deel", max_length=20, choices=Kind.choices)
    title = models.CharField("onderwerp", max_length=300)
    reason = models.CharField("waarom", max_length=400, blank=True)
    source = models.CharField("waar het vandaan komt", max_length=80, blank=True, editable=False)
    project = models.ForeignKey(
        Project, models.CASCADE, null=True, blank=True, related_name="briefing_lines", verbose_name="project"
    )
    issue = models.ForeignKey(
        Issue, models.CASCADE, null=True, blank=True, related_name="briefing_lines", verbose_name="vraagstuk"
    )
    action = models.ForeignKey(
        ActionPoint, models.CASCADE, null=True, blank=True, related_name="briefing_lines", verbose_name="actiepunt"
    )
    order = models.PositiveIntegerField("volgorde", default=0)
    removed_at = models.DateTimeField("weggehaald op", null=True, blank=True, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = BriefingLineQuerySet.as_manager()

    class Meta:
        verbose_name = "regel van een briefing"
        verbose_name_plural = "regels van briefings"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "source"], condition=~Q(source=""), name="one_line_of_a_source")
        ]

    def __str__(self):
        return self.title

    @classmethod
    def fill(cls, meeting, found, *, by=None):
        """Put on what was `found` (unsaved lines) and is not there yet; an agenda that was only planned opens.

        What stands there keeps its place and gets the reason of today; what is over by now goes. Returns how many lines
        are new.
        """
        with meeting.taking(Step.SET_AGENDA) as now:
            if now.state == State.PLANNED:
                meeting.open_agenda(by=by)
            there = cls.renew(meeting, found)
            new = {line.source: line for line in found if line.source not in there}
            for order, line in enumerate(new.values(), start=cls._end_of(meeting)):
                line.meeting, line.order = meeting, order
            cls.objects.bulk_create(new.values())
        return len(new)

    @classmethod
    def renew(cls, meeting, found):
        """The reasons of today; what is over by now goes. Returns {source: the line that stays}."""
        with meeting.taking(Step.SET_AGENDA):
            by_source = {line.source: line for line in found}
            rows = meeting.briefing_lines.exclude(source="")
            rows.filter(kind__in=cls.AS_IT_IS, removed_at=None).exclude(source__in=by_source).delete()
            there = {line.source: line for line in rows}
            for source in there.keys() & by_source.keys():
                there[source].reason = by_source[source].reason
            cls.objects.bulk_update(there.values(), ["reason"])
        return there

    @classmethod
    def add(cls, meeting, **fields):
        """What the chair puts on it by hand."""
        with meeting.taking(Step.SET_AGENDA):
            return cls.objects.create(meeting=meeting, order=cls._end_of(meeting), **fields)

    def move(self, *, to_top):
        """Before the line above it in its part, or before all of them; the first stays the first."""
        with self.meeting.taking(Step.SET_AGENDA):
            lines = list(self.meeting.briefing_lines.filter(kind=self.kind, removed_at=None))
            place = lines.index(self) if self in lines else 0  # somebody took it off meanwhile
            if place:
                lines.insert(0 if to_top else place - 1, lines.pop(place))
            for line, order in zip(lines, sorted(line.order for line in lines), strict=True):
                line.order = order
            type(self).objects.bulk_update(lines, ["order"])

    @property
    def point_key(self):
        """Of the point on the agenda that it became: once."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"briefing line {self.pk}")

    def take_off(self):
        self._remove(timezone.now())

    def put_back(self):
        self._remove(None)

    def _remove(self, at):
        with self.meeting.taking(Step.SET_AGENDA):
            type(self).objects.filter(pk=self.pk).update(removed_at=at, form_key=None)
        self.refresh_from_db()

    @staticmethod
    def _end_of(meeting):
        last = meeting.briefing_lines.aggregate(last=Max("order"))["last"]
        return 0 if last is None else last + 1


class BriefingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who may see the meeting; what was frozen among members stays theirs when that is opened later."""
        seen = self.filter(meeting__in=Meeting.objects.visible_to(user))
        if user.is_anonymous:
            return seen.filter(is_public=True)
        if user.is_administrator:
            return seen
        return seen.filter(Q(is_public=True) | Q(meeting__group__in=Membership.objects.groups_of(user)))


class Briefing(models.Model):
    """As it was frozen: whatever happens to its lines later, this is what people read."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="briefing", verbose_name="bijeenkomst")
    data = models.JSONField("inhoud", encoder=DjangoJSONEncoder, editable=False)
    is_public = models.BooleanField("voor iedereen", editable=False)
    frozen_at = models.DateTimeField("vastgezet op", default=timezone.now, editable=False)
    frozen_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, editable=False, related_name="briefings", verbose_name="vastgezet door"
    )

    objects = BriefingQuerySet.as_manager()

    class Meta:
        verbose_name = "briefing"
        verbose_name_plural = "briefings"
        ordering = ["-meeting__starts_at"]

    def __str__(self):
        return f"Briefing van {self.meeting}"

    def get_absolute_url(self):
        return reverse("groups:briefing", args=[self.meeting.group.slug, self.meeting_id])

    @staticmethod
    def meetings_to_fill():
        """Of the koplopers, from a week before until it begins, as long as its agenda may change."""
        until = timezone.now() + A_WEEK_BEFORE
        open_agenda = Meeting.objects.to_come().filter(state__in=[State.PLANNED, State.AGENDA_OPEN])
        return open_agenda.filter(group__kind=Group.Kind.KOPLOPERSGROEP, starts_at__lte=until).select_related("group")

    @classmethod
    def freeze(cls, meeting, *, by):
        """Freeze the agenda, and keep the briefing as it is at that moment; the event tells the members.

        Raises InvalidTransition when somebody was first, or when the agenda is not open.
        """
        with transaction.atomic():
            meeting.freeze_agenda(by=by)
            return cls.objects.create(
                meeting=meeting, data=contents(meeting), is_public=meeting.is_public, frozen_by=by
            )

    @classmethod
    def before(cls, meeting):
        """The last one before this meeting that its readers may read too, or None."""
        rows = cls._earlier(meeting)
        rows = rows.filter(is_public=True, meeting__is_public=True) if meeting.is_public else rows
        return rows.select_related("meeting").first()

    @classmethod
    def since(cls, meeting):
        """From when it tells what happened: the last freezing, else the last meeting, else a month before this one."""
        if last := cls._earlier(meeting).first():
            return last.frozen_at
        held = Meeting.objects.filter(group=meeting.group_id, starts_at__lt=meeting.starts_at)
        met = held.exclude(state=State.CANCELLED).order_by("-starts_at").first()
        return met.starts_at if met else meeting.starts_at - A_MONTH

    @classmethod
    def _earlier(cls, meeting):
        """Those that were spoken of: what stood on one whose meeting was cancelled is told again."""
        rows = cls.objects.filter(meeting__group=meeting.group_id, meeting__starts_at__lt=meeting.starts_at)
        return rows.exclude(meeting__state=State.CANCELLED)


def contents(meeting):
    """What the briefing of this meeting holds now, as plain values: lines, agenda, what became of the one before.

    No names: a person who leaves takes the own name along. Who an action point is of is read beside it.
    """
    lines = [line for line in meeting.briefing_lines.current() if _may_stand(line, meeting)]
    points = [{"title": point.title, "in_words": point.in_words} for point in meeting.points.filter(came_up=False)]
    told = {"lines": [_stored(line) for line in lines], "points": points, "before": [], "same": 0}
    if last := Briefing.before(meeting):
        told["before"], told["same"] = became(last.data["lines"], since=last.frozen_at, lines=meeting.briefing_lines)
        told["before_on"] = last.meeting.starts_at
    return told


def _may_stand(line, meeting):
    """On what everybody reads stands nothing for members, nor of a project that is not to be seen."""
    if line.project and not line.project.is_public:
        return False
    action = line.action
    return action is None or not meeting.is_public or (action.meeting.is_public and not action.members_only)


def _stored(line):
    return {name: getattr(line, name) for name in STORED} | {"stood": stands(line)}
