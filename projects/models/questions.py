"""What somebody asks under a project, and what its people answer (design.md: moderation that volunteers can bear)."""

from datetime import timedelta

from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import Person
from core.models import Event
from core.searching import kept_words
from projects.models.hiding import Hideable
from projects.models.lifecycle import InvalidTransition
from projects.models.taking_part import Participation

A_DAY = 5  # questions of one person
AT_ONCE = 2  # of one person at one project without an answer
NO_QUESTIONS = "Bij dit project kun je nu geen vraag stellen."
ENOUGH_TODAY = f"Je stelde vandaag al {A_DAY} vragen. Morgen kan het weer, of bel ons."
ENOUGH_HERE = f"Je hebt hier al {AT_ONCE} vragen zonder antwoord. Wacht op antwoord, of trek er een in."


class TooManyQuestions(Exception):  # noqa: N818 - raised it reads as what happened
    """Somebody asked as often as one may, today or at one project; in words for who asked."""


class QuestionQuerySet(models.QuerySet):
    def waiting(self):
        """To be looked at first."""
        return self.filter(state=Question.State.WAITING, hidden_at=None)

    def published(self):
        return self.filter(state=Question.State.PLACED, hidden_at=None)

    def unanswered(self):
        return self.published().filter(answered_at=None)

    def newer_than(self, question):
        """What stands above it in a list."""
        return self.filter(Q(asked_at__gt=question.asked_at) | Q(asked_at=question.asked_at, pk__gt=question.pk))

    def for_its_people(self):
        """What asks something of the people of a project."""
        return self.filter(state__in=Question.OPEN, hidden_at=None, answered_at=None)

    def fill_the_room_of(self, person):
        """Whether this person has as many without an answer here as one may have at once."""
        return self.for_its_people().filter(asker=person).count() >= AT_ONCE


class Question(Hideable):
    class State(models.TextChoices):
        WAITING = "waiting", "wordt eerst bekeken"
        PLACED = "placed", "geplaatst"
        REFUSED = "refused", "niet geplaatst"
        WITHDRAWN = "withdrawn", "ingetrokken"

    OPEN = (State.WAITING, State.PLACED)  # it may still get an answer

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="questions", verbose_name="project")
    asker = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name="gevraagd door"
    )
    text = models.TextField("vraag", max_length=1000)
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.WAITING, editable=False)
    refusal = models.TextField("waarom niet geplaatst", blank=True, editable=False)
    answer = models.TextField("antwoord", blank=True, max_length=2000, editable=False)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="answers", editable=False,
        verbose_name="beantwoord door",
    )  # fmt: skip
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True, editable=False)
    corrected_at = models.DateTimeField("antwoord aangepast op", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)  # of the answer
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    search = kept_words("text", "answer")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag bij een project"
        verbose_name_plural = "vragen bij projecten"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refusal="") | ~Q(state="refused") & Q(refusal=""),
                name="question_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | (Q(state="placed", answered_at__isnull=False) & ~Q(answer="")),
                name="question_answered_where_placed",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at=None) | Q(answered_at__isnull=False), name="question_corrected_where_answered"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "-asked_at"], name="question_newest"),
            models.Index(fields=["project"], name="question_hidden", condition=Q(hidden_at__isnull=False)),
            GinIndex(fields=["search"], name="question_search"),
        ]

    def __str__(self):
        return Truncator(self.text).chars(80)

    def get_absolute_url(self):
        return reverse("projects:find_question", args=[self.project.slug, self.pk])

    @property
    def maker(self):
        return self.asker

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def is_refused(self):
        return self.state == self.State.REFUSED

    @property
    def is_open(self):
        """Whether it asks something of the people of its project."""
        return self.state in self.OPEN and self.hidden_at is None and self.answered_at is None

    @property
    def is_public(self):
        return self.state == self.State.PLACED and self.hidden_at is None and self.project.is_public

    def is_asked_by(self, user):
        return user.is_authenticated and self.asker_id == user.person.pk

    @classmethod
    def ask(cls, project, *, by, text, form_key=None):
        """Place it, or have it looked at first; raises TooManyQuestions, or InvalidTransition where none is taken now.

        The project is locked, for it may end up merged or hidden; and the person: at once is in a row.
        """
        with transaction.atomic():
            project = project.held()
            Person.objects.select_for_update(no_key=True).get(pk=by.pk)
            if not (form_key and cls.objects.filter(asker=by, form_key=form_key).exists()):
                _require_room(project, by)
            state = cls.State.PLACED if is_known(by) else cls.State.WAITING
            question = cls.objects.create(project=project, asker=by, text=text, state=state, form_key=form_key)
            question._record(QuestionEvent.Kind.ASKED, by=by)
        return question

    def place(self, *, by):
        """Let everybody read it; False when somebody else decided."""
        return self._change(QuestionEvent.Kind.PLACED, {"state": self.State.WAITING}, by=by, state=self.State.PLACED)

    def refuse(self, *, by, reason):
        """Do not place it, with a reason for who asked; False when somebody else decided."""
        changes = {"state": self.State.REFUSED, "refusal": reason}
        return self._change(QuestionEvent.Kind.REFUSED, {"state": self.State.WAITING}, by=by, reason=reason, **changes)

    def give_answer(self, *, by, text):
        """Answer it, and so place it where it waited; False when somebody else answered or refused it."""
        still = {"state__in": self.OPEN, "answered_at": None}
        changes = {"answer": text, "answered_by": by, "answered_at": timezone.now(), "state": self.State.PLACED}
        return self._change(QuestionEvent.Kind.ANSWERED, still, by=by, reason=text, **changes)

    def correct_answer(self, *, by, text, version=None):
        """Put other words in the place of the answer, which are theirs from now on.

        False when somebody else did since `version` was read (None: any), or the question is hidden.
        """
        still = {"state": self.State.PLACED, "answered_at__isnull": False}
        still |= {} if version is None else {"version": version}
        changes = {"answer": text, "answered_by": by, "corrected_at": timezone.now(), "version": F("version") + 1}
        return self._change(QuestionEvent.Kind.CORRECTED, still, by=by, reason=text, **changes)

    def withdraw(self, *, by):
        """Take it back; False when it was answered, decided or hidden meanwhile."""
        still = {"state__in": self.OPEN, "answered_at": None}
        changes = {"state": self.State.WITHDRAWN, "form_key": None}  # asked once more it is another
        return self._change(QuestionEvent.Kind.WITHDRAWN, still, by=by, **changes)

    def _change(self, kind, still, *, by, reason="", **changes):
        with transaction.atomic():
            changed = type(self).objects.filter(pk=self.pk, hidden_at=None, **still).update(**changes)
            if changed:
                self._record(kind, by=by, reason=reason)
        self.refresh_from_db()
        return bool(changed)

    def _tell_of_hiding(self, *, by, reason):
        self._record(QuestionEvent.Kind.HIDDEN, by=by, reason=reason)

    def _tell_of_showing(self, *, by, reason):
        self._record(QuestionEvent.Kind.SHOWN_AGAIN, by=by, reason=reason)

    def _record(self, kind, *, by, reason=""):
        QuestionEvent.record(question_id=self.pk, kind=kind, actor=by, reason=reason)


class QuestionEvent(Event):
    """No `ProjectEvent`: who looks at what happened to a project reads questions in their own place."""

    class Kind(models.TextChoices):
        ASKED = "asked", "Gevraagd"
        PLACED = "placed", "Geplaatst"
        REFUSED = "refused", "Niet geplaatst"
        ANSWERED = "answered", "Beantwoord"
        CORRECTED = "corrected", "Antwoord aangepast"
        WITHDRAWN = "withdrawn", "Ingetrokken"
        HIDDEN = "hidden", "Verborgen"
        SHOWN_AGAIN = "shown_again", "Weer te lezen"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    question = models.ForeignKey(Question, models.CASCADE, related_name="events", verbose_name="vraag")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="question_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een vraag bij een project"
        verbose_name_plural = "gebeurtenissen van vragen bij projecten"

    def __str__(self):
        return f"{self.get_kind_display()}: {self.question}"


def _require_room(project, asker):
    if not project.takes_questions():
        raise InvalidTransition(project, NO_QUESTIONS)
    yesterday = timezone.now() - timedelta(days=1)
    if Question.objects.filter(asker=asker, asked_at__gt=yesterday).count() >= A_DAY:
        raise TooManyQuestions(ENOUGH_TODAY)
    if project.questions.fill_the_room_of(asker):
        raise TooManyQuestions(ENOUGH_HERE)


def is_known(person):
    """Whether a question of this person is placed at once: one was before, or there is a role in the neighbourhood.

    What was hidden, what nobody said yes to yet, and what somebody did before make nobody known.
    """
    takes_part = Participation.objects.current().agreed_to().filter(project__hidden_at=None)
    ways = [
        Question.objects.published().filter(asker=person),
        takes_part.filter(person=person),
        person.seats.current(),
        person.memberships.current(),
    ]
    return any(rows.exists() for rows in ways) or _works_here(person)


def _works_here(person):
    user = person.user
    return user is not None and (user.is_administrator or bool(user.roles) or user.organisations.exists())
