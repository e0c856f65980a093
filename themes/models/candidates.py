"""What the neighbourhood chooses from: plans that the duos made of wishes, and the ballots on which they are chosen."""

import random
import uuid
from enum import Enum, auto

from django.db import models
from django.db.models import Count, F, Min, OuterRef, Q

from accounts.models import Organisation
from core.counting import count_of
from core.editing import Conflict
from themes import ballot_codes
from themes.models.agenda import AgendaItem
from themes.models.rounds import AgendaRound, OutOfPhase, Phase
from themes.models.theme import Theme


class WrongCode(Exception):
    """No ballot of this round has this code."""


class Outcome(Enum):
    """What filling in a ballot did; CHANGED is what it would do where it may not."""

    NEW = auto()
    SAME = auto()
    CHANGED = auto()


class CandidateQuerySet(models.QuerySet):
    def with_wishes(self):
        """Adds `wish_count` and `first_wish`."""
        seen = Q(wishes__withdrawn_at=None, wishes__hidden_at=None)
        return self.annotate(wish_count=Count("wishes", filter=seen), first_wish=Min("wishes__at", filter=seen))

    def with_votes(self):
        """Adds `counted`, from the ballots, as well."""
        chosen = self.model.ballots.through.objects.filter(candidate=OuterRef("pk")).order_by()
        return self.with_wishes().annotate(counted=count_of(chosen))


class Candidate(models.Model):
    """A plan that may come on the agenda."""

    round = models.ForeignKey(AgendaRound, models.CASCADE, related_name="candidates", verbose_name="ronde")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="candidates", verbose_name="thema")
    title = models.CharField("titel", max_length=120)
    goal = models.TextField("wat we willen bereiken")
    aim = models.CharField("doel", max_length=10, choices=AgendaItem.Aim.choices)
    responsible = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="candidates", verbose_name="verantwoordelijk"
    )
    predecessor = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="candidates", verbose_name="gaat verder met"
    )
    item = models.OneToOneField(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="candidate", verbose_name="werd"
    )
    votes = models.PositiveIntegerField("stemmen", null=True, blank=True, editable=False)
    rank = models.PositiveSmallIntegerField("plaats", null=True, blank=True, editable=False)
    reason = models.CharField("waarom niet op de agenda", max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "plan om uit te kiezen"
        verbose_name_plural = "plannen om uit te kiezen"
        ordering = [F("rank").asc(nulls_last=True), "theme__order", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "title"],
                name="candidate_title_once_a_round",
                violation_error_message="Er is al een plan met deze titel.",
            ),
            models.UniqueConstraint(
                fields=["round", "predecessor"],
                name="item_carried_on_once_a_round",
                violation_error_message="Een ander plan gaat daar al mee verder.",
            ),
            models.UniqueConstraint(fields=["round", "rank"], name="candidate_rank_once_a_round"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/gedeelde-agenda/ronde/plannen/{self.pk}/"

    @classmethod
    def make(cls, agenda_round, **fields):
        with agenda_round.taking(Phase.GROUP) as current:
            cls._require_free(current.candidates.all(), **fields)
            return cls.objects.create(round=current, **fields)

    def change(self, *, version, **changes):
        """Raises OutOfPhase, and Conflict when it is no longer `version`."""
        with self.round.taking(Phase.GROUP) as current:
            self._require_free(current.candidates.exclude(pk=self.pk), **changes)
            rows = type(self).objects.filter(pk=self.pk, version=version)
            if not rows.update(version=F("version") + 1, **changes):
                raise Conflict
        self.refresh_from_db()

    @staticmethod
    def _require_free(others, *, title, predecessor=None, **rest):
        """Somebody else may have taken the title or the item since the form was looked at; raises Conflict."""
        if others.filter(Q(title=title) | Q(predecessor__isnull=False, predecessor=predecessor)).exists():
            raise Conflict

    def remove(self):
        """A plan without wishes goes; returns whether it did."""
        with self.round.taking(Phase.GROUP):
            return bool(type(self).objects.filter(pk=self.pk, wishes=None).delete()[0])

    def become_item(self, agenda):
        """Its item on the new agenda; the item that it carries on leads there."""
        letter = self.theme.slug[:1].upper()  # of two themes with the same one, the numbers go on
        number = agenda.items.filter(code__startswith=letter).count() + 1
        self.item = AgendaItem.objects.create(
            agenda=agenda,
            code=f"{letter}{number}",
            theme=self.theme,
            title=self.title,
            goal=self.goal,
            aim=self.aim,
            rank=self.rank,
            responsible=self.responsible,
        )
        self.save(update_fields=["item"])
        if self.predecessor:
            AgendaItem.objects.filter(pk=self.predecessor_id).update(successor=self.item)


class Ballot(models.Model):
    """What one person chose. No name, no address, no moment: only what stands on a paper ballot in a box."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(AgendaRound, models.CASCADE, related_name="ballots", verbose_name="ronde")
    digest = models.CharField(max_length=64, null=True, unique=True, editable=False)
    choices = models.ManyToManyField(Candidate, related_name="ballots", verbose_name="gekozen")

    class Meta:
        verbose_name = "stembiljet"
        verbose_name_plural = "stembiljetten"

    def __str__(self):
        return "Een stembiljet"

    @classmethod
    def of(cls, agenda_round, code):
        """The ballot that was filled in with this code, or None; raises WrongCode."""
        if not ballot_codes.belongs_to(agenda_round, code):
            raise WrongCode
        return cls.objects.filter(digest=ballot_codes.digest(agenda_round, code)).first()

    @classmethod
    def cast(cls, agenda_round, code, candidates, *, on_paper=False, may_change=True):
        """Fill in the ballot of this code, or fill it in anew; returns (ballot, `Outcome`).

        `on_paper`: typed over by the counter, also after the last day until it is counted. With `may_change=False`
        one that was filled in before stays as it is. Raises WrongCode, and OutOfPhase when it cannot be done now.
        """
        phases = (Phase.CHOOSE, Phase.ADOPT) if on_paper else (Phase.CHOOSE,)
        with agenda_round.taking(*phases) as current:
            if current.counted_at:
                raise OutOfPhase(current)
            if not ballot_codes.belongs_to(current, code):
                raise WrongCode
            chosen = list(dict.fromkeys(candidates))
            if not 1 <= len(chosen) <= current.votes or any(one.round_id != current.pk for one in chosen):
                raise ValueError("too many or none, or of another round")
            ballot, is_new = cls.objects.get_or_create(digest=ballot_codes.digest(current, code), round=current)
            is_same = not is_new and set(ballot.choices.all()) == set(chosen)
            if is_new or (may_change and not is_same):
                ballot.choices.set(chosen)
        return ballot, Outcome.NEW if is_new else Outcome.SAME if is_same else Outcome.CHANGED

    @classmethod
    def shuffle(cls, agenda_round):
        """Write all ballots of a round anew: in an order by chance, under new names, without their digests."""
        through = cls.choices.through
        contents = {pk: [] for pk in agenda_round.ballots.values_list("pk", flat=True)}
        chosen = through.objects.filter(ballot__round=agenda_round).order_by("candidate_id")
        for ballot_id, candidate_id in chosen.values_list("ballot_id", "candidate_id"):
            contents[ballot_id].append(candidate_id)
        agenda_round.ballots.all().delete()
        shuffled = list(contents.values())
        random.SystemRandom().shuffle(shuffled)
        ballots = cls.objects.bulk_create([cls(round=agenda_round) for _ in shuffled], batch_size=1000)
        rows = [
            through(ballot=ballot, candidate_id=pk)
            for ballot, chosen in zip(ballots, shuffled, strict=True)
            for pk in chosen
        ]
        through.objects.bulk_create(rows, batch_size=5000)
