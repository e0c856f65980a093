"""What people want for their neighbourhood: a line on a card, until it is known which plan it became part of."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import Person
from themes.models.candidates import Candidate, Conflict
from themes.models.rounds import AgendaRound, Phase, RoundEvent
from themes.models.theme import Theme

LONGEST = 300

NOBODY_CAME_TO_IT = "Voor de stemweek begon, heeft niemand deze wens bij een plan gezet."


class WishQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(withdrawn_at=None, hidden_at=None)

    def waiting(self):
        """For the duo to group."""
        return self.shown().filter(candidate=None, set_aside="")

    def for_theme(self, theme):
        """Those of its duo, which may be the one that gets those without a theme."""
        return self.filter(Q(theme=theme) | Q(theme=None)) if theme.takes_unknown else self.filter(theme=theme)


class Wish(models.Model):
    class Source(models.TextChoices):
        ONLINE = "online", "op de site"
        COUNTER = "counter", "aan de balie"
        MEETING = "meeting", "op een bijeenkomst"
        ISSUE = "issue", "uit een vraagstuk"

    round = models.ForeignKey(AgendaRound, models.CASCADE, related_name="wishes", verbose_name="ronde")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="wishes", verbose_name="thema")
    text = models.CharField("wens", max_length=LONGEST)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="wishes", verbose_name="van wie"
    )
    source = models.CharField("hoe", max_length=10, choices=Source.choices, default=Source.ONLINE)
    at = models.DateTimeField("wanneer", default=timezone.now)
    candidate = models.ForeignKey(
        Candidate, models.SET_NULL, null=True, blank=True, related_name="wishes", verbose_name="hoort bij"
    )
    set_aside = models.CharField("waarom het geen plan werd", max_length=300, blank=True)
    withdrawn_at = models.DateTimeField("teruggenomen op", null=True, blank=True)
    hidden_at = models.DateTimeField("verborgen op", null=True, blank=True)
    hidden_reason = models.CharField("waarom verborgen", max_length=300, blank=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = "wens"
        verbose_name_plural = "wensen"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(candidate=None) | Q(set_aside=""), name="wish_is_grouped_or_set_aside"),
        ]
        indexes = [models.Index(fields=["round", "-at"], name="wish_of_round")]

    def __str__(self):
        return Truncator(self.text).chars(80)

    def get_absolute_url(self):
        at = f"plannen/{self.candidate_id}/" if self.candidate_id else f"wensen/?wens={self.pk}"
        return f"/gedeelde-agenda/ronde/{at}"

    @classmethod
    def make(cls, agenda_round, **fields):
        """Raises OutOfPhase when wishes are not collected now."""
        with agenda_round.taking(Phase.COLLECT) as current:
            return cls.objects.create(round=current, **fields)

    @classmethod
    def make_many(cls, agenda_round, texts, *, theme=None, key):
        """Of cards that a meeting filled in, which bear no names; returns how many, 0 when `key` made them before."""
        with agenda_round.taking(Phase.COLLECT) as current:
            if cls.objects.filter(form_key=key).exists():
                return 0
            rows = [cls(round=current, theme=theme, text=text, source=cls.Source.MEETING) for text in texts]
            rows[0].form_key = key
            return len(cls.objects.bulk_create(rows))

    def hideable_by(self, user):
        """The duo of its theme (of what has none, each duo), the communicatieteam, the administrator."""
        if user.is_administrator or user.is_communicatieteam:
            return True
        return user.seat_in(self.theme_id) is not None if self.theme_id else user.is_facilitator

    def hide(self, *, by, reason):
        """Out of sight, in every phase, with word to its writer; returns whether it was there."""
        with transaction.atomic():
            rows = Wish.objects.filter(pk=self.pk, hidden_at=None)
            changed = rows.update(hidden_at=timezone.now(), hidden_reason=reason)
            if changed and self.person_id:
                kind = RoundEvent.Kind.WISH_HIDDEN
                RoundEvent.record(round=self.round, wish=self, kind=kind, actor=by, reason=reason)
        return bool(changed)

    def withdraw(self):
        """By its writer, before the voting week; it leaves the plan it was put in. Returns whether it still stood."""
        with self.round.taking(Phase.COLLECT, Phase.GROUP):
            rows = Wish.objects.filter(pk=self.pk, withdrawn_at=None)
            return bool(rows.update(withdrawn_at=timezone.now(), candidate=None))

    @classmethod
    def put_in(cls, candidate, wishes, *, by):
        """Put the wishes of a queryset together in a plan; each writer hears of it. Returns those that were put in.

        What was withdrawn meanwhile stays out of it. Raises Conflict when the plan was removed meanwhile.
        """
        changes = {"candidate": candidate, "set_aside": ""}
        return cls._sort(
            candidate.round, wishes.exclude(candidate=candidate), RoundEvent.Kind.WISH_GROUPED, by, changes
        )

    @classmethod
    def lay_aside(cls, agenda_round, wishes, *, by, reason, hidden=False):
        """The wishes of a queryset become no plan, with a reason; `hidden` ones are not shown either."""
        changes = {"candidate": None, "set_aside": reason} | ({"hidden_at": timezone.now()} if hidden else {})
        return cls._sort(agenda_round, wishes, RoundEvent.Kind.WISH_SET_ASIDE, by, changes)

    @classmethod
    def give_to(cls, theme, agenda_round, wishes):
        """Another duo is to look at them; they leave the plan they were in. Returns how many."""
        with agenda_round.taking(Phase.GROUP) as current:
            rows = wishes.shown().filter(round=current)
            return rows.update(theme=theme, candidate=None, set_aside="")

    @classmethod
    def _sort(cls, agenda_round, wishes, kind, by, changes):
        with agenda_round.taking(Phase.GROUP) as current:
            plan = changes["candidate"]
            if plan and not Candidate.objects.filter(pk=plan.pk).exists():
                raise Conflict
            return cls._answer(current, wishes.shown().filter(round=current), kind, by, changes)

    @classmethod
    def close(cls, current):
        """The voting week begins: who gave a wish that no duo came to, hears that too. `current` is a held round."""
        changes = {"candidate": None, "set_aside": NOBODY_CAME_TO_IT}
        cls._answer(current, current.wishes.waiting(), RoundEvent.Kind.WISH_SET_ASIDE, None, changes)

    @classmethod
    def _answer(cls, current, wishes, kind, by, changes):
        found = list(wishes.select_for_update(of=("self",)))
        cls.objects.filter(pk__in=[wish.pk for wish in found]).update(**changes)
        for wish in found:
            if wish.person_id:
                RoundEvent.record(round=current, wish=wish, kind=kind, actor=by, reason=changes["set_aside"])
        return found
