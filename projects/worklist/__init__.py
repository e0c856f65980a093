"""The work list of a duo: what each open project asks of whoever reads it, the most urgent first.

The database sorts: it gives every project one reason, in the order of `Reason`, so that 100,000 projects cost as few
queries as ten. What is shown gets its words in `words`.
"""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber, TruncDate
from django.utils import timezone

from projects.models import Pledge, ProgressCheck, Project, Signal, Status
from projects.models.states import OPEN_TO_HELP, WATCHED
from projects.worklist.reasons import Part, Reason
from projects.worklist.words import Words
from themes.models import Voice

__all__ = ["Part", "Reason", "WorkList"]
NUMBERS = ["geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]
PER_PART = 50
WEEK = 7
PATIENCE = 14  # days that the initiator may think about a question before the duo looks again


class WorkList:
    """The open projects of this user's themes, or of one of them; an administrator sees all."""

    def __init__(self, user, *, theme=None, page=1):
        self.user = user
        self.own_voice = {} if not user.seats else {seat.theme_id: seat.voice for seat in user.seats}
        self.today = timezone.localdate()
        everything = Project.objects.all() if user.is_administrator else Project.objects.guided_by(user)
        self.rows = self._sorted(_of_theme(everything, theme).filter(status__in=OPEN_TO_HELP, hidden_at=None))
        self.page = page
        self.counts = dict.fromkeys(Part, 0) | dict(
            self.rows.order_by().values("part").annotate(n=Count("pk")).values_list("part", "n")
        )
        self.parts = self._parts()

    @property
    def number(self):
        return self.page

    @property
    def has_previous(self):
        return self.page > 1

    @property
    def has_next(self):
        return max(self.counts.values()) > self.page * PER_PART

    @property
    def greeting(self):
        """Dag Ineke, vijf projecten wachten op jou"""
        count = self.counts[Part.NOW]
        how_many = NUMBERS[count] if count < len(NUMBERS) else str(count)
        waits = "project wacht" if count == 1 else "projecten wachten"
        return f"Dag {self.user.person.name.split()[0]}, {how_many} {waits} op jou"

    # -- in the database -----------------------------------------------------------------------------------------------
    def _sorted(self, projects):
        projects = projects.annotate(**_latest_checks(), **self._due_days())
        projects = projects.annotate(reason=Case(*self._whens(), default=Value(Reason.WELL.value)))
        part = Case(When(reason__lte=10, then=1), When(reason__lte=20, then=2), default=3)
        by = Case(When(status=Status.PROPOSED, then=F("answer_due")), default=Coalesce("own_due", "due"))
        return projects.annotate(part=part, sort_day=by)

    def _due_days(self):
        own_at = [
            When(theme__in=[key for key, voice in self.own_voice.items() if voice == own], then=F(f"{own}_at"))
            for own in Voice.values
        ]
        own_themes = Q(theme__in=self.own_voice, status__in=WATCHED)
        return {
            "due": Case(When(status__in=WATCHED, then=_next(Coalesce("heard_at", "status_since")))),
            "own_due": Case(When(own_themes, then=_next(Coalesce(Case(*own_at), "status_since")))),
        }

    def _whens(self):
        today, soon = self.today, self.today + timedelta(days=WEEK)
        waiting = Q(status=Status.PROPOSED, clarification_question="")
        asked = Q(status=Status.PROPOSED) & ~Q(clarification_question="")
        watched = Q(status__in=WATCHED)
        late = Pledge.objects.late().filter(project=OuterRef("pk"))
        differ = watched & Q(resident_signal__isnull=False) & ~Q(resident_signal=F("professional_signal"))
        silent = Q(due__lte=Value(today) - F("check_in_days"))
        conditions = {
            Reason.ANSWER_LATE: waiting & Q(answer_due__lt=today),
            Reason.STUCK: watched & _any_voice(Signal.STUCK),
            Reason.SILENT: silent,
            Reason.PAUSE_OVER: Q(status=Status.PAUSED, paused_until__lte=today),
            Reason.PLEDGE_LATE: watched & Exists(late),
            Reason.LATE: Q(due__lt=today),
            Reason.OWN_LATE: Q(own_due__lt=today),
            Reason.VOICES_DIFFER: differ & Q(professional_signal__isnull=False),
            Reason.ANSWER_SOON: waiting & Q(answer_due__lte=soon),
            Reason.ANSWER: waiting,
            Reason.WAITS_LONG: asked & Q(clarification_asked_at__lt=timezone.now() - timedelta(days=PATIENCE)),
            Reason.OWN_SOON: Q(own_due__lte=soon),
            Reason.SOON: Q(due__lte=soon),
            Reason.ATTENTION: watched & _any_voice(Signal.NEEDS_ATTENTION),
            Reason.WAITS: asked,
            Reason.PAUSED: Q(status=Status.PAUSED),
        }
        return [When(condition, then=Value(reason.value)) for reason, condition in conditions.items()]

    def _parts(self):
        """{part: rows of this page}."""
        nth = Window(RowNumber(), partition_by="part", order_by=["reason", "sort_day", "pk"])
        first = (self.page - 1) * PER_PART
        shown = self.rows.annotate(nth=nth).filter(nth__gt=first, nth__lte=first + PER_PART)
        projects = list(shown.select_related("theme").order_by("part", "nth"))
        words = Words(self.user, projects, own_voice=self.own_voice)
        parts = {part: [] for part in Part}
        for project in projects:
            parts[project.part].append(words.row(project))
        return parts


def _latest_checks():
    """The signal of each voice, and when the halves of a duo gave theirs."""
    found = {}
    for voice in ProgressCheck.Voice.values:
        latest = ProgressCheck.objects.filter(project=OuterRef("pk"), voice=voice).order_by("-at", "-id")
        found[f"{voice}_signal"] = Subquery(latest.values("signal")[:1])
        if voice in Voice.values:
            found[f"{voice}_at"] = Subquery(latest.values("at")[:1])
    return found


def _any_voice(signal):
    return Q(resident_signal=signal) | Q(professional_signal=signal) | Q(leader_signal=signal)


def _next(moment):
    """The day that is the project's check-in interval after a moment."""
    day = TruncDate(moment, tzinfo=timezone.get_default_timezone())
    return models.ExpressionWrapper(day + F("check_in_days"), output_field=models.DateField())


def _of_theme(projects, theme):
    if theme is None:
        return projects
    return projects.filter(Q(theme=theme) | Q(theme=None) if theme.takes_unknown else Q(theme=theme))
