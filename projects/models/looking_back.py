"""Half a year after a project is done: one question to its people, whether it is still good (design.md, "Lives")."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from projects.models.events import ProjectEvent
from projects.models.lifecycle import InvalidTransition
from projects.models.states import OPEN_TO_HELP, Status

HALF_A_YEAR = timedelta(days=182)
TOO_LONG_AGO = timedelta(days=547)  # what was done a year and a half ago and never asked about, is left in peace
KEPT_IN_SIGHT = timedelta(days=90)  # of the duo, that may take it up again or leave it so
Kind = ProjectEvent.Kind


class StillGood(models.TextChoices):
    YES = "yes", "ja, het is nog goed"
    PARTLY = "partly", "voor een deel"
    NO = "no", "nee, het is niet goed meer"


TO_GUIDE = Q(status__in=OPEN_TO_HELP, hidden_at=None)
NOT_GOOD = Q(status=Status.COMPLETED, still_good=StillGood.NO)
# Ideas first, then what was not heard of for longest.
GUIDED_FIRST = (Case(When(status=Status.PROPOSED, then=0), default=1), Coalesce("heard_at", "status_since"))


class LookingBackQuerySet(models.QuerySet):
    def to_guide(self):
        """What its duo keeps an eye on."""
        return self.filter(TO_GUIDE)

    def not_good(self):
        """What was done and turned out not to be good any more: its duo looks at it for a while."""
        told = {"kind": Kind.LOOKED_BACK, "at__gt": timezone.now() - KEPT_IN_SIGHT}
        heard = Exists(ProjectEvent.objects.filter(project=OuterRef("pk"), **told))
        return self.filter(NOT_GOOD & Q(heard), hidden_at=None)

    def to_ask_back(self):
        now = timezone.now()
        done = self.filter(status=Status.COMPLETED, hidden_at=None, asked_back_at=None)
        return done.filter(ended_at__lte=now - HALF_A_YEAR, ended_at__gt=now - TOO_LONG_AGO)


class LookingBack(models.Model):
    asked_back_at = models.DateTimeField("gevraagd of het nog goed is", null=True, blank=True, editable=False)
    still_good = models.CharField(
        "is het nog goed", max_length=10, choices=StillGood.choices, blank=True, db_default="", editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_checked(self):
        """Half a year later still of use: the last block of its stamp is filled."""
        return self.still_good in (StillGood.YES, StillGood.PARTLY)

    @property
    def asks_back(self):
        return self.status == Status.COMPLETED and self.asked_back_at is not None and not self.still_good

    def ask_back(self):
        """Ask its people, once, with their letter; whether it was asked now."""
        with transaction.atomic():
            asked = type(self).objects.to_ask_back().filter(pk=self.pk).update(asked_back_at=timezone.now())
            if asked:
                ProjectEvent.record(project_id=self.pk, kind=Kind.ASKED_BACK)
        return bool(asked)

    def look_back(self, *, by, still_good, note):
        """The answer, which stands on the page; raises InvalidTransition when it was answered or never asked."""
        with transaction.atomic():
            rows = type(self).objects.filter(pk=self.pk, status=Status.COMPLETED, still_good="")
            if not rows.exclude(asked_back_at=None).update(still_good=still_good):
                self.refresh_from_db()
                raise InvalidTransition(self, "Hier is al antwoord op gegeven, of het wordt nu niet gevraagd.")
            sentence = f"Is het nog goed? {StillGood(still_good).label.capitalize()}. {note}".strip()
            ProjectEvent.record(project_id=self.pk, kind=Kind.LOOKED_BACK, actor=by, reason=sentence)
        self.refresh_from_db()
