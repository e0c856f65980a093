"""What stands on the agenda of a meeting, and what was decided there."""

from contextlib import suppress
from copy import copy
from textwrap import shorten

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q

from core.dates import day
from core.searching import kept_words
from groups.models.meetings import Conflict, Meeting
from groups.models.minutes import AgreedQuerySet, PointMinutes
from groups.models.steps import AGENDA_IS_OPEN, InvalidTransition, Step
from projects.models import Project
from themes.models import AgendaRound


class AgendaPoint(PointMinutes):
    class Kind(models.TextChoices):
        ONTWIKKELING = "ontwikkeling", "ontwikkeling"
        VRAAGSTUK = "vraagstuk", "vraagstuk"
        SUCCES = "succes", "succes"
        KRITISCHE_BLIK = "kritische_blik", "kritische blik"
        OVERIG = "overig", "overig"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="points", verbose_name="bijeenkomst")
    kind = models.CharField("soort", max_length=20, choices=Kind.choices, default=Kind.OVERIG)
    title = models.CharField("onderwerp", max_length=160)
    text = models.TextField("toelichting", blank=True)
    minutes_planned = models.PositiveSmallIntegerField("minuten", null=True, blank=True)
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="agenda_points", verbose_name="project"
    )
    issue = models.ForeignKey(
        "groups.Issue", models.SET_NULL, null=True, blank=True, related_name="agenda_points", verbose_name="vraagstuk"
    )
    about_decision = models.ForeignKey(
        "groups.Decision", models.SET_NULL, null=True, blank=True, related_name="points_about", editable=False
    )
    about_action = models.ForeignKey(
        "groups.ActionPoint", models.SET_NULL, null=True, blank=True, related_name="points_about", editable=False
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    version = models.PositiveIntegerField(default=1, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    search = kept_words("title", "text", "minutes")

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["order", "id"]
        indexes = [GinIndex(fields=["search"], name="agendapoint_search")]

    def __str__(self):
        return self.title

    @property
    def in_words(self):
        """Kritische blik, 15 minuten"""
        kind = "" if self.kind == self.Kind.OVERIG else self.get_kind_display().capitalize()
        minutes = self.minutes_planned
        lasts = f"{minutes} {'minuut' if minutes == 1 else 'minuten'}" if minutes else ""
        return ", ".join(filter(None, [kind, lasts]))

    @property
    def has_something_written(self):
        return bool(self.minutes or self.members_minutes) or self.decisions.exists() or self.actions.exists()

    @classmethod
    def put_on(cls, meeting, **fields):
        """Add a point at the end of the agenda, as long as that may change."""
        with meeting.taking(Step.SET_AGENDA):
            return cls.objects.create(meeting=meeting, order=cls.next_place(meeting), **fields)

    @classmethod
    def bring_back(cls, meeting, *, decision=None, action=None):
        """What comes back by itself; twice is one point. A public agenda does not tell what is for members only."""
        about = decision or action
        with meeting.taking(Step.SET_AGENDA):
            known = meeting.points.filter(about_decision=decision, about_action=action).first()
            title = about.title_on_agenda(is_public=meeting.is_public)
            return known or cls.put_on(meeting, title=title, about_decision=decision, about_action=action)

    @classmethod
    def tell_less(cls, meetings):
        """Everybody is to read these agendas: what comes back there of what is for members is not told any more."""
        rows = cls.objects.filter(meeting__in=meetings).exclude(about_decision=None, about_action=None)
        for point in rows.select_related("about_decision__meeting", "about_action__meeting"):
            about = point.about_decision or point.about_action
            if not about.is_public:
                title = about.title_on_agenda(is_public=True)
                cls.objects.filter(pk=point.pk).update(title=title, version=F("version") + 1)

    @classmethod
    def retitle(cls, about, *, before):
        """It was put right: its points say so, where the minutes still change. `before` is the row as it was.

        A title that somebody typed stays, unless everybody would read there what is for members from now on.
        """
        for point in about.points_about.select_related("meeting"):
            is_public = point.meeting.is_public
            tells = is_public and before.is_public and not about.is_public
            is_own = point.title == before.title_on_agenda(is_public=is_public) and not point.meeting.is_adopted
            title = about.title_on_agenda(is_public=is_public)
            if title != point.title and (tells or is_own):
                cls.objects.filter(pk=point.pk).update(title=title, version=F("version") + 1)

    @classmethod
    def leave_agendas(cls, points):
        """What these are about is settled: off the agendas that are open, and none waits for one."""
        open_still = points.filter(meeting__state__in=AGENDA_IS_OPEN, is_waiting=False)
        for point in open_still.select_related("meeting").order_by("meeting__starts_at", "pk"):
            with suppress(InvalidTransition):  # something was written at it, or the agenda closed meanwhile
                point.take_off()
        points.filter(is_waiting=True).update(is_waiting=False)

    @staticmethod
    def next_place(meeting):
        last = meeting.points.aggregate(last=Max("order"))["last"]
        return 0 if last is None else last + 1

    def change(self, *, version=None, **changes):
        """Raises Conflict when it is no longer `version` (None: any), or was taken off meanwhile."""
        with self.meeting.taking(Step.SET_AGENDA):
            rows = type(self).objects.filter(pk=self.pk)
            wanted = rows if version is None else rows.filter(version=version)
            if not wanted.update(version=F("version") + 1, form_key=None, **changes):
                raise Conflict
        self.refresh_from_db()

    def take_off(self):
        """Raises InvalidTransition once something was written down at it."""
        with self.meeting.taking(Step.SET_AGENDA):
            point = type(self).objects.filter(pk=self.pk).first()
            if point and point.has_something_written:
                raise InvalidTransition(self.meeting, "er is al iets opgeschreven bij dit punt")
            type(self).objects.filter(pk=self.pk).delete()

    def move_up(self):
        """Change places with the point before it; the first stays the first."""
        with self.meeting.taking(Step.SET_AGENDA):
            points = list(self.meeting.points.all())
            place = points.index(self) if self in points else 0  # somebody took it off meanwhile
            if place:
                points[place - 1], points[place] = points[place], points[place - 1]
            for order, point in enumerate(points):
                point.order = order
            type(self).objects.bulk_update(points, ["order"])


class DecisionQuerySet(AgreedQuerySet):
    def in_force(self):
        """Not replaced by another."""
        return self.filter(replaced_by=None)

    def newest_first(self):
        return self.order_by("-meeting__starts_at", "-pk")

    def to_look_at_again(self, on):
        """In force, and the day to look again has come; without those that a meeting since has on its agenda."""
        since = AgendaPoint.objects.filter(
            about_decision=OuterRef("pk"), meeting__starts_at__date__gte=OuterRef("look_again_on")
        ).exclude(meeting__state=Meeting.State.CANCELLED)
        return self.in_force().filter(look_again_on__lte=on).exclude(Exists(since))


class Decision(models.Model):
    class How(models.TextChoices):
        CONSENT = "consent", "niemand had bezwaar"
        VOTE = "vote", "met stemmen"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions", verbose_name="bijeenkomst")
    point = models.ForeignKey(
        AgendaPoint, models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name="agendapunt"
    )
    text = models.TextField("wat is afgesproken")
    how = models.CharField("hoe", max_length=10, choices=How.choices, blank=True, db_default="")
    votes_for = models.PositiveSmallIntegerField("stemmen voor", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("stemmen tegen", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("onthoudingen", null=True, blank=True)
    members_only = models.BooleanField("alleen voor leden", default=False, db_default=False)
    look_again_on = models.DateField("weer bekijken op", null=True, blank=True)
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by", verbose_name="in plaats van"
    )
    agenda_round = models.ForeignKey(
        AgendaRound, models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name="stelde vast"
    )
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    search = kept_words("text")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(how="vote", votes_for__isnull=False, votes_against__isnull=False, abstentions__isnull=False)
                | ~Q(how="vote") & Q(votes_for=None, votes_against=None, abstentions=None),
                name="vote_has_counts",
                violation_error_message="Vul bij stemmen alle drie de aantallen in, en anders geen.",
            )
        ]
        indexes = [GinIndex(fields=["search"], name="decision_search")]

    def __str__(self):
        return self.text

    @property
    def is_public(self):
        return self.meeting.is_public and not self.members_only

    @property
    def how_in_words(self):
        """Met stemmen: 8 voor, 2 tegen, 1 onthouding"""
        if self.how != self.How.VOTE:
            return self.get_how_display().capitalize()
        abstained = f"{self.abstentions} onthouding{'' if self.abstentions == 1 else 'en'}"
        return f"Met stemmen: {self.votes_for} voor, {self.votes_against} tegen, {abstained}"

    def title_on_agenda(self, *, is_public):
        """As a point where it is to be looked at again; a public agenda does not tell what is for members only."""
        told = self.text if self.is_public or not is_public else f"een besluit van {day(self.meeting.starts_at)}"
        return shorten(f"Weer bekijken: {told}", 160, placeholder=" …")

    @classmethod
    def write_down(cls, meeting, **fields):
        """Record what was agreed, from the beginning until the minutes are adopted."""
        with meeting.taking(Step.AGREE):
            return cls.objects.create(meeting=meeting, **fields)

    def correct(self, *, version=None, **changes):
        """It was written down wrongly; raises Conflict when it is no longer `version` (None: any), or is gone."""
        before = copy(self)
        with self.meeting.taking(Step.AGREE):
            rows = Decision.objects.filter(pk=self.pk)
            wanted = rows if version is None else rows.filter(version=version)
            if not wanted.update(version=F("version") + 1, form_key=None, **changes):
                raise Conflict
            self.refresh_from_db()
            AgendaPoint.retitle(self, before=before)

    def take_back(self):
        """It was not decided after all; raises InvalidTransition where an agenda or account rests on it."""
        with self.meeting.taking(Step.AGREE):
            if self.agenda_round_id or hasattr(self, "year_account"):
                raise InvalidTransition(self.meeting, "met dit besluit is een agenda of een verantwoording vastgesteld")
            AgendaPoint.leave_agendas(self.points_about.all())
            Decision.objects.filter(pk=self.pk).delete()
