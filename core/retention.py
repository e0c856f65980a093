"""What is kept no longer than is said: a rule a kind of thing, and when each was last looked after."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

logger = logging.getLogger(__name__)

BATCH = 200  # rows in one transaction: nobody waits long for a lock


@dataclass(frozen=True)
class Rule:
    """One line of the table on /privacy/, and what is done for it.

    `step` takes the moment before which something is too old and a number of rows; it returns how many it did. None:
    the database itself does not allow it to be kept longer, or whose it is says when.
    """

    key: str
    what: str
    term: timedelta | relativedelta
    since: str
    outcome: str
    why: str
    step: Callable[[datetime, int], int] | None
    is_hourly: bool = False

    @property
    def term_in_words(self):
        """2 jaar, 6 maanden, 1 dag; empty where it does not wait."""
        months, days = self._months, self.term.days
        if months:
            return f"{months // 12} jaar" if months % 12 == 0 else f"{months} {'maand' if months == 1 else 'maanden'}"
        return f"{days} {'dag' if days == 1 else 'dagen'}" if days else ""

    @property
    def how_long(self):
        """6 maanden nadat je antwoord kreeg"""
        return f"{self.term_in_words} {self.since}".strip()

    @property
    def needs_task(self):
        return self.step is not None

    def apply(self, now=None):
        """Do it for all that is too old, batch after batch. Returns how many rows that were."""
        if not self.needs_task:
            return 0
        before, done, last = (now or timezone.now()) - self.term, 0, BATCH
        while last >= BATCH:
            last = self.step(before, BATCH)
            done += last
        RetentionRun.note(self.key, done)
        return done

    @property
    def _months(self):
        return self.term.years * 12 + self.term.months if isinstance(self.term, relativedelta) else 0


def deleting(rows):
    """A step that throws away; `rows` takes the moment and gives the queryset."""
    return in_batches(rows, lambda chosen: chosen.delete())


def clearing(rows, **fields):
    """A step that takes something out of a row, which stays."""
    return in_batches(rows, lambda chosen: chosen.update(**fields))


def one_by_one(rows, act, *, unless=()):
    """A step for what has files: `act(row)` in a transaction of its own; what raises `unless` is left alone.

    It goes through all of them: what goes wrong with one is for the log, and holds up none behind it.
    """

    def is_done(row):
        name = f"{row._meta.label_lower} {row.pk}"  # a row that was thrown away has no key
        try:
            with transaction.atomic():
                act(row)
        except unless:
            return False
        except Exception:
            logger.exception("Not everything went away of %s", name)
            return False
        return True

    def step(before, size):
        done, behind = 0, 0
        while batch := list(rows(before).filter(pk__gt=behind).order_by("pk")[:size]):
            behind = batch[-1].pk
            done += sum(map(is_done, batch))
        return done

    return step


def in_batches(rows, act):
    """A step that does `act(queryset)` with what nobody else holds."""

    def step(before, size):
        with transaction.atomic():
            found = rows(before)
            held = found.order_by("pk").select_for_update(skip_locked=True, of=("self",))
            keys = list(held.values_list("pk", flat=True)[:size])
            if keys:
                act(found.model._base_manager.filter(pk__in=keys))
        return len(keys)

    return step


class RetentionRun(models.Model):
    """When a rule was last looked after, and for how many rows: for the administrator."""

    key = models.CharField("regel", max_length=40, unique=True)
    at = models.DateTimeField("laatst gedaan", default=timezone.now)
    rows = models.PositiveIntegerField("de laatste keer", default=0)
    total = models.PositiveBigIntegerField("in totaal", default=0)

    class Meta:
        verbose_name = "opruimronde"
        verbose_name_plural = "opruimrondes"

    def __str__(self):
        return self.key

    @classmethod
    def note(cls, key, rows):
        now = timezone.now()
        run, is_new = cls.objects.get_or_create(key=key, defaults={"at": now, "rows": rows, "total": rows})
        if not is_new:
            cls.objects.filter(pk=run.pk).update(at=now, rows=rows, total=F("total") + rows)
