"""The five themes, their duo's and the shared agenda."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from accounts.models import Follow, Organisation, Person


class Voice(models.TextChoices):
    PROFESSIONAL = "professional", "gemeente"
    RESIDENT = "resident", "bewoner"


class Theme(models.Model):
    """One of the main themes; `slug` is also the name of its colour and its stamp."""

    slug = models.SlugField("adres", unique=True)
    name = models.CharField("naam", max_length=60)
    introduction = models.TextField("inleiding")
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    fallback = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="vangnet",
        help_text="Krijgt het werk als geen van beide helften van het duo kan.",
    )

    takes_unknown = models.BooleanField(
        "krijgt voorstellen zonder thema", default=False, help_text="Eén thema: zijn duo bekijkt ze en kiest het thema."
    )

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["takes_unknown"], condition=Q(takes_unknown=True), name="one_theme_takes_unknown"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/themas/{self.slug}/"

    def responsible_people(self):
        """Who answers for this theme today: the halves that are there, else the fallback; may be empty."""
        present = [seat.person for seat in self.seats.present().select_related("person__user")]
        return present or [person for person in [self.fallback] if person and person.is_there]


class FacilitatorQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until=None)

    def present(self):
        """Held by somebody who is there today (`Person.is_there`)."""
        away = Q(person__away_until__gte=timezone.localdate())
        return self.current().exclude(away).exclude(person__user__is_active=False)


class Facilitator(models.Model):
    """A seat of the duo. Former holders stay on record."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="seats", verbose_name="thema")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name="persoon")
    voice = models.CharField("stem", max_length=20, choices=Voice.choices)
    since = models.DateField("sinds", default=timezone.localdate)
    until = models.DateField("tot en met", null=True, blank=True)
    handover_note = models.TextField("overdracht", blank=True)

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        verbose_name = "procesbegeleider"
        verbose_name_plural = "procesbegeleiders"
        ordering = ["theme", "voice", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "voice"], condition=Q(until=None), name="one_current_seat_a_voice"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="seat_ends_after_it_began"),
        ]

    def __str__(self):
        return f"{self.person} ({self.theme}, {self.get_voice_display()})"

    def clean(self):
        """A seat with an end is a former one: an end that is still to come would leave it empty till then."""
        if self.until and self.until > timezone.localdate():
            raise ValidationError({"until": "Vul dit in op de dag zelf: zolang het leeg is, heeft iemand de plek."})

    @classmethod
    def taken_by(cls, person):
        """The seats this person holds now, and one without a voice where the fallback stands in for the whole duo."""
        halves = Prefetch("seats", cls.objects.current().select_related("person__user"), to_attr="halves")
        is_hers = Q(fallback=person) | Q(seats__person=person, seats__until=None)
        taken = []
        for theme in Theme.objects.filter(is_hers).distinct().prefetch_related(halves):
            own = [seat for seat in theme.halves if seat.person_id == person.pk]
            stands_in = theme.fallback_id == person.pk and not any(seat.person.is_there for seat in theme.halves)
            taken += own or [cls(theme=theme, person=person, voice=None)] * stands_in
        return taken


class Agenda(models.Model):
    """The uitvoeringsagenda as adopted in a year."""

    year = models.PositiveSmallIntegerField("jaar", unique=True)
    title = models.CharField("titel", max_length=120)
    introduction = models.TextField("inleiding", blank=True)
    adopted_on = models.DateField("vastgesteld op")

    class Meta:
        verbose_name = "gedeelde agenda"
        verbose_name_plural = "gedeelde agenda's"
        ordering = ["-year"]

    def __str__(self):
        return self.title


class ItemState(models.TextChoices):
    """How far an item is; computed from its projects, or kept by its party where it has none."""

    NOT_STARTED = "not_started", "nog niet begonnen"
    UNDERWAY = "underway", "mee bezig"
    COMPLETED = "completed", "klaar"
    DROPPED = "dropped", "niet doorgegaan"


class AgendaItem(models.Model):
    """An item of the shared agenda ("plan" for people)."""

    class Aim(models.TextChoices):
        MOOIER = "mooier", "mooier"
        SCHONER = "schoner", "schoner"
        VEILIGER = "veiliger", "veiliger"
        SOCIALER = "socialer", "socialer"

    agenda = models.ForeignKey(Agenda, models.PROTECT, related_name="items", verbose_name="agenda")
    code = models.CharField("code", max_length=8)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="agenda_items", verbose_name="thema")
    title = models.CharField("titel", max_length=120)
    goal = models.TextField("wat we willen bereiken")
    aim = models.CharField("doel", max_length=10, choices=Aim.choices)
    rank = models.PositiveSmallIntegerField("plaats in de stemweek", null=True, blank=True)
    responsible = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="responsible_for",
        verbose_name="verantwoordelijk",
    )
    others = models.ManyToManyField(Organisation, blank=True, related_name="agenda_items", verbose_name="ook betrokken")
    note = models.CharField("hoe het staat, in één regel", max_length=160, blank=True)
    own_state = models.CharField(
        "eigen stand (alleen zonder projecten)", max_length=20, choices=ItemState.choices, blank=True
    )
    own_state_since = models.DateField("eigen stand sinds", null=True, blank=True)
    reason = models.TextField("waarom het niet doorging", blank=True)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name="werd later"
    )

    class Meta:
        verbose_name = "plan van de gedeelde agenda"
        verbose_name_plural = "plannen van de gedeelde agenda"
        ordering = ["theme__order", F("rank").asc(nulls_last=True), "code"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "code"], name="item_code_once_an_agenda"),
            models.UniqueConstraint(fields=["agenda", "rank"], name="item_rank_once_an_agenda"),
            models.CheckConstraint(
                condition=~Q(own_state=ItemState.DROPPED) | ~Q(reason=""), name="dropped_item_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return f"/gedeelde-agenda/#plan-{self.code.lower()}"


class AgendaRound(models.Model):
    """How the neighbourhood decides an agenda together: collect, group, choose, adopt."""

    agenda = models.OneToOneField(
        Agenda, models.PROTECT, null=True, blank=True, related_name="round", verbose_name="gaf de agenda"
    )
    title = models.CharField("titel", max_length=120)
    collect_from = models.DateField("wensen vanaf")
    group_from = models.DateField("bundelen vanaf")
    choose_from = models.DateField("stemweek vanaf")
    choose_until = models.DateField("stemweek tot en met")
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)
    meetings = models.PositiveSmallIntegerField("aantal bijeenkomsten", default=0)
    wishes = models.PositiveIntegerField("aantal wensen", default=0)
    account = models.TextField("hoe het ging", blank=True)

    class Meta:
        verbose_name = "agendaronde"
        verbose_name_plural = "agendarondes"
        ordering = ["-collect_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(collect_from__lte=F("group_from"))
                & Q(group_from__lte=F("choose_from"))
                & Q(choose_from__lte=F("choose_until")),
                name="round_phases_in_order",
            )
        ]

    def __str__(self):
        return self.title


class ThemeFollow(Follow):
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="follows")

    class Meta(Follow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "theme"], name="theme_followed_once")]
