"""The monthly newsletter: what is in it, who reads it, and which mail of it is on its way."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from procrastinate.contrib.django import app as jobs

from accounts.consents import Consent
from accounts.models import Person
from communication.models.notifications import UNREACHABLE, Outgoing
from communication.models.products import Product
from communication.models.stories import Story
from communication.models.trouble import MailTrouble
from groups.models import Meeting
from projects.models import Activity, Project

MAIL_SUBSCRIBER = "communication.mail_subscriber"
SEND_NEWSLETTERS = "communication.send_newsletters"
CONFIRM_WITHIN = timedelta(days=1)
MAILED_AGAIN_AFTER = timedelta(minutes=10)
_SALT = "communication.newsletter.confirm"


class SubscriberQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed(self):
        """Who did not press the button in time: the address may not be theirs."""
        return self.filter(confirmed_at=None, mailed_at__lt=timezone.now() - CONFIRM_WITHIN)

    def to_confirm(self, token):
        """The row that the link in a mail leads to; none for a link that is too old or not ours."""
        try:
            return self.filter(pk=signing.loads(token, salt=_SALT, max_age=CONFIRM_WITHIN))
        except signing.BadSignature:
            return self.none()

    def leave(self):
        """Unsubscribe them: the address goes, that it once said yes is kept for a while."""
        with transaction.atomic():
            emails = list(self.values_list("email", flat=True))
            Consent.objects.filter(about=Consent.About.NEWSLETTER, person=None, email__in=emails).withdraw()
            self.delete()

    def ask(self, email):
        """Mail a link to this address; also to who subscribed before, so that nobody learns who did."""
        now = timezone.now()
        with transaction.atomic():
            subscriber, is_new = self.get_or_create(email=email, defaults={"key": _key_of(email), "mailed_at": now})
            again = self.filter(pk=subscriber.pk, mailed_at__lt=now - MAILED_AGAIN_AFTER)
            if is_new or again.update(mailed_at=now):
                jobs.configure_task(MAIL_SUBSCRIBER).defer(subscriber_id=subscriber.pk)


class NewsletterSubscriber(models.Model):
    """An address, and nothing else of whose it is. Who unsubscribes is removed."""

    email = models.EmailField("e-mailadres", unique=True)
    key = models.CharField(max_length=40, unique=True, editable=False)  # of the address to unsubscribe at
    mailed_at = models.DateTimeField("link gestuurd op", editable=False)
    confirmed_at = models.DateTimeField("aangemeld op", null=True, blank=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = "lezer van de nieuwsbrief"
        verbose_name_plural = "lezers van de nieuwsbrief"
        ordering = ["-confirmed_at"]

    def __str__(self):
        return self.email

    @property
    def shortened(self):
        """For who may know that it went out and not to whom: fe…@v….nl"""
        name, _, host = self.email.partition("@")
        return f"{name[:2]}…@{host[:1]}….{host.rpartition('.')[2]}"

    @property
    def confirm_url(self):
        return reverse("communication:newsletter_confirm", args=[signing.dumps(self.pk, salt=_SALT)])

    @property
    def leave_url(self):
        return reverse("communication:newsletter_leave", args=[self.key])

    def confirm(self):
        with transaction.atomic():
            if NewsletterSubscriber.objects.filter(pk=self.pk, confirmed_at=None).update(confirmed_at=timezone.now()):
                Consent.give(Consent.About.NEWSLETTER, email=self.email)
            MailTrouble.of(self.email).delete()  # the link in the mail was pressed: mail arrives


def _key_of(email):
    """The same for an address that comes back: the link in an old newsletter still unsubscribes it."""
    return salted_hmac("communication.newsletter.leave", email, algorithm="sha256").hexdigest()[:40]


class NewsletterQuerySet(models.QuerySet):
    def sent(self):
        return self.filter(sent_at__isnull=False)

    def with_tally(self):
        """How many mails of it were sent, failed, are to go, or are needed no more."""
        mails = {"sent": "sent_at", "failed": "failed_at", "dropped": "dropped_at"}
        tallies = {
            f"{name}_count": Count("deliveries", filter=Q(**{f"deliveries__{column}__isnull": False}))
            for name, column in mails.items()
        }
        waiting = Q(deliveries__sent_at=None, deliveries__failed_at=None, deliveries__dropped_at=None)
        return self.annotate(**tallies, waiting_count=Count("deliveries", filter=waiting))


class Newsletter(models.Model):
    """The issue of one month: a draft until it is sent, then it stays as it is and stands on the website."""

    month = models.DateField("maand", unique=True, editable=False)  # the first day of it
    title = models.CharField("onderwerp", max_length=120)
    intro = models.TextField("begin", blank=True)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="verstuurd door"
    )

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        verbose_name = "nieuwsbrief"
        verbose_name_plural = "nieuwsbrieven"
        ordering = ["-month"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("communication:newsletter", args=[f"{self.month:%Y-%m}"])

    @property
    def is_sent(self):
        return self.sent_at is not None

    @property
    def parts(self):
        """[(heading, items)] of what may still be told, in the order that the team gave."""
        parts = {}
        for item in self.items.standing():
            parts.setdefault(item.get_kind_display(), []).append(item)
        return list(parts.items())

    @property
    def left_out(self):
        """The items that stay out for want of an akkoord."""
        return self.items.not_agreed()

    @property
    def seen(self):
        """Changes with what a reader reads: what was looked at is what is sent."""
        lines = [self.title, self.intro]
        for heading, items in self.parts:
            lines += [heading, *(f"{item.title}\x1f{item.text}\x1f{item.address}" for item in items)]
        return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()[:16]

    def send(self, *, by, seen):
        """A mail to everybody who reads it; returns whether it was not sent yet and is what was `seen`."""
        with transaction.atomic():
            draft = Newsletter.objects.select_for_update().filter(pk=self.pk, sent_at=None).first()
            if draft is None or draft.seen != seen:
                return False
            Newsletter.objects.filter(pk=self.pk).update(sent_at=timezone.now(), sent_by=by)
            readers = NewsletterSubscriber.objects.confirmed().values_list("pk", flat=True)
            NewsletterDelivery.objects.bulk_create(
                (NewsletterDelivery(newsletter=self, subscriber_id=reader) for reader in readers), batch_size=1000
            )
            jobs.configure_task(SEND_NEWSLETTERS).defer()
        self.refresh_from_db()
        return True


class ItemQuerySet(models.QuerySet):
    def not_agreed(self):
        """Made for somebody who did not say, or no longer says, that it is good."""
        return self.filter(pk__in=Product.objects.not_agreed().drafts("item"))

    def standing(self):
        """Of what everybody may see: not what was hidden, taken down or cancelled since, nor what waits for a yes.

        Nor a date that was past when it was sent, or is now.
        """
        told = self.alias(told_at=Coalesce("newsletter__sent_at", Value(timezone.now(), models.DateTimeField())))
        return told.exclude(pk__in=Product.objects.not_agreed().drafts("item")).filter(
            Q(meeting=None) | Q(meeting__starts_at__gte=F("told_at")),
            Q(activity=None) | Q(activity__starts_at__gte=F("told_at")),
            Q(story=None) | Q(story__in=Story.objects.published()),
            Q(project=None) | Q(project__in=Project.objects.published()),
            Q(meeting=None) | Q(meeting__is_public=True) & ~Q(meeting__state=Meeting.State.CANCELLED),
            Q(activity=None) | Q(activity__in=Activity.objects.published().filter(cancelled_at=None)),
        )


class NewsletterItem(models.Model):
    class Kind(models.TextChoices):
        STORY = "story", "Verhalen uit de wijk"
        PROJECT = "project", "Projecten"
        DATE = "date", "Kom je ook?"
        OTHER = "other", "Verder"

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="items", verbose_name="nieuwsbrief")
    order = models.PositiveSmallIntegerField("volgorde", default=900)
    kind = models.CharField("deel", max_length=10, choices=Kind.choices, default=Kind.OTHER)
    title = models.CharField("kop", max_length=160)
    text = models.TextField("tekst", blank=True)
    link = models.CharField("link", max_length=300, blank=True)
    story = models.ForeignKey(Story, models.CASCADE, null=True, blank=True, editable=False, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, editable=False, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, editable=False, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, editable=False, related_name="+")

    objects = ItemQuerySet.as_manager()

    ONCE = ("story", "meeting", "activity")  # in one newsletter; there is more than one thing to say of a project

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten: bovenaan staat het laagste nummer"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["newsletter", "story"], name="newsletter_story_once"),
            models.UniqueConstraint(fields=["newsletter", "meeting"], name="newsletter_meeting_once"),
            models.UniqueConstraint(fields=["newsletter", "activity"], name="newsletter_activity_once"),
        ]

    def __str__(self):
        return self.title

    @property
    def address(self):
        """The link as it is in a mail, where nothing is on this site."""
        return settings.SITE_URL + self.link if self.link.startswith("/") else self.link


class NewsletterDelivery(Outgoing):
    """One newsletter to one reader, once. Of who unsubscribed only that a mail went out is left."""

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="deliveries", verbose_name="nieuwsbrief")
    subscriber = models.ForeignKey(
        NewsletterSubscriber, models.SET_NULL, null=True, related_name="deliveries", verbose_name="lezer"
    )

    class Meta:
        verbose_name = "verzending"
        verbose_name_plural = "verzendingen"
        constraints = [models.UniqueConstraint(fields=["newsletter", "subscriber"], name="newsletter_once_a_reader")]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="newsletter_due",
                condition=Q(sent_at=None, dropped_at=None, failed_at=None),
            )
        ]

    def __str__(self):
        return f"{self.newsletter_id} aan een lezer"

    def postpone(self, mistake, waits):
        super().postpone(mistake, waits)
        self._set(last_error=type(mistake).__name__)  # the words of a mail server hold the address

    def refuse(self):
        """Who has this address reads the newsletter no more."""
        self._set(failed_at=timezone.now(), attempts=self.attempts + 1, last_error=UNREACHABLE)
        NewsletterSubscriber.objects.filter(pk=self.subscriber_id).leave()
