"""A report (*melding*): somebody says that something should not stand here. It hides nothing; a person decides."""

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Person
from core.models import Event
from projects.models.lifecycle import InvalidTransition
from projects.models.states import Status
from projects.pieces import PROJECT, word_of

THINGS = ("update_post", "photo", "question")  # none of them: the project itself
ONCE = ["project", *THINGS]


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)

    def about(self, thing):
        """Of one project itself, message, photo or question."""
        return self.filter(**_columns_of(thing))

    def settle_all(self, *, by, outcome, reason):
        """Answer these rows, each with its event; whoever calls has locked them. Returns how many there were."""
        rows = list(self)
        changes = {"outcome": outcome, "reason": reason, "settled_by": by, "settled_at": timezone.now()}
        self.model.objects.filter(pk__in=[report.pk for report in rows]).update(**changes)
        for report in rows:
            ReportEvent.record(report=report, kind=ReportEvent.Kind.SETTLED, actor=by, reason=reason)
        return len(rows)

    def told(self):
        """With the address of a visitor who was told what became of it (the outbox has its own copy)."""
        told = ReportEvent.objects.filter(kind=ReportEvent.Kind.SETTLED, processed_at__isnull=False)
        return self.exclude(email="").filter(Exists(told.filter(report=OuterRef("pk"))))

    def to_settle_by(self, user):
        """What this user looks at: of the own themes, or all of it."""
        if user.is_anonymous:
            return self.none()
        if user.is_administrator or user.is_communicatieteam:
            return self
        projects = self.model._meta.get_field("project").related_model.objects
        return self.filter(project__in=projects.guided_by(user))


class Report(models.Model):
    class Category(models.TextChoices):
        PERSONAL = "personal", "persoonsgegevens van iemand"
        HURTFUL = "hurtful", "het is kwetsend"
        ADVERTISING = "advertising", "het is reclame"
        WRONG = "wrong", "het klopt niet"
        OTHER = "other", "iets anders"

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", "verborgen"
        LEFT = "left", "blijft staan"

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="reports", verbose_name="project")
    update_post = models.ForeignKey(
        "projects.Update", models.CASCADE, null=True, blank=True, related_name="reports", verbose_name="bericht"
    )
    photo = models.ForeignKey(
        "projects.Photo", models.CASCADE, null=True, blank=True, related_name="reports", verbose_name="foto"
    )
    question = models.ForeignKey(
        "projects.Question", models.CASCADE, null=True, blank=True, related_name="reports", verbose_name="vraag"
    )
    category = models.CharField("wat is er mis", max_length=20, choices=Category.choices)
    text = models.TextField("uitleg", max_length=500)
    reporter = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name="van"
    )
    email = models.EmailField("e-mailadres van een bezoeker", blank=True)
    at = models.DateTimeField("gemeld op", default=timezone.now)
    outcome = models.CharField("uitkomst", max_length=10, choices=Outcome.choices, blank=True)
    reason = models.TextField("waarom", blank=True, max_length=1000)
    settled_at = models.DateTimeField("bekeken op", null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="bekeken door"
    )
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(update_post=None, photo=None)
                | Q(update_post=None, question=None)
                | Q(photo=None, question=None),
                name="report_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="report_settled_with_outcome",
            ),
            models.UniqueConstraint(
                fields=["reporter", *ONCE],
                condition=Q(reporter__isnull=False),
                nulls_distinct=False,
                name="reported_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["email", *ONCE], condition=~Q(email=""), nulls_distinct=False, name="reported_once_an_address"
            ),
        ]
        indexes = [models.Index(fields=["at"], name="report_open", condition=Q(settled_at=None))]

    def __str__(self):
        return f"{self.get_category_display()}: {self.thing}"

    @property
    def thing(self):
        """The message, photo, question or project that it is about."""
        return next((getattr(self, name) for name in THINGS if getattr(self, f"{name}_id")), self.project)

    @property
    def about(self):
        """ "een foto bij ‘Plukfruit’", "het project ‘Plukfruit’"; no hidden title goes to an address that was typed."""
        word = word_of(self.thing)
        if not (self.project.is_public or self.reporter_id):
            return f"een {word}"
        return f"het project ‘{self.project}’" if word == PROJECT else f"een {word} bij ‘{self.project}’"

    @property
    def makers(self):
        """Whose work it is: who wrote or answered it, put it there, or stands for the project. They do not settle."""
        if self.question_id:
            return [person for person in (self.question.maker, self.question.answered_by) if person]
        if self.thing != self.project:
            return [self.thing.maker] if self.thing.maker else []
        own = self.project.participations.current().filter(role__in=["initiator", "leader"])
        return [role.person for role in own.select_related("person")]

    @property
    def is_open(self):
        return self.settled_at is None

    @classmethod
    def make(cls, thing, *, by=None, **fields):
        """Report it, with word to who looks at it; None when this person or address did so before.

        Raises InvalidTransition when it is not on the website any more.
        """
        try:
            with transaction.atomic():
                project = _locked_project_of(thing)
                _require_public(thing, project)
                report = cls.objects.create(**_columns_of(thing) | {"project": project}, reporter=by, **fields)
                ReportEvent.record(report=report, kind=ReportEvent.Kind.MADE, actor=by)
        except IntegrityError as clash:
            if "reported_once" not in str(clash):
                raise
            return None
        return report

    def answer(self, *, by, outcome, reason):
        """Hide it or leave it, and so answer everybody who reported it; False when somebody else did."""
        thing = self.thing
        with transaction.atomic():
            is_first = Report.settle(thing, by=by, outcome=outcome, reason=reason)
            if is_first and outcome == Report.Outcome.HIDDEN and thing.hidden_at is None:
                thing.hide(by=by, reason=reason)
        return is_first

    @classmethod
    def settle(cls, thing, *, by, outcome, reason):
        """Answer all that is open about one thing; False when somebody else did.

        To hide it is the work of the thing: its `hide` comes here. Locked are, in this order always, as a merge does:
        the project, the rows, the thing.
        """
        with transaction.atomic():
            _locked_project_of(thing)
            open_ones = cls.objects.open().about(thing).order_by("pk").select_for_update(of=("self",))
            return open_ones.settle_all(by=by, outcome=outcome, reason=reason) > 0


class ReportEvent(Event):
    """No `ProjectEvent`: nothing of a report may end up in what happened to a project."""

    class Kind(models.TextChoices):
        MADE = "made", "Gemeld"
        SETTLED = "settled", "Bekeken"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    report = models.ForeignKey(Report, models.CASCADE, related_name="events", verbose_name="melding")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="report_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een melding"
        verbose_name_plural = "gebeurtenissen van meldingen"

    def __str__(self):
        return f"{self.get_kind_display()}: {self.report}"


def _locked_project_of(thing):
    return getattr(thing, "project", thing).held()


def _require_public(thing, project):
    """As it is now: what was merged or hidden while somebody typed is looked at nowhere."""
    if project.status == Status.MERGED:
        raise InvalidTransition(project)
    fresh = project if thing == project else type(thing).objects.filter(pk=thing.pk, project=project).first()
    if fresh is None or not fresh.is_public:
        raise InvalidTransition(project, "Dit staat niet meer op de website.")


def _columns_of(thing):
    """{column: value} that name one thing. Its project is looked at for the project itself only: a merge moves rows."""
    name = {"update": "update_post"}.get(thing._meta.model_name, thing._meta.model_name)
    none = dict.fromkeys(THINGS)
    return none | {name: thing}
