"""What can be taken out of sight, with a reason for whoever made it, and be put back."""

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Person
from projects.models.events import ProjectEvent
from projects.models.lifecycle import InvalidTransition
from projects.models.reports import Report
from projects.models.states import Status
from projects.pieces import PIECES


class Hideable(models.Model):
    """Mix in where something is shown; `_tell_of_hiding` and `_tell_of_showing` record what tells its maker."""

    hidden_at = models.DateTimeField("verborgen op", null=True, blank=True, editable=False)
    hidden_reason = models.TextField("waarom verborgen", blank=True, db_default="", editable=False)
    hidden_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False, editable=False,
        verbose_name="verborgen door",
    )  # fmt: skip

    class Meta:
        abstract = True

    def hide(self, *, by, reason):
        """Take it out of sight; who reported it hears so. False when it was hidden already."""
        with transaction.atomic():
            Report.settle(self, by=by, outcome=Report.Outcome.HIDDEN, reason=reason)
            shown = type(self).objects.filter(pk=self.pk, hidden_at=None)
            changed = shown.update(hidden_at=timezone.now(), hidden_reason=reason, hidden_by=by)
            if changed:
                self._tell_of_hiding(by=by, reason=reason)
        return bool(changed)

    def show_again(self, *, by, reason):
        """Put it back, with word to its maker of why; False when it was not hidden."""
        with transaction.atomic():
            hidden = type(self).objects.filter(pk=self.pk).exclude(hidden_at=None)
            changed = hidden.update(hidden_at=None, hidden_reason="", hidden_by=None)
            if changed:
                self._tell_of_showing(by=by, reason=reason)
        return bool(changed)


class HideablePiece(Hideable):
    """A message or photo of a project; `hiding_kind` and `maker` say in which event, and whose it is."""

    class Meta:
        abstract = True

    def _tell_of_hiding(self, *, by, reason):
        self._record(self.hiding_kind, by=by, reason=reason)

    def _tell_of_showing(self, *, by, reason):
        self._record(ProjectEvent.Kind.SHOWN_AGAIN, by=by, reason=reason)

    def _record(self, kind, *, by, reason):
        named = {"person": self.maker, "reason": self._with_name(reason)}
        ProjectEvent.record(project_id=self.project_id, kind=kind, actor=by, **named)

    def _with_name(self, reason):
        return f"‘{self}’: {reason}"


class HidingQuerySet(models.QuerySet):
    def with_hidden_things(self):
        """Where it, or a piece of it, is out of sight. Each part has an index of what is hidden; an `or` uses none."""
        pieces = [self.model._meta.get_field(name).related_model.objects for name in PIECES.values()]
        found = [rows.exclude(hidden_at=None).order_by().values("project") for rows in pieces]
        own = self.model.objects.exclude(hidden_at=None).order_by().values("pk")
        return self.exclude(status=Status.DRAFT).filter(pk__in=own.union(*found, all=True).order_by())


class HideableProject(Hideable):
    class Meta:
        abstract = True

    def hide(self, *, by, reason):
        """Take it out of sight with a reason for its people; raises InvalidTransition when it was hidden already.

        Or when it was merged: then its address and its codes only lead on, and nothing is to be seen there.
        """
        with transaction.atomic():
            current = self.held()
            if current.status == Status.MERGED:
                raise InvalidTransition(current)
            if not super().hide(by=by, reason=reason):
                raise InvalidTransition(current, "Dit was al verborgen.")
        self.refresh_from_db()

    def has_hidden_things(self):
        """Whether it, or a piece of it, is out of sight."""
        pieces = [getattr(self, name).exclude(hidden_at=None).order_by() for name in PIECES.values()]
        first, *others = [rows.values("hidden_at") for rows in pieces]
        return self.hidden_at is not None or first.union(*others, all=True).order_by()[:1].count() > 0

    def _tell_of_hiding(self, *, by, reason):
        ProjectEvent.record(project_id=self.pk, kind=ProjectEvent.Kind.HIDDEN, actor=by, reason=reason)

    def _tell_of_showing(self, *, by, reason):
        named = f"‘{self}’: {reason}"
        ProjectEvent.record(project_id=self.pk, kind=ProjectEvent.Kind.SHOWN_AGAIN, actor=by, reason=named)
