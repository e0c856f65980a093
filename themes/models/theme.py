"""The five themes and their duo's."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from accounts.audit import AuditEntry
from accounts.models import Follow, Person

NOTE_SHOWN_DAYS = 90  # to who took the seat over


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

    def is_guided_by(self, user):
        """Whether the user sits in its duo, or stands in for it, or administers."""
        return user.is_authenticated and (user.is_administrator or user.seat_in(self.pk) is not None)

    def hand_over(self, voice, *, to, by, note="", seen=None):
        """The half of this voice goes to `to` (None: nobody yet); False when `seen` (a key or None) holds it no more.

        Who leaves keeps a row with an end and the note; without one here, what was written there before.
        """
        today = timezone.localdate()
        with transaction.atomic():
            Theme.objects.select_for_update(no_key=True).get(pk=self.pk)
            held = self.seats.current().filter(voice=voice)
            if list(held.values_list("pk", flat=True)) != [key for key in (seen,) if key]:
                return False
            former = held.select_related("person").first()
            if former:
                written = {"handover_note": note} if note else {}
                self.seats.filter(pk=former.pk).update(until=max(today, former.since), **written)
            if to:
                self.seats.create(person=to, voice=voice, since=today)
            for person, what in ((former and former.person, "Gaf de plek op"), (to, "Kreeg de plek")):
                if person:
                    words = f"{what} in het duo van {self} ({Voice(voice).label})"
                    AuditEntry.record(AuditEntry.Kind.SEAT, actor=by, person=person, words=words)
        return True

    def responsible_people(self):
        """Who answers for this theme today: the halves that are there, else the fallback; may be empty."""
        present = [seat.person for seat in self.seats.present().select_related("person__user")]
        return present or [person for person in [self.fallback] if person and person.is_there]


class FacilitatorQuerySet(models.QuerySet):
    def handed_over(self):
        """Those taken over lately from somebody who wrote what to know: `left_by`, `left_note`."""
        lately = timezone.localdate() - timedelta(days=NOTE_SHOWN_DAYS)
        same = {"theme": OuterRef("theme"), "voice": OuterRef("voice"), "until__gte": lately}
        former = Facilitator.objects.filter(**same).exclude(handover_note="").order_by("-until", "-pk")
        return self.annotate(
            left_by=Subquery(former.values("person__name")[:1]), left_note=Subquery(former.values("handover_note")[:1])
        ).exclude(left_note=None)

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
        current = cls.objects.current().select_related("person__user")
        halves = Prefetch("seats", current, to_attr="halves")
        is_hers = Q(fallback=person) | Q(seats__person=person, seats__until=None)
        taken = []
        for theme in Theme.objects.filter(is_hers).distinct().prefetch_related(halves):
            own = [seat for seat in theme.halves if seat.person_id == person.pk]
            stands_in = theme.fallback_id == person.pk and not any(seat.person.is_there for seat in theme.halves)
            taken += own or [cls(theme=theme, person=person, voice=None)] * stands_in
        return taken


class ThemeFollow(Follow):
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="follows")

    class Meta(Follow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "theme"], name="theme_followed_once")]
