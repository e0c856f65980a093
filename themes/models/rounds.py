"""How the neighbourhood decides its agenda together: collect wishes, group them, choose, adopt."""

import secrets
from contextlib import contextmanager
from datetime import timedelta

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Person
from core.models import Event
from themes.models.agenda import Agenda


class Phase(models.TextChoices):
    """Where a round is; it follows from its dates, and from whether its agenda was adopted."""

    PLANNED = "planned", "gepland"
    COLLECT = "collect", "wensen verzamelen"
    GROUP = "group", "bundelen tot plannen"
    CHOOSE = "choose", "stemweek"
    ADOPT = "adopt", "vaststellen"
    ADOPTED = "adopted", "vastgesteld"


class OutOfPhase(Exception):
    """A step that the round does not take now; `str()` is a sentence for who tried."""

    def __init__(self, agenda_round):
        self.round = agenda_round
        super().__init__(f"Dat kan nu niet: deze ronde is {IN_WORDS[agenda_round.phase]}.")


IN_WORDS = {
    Phase.PLANNED: "nog niet begonnen",
    Phase.COLLECT: "bezig met wensen verzamelen",
    Phase.GROUP: "bezig met bundelen tot plannen",
    Phase.CHOOSE: "in de stemweek",
    Phase.ADOPT: "klaar met stemmen en wordt nu vastgesteld",
    Phase.ADOPTED: "afgerond",
}


PAPER_DAYS = timedelta(days=3)
# The most days between two dates that follow each other: a slip in a year would keep a round going for good.
LONGEST = {
    ("collect_from", "group_from"): timedelta(days=366),
    ("group_from", "choose_from"): timedelta(days=183),
    ("choose_from", "choose_until"): timedelta(days=27),
}


def new_key():
    return secrets.token_hex(32)


class AgendaRoundQuerySet(models.QuerySet):
    def going(self):
        """The one that is not adopted yet, at most one."""
        return self.filter(adopted_on=None)

    def with_wishes_to_read(self):
        """Of which wishes can be given or read: that one first, once it began; then the newest."""
        begun = Q(adopted_on=None, collect_from__lte=timezone.localdate())
        return self.filter(begun | Q(wishes__isnull=False)).distinct().order_by("-collect_from")

    def grouping(self):
        """That one, while the duo's put its wishes together (`Phase.GROUP`)."""
        today = timezone.localdate()
        return self.going().filter(group_from__lte=today, choose_from__gt=today)


class AgendaRound(models.Model):
    agenda = models.OneToOneField(
        Agenda, models.PROTECT, null=True, blank=True, related_name="round", verbose_name="gaf de agenda"
    )
    title = models.CharField("titel", max_length=120)
    collect_from = models.DateField("wensen vanaf")
    group_from = models.DateField("bundelen vanaf")
    choose_from = models.DateField("stemweek vanaf")
    choose_until = models.DateField("stemweek tot en met")
    votes = models.PositiveSmallIntegerField("stemmen per mens", default=5, db_default=5)
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)
    meetings = models.PositiveSmallIntegerField("aantal bijeenkomsten", default=0)
    earlier_wishes = models.PositiveIntegerField(
        "aantal wensen", default=0, help_text="Alleen als de wensen zelf niet in het portaal staan."
    )
    account = models.TextField("hoe het ging", blank=True)
    ballot_key = models.CharField(max_length=64, default=new_key, blank=True, editable=False, db_default="")
    counted_at = models.DateTimeField("geteld op", null=True, blank=True, editable=False)
    printed = models.PositiveIntegerField("stembriefjes gedrukt", default=0, editable=False, db_default=0)

    objects = AgendaRoundQuerySet.as_manager()

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
                violation_error_message="De fasen volgen elkaar op: wensen, bundelen, stemweek.",
            ),
            models.CheckConstraint(
                condition=Q(adopted_on=None) | Q(agenda__isnull=False), name="adopted_round_gave_an_agenda"
            ),
            models.CheckConstraint(condition=Q(counted_at=None) | Q(ballot_key=""), name="counted_round_has_no_key"),
            models.CheckConstraint(condition=Q(votes__gte=1), name="round_gives_a_vote"),
            models.UniqueConstraint(
                Value(1),
                condition=Q(adopted_on=None),
                name="one_round_at_a_time",
                violation_error_message="Er loopt al een ronde. Die wordt eerst vastgesteld.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return "/gedeelde-agenda/ronde/"

    @property
    def phase(self):
        today = timezone.localdate()
        if self.adopted_on:
            return Phase.ADOPTED
        begins = [
            (self.collect_from, Phase.PLANNED),
            (self.group_from, Phase.COLLECT),
            (self.choose_from, Phase.GROUP),
        ]
        for day, before in begins:
            if today < day:
                return before
        return Phase.CHOOSE if today <= self.choose_until else Phase.ADOPT

    @property
    def promised_until(self):
        """In the voting week: until when people were told that they may vote, as far as that can be meant."""
        return min(self.choose_until, self.choose_from + LONGEST["choose_from", "choose_until"])

    def held(self):
        """The row as it is now, locked; in a transaction."""
        return type(self).objects.select_for_update().get(pk=self.pk)

    @contextmanager
    def taking(self, *phases):
        """Hold the row while a step of these phases is taken; raises OutOfPhase when it is in another."""
        with transaction.atomic():
            current = self.held()
            if current.phase not in phases:
                raise OutOfPhase(current)
            yield current

    @cached_property
    def turnout(self):
        """How many ballots were filled in; of what, nobody knows before the counting."""
        return self.ballots.count()

    def announce(self):
        """Once, in the voting week: who gave a wish hears that it began, and what became of it. Returns whether so."""
        with transaction.atomic():
            current = self.held()
            if current.phase != Phase.CHOOSE or current.events.filter(kind=RoundEvent.Kind.CHOOSE).exists():
                return False
            RoundEvent.record(round=current, kind=RoundEvent.Kind.CHOOSE)
            current.wishes.model.close(current)
        return True

    @property
    def takes_paper(self):
        """Whether the counter may still type over what was handed in: until it is counted."""
        return self.phase == Phase.CHOOSE or self.phase == Phase.ADOPT and not self.counted_at

    @property
    def counts_itself_on(self):
        """The first day on which the worker counts: the counter needs a while for what came in on the last evening."""
        return self.choose_until + PAPER_DAYS + timedelta(days=1)

    def count(self):
        """Count once, after the voting week: votes and ranks, and nothing left that leads from a code to a ballot.

        Of two plans with as many votes the one with more wishes goes first, then the one with the earliest wish.
        Returns whether it was counted now.
        """
        with transaction.atomic():
            current = self.held()
            if current.phase != Phase.ADOPT or current.counted_at:
                return False
            for rank, candidate in enumerate(sorted(current.candidates.with_votes(), key=_order_of), start=1):
                candidate.votes, candidate.rank = candidate.counted, rank
                candidate.save(update_fields=["votes", "rank"])
            current.ballots.model.shuffle(current)
            current.counted_at, current.ballot_key = timezone.now(), ""
            current.save(update_fields=["counted_at", "ballot_key"])
        self.refresh_from_db()
        return True

    def adopt(self, *, title, year, on, chosen, dropped, going_on=None, left_out=None, introduction="", by=None):
        """The new agenda, of the candidates in `chosen`.

        Of the items of the agenda before `dropped` is {item: why it ends}, and `going_on` {item: how it goes on}.
        `left_out` is {candidate that is not chosen: why not}.

        A candidate that carries an item on becomes its successor. Raises OutOfPhase, also when somebody was first.
        """
        with self.taking(Phase.ADOPT) as current:
            if not current.counted_at:
                raise OutOfPhase(current)
            agenda = Agenda.objects.create(year=year, title=title, introduction=introduction, adopted_on=on)
            for candidate in sorted(chosen, key=lambda one: one.rank):
                candidate.become_item(agenda)
            for candidate, reason in (left_out or {}).items():
                current.candidates.filter(pk=candidate.pk).update(reason=reason)
            for item, reason in dropped.items():
                item.end(reason)
            for item, note in (going_on or {}).items():
                item.go_on(note)
            current.agenda, current.adopted_on = agenda, on
            current.save(update_fields=["agenda", "adopted_on"])
            RoundEvent.record(round=current, kind=RoundEvent.Kind.ADOPTED, actor=by, reason=title)
        self.refresh_from_db()
        return agenda


def _order_of(candidate):
    first = candidate.first_wish
    return -candidate.counted, -candidate.wish_count, first is None, first, candidate.pk


class RoundEvent(Event):
    class Kind(models.TextChoices):
        WISH_GROUPED = "wish_grouped", "Wens hoort bij een plan"  # for its writer
        WISH_SET_ASIDE = "wish_set_aside", "Wens werd geen plan"  # for its writer
        WISH_HIDDEN = "wish_hidden", "Wens niet meer te zien"  # for its writer
        CHOOSE = "choose", "De stemweek is begonnen"
        ADOPTED = "adopted", "De agenda is vastgesteld"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    round = models.ForeignKey(AgendaRound, models.CASCADE, related_name="events", verbose_name="ronde")
    wish = models.ForeignKey(
        "themes.Wish", models.CASCADE, null=True, blank=True, related_name="events", verbose_name="wens"
    )
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="round_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een agendaronde"
        verbose_name_plural = "gebeurtenissen van agendarondes"
