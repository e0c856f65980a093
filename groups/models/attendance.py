"""Who comes to a meeting: what each answered, on the site or by a link in the mail, and to which time."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from core.secret_pages import keys_of, token_of
from groups.models.membership import Membership
from groups.models.steps import Step
from projects.models import Conflict

_SALT = "groups.attendance"


class ReplyQuerySet(models.QuerySet):
    def of_who_may_come(self):
        """Who left the group is no longer told of what is for members only."""
        member = Membership.objects.current().filter(group=OuterRef("meeting__group"), person=OuterRef("person"))
        return self.filter(Q(meeting__is_public=True) | Exists(member))

    def people_who_said_yes(self):
        """Members or not, to whatever time."""
        rows = self.of_who_may_come().filter(answer=Reply.Answer.YES)
        return Person.objects.filter(pk__in=rows.values("person")).select_related("user")

    def from_outside(self):
        """Who comes and is not in the group."""
        member = Membership.objects.current().filter(group=OuterRef("meeting__group"), person=OuterRef("person"))
        return self.filter(~Exists(member), answer=Reply.Answer.YES)

    def guests_of(self, meetings):
        """How many people from outside come to these."""
        return self.filter(meeting__in=meetings).from_outside().values("person").distinct().count()

    def standing(self):
        """Given for the time and place that hold now: who answered before it was moved is asked again."""
        return self.of_who_may_come().filter(sequence__gte=F("meeting__asked_since"))


class Reply(models.Model):
    class Answer(models.TextChoices):
        YES = "yes", "ik kom"
        NO = "no", "ik kom niet"
        MAYBE = "maybe", "weet ik nog niet"

    meeting = models.ForeignKey("groups.Meeting", models.CASCADE, related_name="replies", verbose_name="bijeenkomst")
    person = models.ForeignKey(Person, models.CASCADE, related_name="meeting_replies", verbose_name="wie")
    answer = models.CharField("antwoord", max_length=10, choices=Answer.choices)
    sequence = models.PositiveIntegerField("bij welke stand van de bijeenkomst")
    at = models.DateTimeField("wanneer", default=timezone.now)
    noted_by = models.ForeignKey(  # who was told it; None: said by oneself
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="opgeschreven door",
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord op een uitnodiging"
        verbose_name_plural = "antwoorden op een uitnodiging"
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="answers_once")]

    def __str__(self):
        return f"{self.person}: {self.get_answer_display()}"


class Inviting(models.Model):
    """The half of `Meeting` that asks who comes."""

    # The sequence of the last move: what was answered before that is about another time or place.
    asked_since = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        abstract = True

    def answerable_by(self, user):
        """Say whether one comes: who is in the group, and to a public meeting everybody with an account."""
        return user.is_authenticated and (self.is_public or self.group.has_member(user))

    def take_answer(self, person, answer, *, seen=None, noted_by=None):
        """What this person says now, or told `noted_by`, instead of what was said before.

        Raises InvalidTransition where nobody can come any more, Conflict when it was moved after `seen`, a sequence.
        """
        with self.taking(Step.ANSWER) as now:
            if seen is not None and seen < now.asked_since:
                raise Conflict
            said = {"answer": answer, "sequence": now.sequence, "at": timezone.now(), "noted_by": noted_by}
            self.replies.update_or_create(person=person, defaults=said)

    def asked_members(self):
        """The members, without who can no longer sign in."""
        seats = self.group.memberships.reachable()
        return Person.objects.filter(pk__in=seats.values("person")).select_related("user")

    def silent_members(self):
        """Those who did not answer, or not since it was moved."""
        return self.asked_members().exclude(pk__in=self.replies.standing().values("person"))

    def answer_address(self, person):
        """Where this person answers without signing in; for who is no member any more there is nothing there."""
        return reverse("groups:attend", args=[token_of(_SALT, self.pk, person.pk)])

    @classmethod
    def of_answer_token(cls, token):
        """(meeting, person) of an address that we gave out, or None; the person may have left the group since."""
        meeting, person = keys_of(_SALT, token) or (None, None)
        meeting = (
            cls.objects.select_related("group__theme", "group__project__theme", "series").filter(pk=meeting).first()
        )
        person = Person.objects.filter(pk=person).first()
        return (meeting, person) if meeting and person else None

    def invites(self, person):
        """Whether the address of `answer_address` works: until it and its series are over, for who is in the group."""
        is_asked = not self.is_over or self.other_turns().exists()
        return is_asked and self.group.memberships.reachable().filter(person=person).exists()

    def other_turns(self):
        """The meetings to come of its series, and of what goes on from that by another rhythm; without this one."""
        if self.series_id is None:
            return type(self).objects.none()
        own = Q(series=self.series_id) | Q(series__continues=self.series_id)
        return type(self).objects.to_come().filter(own).exclude(pk=self.pk).order_by("starts_at")
