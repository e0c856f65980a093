"""How a project goes: updates for everybody, checks in two voices and the leader's own, milestones."""

from datetime import timedelta

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone

from accounts.models import Person
from core.searching import kept_words
from projects.models.events import ProjectEvent
from projects.models.hiding import HideablePiece
from projects.models.states import EDITABLE, WATCHED

STILL_GOING = "Loopt nog, niets veranderd."
THE_SAME = "Niets veranderd."
NOTHING_CHANGED = (STILL_GOING, THE_SAME)
TAKEN_BACK = "Wie het schreef, haalde het zelf weg."


class UpdateQuerySet(models.QuerySet):
    def published(self):
        return self.filter(hidden_at=None)


class Update(HideablePiece):
    """A message about progress, with photos."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="updates", verbose_name="project")
    author = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="updates", verbose_name="geschreven door"
    )
    title = models.CharField("titel", max_length=120)
    text = models.TextField("tekst", max_length=5000)
    at = models.DateTimeField("wanneer", default=timezone.now)
    is_before_and_after = models.BooleanField("voor- en na-foto", default=False, db_default=False)
    corrected_at = models.DateTimeField("aangepast op", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    search = kept_words("title", "text")

    objects = UpdateQuerySet.as_manager()
    hiding_kind = ProjectEvent.Kind.UPDATE_HIDDEN

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["project", "-at"], name="update_timeline"),
            models.Index(fields=["-at"], name="update_newest", condition=models.Q(hidden_at=None)),
            models.Index(fields=["project"], name="update_hidden", condition=models.Q(hidden_at__isnull=False)),
            GinIndex(fields=["search"], name="update_search"),
        ]

    def __str__(self):
        return self.title

    @classmethod
    def post(cls, project, *, by, title, text, is_before_and_after=False, form_key=None):
        """Write it, remember that the project was heard of, and record the event, in one transaction.

        Raises InvalidTransition where the project ended meanwhile.
        """
        with transaction.atomic():
            project.lock_in(EDITABLE)
            told = {"title": title, "text": text, "is_before_and_after": is_before_and_after}
            update = cls.objects.create(project=project, author=by, form_key=form_key, **told)
            heard(project, update.at)
            posted = {"kind": ProjectEvent.Kind.UPDATE_POSTED, "update_post": update}
            ProjectEvent.record(project=project, actor=by, reason=title, **posted)
        return update

    def correct(self, *, title, text, version=None):
        """Put other words in its place, also in what is still to be mailed of it.

        False when somebody else did since `version` was read (None: any), hid it or took it away.
        """
        still = {"hidden_at": None} | ({} if version is None else {"version": version})
        changes = {"title": title, "text": text, "corrected_at": timezone.now(), "version": models.F("version") + 1}
        changes["form_key"] = None  # posted in the first words once more it is another
        with transaction.atomic():
            changed = type(self).objects.filter(pk=self.pk, **still).update(**changes)
            if changed:
                self.events.update(reason=title)
        return bool(changed)

    def take_away(self, *, by, reason=TAKEN_BACK):
        """Of who wrote it nothing stays, and nothing more is mailed of it; False when it was gone or hidden already.

        What another takes away, and what somebody reported, is hidden: its writer, or who reported it, hears why.
        """
        with transaction.atomic():
            project = self.project.held()
            if by != self.author or self.reports.exists():
                type(self).objects.filter(pk=self.pk).update(form_key=None)  # posted once more it is another
                return self.hide(by=by, reason=reason)
            current = type(self).objects.select_for_update().filter(pk=self.pk, hidden_at=None).first()
            if current is None:
                return False
            for photo in current.photos.all():
                photo.remove()
            current.told_of.update(happened="")
            current.delete()
            project.choose_cover()
        return True

    @property
    def maker(self):
        return self.author

    @property
    def is_public(self):
        return self.hidden_at is None and self.project.is_public


class Signal(models.TextChoices):
    ON_TRACK = "on_track", "op koers"
    NEEDS_ATTENTION = "needs_attention", "aandacht nodig"
    STUCK = "stuck", "loopt vast"


class ProgressCheckQuerySet(models.QuerySet):
    def of_own(self):
        """Without those that say in one press that nothing changed."""
        return self.exclude(note__in=NOTHING_CHANGED)

    def latest_a_voice(self):
        """The last check of each voice of each project."""
        return self.order_by("project_id", "voice", "-at", "-id").distinct("project_id", "voice")


class ProgressCheck(models.Model):
    """One voice on how a project goes."""

    class Voice(models.TextChoices):
        RESIDENT = "resident", "bewoner"
        PROFESSIONAL = "professional", "gemeente"
        LEADER = "leader", "trekker"

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="checks", verbose_name="project")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="checks", verbose_name="door")
    voice = models.CharField("stem", max_length=20, choices=Voice.choices)
    signal = models.CharField("hoe gaat het", max_length=20, choices=Signal.choices)
    note = models.CharField("in één zin", max_length=300, blank=True)
    progress = models.PositiveSmallIntegerField(
        "hoe ver, in procenten", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    private_note = models.TextField("alleen voor het duo", blank=True, max_length=2000)
    at = models.DateTimeField("wanneer", default=timezone.now)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ProgressCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "voortgang"
        verbose_name_plural = "voortgang"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress=None) | models.Q(progress__lte=100), name="at_most_100")
        ]
        indexes = [models.Index(fields=["project", "voice", "-at"], name="check_latest")]

    def __str__(self):
        return f"{self.get_voice_display()}: {self.get_signal_display()}"

    def repeats(self, said):
        """Whether this one press leaves the words of `said` as they were: those of the same person, in this voice."""
        return self.note in NOTHING_CHANGED and bool(said.note) and said.person_id == self.person_id

    @classmethod
    def give(cls, project, *, by, voice, signal, note="", progress=None, private_note="", form_key=None):
        """Give a check and remember that the project was heard of, in one transaction.

        Raises InvalidTransition where it is not underway any more.
        """
        with transaction.atomic():
            project.lock_in(WATCHED)
            return cls._keep(
                project, person=by, voice=voice, signal=signal, note=note, progress=progress,
                private_note=private_note, form_key=form_key,
            )  # fmt: skip

    @classmethod
    def press(cls, project, *, by, voice, signal=None):
        """A check in one press, without words of one's own; without a signal it is what this voice said before.

        Who presses again within a minute changes that check: a double click makes one, and a slip is put right.
        """
        with transaction.atomic():
            project.lock_in(WATCHED)
            just_now = timezone.now() - timedelta(minutes=1)
            without_words = cls.objects.filter(note__in=["", *NOTHING_CHANGED], private_note="", progress=None)
            earlier = without_words.filter(project=project, person=by, voice=voice, at__gte=just_now).first()
            said = cls.objects.filter(project=project, voice=voice).exclude(pk=earlier and earlier.pk).first()
            signal, note = _pressed(signal, said.signal if said else Signal.ON_TRACK)
            if earlier:
                earlier.signal, earlier.note = signal, note
                earlier.save(update_fields=["signal", "note"])
                return earlier
            return cls._keep(project, person=by, voice=voice, signal=signal, note=note)

    @classmethod
    def _keep(cls, project, **fields):
        check = cls.objects.create(project=project, **fields)
        heard(project, check.at)
        return check


def _pressed(signal, before):
    """(signal, sentence): nothing changed is said only where nothing did."""
    signal = signal or before
    if signal != before:
        return signal, ""
    return signal, STILL_GOING if signal == Signal.ON_TRACK else THE_SAME


def heard(project, at):
    """Raise the moment at which the project was last heard of; it never goes back."""
    rows = type(project).objects.filter(pk=project.pk).exclude(heard_at__gte=at)
    rows.update(heard_at=at)


class Milestone(models.Model):
    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="milestones", verbose_name="project")
    title = models.CharField("mijlpaal", max_length=120)
    due = models.DateField("verwacht", null=True, blank=True)
    reached_on = models.DateField("gehaald op", null=True, blank=True)

    class Meta:
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        ordering = [models.F("reached_on").asc(nulls_last=True), models.F("due").asc(nulls_last=True)]

    def __str__(self):
        return self.title

    @classmethod
    def add(cls, project, *, title, due=None):
        """Set one; the same title and day that is still to come is not set twice."""
        with transaction.atomic():
            type(project).objects.select_for_update().get(pk=project.pk)
            return cls.objects.get_or_create(project=project, title=title, due=due, reached_on=None)[0]

    def reach(self):
        """Reached today; False when it was reached already."""
        with transaction.atomic():
            reached = type(self).objects.filter(pk=self.pk, reached_on=None).update(reached_on=timezone.localdate())
            if reached:
                heard(self.project, timezone.now())
        return bool(reached)

    def take_back(self):
        """Not reached after all."""
        type(self).objects.filter(pk=self.pk).update(reached_on=None)
