"""Questions by the contact form."""

import uuid
from datetime import timedelta

from django.core import signing
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.consents import Consent
from accounts.models import Person
from communication.models.asker import OfAsker, OfAskerQuerySet
from communication.models.requests import Request
from core.dates import as_day
from core.models import Event
from groups.models import Group, Issue, Membership
from projects.models import Project
from themes.models import Facilitator, Theme

ANSWER_DAYS = 7
IDEA_HOLDS = timedelta(days=60)
BEGIN_IDEA = "Je vraag kan het begin van een project zijn. Maak er een idee van, dan staan je woorden er al."
_SALT = "communication.enquiry.idea"


def answer_by():
    return timezone.localdate() + timedelta(days=ANSWER_DAYS)


class EnquiryQuerySet(OfAskerQuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def late(self):
        return self.open().filter(answer_due__lt=timezone.localdate())

    def addressed_to(self, user):
        """What this user is asked and answers: as team, as duo (or its fallback), as who steers a group."""
        if user.is_anonymous:
            return self.none()
        if user.is_administrator:
            return self
        mine = _of_duo(user.person) | _of_group(user.person)
        return self.filter(mine | TO_TEAM) if user.is_communicatieteam else self.filter(mine)

    def of_idea_address(self, token):
        """The question that an `idea_address` is of, for as long as that holds; or none."""
        try:
            pk = signing.Signer(salt=_SALT).unsign_object(token)
        except signing.BadSignature:
            return self.none()
        return self.filter(pk=pk, answered_at__date__gte=timezone.localdate() - IDEA_HOLDS).select_related("theme")


# The group communicatieteam is addressed as the team: its members answer in the back office.
TO_TEAM = Q(theme=None, group=None, to_administrator=False) | Q(group__kind=Group.Kind.COMMUNICATIETEAM)


def _of_duo(person):
    present = Facilitator.objects.present().filter(theme=OuterRef("theme"))
    own_seat = Exists(Facilitator.objects.current().filter(theme=OuterRef("theme"), person=person))
    return Q(own_seat) | (Q(theme__fallback=person) & ~Q(Exists(present)))


def _of_group(person):
    """Chair and secretary; every member where a group has neither."""
    members = Membership.objects.reachable().filter(group=OuterRef("group"))
    steering = members.steering()
    return Q(Exists(steering.filter(person=person))) | (Q(Exists(members.filter(person=person))) & ~Q(Exists(steering)))


class Enquiry(OfAsker):
    """A question to a group, the duo of a theme, the administrator, or (none of them) the communicatieteam."""

    ASKER = "person"

    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="enquiries", verbose_name="aan groep"
    )
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="enquiries", verbose_name="aan het duo van"
    )
    to_administrator = models.BooleanField("aan de beheerder", default=False, db_default=False)
    subject = models.CharField("onderwerp", max_length=120)
    text = models.TextField("vraag", max_length=5000)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="enquiries", verbose_name="van"
    )
    name = models.CharField("naam", max_length=80, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    wants_call = models.BooleanField("wil gebeld worden", default=False, db_default=False)
    owner = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="enquiries_owned", editable=False,
        verbose_name="wie pakt het op",
    )  # fmt: skip
    answer = models.TextField("antwoord", blank=True, editable=False)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name="beantwoord door"
    )
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True, editable=False)
    was_called = models.BooleanField("gebeld", default=False, db_default=False, editable=False)
    issue = models.ForeignKey(
        Issue, models.SET_NULL, null=True, blank=True, related_name="enquiries", editable=False,
        verbose_name="werd vraagstuk",
    )  # fmt: skip
    request = models.ForeignKey(
        Request, models.SET_NULL, null=True, blank=True, related_name="enquiries", editable=False,
        verbose_name="werd aanvraag",
    )  # fmt: skip
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="enquiries", editable=False,
        verbose_name="werd idee",
    )  # fmt: skip
    answer_due = models.DateField("antwoord uiterlijk", default=answer_by, editable=False)
    created_at = models.DateTimeField("gevraagd op", default=timezone.now, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering = ["answer_due", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="enquiry_has_somebody"),
            models.CheckConstraint(condition=Q(group=None) | Q(theme=None), name="enquiry_to_one_party"),
            models.CheckConstraint(
                condition=Q(to_administrator=False) | Q(group=None, theme=None), name="enquiry_to_administrator_alone"
            ),
        ]

    def __str__(self):
        return self.subject

    @property
    def recipient(self):
        """To whom, in words."""
        if self.theme_id:
            return f"duo van {self.theme}"
        if self.to_administrator:
            return "beheerder van de site"
        return str(self.group) if self.group_id else "communicatieteam"

    @property
    def party(self):
        """To whom, as fields."""
        return {"group": self.group, "theme": self.theme, "to_administrator": self.to_administrator}

    @property
    def sender_name(self):
        return self.person.name if self.person_id else self.name

    @property
    def sender_email(self):
        return self.person.address_on_file if self.person_id else self.email

    @property
    def sender_phone(self):
        return self.phone or (self.person.phone if self.person_id else "")

    @property
    def is_answered(self):
        return self.answered_at is not None

    @property
    def outcome(self):
        """Where whoever asked reads on, when it became something else; else empty."""
        if self.issue_id:
            address = self.issue.get_absolute_url()
            return address if self.open_issue else self.person.by_signing_in(address) if self.person_id else ""
        if self.request_id:
            return self.request.secret_url
        return self.project.steps_url if self.project_id else ""

    @property
    def open_issue(self):
        """The vraagstuk that it became, where everybody may read that; or None."""
        return self.issue if self.issue_id and self.issue.is_accepted else None

    @property
    def has_account(self):
        return self.person_id is not None and self.person.can_sign_in

    @property
    def can_become_idea(self):
        """A draft is read by whoever it is of: who has an account, or can open a link in a mail to begin it."""
        return self.has_account or bool(self.sender_email)

    @property
    def may_begin_idea(self):
        """Whether the answer was that whoever asked, without an account, makes an idea of it."""
        return self.answer == BEGIN_IDEA

    @property
    def idea_address(self):
        """Where somebody without an account makes an idea of it; made when the mail is written, and not kept."""
        return reverse("communication:enquiry_begin_idea", args=[signing.Signer(salt=_SALT).sign_object(self.pk)])

    @property
    def idea_until(self):
        """The last day on which that address works."""
        return as_day(self.answered_at) + IDEA_HOLDS

    @property
    def is_late(self):
        return not self.is_answered and self.answer_due < timezone.localdate()

    def addressees(self):
        """Who is asked, those of `addressed_to` in other words; the administrators only where nobody is there."""
        return self._asked() or list(Person.objects.administrators())

    def _asked(self):
        if self.theme_id:
            return self.theme.responsible_people()
        if self.to_administrator:
            return list(Person.objects.administrators())
        if self.group_id and self.group.kind != Group.Kind.COMMUNICATIETEAM:
            return self.group.people_who_answer()
        return list(Person.objects.communicatieteam())

    @classmethod
    def ask(cls, *, by=None, **fields):
        with transaction.atomic():
            enquiry = cls.objects.create(person=by, **fields)
            EnquiryEvent.record(enquiry=enquiry, kind=EnquiryEvent.Kind.ASKED, actor=by)
        return enquiry

    # -- what happens: each returns whether it was still so; of two at once one wins -----------------------------------
    def take(self, *, by, seen=None):
        """`by` sees to it, in place of `seen`, the owner that stood on the page (None: nobody)."""
        with transaction.atomic():
            changed = Enquiry.objects.open().filter(pk=self.pk, owner=seen).update(owner=by)
            if changed:
                EnquiryEvent.record(enquiry=self, kind=EnquiryEvent.Kind.TAKEN, actor=by)
        self.refresh_from_db()
        return bool(changed)

    def forward(self, *, by, note, group=None, theme=None, to_administrator=False):
        """It is for somebody else, who reads why; by the same date, which was promised."""
        party = {"group": group, "theme": theme, "to_administrator": to_administrator}
        with transaction.atomic():
            changed = Enquiry.objects.open().filter(pk=self.pk, **self.party).update(owner=None, **party)
            if changed:
                EnquiryEvent.record(enquiry=self, kind=EnquiryEvent.Kind.FORWARDED, actor=by, reason=note)
                self._leave_to_the_bellijst()
        self.refresh_from_db()
        return bool(changed)

    def reply(self, *, by, text, was_called=False):
        """Answer it, in writing or, `was_called`, with what was said on the telephone."""
        with transaction.atomic():
            changed = self._answer(by, text, was_called=was_called)
        self.refresh_from_db()
        return changed

    def become_issue(self, *, by, title, text):
        """A vraagstuk of `by`, in words that everybody may read; whoever asked follows it."""
        return self._become(
            by, "Je vraag is nu een vraagstuk. Je kunt volgen wat ervan komt.",
            lambda: {"issue": self._raised(by, title=title, text=text)},
        )  # fmt: skip

    def hand_in_issue(self, *, by, title, text):
        """A vraagstuk of whoever asked, and agreed to be named; it waits for the chair of the koplopers.

        Raises groups.models.issues.TooManyIssues where enough of that person wait.
        """
        return self._become(
            by, "Je vraag is nu een vraagstuk. De voorzitter van de koplopers kijkt ernaar. Je hoort wat ervan komt.",
            lambda: {"issue": Issue.bring_in(
                by=self._asker(by), at_once=False, title=title, text=text, theme=self.theme
            )},
        )  # fmt: skip

    def _asker(self, by):
        """The person who asked; who has no account is written down as typed on the site, named as `by` was told."""
        if self.person_id:
            return self.person
        contact = {"name": self.name, "phone": self.phone, "email": self.email}
        person = Person.objects.written_down(by=by, how=Consent.How.WEB, **contact)
        Consent.give(Consent.About.NAME, person=person, how=Consent.How.WEB, written_by=by, what="Een vraagstuk")
        return person

    def become_request(self, *, by):
        """A request at the communicatieteam, of whoever asked."""
        who = {"by": self.person, "email": self.email}
        if not self.person_id:
            who = {"name": self.name, "email": self.email, "phone": self.phone}
        return self._become(
            by, "Je vraag is nu een aanvraag bij het communicatieteam. Je kunt volgen hoe het ermee staat.",
            lambda: {"request": Request.submit(
                kind=Request.Kind.QUESTION, subject=self.subject, text=self.text, actor=by, **who
            )},
        )  # fmt: skip

    def become_idea(self, *, by):
        """A draft of whoever asked, who looks it over and sends it; without an account with one press more."""
        if not self.has_account:
            return self.reply(by=by, text=BEGIN_IDEA)
        return self._become(
            by, "Je vraag is nu het begin van een idee. Alleen jij ziet het. Vul het aan en stuur het in.",
            lambda: {"project": Project.objects.draft(
                by=self.person, title=self.subject, description=self.text, theme=self.theme, form_key=uuid.uuid4()
            )},
        )  # fmt: skip

    def _become(self, by, words, make):
        with transaction.atomic():
            changed = self._answer(by, words)
            if changed:
                Enquiry.objects.filter(pk=self.pk).update(**make())
                self._leave_to_the_bellijst()
        self.refresh_from_db()
        return changed

    def _leave_to_the_bellijst(self):
        """Who typed a telephone number only is written down, so that what is told of it stands there."""
        if not self.sender_email:
            self.call_from_now_on()

    def _raised(self, by, **words):
        issue = Issue.bring_in(by=by, at_once=True, theme=self.theme, **words)
        if self.person_id:
            issue.follows.get_or_create(person=self.person)
        return issue

    def _answer(self, by, text, **changes):
        now = timezone.now()
        changed = Enquiry.objects.open().filter(pk=self.pk).update(
            answer=text, answered_by=by, answered_at=now, **changes
        )  # fmt: skip
        if changed:
            EnquiryEvent.record(enquiry=self, kind=EnquiryEvent.Kind.ANSWERED, actor=by, reason=text)
        return bool(changed)


class EnquiryEvent(Event):
    class Kind(models.TextChoices):
        ASKED = "asked", "gevraagd"
        TAKEN = "taken", "opgepakt"
        FORWARDED = "forwarded", "doorgestuurd"
        ANSWERED = "answered", "beantwoord"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="events", verbose_name="vraag")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="enquiry_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een vraag"
        verbose_name_plural = "gebeurtenissen van vragen"
