"""What organisations promised, and the money."""

from datetime import timedelta

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Organisation, Person
from core.dates import short_day
from core.models import Event
from projects.models.states import FAMILIES, IN_LISTED_PROJECT, Family
from themes.models import AgendaItem

NOT_IN_HIDING = Q(project=None) | IN_LISTED_PROJECT


class PledgeQuerySet(models.QuerySet):
    def published(self):
        """Public once a contact of the organisation has confirmed it."""
        return self.exclude(state__in=Pledge.NOT_PUBLIC)

    def listed(self):
        """Public, and not of a project that nobody sees."""
        return self.published().filter(NOT_IN_HIDING)

    def waiting(self):
        """For a contact to confirm or refuse."""
        return self.filter(state=Pledge.State.OFFERED)

    def open(self):
        return self.filter(state__in=Pledge.OPEN)

    def unsettled(self):
        """Promised or asked, and still to come or to be answered."""
        return self.filter(state__in=[Pledge.State.OFFERED, *Pledge.OPEN])

    def late(self, today=None):
        return self.open().filter(due__lt=today or timezone.localdate())

    def reopenable(self):
        """Kept or lapsed, said a short while ago: a contact that pressed the wrong button can put it right.

        Not while what it is for stopped.
        """
        since = timezone.now() - Pledge.REOPENABLE_FOR
        said = PledgeEvent.objects.filter(pledge=OuterRef("pk"), kind=OuterRef("state"), at__gte=since)
        rows = self.exclude(project__status__in=FAMILIES[Family.GESTOPT])
        return rows.filter(Exists(said), state__in=[Pledge.State.KEPT, Pledge.State.LAPSED])


class Pledge(models.Model):
    """A toezegging: what an organisation promised, by when. Late is computed."""

    class State(models.TextChoices):
        OFFERED = "offered", "nog niet bevestigd"
        REFUSED = "refused", "niet bevestigd"
        CONFIRMED = "confirmed", "toegezegd"
        MOVED = "moved", "verschoven"
        KEPT = "kept", "nagekomen"
        LAPSED = "lapsed", "vervallen"

    OPEN = (State.CONFIRMED, State.MOVED)
    NOT_PUBLIC = (State.OFFERED, State.REFUSED)
    SOON = timedelta(days=14)  # before its date its contacts are reminded
    LATE = timedelta(days=7)  # after it once more
    REOPENABLE_FOR = timedelta(days=14)

    project = models.ForeignKey(
        "projects.Project", models.CASCADE, null=True, blank=True, related_name="pledges", verbose_name="project"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, models.CASCADE, null=True, blank=True, related_name="pledges", verbose_name="plan"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pledges", verbose_name="partij")
    what = models.CharField("wat", max_length=200)
    amount = models.DecimalField(
        "bedrag in euro", max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    due = models.DateField("uiterlijk")
    first_due = models.DateField("eerst uiterlijk", null=True, blank=True, editable=False)  # of one that moved
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.OFFERED, editable=False)
    reason = models.TextField("toelichting", blank=True)
    made_on = models.DateField("gedaan op", default=timezone.localdate)
    reminded_at = models.DateTimeField("herinnerd op", null=True, blank=True, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "toezegging"
        verbose_name_plural = "toezeggingen"
        ordering = ["due"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(agenda_item__isnull=False), name="pledge_is_for_something"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["moved", "lapsed"]) | ~Q(reason=""), name="moved_pledge_says_why"
            ),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return f"/partijen/{self.organisation.slug}/toezeggingen/{self.pk}/"

    @property
    def is_late(self):
        return self.state in self.OPEN and self.due < timezone.localdate()

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def is_offered(self):
        return self.state == self.State.OFFERED

    @property
    def has_moved(self):
        return self.first_due is not None or self.state == self.State.MOVED

    @property
    def standing(self):
        """Its state, or that it is late; the same words wherever it is told."""
        if self.is_late:
            return "verschoven, en nu te laat" if self.has_moved else "te laat"
        return self.get_state_display()

    @property
    def in_words(self):
        """How it stands, in a sentence, and why."""
        due, states = short_day(self.due), self.State
        promised = f"Te laat: het had er {due} moeten zijn." if self.is_late else f"Toegezegd, uiterlijk {due}."
        moved = f"Verschoven{f' van {short_day(self.first_due)}' if self.first_due else ''} naar {due}"
        said = {
            states.CONFIRMED: promised,
            states.MOVED: f"{moved}, en nu te laat." if self.is_late else f"{moved}.",
        }.get(self.state, f"{self.get_state_display().capitalize()}.")
        return f"{said} {self.reason}".strip()

    @property
    def about(self):
        """The project or the plan that it is for."""
        return self.project or self.agenda_item

    @classmethod
    def ask(cls, *, by, **fields):
        """Written down for an organisation by who works on the project; its contacts confirm it."""
        with transaction.atomic():
            pledge = cls.objects.create(**fields)
            PledgeEvent.record(pledge=pledge, kind=PledgeEvent.Kind.ASKED, actor=by)
        return pledge

    @classmethod
    def promise(cls, *, by, **fields):
        """By a contact of the organisation itself: public at once."""
        with transaction.atomic():
            pledge = cls.objects.create(**fields)
            pledge.confirm(by=by)
        return pledge

    def confirm(self, *, by):
        """Returns whether it still waited. Money that was promised is counted from now on."""
        with transaction.atomic():
            changes = {"state": self.State.CONFIRMED, "made_on": timezone.localdate()}
            is_done = self._become([self.State.OFFERED], PledgeEvent.Kind.CONFIRMED, by=by, **changes)
            if is_done:
                self._note_money(self.amount)
        return is_done

    def refuse(self, *, by, reason):
        return self._become([self.State.OFFERED], PledgeEvent.Kind.REFUSED, by=by, reason=reason)

    def move(self, *, by, due, reason):
        """To another date, with a reason; returns whether it was still open, and due on the day that was read."""
        changes = {"due": due, "first_due": Coalesce("first_due", "due"), "reminded_at": None}
        return self._become(self.OPEN, PledgeEvent.Kind.MOVED, by=by, reason=reason, read={"due": self.due}, **changes)

    def keep(self, *, by, reason):
        """It is there; `reason` says in a sentence what."""
        return self._become(self.OPEN, PledgeEvent.Kind.KEPT, by=by, reason=reason)

    def lapse(self, *, by, reason):
        """It will not come, with a reason; money that was promised is taken off again by a line of its own."""
        with transaction.atomic():
            is_done = self._become(self.OPEN, PledgeEvent.Kind.LAPSED, by=by, reason=reason)
            if is_done:
                self._note_money(-self.amount if self.amount else None)
        return is_done

    def fall_away(self, *, by, reason):
        """What it is for ended: what was promised lapses, what was only asked is not asked any more."""
        return self.lapse(by=by, reason=reason) or self.refuse(by=by, reason=reason)

    def reopen(self, *, by, reason):
        """It was not kept, or did not lapse, after all: as it stood before. Returns whether it could still be said.

        The reason says what no longer holds, on the page and in the mail.
        """
        state = self.State.MOVED if self.first_due else self.State.CONFIRMED
        with transaction.atomic():
            rows = type(self).objects.select_for_update(no_key=True, of=("self",)).reopenable()
            now = rows.filter(pk=self.pk).first()
            if now is None:
                return False
            said = f"Het is toch niet {now.get_state_display()}. {reason}"
            self._become([now.state], PledgeEvent.Kind.REOPENED, by=by, reason=said, state=state)
            if now.state == self.State.LAPSED:
                self._note_money(self.amount)
        return True

    @classmethod
    def remind(cls, today):
        """Tell contacts of what is due soon, and of what is late; each once. Returns how many."""
        soon = cls.objects.open().filter(due__range=(today, today + cls.SOON), reminded_at=None)
        late = cls.objects.open().filter(due__lte=today - cls.LATE)
        late = late.filter(Q(reminded_at=None) | Q(reminded_at__date__lte=F("due")))
        return sum(pledge._remind() for pledge in (soon | late).order_by("due"))

    def _remind(self):
        with transaction.atomic():
            rows = type(self).objects.open().filter(pk=self.pk, reminded_at=self.reminded_at)
            if not rows.update(reminded_at=timezone.now()):
                return False
            PledgeEvent.record(pledge=self, kind=PledgeEvent.Kind.LATE if self.is_late else PledgeEvent.Kind.DUE)
        return True

    def _become(self, sources, kind, *, by, reason="", read=None, **changes):
        """`read` is what else still has to be as it was read."""
        changes = {"state": kind.value, "reason": reason} | changes
        if kind != PledgeEvent.Kind.CONFIRMED:
            changes["form_key"] = None  # promised once more it is another
        with transaction.atomic():
            changed = type(self).objects.filter(pk=self.pk, state__in=sources, **(read or {})).update(**changes)
            if changed:
                PledgeEvent.record(pledge=self, kind=kind, actor=by, reason=reason)
        self.refresh_from_db()
        return bool(changed)

    def _note_money(self, amount):
        if amount:
            self.about.money_lines.create(
                kind=MoneyLine.Kind.PROMISED, amount=amount, organisation=self.organisation, what=self.what[:160]
            )


class PledgeEvent(Event):
    class Kind(models.TextChoices):
        ASKED = "asked", "Toezegging gevraagd"
        CONFIRMED = "confirmed", "Toegezegd"
        REFUSED = "refused", "Niet toegezegd"
        MOVED = "moved", "Toezegging verschoven"
        KEPT = "kept", "Toezegging nagekomen"
        LAPSED = "lapsed", "Toezegging vervallen"
        REOPENED = "reopened", "Toezegging weer open"
        DUE = "due", "Binnenkort"  # for its contacts
        LATE = "late", "Te laat"  # for its contacts

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="events", verbose_name="toezegging")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="pledge_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een toezegging"
        verbose_name_plural = "gebeurtenissen van toezeggingen"

    def __str__(self):
        return f"{self.get_kind_display()}: {self.pledge}"


class MoneyLineQuerySet(models.QuerySet):
    def listed(self):
        """Of a plan or a listed project; the lines of a merged project stand with what it was merged into."""
        return self.filter(NOT_IN_HIDING)

    def totals(self):
        """Rows of `kind` and `total`."""
        return self.order_by().values("kind").annotate(total=models.Sum("amount"))


def in_order(lines):
    """Totals of kinds in the order in which they are told everywhere, without those that are nothing."""
    order = list(MoneyLine.Kind)
    return sorted((line for line in lines if line.total), key=lambda line: order.index(line.kind))


class MoneyLine(models.Model):
    """One amount in euros, of a project or a plan. A mistake is put right by a new line, never by changing one."""

    class Kind(models.TextChoices):
        NEEDED = "needed", "nodig"
        PROMISED = "promised", "toegezegd"
        RECEIVED = "received", "ontvangen"
        SPENT = "spent", "uitgegeven"

    project = models.ForeignKey(
        "projects.Project", models.CASCADE, null=True, blank=True, related_name="money_lines", verbose_name="project"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, models.CASCADE, null=True, blank=True, related_name="money_lines", verbose_name="plan"
    )
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    amount = models.DecimalField(
        "bedrag in euro", max_digits=10, decimal_places=2, validators=[MinValueValidator(-999999)]
    )
    on = models.DateField("datum", default=timezone.localdate)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="money_lines", verbose_name="partij"
    )
    what = models.CharField("waarvoor", max_length=160)
    entered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="money_lines", verbose_name="genoteerd door"
    )
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = MoneyLineQuerySet.as_manager()

    class Meta:
        verbose_name = "geldregel"
        verbose_name_plural = "geldregels"
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project=None, agenda_item__isnull=False) | Q(project__isnull=False, agenda_item=None),
                name="money_is_for_one_thing",
                violation_error_message="Kies een project of een plan, niet allebei.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: € {self.amount}"

    @classmethod
    def note(cls, project, *, by, **line):
        """Add a line; what it puts right can be noted once more in the same words."""
        undone = {"amount": -line["amount"], "kind": line["kind"], "what": line["what"]}
        with transaction.atomic():
            project.money_lines.filter(**undone).update(form_key=None)
            return project.money_lines.create(entered_by=by, **line)
