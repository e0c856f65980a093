"""The queue of the communicatieteam: requests, their conversation and their life (design.md, Request)."""

import hashlib
import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Person
from core.models import Event
from groups.models import Group
from projects.models import Project

OPEN_FOR_ANSWERS_DAYS = 30


class InvalidTransition(Exception):
    """The request is no longer (or not yet) in a state from which this may happen."""

    def __init__(self, request):
        self.request = request
        super().__init__(f"Dit kan nu niet: de aanvraag is {request.get_status_display()}.")


class RequestQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(status__in=Request.CLOSED)

    def by_token(self, token):
        return self.filter(token_hash=hash_of(token))


class Request(models.Model):
    """What somebody asks the communicatieteam."""

    class Kind(models.TextChoices):
        QUESTION = "question", "een vraag"
        POSTER = "poster", "poster"
        FLYER = "flyer", "flyer"
        NEWS = "news", "nieuwsbericht"
        SOCIAL = "social", "bericht op sociale media"
        NEWSLETTER = "newsletter", "stukje in de nieuwsbrief"
        PHOTO = "photo", "foto's"
        FILM = "film", "filmpje"
        OTHER = "other", "iets anders"

    class Status(models.TextChoices):
        NEW = "new", "nieuw"
        ASSIGNED = "assigned", "toegewezen"
        IN_PROGRESS = "in_progress", "mee bezig"
        WAITING = "waiting", "wacht op aanvrager"
        FOR_APPROVAL = "for_approval", "ter goedkeuring"
        APPROVED = "approved", "akkoord"
        DONE = "done", "afgerond"
        DECLINED = "declined", "afgewezen"

    class Channel(models.TextChoices):
        WEBSITE = "website", "deze website"
        FACEBOOK = "facebook", "Facebook"
        NEWSLETTER = "newsletter", "nieuwsbrief"
        WIJKKRANT = "wijkkrant", "wijkkrant"
        POSTERS = "posters", "posterborden"
        PRESS = "press", "de pers"

    CLOSED = (Status.DONE, Status.DECLINED)
    # Working days from sending to ready, shown before sending.
    LEAD_TIMES = {
        Kind.QUESTION: 3, Kind.POSTER: 10, Kind.FLYER: 10, Kind.NEWS: 5, Kind.SOCIAL: 3, Kind.NEWSLETTER: 10,
        Kind.PHOTO: 10, Kind.FILM: 30, Kind.OTHER: 10,
    }  # fmt: skip

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField("wat", max_length=12, choices=Kind.choices)
    subject = models.CharField("onderwerp", max_length=120)
    text = models.TextField("vraag", max_length=5000)
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="requests", verbose_name="project"
    )
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="requests", verbose_name="groep"
    )
    wanted_by = models.DateField("graag klaar op", null=True, blank=True)
    channels = ArrayField(
        models.CharField(max_length=12, choices=Channel.choices), default=list, blank=True, verbose_name="waar"
    )
    requester = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="requests", verbose_name="aanvrager"
    )
    name = models.CharField("naam", max_length=80, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    status = models.CharField("stand", max_length=12, choices=Status.choices, default=Status.NEW, editable=False)
    assignee = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="assigned_requests", editable=False,
        verbose_name="wie doet het",
    )  # fmt: skip
    due = models.DateField("klaar op", editable=False)
    created_at = models.DateTimeField("gevraagd op", default=timezone.now, editable=False)
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "aanvraag"
        verbose_name_plural = "aanvragen"
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["status", "due"], name="request_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(requester__isnull=False) | ~Q(name=""), name="request_has_somebody_behind_it"
            )
        ]

    def __str__(self):
        return self.subject

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.token_hash = hash_of(self.token)
            self.due = self.due or self.wanted_by or working_days_after(timezone.localdate(), self.lead_time)
        super().save(*args, **kwargs)

    @property
    def token(self):
        """The secret of the requester's own page: made from the uuid and the key, never stored."""
        return salted_hmac("communication.Request", self.uuid.hex, algorithm="sha256").hexdigest()[:44]

    @property
    def secret_url(self):
        return f"/communicatie/aanvraag/{self.token}/"

    @property
    def lead_time(self):
        return self.LEAD_TIMES[self.kind]

    @property
    def is_closed(self):
        return self.status in self.CLOSED

    @property
    def is_late(self):
        return not self.is_closed and self.due < timezone.localdate()

    @property
    def requester_name(self):
        return self.requester.name if self.requester_id else self.name

    @property
    def requester_email(self):
        """Where mail to the requester goes; empty where there is no address."""
        return self.requester.address_on_file if self.requester_id else self.email

    @property
    def takes_answers(self):
        """Whether the requester may still write: until 30 days after it was done, never after it was declined."""
        if self.status == self.Status.DECLINED:
            return False
        return self.closed_at is None or timezone.now() <= self.closed_at + timedelta(days=OPEN_FOR_ANSWERS_DAYS)

    @classmethod
    def submit(cls, *, by=None, **fields):
        """Hand in a request; `by` is the Person, None for a visitor."""
        with transaction.atomic():
            request = cls.objects.create(requester=by, **fields)
            RequestEvent.record(request=request, kind=RequestEvent.Kind.SUBMITTED, actor=by)
        return request

    def assign(self, *, to, by):
        """`to` takes it on; of two at once one wins, the other gets InvalidTransition."""
        self._move({self.Status.NEW}, self.Status.ASSIGNED, RequestEvent.Kind.ASSIGNED, by=by, assignee=to)

    def reassign(self, *, to, by):
        open_states = set(self.Status) - set(self.CLOSED) - {self.Status.NEW}
        self._move(open_states, self.status, RequestEvent.Kind.ASSIGNED, by=by, assignee=to)

    def begin(self, *, by):
        self._move({self.Status.ASSIGNED, self.Status.WAITING}, self.Status.IN_PROGRESS, RequestEvent.Kind.BEGUN, by=by)

    def write(self, *, by, text, wait=False):
        """The team writes to the requester; `wait` says that an answer is needed first."""
        sources = set(self.Status) - set(self.CLOSED) - {self.Status.NEW}
        target = self.Status.WAITING if wait else None
        with transaction.atomic():
            self._move(sources, target or self._next_when_writing(), RequestEvent.Kind.WRITTEN, by=by, reason=text)
            return self.messages.create(author=by, text=text, kind=Message.Kind.TO_REQUESTER)

    def note(self, *, by, text):
        """An internal note: the requester never sees it."""
        return self.messages.create(author=by, text=text, kind=Message.Kind.INTERNAL)

    def answer(self, *, text, by=None):
        """The requester writes: waiting and done go back to in progress. Raises InvalidTransition after 30 days."""
        with transaction.atomic():
            current = Request.objects.select_for_update().get(pk=self.pk)
            if not current.takes_answers:
                raise InvalidTransition(current)
            back = current.status in (self.Status.WAITING, self.Status.DONE, self.Status.FOR_APPROVAL)
            target = self.Status.IN_PROGRESS if back and current.assignee_id else current.status
            current._move({current.status}, target, RequestEvent.Kind.ANSWERED, by=by, reason=text, closed_at=None)
            message = current.messages.create(author=by, text=text, kind=Message.Kind.FROM_REQUESTER)
        self.refresh_from_db()
        return message

    def ask_approval(self, *, by):
        self._move({self.Status.IN_PROGRESS}, self.Status.FOR_APPROVAL, RequestEvent.Kind.APPROVAL_ASKED, by=by)

    def approve(self, *, by=None):
        self._move({self.Status.FOR_APPROVAL}, self.Status.APPROVED, RequestEvent.Kind.APPROVED, by=by)

    def refuse(self, *, by=None, reason):
        self._move(
            {self.Status.FOR_APPROVAL}, self.Status.IN_PROGRESS, RequestEvent.Kind.REFUSED, by=by, reason=reason
        )

    def finish(self, *, by):
        sources = {self.Status.ASSIGNED, self.Status.IN_PROGRESS, self.Status.WAITING, self.Status.APPROVED}
        self._move(sources, self.Status.DONE, RequestEvent.Kind.FINISHED, by=by, closed_at=timezone.now())

    def decline(self, *, by, reason):
        sources = set(self.Status) - set(self.CLOSED)
        self._move(
            sources, self.Status.DECLINED, RequestEvent.Kind.DECLINED, by=by, reason=reason, closed_at=timezone.now()
        )

    def _next_when_writing(self):
        return self.Status.IN_PROGRESS if self.status == self.Status.ASSIGNED else self.status

    def _move(self, sources, target, kind, *, by, reason="", **changes):
        with transaction.atomic():
            rows = Request.objects.filter(pk=self.pk, status__in=sources)
            if not rows.update(status=target, **changes):
                self.refresh_from_db()
                raise InvalidTransition(self)
            RequestEvent.record(request=self, kind=kind, actor=by, reason=reason)
        self.refresh_from_db()


def hash_of(token):
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def working_days_after(day, number):
    """The date `number` working days (Monday to Friday) after `day`."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


class RequestEvent(Event):
    class Kind(models.TextChoices):
        SUBMITTED = "submitted", "gevraagd"
        ASSIGNED = "assigned", "toegewezen"
        BEGUN = "begun", "begonnen"
        WRITTEN = "written", "bericht van het team"
        ANSWERED = "answered", "bericht van de aanvrager"
        APPROVAL_ASKED = "approval_asked", "goedkeuring gevraagd"
        APPROVED = "approved", "akkoord"
        REFUSED = "refused", "nog niet akkoord"
        FINISHED = "finished", "afgerond"
        DECLINED = "declined", "afgewezen"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    request = models.ForeignKey(Request, models.CASCADE, related_name="events", verbose_name="aanvraag")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="request_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een aanvraag"
        verbose_name_plural = "gebeurtenissen van aanvragen"


class Message(models.Model):
    """The conversation on a request."""

    class Kind(models.TextChoices):
        TO_REQUESTER = "to_requester", "aan de aanvrager"
        FROM_REQUESTER = "from_requester", "van de aanvrager"
        INTERNAL = "internal", "alleen voor het team"

    request = models.ForeignKey(Request, models.CASCADE, related_name="messages", verbose_name="aanvraag")
    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    author = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="request_messages", verbose_name="van"
    )
    text = models.TextField("tekst", max_length=5000)
    at = models.DateTimeField("wanneer", default=timezone.now)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = "bericht bij een aanvraag"
        verbose_name_plural = "berichten bij een aanvraag"
        ordering = ["at", "id"]

    def __str__(self):
        return self.text[:60]


class Attachment(models.Model):
    """A file with a request; served as a download, with the rights of the request."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="attachments", verbose_name="aanvraag")
    file = models.FileField("bestand", upload_to="attachments", max_length=120)
    shown_name = models.CharField("naam", max_length=150)
    content_type = models.CharField(max_length=100)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["id"]

    def __str__(self):
        return self.shown_name


