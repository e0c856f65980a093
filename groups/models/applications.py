"""Who offers to sit in the koplopersgroep or on a vacant seat of a duo, and hears by a date."""

from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from core.models import Event
from groups.models.group import Group
from groups.models.issues import chairs_koplopers
from groups.models.membership import Membership
from themes.models import Facilitator, Theme, Voice

ANSWER_DAYS = 14


def answer_by():
    return timezone.localdate() + timedelta(days=ANSWER_DAYS)


class SeatTaken(Exception):
    """Somebody else sits there since a moment."""


class ApplicationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Application.State.OPEN).order_by("answer_due", "id")

    def answered(self):
        """By somebody: not what was taken back."""
        return self.filter(state__in=[Application.State.ACCEPTED, Application.State.DECLINED])

    def late(self):
        return self.open().filter(answer_due__lt=timezone.localdate())

    def answerable_by(self, user):
        """The administrator all of them; the chair of the koplopersgroep those for it."""
        if user.is_anonymous:
            return self.none()
        if user.is_administrator:
            return self
        return self.filter(group__isnull=False) if chairs_koplopers(user) else self.none()

    def about(self):
        return self.select_related("group", "theme", "person__user", "answered_by")


class Application(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "wacht op antwoord"
        ACCEPTED = "accepted", "welkom"
        DECLINED = "declined", "nu niet"
        WITHDRAWN = "withdrawn", "ingetrokken"

    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="applications", verbose_name="voor de groep"
    )
    theme = models.ForeignKey(
        Theme, models.CASCADE, null=True, blank=True, related_name="applications", verbose_name="voor het duo van"
    )
    voice = models.CharField("stem", max_length=20, choices=Voice.choices, blank=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="applications", verbose_name="van")
    why = models.TextField("waarom")
    is_named = models.BooleanField("naam mag op de website", default=False, db_default=False)
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    answer_due = models.DateField("antwoord uiterlijk", default=answer_by)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    answer = models.TextField("antwoord", blank=True)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="beantwoord door"
    )
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering = ["answer_due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, theme=None, voice="")
                | Q(group=None, theme__isnull=False, voice__in=Voice.values),
                name="application_for_group_or_seat",
            ),
            models.UniqueConstraint(
                fields=["person", "group"], condition=Q(state="open", theme=None), name="applied_once_for_group"
            ),
            models.UniqueConstraint(
                fields=["person", "theme", "voice"], condition=Q(state="open", group=None), name="applied_once_for_seat"
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.what}"

    @property
    def what(self):
        """For what, in words."""
        if self.group_id:
            return str(self.group)
        half = "bewoner" if self.voice == Voice.RESIDENT else "professional"
        return f"{half} in het duo van {self.theme}"

    @property
    def place(self):
        """The page of what it is for."""
        return (self.group or self.theme).get_absolute_url()

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def is_late(self):
        return self.is_open and self.answer_due < timezone.localdate()

    def people_who_answer(self):
        """The chair of the koplopersgroep, else the administrators; of a seat the administrators."""
        chairs = self.group.memberships.reachable().filter(role=Membership.Role.CHAIR) if self.group_id else []
        able = [seat.person for seat in chairs and chairs.select_related("person__user") if seat.person.can_sign_in]
        return able or list(Person.objects.administrators())

    @staticmethod
    def answered_by_user(user):
        """Whether this user is one of those who answer."""
        return chairs_koplopers(user)

    # -- what happens: each returns whether it was still open; of two at once one wins ---------------------------------
    @classmethod
    def make(cls, *, person, why, form_key=None, is_named=False, **target):
        """Offer oneself; twice for one place is the first."""
        try:
            with transaction.atomic():
                made = cls.objects.create(person=person, why=why, form_key=form_key, is_named=is_named, **target)
                ApplicationEvent.record(application=made, kind=ApplicationEvent.Kind.ASKED, actor=person)
                return made
        except IntegrityError:
            earlier = cls.objects.open().filter(person=person, **target).first()
            if earlier is None:
                raise
            return earlier

    def accept(self, *, by, answer=""):
        """Welcome: a member, or on the seat, from now on. Raises SeatTaken where somebody else sits there."""
        with transaction.atomic():
            changed = self._answer(self.State.ACCEPTED, ApplicationEvent.Kind.ACCEPTED, by=by, answer=answer)
            if changed:
                self._seat()
        return changed

    def decline(self, *, by, answer):
        with transaction.atomic():
            return self._answer(self.State.DECLINED, ApplicationEvent.Kind.DECLINED, by=by, answer=answer)

    def withdraw(self):
        """Whoever asked takes it back; nobody is told. That was the end of it, as an answer is."""
        changes = {"state": self.State.WITHDRAWN, "answered_at": timezone.now()}
        return bool(Application.objects.open().filter(pk=self.pk).update(**changes))

    def _answer(self, state, kind, *, by, answer):
        changes = {"state": state, "answer": answer, "answered_by": by, "answered_at": timezone.now()}
        changed = Application.objects.filter(pk=self.pk, state=self.State.OPEN).update(**changes)
        if changed:
            ApplicationEvent.record(application=self, kind=kind, actor=by, reason=answer)
        return bool(changed)

    def _seat(self):
        if self.group_id:
            self.group.add(self.person, is_named=self.is_named)
            return
        try:
            with transaction.atomic():
                Facilitator.objects.create(theme=self.theme, voice=self.voice, person=self.person)
        except IntegrityError:
            raise SeatTaken from None


class ApplicationEvent(Event):
    class Kind(models.TextChoices):
        ASKED = "asked", "aangemeld"
        ACCEPTED = "accepted", "welkom"
        DECLINED = "declined", "nu niet"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    application = models.ForeignKey(Application, models.CASCADE, related_name="events", verbose_name="aanmelding")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="application_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een aanmelding"
        verbose_name_plural = "gebeurtenissen van aanmeldingen"
