"""The life of a project: one method an arrow, each a conditional update and an event in one transaction.

Of two people at once one wins; the other gets InvalidTransition and is told so. design.md, "Lives", is the rule.
"""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from projects.models.events import ProjectEvent
from projects.models.states import Status

ANSWER_DAYS = 14
Kind = ProjectEvent.Kind


class InvalidTransition(Exception):
    """The project is no longer (or not yet) in a state from which this may happen."""

    def __init__(self, project, message=""):
        self.project = project
        super().__init__(message or f"Dit kan nu niet: het project is {project.get_status_display()}.")


class Conflict(Exception):
    """Somebody else changed the same text meanwhile."""


class Lifecycle(models.Model):
    """The arrows. Every method takes `by`, the Person who does it, and raises InvalidTransition when too late."""

    class Meta:
        abstract = True

    def propose(self, *, by):
        """Make a draft public, with a date by which the duo answers."""
        now = timezone.now()
        due = timezone.localdate() + timedelta(days=ANSWER_DAYS)
        self._move({Status.DRAFT}, Status.PROPOSED, Kind.PROPOSED, by=by, proposed_at=now, answer_due=due)

    def ask_clarification(self, *, by, question):
        """The duo asks; the question stands on the page and the clock is the initiator's until it is answered."""
        self._stay_proposed(
            Kind.CLARIFICATION_ASKED,
            by=by,
            reason=question,
            only_if={"clarification_question": ""},
            clarification_question=question,
            clarification_asked_at=timezone.now(),
        )

    def clarify(self, *, by, answer):
        """The initiator answers; the duo gets as many days as it had left when it asked, and at least three."""
        with transaction.atomic():
            current = type(self).objects.select_for_update().get(pk=self.pk)
            if not current.clarification_question:
                raise InvalidTransition(current, "Er staat geen vraag meer open.")
            left = (current.answer_due - timezone.localdate(current.clarification_asked_at)).days
            self._stay_proposed(
                Kind.CLARIFIED,
                by=by,
                reason=answer,
                clarification_question="",
                clarification_asked_at=None,
                answer_due=timezone.localdate() + timedelta(days=max(left, 3)),
            )

    def take_up(self, *, by, reason, theme=None):
        """The duo's yes. The theme is chosen here where the initiator did not know it."""
        theme = theme or self.theme
        if theme is None:
            raise InvalidTransition(self, "Kies eerst een thema.")
        self._move(
            {Status.PROPOSED},
            Status.PREPARING,
            Kind.TAKEN_UP,
            by=by,
            reason=reason,
            theme=theme,
            answered_at=timezone.now(),
            clarification_question="",
        )

    def decline(self, *, by, reason):
        self._answer_no(Kind.DECLINED, by=by, reason=reason)

    def refer(self, *, by, reason):
        """Decline what is no project, saying whose job it is."""
        self._answer_no(Kind.REFERRED, by=by, reason=reason)

    def withdraw(self, *, by, reason):
        self._move({Status.PROPOSED}, Status.WITHDRAWN, Kind.WITHDRAWN, by=by, reason=reason, clarification_question="")

    def move_to_theme(self, *, by, theme, reason):
        """Hand a proposal to another theme's duo; the answer date stays."""
        self._stay_proposed(Kind.THEME_CHANGED, by=by, reason=reason, theme=theme)

    def start(self, *, by, reason):
        """Begin carrying it out; needs a leader."""
        with transaction.atomic():
            self._lock()
            if not self.participations.leaders().exists():
                raise InvalidTransition(self, "Dit project heeft nog geen trekker. Spreek eerst af wie het trekt.")
            self._move({Status.PREPARING}, Status.UNDERWAY, Kind.STARTED, by=by, reason=reason)

    def pause(self, *, by, reason, until):
        """Stop until a date; reminders are silent till then."""
        with transaction.atomic():
            before = self._lock().status
            self._move(
                {Status.PREPARING, Status.UNDERWAY},
                Status.PAUSED,
                Kind.PAUSED,
                by=by,
                reason=reason,
                paused_until=until,
                paused_from=before,
            )

    def resume(self, *, by, reason):
        """Go back to the state before the pause."""
        with transaction.atomic():
            current = self._lock()
            if current.paused_from == Status.UNDERWAY and not self.participations.leaders().exists():
                raise InvalidTransition(self, "Dit project heeft geen trekker meer. Spreek eerst af wie het trekt.")
            target = current.paused_from or Status.PREPARING
            self._move(
                {Status.PAUSED}, target, Kind.RESUMED, by=by, reason=reason, paused_until=None, paused_from="",
                heard_at=timezone.now(),
            )  # fmt: skip

    def complete(self, *, by, result, caretaker):
        """Done: `result` is the sentence on what it brought, `caretaker` who looks after it."""
        self._move(
            {Status.UNDERWAY, Status.ONGOING},
            Status.COMPLETED,
            Kind.COMPLETED,
            by=by,
            reason=result,
            result=result,
            caretaker=caretaker,
            ended_at=timezone.now(),
        )

    def continue_for_good(self, *, by, reason, caretaker):
        """It stays: a garden, a monthly meal."""
        self._move(
            {Status.UNDERWAY}, Status.ONGOING, Kind.CONTINUED, by=by, reason=reason, caretaker=caretaker,
            check_in_days=180,
        )  # fmt: skip

    def stop(self, *, by, reason):
        sources = {Status.PREPARING, Status.UNDERWAY, Status.PAUSED, Status.ONGOING}
        self._move(sources, Status.STOPPED, Kind.STOPPED, by=by, reason=reason, ended_at=timezone.now())

    def reopen(self, *, by, reason):
        """Back to preparing; what was withdrawn comes back only when its initiator agrees (asked by the caller)."""
        sources = {Status.COMPLETED, Status.DECLINED, Status.STOPPED, Status.WITHDRAWN}
        self._move(
            sources, Status.PREPARING, Kind.REOPENED, by=by, reason=reason, ended_at=None, heard_at=timezone.now()
        )

    def merge_into(self, other, *, by, reason):
        """Lead on to `other`: initiators, helpers and followers come along, each once; no circles."""
        with transaction.atomic():
            pair = {p.pk: p for p in type(self).objects.select_for_update().filter(pk__in=[self.pk, other.pk]).order_by("pk")}
            if len(pair) != 2 or pair[other.pk].status not in MERGE_TARGETS:
                raise InvalidTransition(other, "Daarmee kan dit project niet samengaan.")
            self._move(
                {Status.PROPOSED, Status.PREPARING, Status.UNDERWAY, Status.PAUSED, Status.ONGOING},
                Status.MERGED, Kind.MERGED, by=by, reason=reason, merged_into=other, clarification_question="",
            )  # fmt: skip
            self._hand_over_to(other)

    def hide(self, *, by, reason):
        """Take it out of sight with a reason for its writer; raises InvalidTransition when it was hidden already."""
        with transaction.atomic():
            if not type(self).objects.filter(pk=self.pk, hidden_at=None).update(hidden_at=timezone.now()):
                raise InvalidTransition(self, "Dit was al verborgen.")
            ProjectEvent.record(project=self, kind=Kind.HIDDEN, actor=by, reason=reason)
        self.refresh_from_db()

    def _answer_no(self, kind, *, by, reason):
        self._move(
            {Status.PROPOSED}, Status.DECLINED, kind, by=by, reason=reason, answered_at=timezone.now(),
            clarification_question="",
        )  # fmt: skip

    def _stay_proposed(self, kind, *, by, reason, only_if=None, **changes):
        self._move({Status.PROPOSED}, Status.PROPOSED, kind, by=by, reason=reason, only_if=only_if, **changes)

    def _lock(self):
        return type(self).objects.select_for_update().get(pk=self.pk)

    def _move(self, sources, target, kind, *, by, reason="", only_if=None, **changes):
        with transaction.atomic():
            rows = type(self).objects.filter(pk=self.pk, status__in=sources, **(only_if or {}))
            if not rows.update(status=target, status_since=timezone.now(), **changes):
                self.refresh_from_db()
                raise InvalidTransition(self)
            ProjectEvent.record(project_id=self.pk, kind=kind, actor=by, reason=reason)
        self.refresh_from_db()

    def _hand_over_to(self, other):
        for participation in self.participations.current().exclude(role="leader"):
            other.participations.get_or_create(
                person_id=participation.person_id, role=participation.role, until=None, defaults={"can": participation.can}
            )
        for follow in self.follows.all():
            other.follows.get_or_create(person_id=follow.person_id)
        self.photos.filter(update_post=None).update(project=other)
        self.pledges.update(project=other)
        self.money_lines.update(project=other)
        self.help_wanted.update(project=other)
        other.agenda_items.add(*self.agenda_items.all())


MERGE_TARGETS = {Status.PROPOSED, Status.PREPARING, Status.UNDERWAY, Status.PAUSED, Status.ONGOING}
