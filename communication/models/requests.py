"""The queue of the communicatieteam: requests, their conversation and their life (design.md, Request)."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from accounts.consents import Consent
from accounts.models import Person, canonical_email
from communication.models.approving import Approving
from communication.models.asker import OfAsker
from communication.models.conversation import Message, RequestEvent
from communication.models.outreach import OutreachTask
from communication.models.request_queue import (
    OPEN_FOR_ANSWERS_DAYS,
    WORDS,
    RequestQuerySet,
    hash_of,
    who_handle_requests,
)
from communication.models.transitions import InvalidTransition, NothingSaid, TakenBefore
from communication.models.trouble import MailTrouble
from core.file_responses import CONTENT_TYPES
from groups.models import Group
from projects.models import Project


class Request(OfAsker, Approving):
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

    ASKER = "requester"
    CLOSED = (Status.DONE, Status.DECLINED)
    WITH_REQUESTER = (Status.WAITING, Status.FOR_APPROVAL)  # it is their turn
    IN_HAND = (Status.ASSIGNED, Status.IN_PROGRESS)
    # What comes on the bellijst when it leaves the request in this state, until that is in another.
    ASKED_BY_CALLING = {
        Status.WAITING: (RequestEvent.Kind.WRITTEN, RequestEvent.Kind.REMINDED),
        Status.FOR_APPROVAL: (RequestEvent.Kind.APPROVAL_ASKED, RequestEvent.Kind.REMINDED),
        Status.DONE: (RequestEvent.Kind.FINISHED,),
    }
    FINISHABLE = (Status.ASSIGNED, Status.IN_PROGRESS, Status.WAITING, Status.APPROVED)
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
    # When the requester last wrote, until the team does something with it: it is on top of the queue then.
    answered_at = models.DateTimeField("antwoord van de aanvrager", null=True, blank=True, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "aanvraag"
        verbose_name_plural = "aanvragen"
        ordering = ["due", "id"]
        indexes = [
            models.Index(fields=["status", "due"], name="request_queue"),
            GinIndex(WORDS, name="request_search"),
        ]
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
            self.due = self.due or self._promised_day()
        super().save(*args, **kwargs)

    @property
    def token(self):
        """The secret of the requester's own page: made from the uuid and the key, never stored."""
        return salted_hmac("communication.Request", self.uuid.hex, algorithm="sha256").hexdigest()[:44]

    @property
    def secret_url(self):
        return f"/communicatie/aanvraag/{self.token}/"

    def is_of(self, user):
        """Whether this user asked it, by the rule of `asked_by()`."""
        return user.is_authenticated and Request.objects.asked_by(user.person, user.email).filter(pk=self.pk).exists()

    def is_answered_by(self, user):
        """Who has the secret address speaks for the requester; not the team and the balie, who have it for their work.

        They write down what they hear as heard (`counter_answer`).
        """
        is_at_work = user.is_authenticated and (user.is_communicatieteam or user.is_counter)
        return not is_at_work or self.is_of(user)

    @property
    def lead_time(self):
        return self.LEAD_TIMES[self.kind]

    @classmethod
    def first_day_of(cls, kind):
        """The first day that is promised to who asks for this today."""
        return working_days_after(timezone.localdate(), cls.LEAD_TIMES[kind])

    @property
    def is_closed(self):
        return self.status in self.CLOSED

    @property
    def may_be_finished(self):
        return self.status in self.FINISHABLE

    @property
    def may_be_reopened(self):
        """By the team, as long as the requester may still write."""
        return self.status == self.Status.DONE and self.takes_answers

    @property
    def was_answered(self):
        """Whether the requester has a message or a product of us; what one asks of oneself needs none."""
        is_own = self.requester_id is not None and self.requester_id == self.assignee_id
        said = self.messages.filter(kind=Message.Kind.TO_REQUESTER)
        return is_own or said.exists() or self.products.exists()

    @property
    def is_late(self):
        """By us: not while the requester has something to say or to send first."""
        return not self.is_closed and not self.is_with_requester and self.due < timezone.localdate()

    @property
    def due_after_answer(self):
        """However late the requester was, the team has some days for what comes next."""
        return max(self.due, self.first_day_of(self.Kind.QUESTION))

    @property
    def is_with_requester(self):
        return self.status in self.WITH_REQUESTER

    @cached_property
    def was_handed_back(self):
        """It was somebody's, who left or is not there any more, and nobody took it up since."""
        return self.status == self.Status.NEW and self.events.filter(kind=RequestEvent.Kind.ASSIGNED).exists()

    @property
    def requester_name(self):
        return self.requester.name if self.requester_id else self.name

    @property
    def requester_email(self):
        """Where mail to the requester goes; empty where there is no address."""
        return self.requester.address_on_file if self.requester_id else self.email

    @cached_property
    def mail_fails(self):
        """Whether mail to the address that was left does not arrive; of many at once see `note_mail_trouble()`."""
        return bool(self._address_left) and MailTrouble.of(self._address_left).exists()

    @property
    def gets_mail(self):
        return bool(self.requester_email) and not self.mail_fails

    @property
    def is_called(self):
        """Whether what we write comes on the bellijst."""
        return not self.gets_mail and bool(self.requester_id or self.phone)

    @staticmethod
    def note_mail_trouble(rows):
        """Set `mail_fails` of each, with one query."""
        failing = MailTrouble.among(row._address_left for row in rows)
        for row in rows:
            row.mail_fails = canonical_email(row._address_left) in failing

    @property
    def _address_left(self):
        """Also the one that a visitor typed who is called now."""
        return self.requester_email or self.email

    @property
    def requester_phone(self):
        return self.phone or (self.requester.phone if self.requester_id else "")

    @property
    def takes_answers(self):
        """Whether the requester may still write: until 30 days after it was done, never after it was declined."""
        if self.status == self.Status.DECLINED:
            return False
        return self.closed_at is None or timezone.now() <= self.closed_at + timedelta(days=OPEN_FOR_ANSWERS_DAYS)

    @property
    def is_spoken_for(self):
        """Whether others write down what the requester says: where no mail comes, as long as it takes answers.

        One rule with `RequestQuerySet.spoken_for()`.
        """
        return not self.gets_mail and self.takes_answers

    def open_questions(self):
        """What the team wrote since the requester's last word, while it waits for that."""
        if self.status != self.Status.WAITING:
            return self.messages.none()
        last = self.messages.filter(kind=Message.Kind.FROM_REQUESTER).last()
        written = self.messages.filter(kind=Message.Kind.TO_REQUESTER)
        return written.filter(pk__gt=last.pk) if last else written

    @property
    def is_wanted_sooner(self):
        """Wanted before the day that is promised: the team says whether that can be done."""
        return self.wanted_by is not None and self.wanted_by < self.due

    @classmethod
    def submit(cls, *, by=None, actor=None, attachment=None, **fields):
        """Hand in a request; `by` is the Person, None for a visitor. `actor` enters it on behalf of somebody else.

        Who left a telephone number only is written down, so that what comes of it stands on the bellijst.
        """
        with transaction.atomic():
            request = cls.objects.create(requester=by or _who_is_called(actor, **fields), **fields)
            if attachment:
                request._attach(attachment)
            RequestEvent.record(
                request=request, kind=RequestEvent.Kind.SUBMITTED, status=request.status, actor=actor or by
            )
        return request

    def assign(self, *, to, by):
        """`to` takes it on; of two at once one wins, the other gets InvalidTransition."""
        try:
            self._move({self.Status.NEW}, self.Status.ASSIGNED, RequestEvent.Kind.ASSIGNED, by=by, assignee=to)
        except InvalidTransition:
            if self.assignee is None:
                raise
            raise TakenBefore(self, by=by) from None

    def reassign(self, *, to, by):
        """Another member takes it over, whatever its state; a new one is assigned instead."""
        with self._locked() as current:
            sources = set(self.Status) - set(self.CLOSED) - {self.Status.NEW}
            current._move(sources, current.status, RequestEvent.Kind.ASSIGNED, by=by, assignee=to)

    def hand_back(self):
        """Whose it is left the team. Work in hand is new again; what waits for the requester goes on waiting.

        Whoever took it over meanwhile keeps it.
        """
        with self._locked() as current:
            if current.assignee_id != self.assignee_id:
                return
            target = self.Status.NEW if current.status in self.IN_HAND else current.status
            sources = set(self.Status) - set(self.CLOSED)
            current._move(sources, target, RequestEvent.Kind.HANDED_BACK, by=None, assignee=None)

    def remind(self):
        """The requester hears once more what we wait for; not whom no mail reaches."""
        if self.gets_mail:
            with self._locked() as current:
                current._move(self.WITH_REQUESTER, current.status, RequestEvent.Kind.REMINDED, by=None)

    def begin(self, *, by):
        sources = {self.Status.ASSIGNED, self.Status.WAITING}
        with self._locked() as current:
            current._move(sources, self.Status.IN_PROGRESS, RequestEvent.Kind.BEGUN, by=by)

    def write(self, *, by, text, wait=False, form_key=None):
        """The team writes to the requester; `wait` says that an answer is needed first."""
        with self._locked() as current:
            sources = set(self.Status) - set(self.CLOSED) - {self.Status.NEW}
            target = self.Status.WAITING if wait else current._next_when_writing()
            current._move(sources, target, RequestEvent.Kind.WRITTEN, by=by, reason=text, answered_at=None)
            return current._say(text, Message.Kind.TO_REQUESTER, by=by, form_key=form_key)

    def write_and_finish(self, *, by, text, form_key=None):
        """The last word and that it is done, as one thing of which the requester hears once."""
        with self._locked() as current:
            current.finish(by=by, reason=text)
            return current._say(text, Message.Kind.TO_REQUESTER, by=by, form_key=form_key)

    def note(self, *, by, text, form_key=None):
        """An internal note: the requester never sees it."""
        return self._say(text, Message.Kind.INTERNAL, by=by, form_key=form_key)

    def answer(self, *, text, by=None, heard=None, attachment=None, form_key=None):
        """The requester writes or sends: what was begun goes back to in progress. InvalidTransition after 30 days.

        What they said is `heard` (`spoken.Heard`): who heard it writes it down, and it joins the conversation as said.
        """
        with self._locked() as current:
            if not current.takes_answers:
                raise InvalidTransition(current)
            by, actor = (current.requester, heard.by) if heard else (by, by)
            changes = {"closed_at": None, "answered_at": current._answered_to(heard.by) if heard else timezone.now()}
            if current.is_closed or current.is_with_requester:
                changes["due"] = current.due_after_answer
            current._move(
                {current.status},
                current._next_when_answered(),
                RequestEvent.Kind.ANSWERED,
                by=actor,
                reason=text,
                heard=heard,
                **changes,
            )
            about = heard.fields if heard else {}
            said = current._say(text, Message.Kind.FROM_REQUESTER, by=by, form_key=form_key, **about)
            if attachment:
                current._attach(attachment, message=said)
            return said

    def finish(self, *, by, reason=""):
        """`reason` is the last word to the requester; NothingSaid where that would be the only one, and is lacking."""
        if not reason and self.may_be_finished and not self.was_answered:
            raise NothingSaid(self)
        self._close(self.FINISHABLE, self.Status.DONE, RequestEvent.Kind.FINISHED, by=by, reason=reason)

    def reopen(self, *, by):
        """Who presses goes on with what was done; InvalidTransition after 30 days."""
        with self._locked() as current:
            if not current.may_be_reopened:
                raise InvalidTransition(current)
            current._move(
                {self.Status.DONE},
                self.Status.IN_PROGRESS,
                RequestEvent.Kind.BEGUN,
                by=by,
                reason="weer geopend",
                assignee=by,
                closed_at=None,
                due=current.due_after_answer,
            )

    def decline(self, *, by, reason):
        sources = set(self.Status) - set(self.CLOSED)
        self._close(sources, self.Status.DECLINED, RequestEvent.Kind.DECLINED, by=by, reason=reason)

    def _promised_day(self):
        promised = self.first_day_of(self.kind)
        return max(promised, self.wanted_by) if self.wanted_by else promised

    def _attach(self, attachment, *, message=None):
        """Keep a `core.attachments.CleanAttachment`; a file whose row is not written is taken back."""
        name = attachment.save()
        try:
            with transaction.atomic():
                self.attachments.create(
                    message=message,
                    file=name,
                    shown_name=attachment.shown_name,
                    content_type=CONTENT_TYPES[attachment.extension],
                )
        except Exception:
            default_storage.delete(name)
            raise

    def _next_when_writing(self):
        return self.Status.IN_PROGRESS if self.status == self.Status.ASSIGNED else self.status

    def _next_when_answered(self):
        if self.status in (self.Status.NEW, self.Status.ASSIGNED):
            return self.status
        return self._next_when_theirs()

    def _next_when_theirs(self):
        """Without anybody whose it is, it has to be taken up again: never back to a state that nobody looks at."""
        is_there = who_handle_requests().filter(pk=self.assignee_id).exists()
        return self.Status.IN_PROGRESS if is_there else self.Status.NEW

    def _end_calls(self, heard):
        """Nobody is called any more about what is overtaken; who heard the answer told it too."""
        OutreachTask.objects.about(self.events.overtaken()).tick_off(by=heard.by.user if heard else None)

    @contextmanager
    def _locked(self):
        """The row as it is now, held until the end of the change; `self` is fresh afterwards."""
        with transaction.atomic():
            yield Request.objects.select_for_update().get(pk=self.pk)
        self.refresh_from_db()

    def _close(self, sources, target, kind, **fields):
        with self._locked() as current:
            current._move(sources, target, kind, closed_at=timezone.now(), answered_at=None, **fields)

    def _say(self, text, kind, *, by, form_key, **about):
        return self.messages.create(author=by, text=text, kind=kind, form_key=form_key, **about)

    def _move(self, sources, target, kind, *, by, reason="", heard=None, **changes):
        """The row must be `_locked()` where the old state can be one in which somebody is called."""
        if target == self.Status.NEW:
            changes["assignee"] = None
        with transaction.atomic():
            rows = Request.objects.filter(pk=self.pk, status__in=sources)
            if not rows.update(status=target, **changes):
                self.refresh_from_db()
                raise InvalidTransition(self)
            about = {"status": target, "reason": reason, "assignee": changes.get("assignee")}
            RequestEvent.record(request=self, kind=kind, actor=by, **about)
            if target != self.status and self.status in self.ASKED_BY_CALLING:
                self._end_calls(heard)
        self.refresh_from_db()


def _who_is_called(actor, name, phone="", email="", **_):
    if not phone or email:
        return None
    how = Consent.How.COUNTER if actor else Consent.How.WEB
    return Person.objects.written_down(name=name, phone=phone, by=actor, how=how)


def working_days_after(day, number):
    """The date `number` working days (Monday to Friday) after `day`."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day
