"""Who pulls a project that has been quiet for too long is asked how it goes; the duo sees it on its list.

So is who pulls one whose pause is over: whether it goes on.
"""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from projects.models.events import ProjectEvent
from projects.models.states import WATCHED, Status

A_DAY = timedelta(days=1)


class RemindingQuerySet(models.QuerySet):
    def to_remind(self):
        """What is too late to be heard of, or should have gone on after its pause, and was not asked about since."""
        heard = Case(When(status=Status.PAUSED, then=F("status_since")), default=Coalesce("heard_at", "status_since"))
        silent = Q(status__in=WATCHED, last_heard__lt=timezone.now() - F("check_in_days") * A_DAY)
        rested = Q(status=Status.PAUSED, paused_until__lte=timezone.localdate())
        waiting = self.filter(hidden_at=None).annotate(last_heard=heard).filter(silent | rested)
        reminded = ProjectEvent.objects.filter(project=OuterRef("pk"), kind=ProjectEvent.Kind.REMINDED)
        return waiting.exclude(Exists(reminded.filter(at__gte=OuterRef("last_heard"))))


class Reminding(models.Model):
    class Meta:
        abstract = True

    def remind(self):
        """Ask once in a silence, or after a pause; whether it was asked now."""
        with transaction.atomic():
            type(self).objects.select_for_update().get(pk=self.pk)
            if not type(self).objects.to_remind().filter(pk=self.pk).exists():
                return False
            ProjectEvent.record(project_id=self.pk, kind=ProjectEvent.Kind.REMINDED)
        return True
