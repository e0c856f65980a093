"""*Vraag ondersteuning*: its leader asks the duo for somebody who gives extra support, answered by a date."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import Organisation, Person
from projects.models.events import ProjectEvent
from projects.models.lifecycle import ANSWER_DAYS, InvalidTransition
from projects.models.states import LED
from projects.models.taking_part import Participation
from themes.models import Facilitator

Kind = ProjectEvent.Kind
MOST = 200  # who may be asked, in one list
ASKED_BEFORE = "Er staat al een vraag om ondersteuning open, of dat kan nu niet."


class SupportRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)


class SupportRequest(models.Model):
    project = models.ForeignKey(
        "projects.Project", models.CASCADE, related_name="support_requests", verbose_name="project"
    )
    asked_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="support_requests", verbose_name="gevraagd door"
    )
    text = models.TextField("vraag", max_length=500)
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    due = models.DateField("antwoord uiterlijk")
    supporter = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="supports", verbose_name="ondersteuner"
    )
    answer = models.TextField("antwoord", max_length=500, blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag om ondersteuning"
        verbose_name_plural = "vragen om ondersteuning"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(answered_at=None), name="one_open_support_request_a_project"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="answered_support_request_says_what"
            ),
        ]

    def __str__(self):
        return Truncator(self.text).chars(80)

    @property
    def is_late(self):
        return self.answered_at is None and self.due < timezone.localdate()

    @classmethod
    def ask(cls, project, *, by, text):
        """One at a time; raises InvalidTransition when one is open or the project takes none now."""
        with transaction.atomic():
            current = project.held()
            if current.status not in LED or cls.objects.open().filter(project=project).exists():
                raise InvalidTransition(current, ASKED_BEFORE)
            due = timezone.localdate() + timedelta(days=ANSWER_DAYS)
            asked = cls.objects.create(project=project, asked_by=by, text=text, due=due)
            ProjectEvent.record(project_id=project.pk, kind=Kind.SUPPORT_ASKED, actor=by, reason=text)
        return asked

    def give(self, *, by, supporter, answer):
        """`supporter` supports the project from now on; raises InvalidTransition when it was answered meanwhile."""
        with transaction.atomic():
            project = self.project.held()
            if project.status not in LED:
                raise InvalidTransition(project)
            self._answer(Kind.SUPPORT_GIVEN, project, by=by, answer=answer, supporter=supporter)
            role = {"person": supporter, "role": Participation.Role.SUPPORTER, "until": None}
            project.participations.get_or_create(**role)

    def decline(self, *, by, answer):
        """Nobody can, with a reason and what does help; raises InvalidTransition when it was answered meanwhile."""
        with transaction.atomic():
            self._answer(Kind.SUPPORT_DECLINED, self.project, by=by, answer=answer)

    def _answer(self, kind, project, *, by, answer, **changes):
        rows = SupportRequest.objects.open().filter(pk=self.pk)
        if not rows.update(answer=answer, answered_at=timezone.now(), **changes):
            raise InvalidTransition(project, "Hier is al antwoord op gegeven.")
        told = {"actor": by, "person": changes.get("supporter"), "reason": answer}
        ProjectEvent.record(project_id=project.pk, kind=kind, **told)


def who_can_support():
    """Whom the duo can ask: the people of the duo's, contacts of organisations, professionals with an account."""
    seats = Facilitator.objects.current().values("person")
    contacts = Organisation.objects.filter(contacts__isnull=False).values("contacts__person")
    wanted = Q(pk__in=seats) | Q(pk__in=contacts) | Q(kind=Person.Kind.PROFESSIONAL)
    return Person.objects.filter(wanted, user__is_active=True).order_by("name", "id")[:MOST]
