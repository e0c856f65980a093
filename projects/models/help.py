"""What a project needs (hands, things, knowledge, a place), and who offers it."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Person
from core.editing import Conflict
from core.models import Event
from core.searching import kept_words
from projects.models.lifecycle import InvalidTransition
from projects.models.states import IN_LISTED_PROJECT, OPEN_TO_HELP
from projects.models.taking_part import Participation

FOUND = "Dit is al gevonden, of het is niet meer nodig."


class HelpWantedQuerySet(models.QuerySet):
    def public(self):
        """What is asked now, of projects that everybody sees and that take help."""
        return self.open().filter(IN_LISTED_PROJECT, project__status__in=OPEN_TO_HELP)

    def open(self):
        return self.filter(Q(by=None) | Q(by__gte=timezone.localdate()), fulfilled_at=None)


class HelpWanted(models.Model):
    class Kind(models.TextChoices):
        HANDS = "hands", "handen"
        THINGS = "things", "spullen"
        KNOWLEDGE = "knowledge", "kennis"
        PLACE = "place", "een plek"

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="help_wanted", verbose_name="project")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    what = models.CharField("wie of wat", max_length=120)
    count = models.PositiveSmallIntegerField("hoeveel", default=1)
    detail = models.CharField("erbij", max_length=200, blank=True)
    by = models.DateField("uiterlijk", null=True, blank=True)
    fulfilled_at = models.DateTimeField("gevonden op", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    search = kept_words("what", "detail")

    objects = HelpWantedQuerySet.as_manager()

    class Meta:
        verbose_name = "gevraagde hulp"
        verbose_name_plural = "gevraagde hulp"
        ordering = [models.F("by").asc(nulls_last=True), "id"]
        indexes = [GinIndex(fields=["search"], name="helpwanted_search")]

    def __str__(self):
        return self.what

    @property
    def is_open(self):
        return self.fulfilled_at is None and (self.by is None or self.by >= timezone.localdate())

    def fulfil(self):
        """It was found: nobody is asked for it any more; what was offered can still be answered."""
        return bool(
            HelpWanted.objects.filter(pk=self.pk, fulfilled_at=None).update(fulfilled_at=timezone.now(), form_key=None)
        )

    def ask_again(self):
        """It is needed after all, without a day that has passed; False where it is asked already."""
        today = timezone.localdate()
        rows = HelpWanted.objects.filter(Q(fulfilled_at__isnull=False) | Q(by__lt=today), pk=self.pk)
        return bool(rows.update(fulfilled_at=None, by=self.by if self.by and self.by >= today else None))

    def turn_down(self, *, by, answer):
        """All that was offered and waits for an answer."""
        for offer in self.offers.open():
            offer.decline(by=by, answer=answer)

    def edit(self, *, version, **changes):
        """Change what is asked; raises Conflict when somebody else did since `version` was read (None: any)."""
        read = {} if version is None else {"version": version}
        if not HelpWanted.objects.filter(pk=self.pk, **read).update(version=F("version") + 1, form_key=None, **changes):
            raise Conflict
        self.refresh_from_db()

    def offer(self, person, *, text):
        """Who offers hears from the project's people; offering again changes the words. Raises InvalidTransition."""
        with transaction.atomic():
            wanted = HelpWanted.objects.select_for_update(of=("self",), no_key=True).select_related("project")
            current = wanted.get(pk=self.pk)
            if not current.is_open or current.project.status not in OPEN_TO_HELP:
                raise InvalidTransition(current.project, FOUND)
            is_open = {"person": person, "state": HelpOffer.State.OPEN}
            offer, is_new = self.offers.update_or_create(**is_open, defaults={"text": text})
            if is_new:
                HelpEvent.record(offer=offer, kind=HelpEvent.Kind.OFFERED, actor=person, reason=text)
        return offer


class HelpOfferQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=HelpOffer.State.OPEN)


class HelpOffer(models.Model):
    """What somebody offers; accepted it makes a helper of the project."""

    class State(models.TextChoices):
        OPEN = "open", "wacht op antwoord"
        ACCEPTED = "accepted", "graag"
        DECLINED = "declined", "niet nodig"
        WITHDRAWN = "withdrawn", "ingetrokken"

    wanted = models.ForeignKey(HelpWanted, models.CASCADE, related_name="offers", verbose_name="gevraagde hulp")
    person = models.ForeignKey(Person, models.CASCADE, related_name="help_offers", verbose_name="van")
    text = models.CharField("erbij", max_length=300, blank=True)
    at = models.DateTimeField("op", default=timezone.now)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    answer = models.CharField("antwoord", max_length=300, blank=True, editable=False)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True, editable=False)

    objects = HelpOfferQuerySet.as_manager()

    class Meta:
        verbose_name = "aangeboden hulp"
        verbose_name_plural = "aangeboden hulp"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["wanted", "person"], condition=Q(state="open"), name="one_open_offer_a_person"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"], answered_at=None)
                | (~Q(state__in=["open", "withdrawn"]) & Q(answered_at__isnull=False)),
                name="answered_offer_says_when",
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(answer=""), name="declined_offer_says_why"),
        ]

    def __str__(self):
        return f"{self.person}: {self.wanted}"

    def accept(self, *, by, answer=""):
        """Gladly: whoever offered takes part from now on. False when it was answered meanwhile."""
        with transaction.atomic():
            is_first = self._answer(HelpOffer.State.ACCEPTED, HelpEvent.Kind.ACCEPTED, by=by, answer=answer)
            if is_first:
                self._make_helper()
        return is_first

    def decline(self, *, by, answer):
        """Not needed, with thanks and a reason. False when it was answered meanwhile."""
        return self._answer(HelpOffer.State.DECLINED, HelpEvent.Kind.DECLINED, by=by, answer=answer)

    def withdraw(self, *, by):
        """Who offered takes it back, and the project's people hear it. False when it was answered meanwhile."""
        return self._close(HelpOffer.State.WITHDRAWN, HelpEvent.Kind.WITHDRAWN, by=by)

    def _answer(self, state, kind, *, by, answer):
        return self._close(state, kind, by=by, reason=answer, answer=answer, answered_at=timezone.now())

    def _close(self, state, kind, *, by, reason="", **changes):
        with transaction.atomic():
            if not HelpOffer.objects.open().filter(pk=self.pk).update(state=state, **changes):
                return False
            HelpEvent.record(offer_id=self.pk, kind=kind, actor=by, reason=reason)
        self.refresh_from_db()
        return True

    def _make_helper(self):
        """Read anew: the project may have been merged meanwhile."""
        can = f"{self.wanted.what}: {self.text}" if self.text else self.wanted.what
        helper = {"person": self.person, "role": Participation.Role.HELPER, "until": None}
        self.wanted.project.participations.get_or_create(**helper, defaults={"can": can[:200]})


class HelpEvent(Event):
    class Kind(models.TextChoices):
        OFFERED = "offered", "Hulp aangeboden"
        ACCEPTED = "accepted", "Graag"
        DECLINED = "declined", "Niet nodig"
        WITHDRAWN = "withdrawn", "Aanbod ingetrokken"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    offer = models.ForeignKey(HelpOffer, models.CASCADE, related_name="events", verbose_name="aangeboden hulp")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="help_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van aangeboden hulp"
        verbose_name_plural = "gebeurtenissen van aangeboden hulp"

    def __str__(self):
        return f"{self.get_kind_display()}: {self.offer}"
