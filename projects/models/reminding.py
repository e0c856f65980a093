"""Who pulls a project that has been quiet for too long is asked how it goes; the duo sees it on its list."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from projects.models.events import ProjectEvent
from projects.models.states import WATCHED

A_DAY = timedelta(days=1)


class RemindingQuerySet(models.QuerySet):
    def to_remind(self):
        """What is too late to be heard of, and was not asked about since it was heard of last."""
        watched = self.filter(status__in=WATCHED, hidden_at=None)
        silent = watched.annotate(last_heard=Coalesce("heard_at", "status_since")).filter(
            last_heard__lt=timezone.now() - F("check_in_days") * A_DAY
        )
        reminded = ProjectEvent.objects.filter(project=OuterRef("pk"), kind=ProjectEvent.Kind.REMINDED)
        return silent.exclude(Exists(reminded.filter(at__gte=OuterRef("last_heard"))))


class Reminding(models.Model):
    class Meta:
        abstract = True

    def remind(self):
        """Ask once in a silence; whether it was asked now."""
        with transaction.atomic():
            type(self).objects.select_for_update().get(pk=self.pk)
            if not type(self).objects.to_remind().filter(pk=self.pk).exists():
                return False
            ProjectEvent.record(project_id=self.pk, kind=ProjectEvent.Kind.REMINDED)
        return True
