"""People and organisations: who signs in (`User`), who takes part (`Person`), whom they speak for (`Organisation`)."""

import unicodedata
from datetime import timedelta
from urllib.parse import quote

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.audit import AuditEntry  # noqa: F401 - Django finds its models here
from accounts.consents import Consent
from core.web_address import WebAddressField


def canonical_email(address):
    """One spelling for one mailbox: NFKC and casefold (two that look alike to a mail server are the same here)."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, *, name="", **fields):
        """Make an account and the person who uses it, together."""
        user = self.model(email=canonical_email(email), **fields)
        user.set_password(password)
        with transaction.atomic():
            user.save(using=self._db)
            Person.objects.create(user=user, name=name or user.email.split("@")[0])
        return user

    def create_superuser(self, email, password=None, **fields):
        """The first administrator, made on the command line."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Role(models.TextChoices):
    """Roles that are Django groups; duo, chair and the like follow from their rows."""

    COMMUNICATIETEAM = "communicatieteam", "communicatieteam"
    BALIE = "balie", "balie"
    ADMINISTRATOR = "administrator", "beheer"


class User(AbstractBaseUser, PermissionsMixin):
    """Who signs in. What somebody is and does in the neighbourhood belongs to `Person`."""

    email = models.EmailField("e-mailadres", unique=True, max_length=254)
    is_active = models.BooleanField("mag inloggen", default=True)
    is_staff = models.BooleanField("mag in het beheer", default=False)
    date_joined = models.DateTimeField("sinds", default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "account"
        verbose_name_plural = "accounts"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_any_case",
                violation_error_message="Er bestaat al een account met dit e-mailadres.",
            )
        ]

    def __str__(self):
        return self.email

    def clean(self):
        self.email = canonical_email(self.email)

    @cached_property
    def roles(self):
        """Names of the groups this account is in, asked once a request."""
        return frozenset(group.name for group in self.groups.all())

    @property
    def is_administrator(self):
        return self.is_active and (self.is_superuser or Role.ADMINISTRATOR in self.roles)

    @property
    def is_communicatieteam(self):
        return self.is_active and Role.COMMUNICATIETEAM in self.roles

    @property
    def is_counter(self):
        return self.is_active and (Role.BALIE in self.roles or self.is_administrator)

    @cached_property
    def seats(self):
        """The seats of a duo this user holds now or stands in for, with their themes, asked once a request."""
        return self.person.seats.model.taken_by(self.person)

    @property
    def is_facilitator(self):
        return bool(self.seats)

    def seat_in(self, theme_id):
        """The seat this user holds in that theme, or stands in for (then without a voice), or None."""
        return next((seat for seat in self.seats if seat.theme_id == theme_id), None)


class Organisation(models.Model):
    """A party of the Wijkdeal."""

    class Kind(models.TextChoices):
        GEMEENTE = "gemeente", "gemeente"
        WONINGCORPORATIE = "woningcorporatie", "woningcorporatie"
        BUURTORGANISATIE = "buurtorganisatie", "buurtorganisatie"
        ZORG = "zorg", "zorg"
        ONDERWIJS = "onderwijs", "onderwijs"
        ONDERNEMING = "onderneming", "onderneming"
        OVERIG = "overig", "overig"

    name = models.CharField("naam", max_length=120)
    slug = models.SlugField("adres", unique=True)
    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    about = models.TextField("over deze partij", blank=True)
    website = WebAddressField("website", blank=True)
    contacts = models.ManyToManyField(User, verbose_name="contactpersonen", blank=True, related_name="organisations")

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/partijen/{self.slug}/"

    def is_spoken_for_by(self, user):
        """Whether this user is one of its contacts, or administers."""
        return user.is_authenticated and (user.is_administrator or self.contacts.filter(pk=user.pk).exists())


class PersonQuerySet(models.QuerySet):
    def administrators(self):
        """Whoever `User.is_administrator` is true of."""
        rows = self.filter(Q(user__is_superuser=True) | Q(user__groups__name=Role.ADMINISTRATOR), user__is_active=True)
        return rows.select_related("user").distinct()

    def communicatieteam(self):
        return self.filter(user__is_active=True, user__groups__name=Role.COMMUNICATIETEAM).select_related("user")

    def written_down(self, *, name, phone="", email="", by=None, how=Consent.How.COUNTER, **about):
        """Who was written down before with these words and no account, or somebody new, who agreed to it now.

        `by` (a Person) asked for it, and how.
        """
        known = self.filter(user=None, name=name, phone=phone, email=email).first() if phone or email else None
        channel = Person.Channel.PHONE if phone else Person.Channel.EMAIL if email else Person.Channel.NONE
        person = known or self.create(
            name=name, phone=phone, email=email, channel=channel, consent_at=timezone.now(), **about
        )
        for reached, kind in ((phone, Consent.About.CALLS), (email, Consent.About.MAIL)):
            if reached:
                Consent.give(kind, person=person, how=how, written_by=by)
        return person


def first_name(name):
    return next(iter(name.split()), "")


class Person(models.Model):
    """Whoever takes part, with an account or without. All rows about taking part point here."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", "bewoner"
        ENTREPRENEUR = "entrepreneur", "ondernemer"
        PROFESSIONAL = "professional", "professional"

    class Channel(models.TextChoices):
        EMAIL = "email", "e-mail"
        PHONE = "phone", "telefoon"
        POST = "post", "post"
        NONE = "none", "liever niet"

    class ShowName(models.TextChoices):
        FULL = "full", "mijn hele naam"
        FIRST = "first", "alleen mijn voornaam"

    class MailFrequency(models.TextChoices):
        AT_ONCE = "at_once", "meteen"
        WEEKLY = "weekly", "één keer per week"
        NEVER = "never", "niet"

    user = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, verbose_name="account")
    name = models.CharField("naam", max_length=80)
    kind = models.CharField("is", max_length=20, choices=Kind.choices, default=Kind.RESIDENT)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name="organisatie"
    )
    email = models.EmailField("e-mailadres zonder account", blank=True)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    channel = models.CharField("bereikbaar via", max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    consent_at = models.DateTimeField("gaf toestemming op", null=True, blank=True)
    show_name = models.CharField("anderen zien", max_length=10, choices=ShowName.choices, default=ShowName.FULL)
    mail_frequency = models.CharField(
        "e-mail over wat ik volg", max_length=10, choices=MailFrequency.choices, default=MailFrequency.WEEKLY
    )
    away_until = models.DateField("afwezig tot en met", null=True, blank=True)
    created_at = models.DateTimeField("sinds", default=timezone.now, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def choose_mail(self, frequency):
        """How often there is mail about what is followed, and so yes or no to it.

        Only this column, as another may be changing the rest.
        """
        with transaction.atomic():
            Person.objects.filter(pk=self.pk).update(mail_frequency=frequency)
            Consent.say(Consent.About.MAIL, frequency != self.MailFrequency.NEVER, person=self)
        self.mail_frequency = frequency

    @property
    def public_name(self):
        """The name as others may see it."""
        return self.first_name if self.show_name == self.ShowName.FIRST else self.name

    @property
    def first_name(self):
        """What we call this person in a mail or on a page of their own, whatever others may see."""
        return first_name(self.name)

    @property
    def is_away(self):
        return self.away_until is not None and self.away_until >= timezone.localdate()

    @property
    def can_sign_in(self):
        return self.user is not None and self.user.is_active

    def by_signing_in(self, address):
        """To that page of the site by way of signing in; empty for who cannot."""
        return f"{reverse('account_login')}?next={quote(address)}" if self.can_sign_in else ""

    @property
    def is_there(self):
        """Whether work may be asked of this person today: not away, and no account that was closed."""
        return not self.is_away and (self.user is None or self.user.is_active)

    @property
    def is_only_administrator(self):
        """Whether nobody else could judge what this person did."""
        return list(Person.objects.administrators().order_by().values_list("pk", flat=True)[:2]) == [self.pk]

    @property
    def is_forgotten(self):
        """Whether an account was removed here, with all that said who it was: nobody to tell anything."""
        return self.user_id is None and self.consent_at is None and self.channel == self.Channel.NONE

    @property
    def voice(self):
        return self.voice_of(self.kind)

    @classmethod
    def voice_of(cls, kind):
        """An entrepreneur is counted as a professional (design.md, Membership)."""
        return "resident" if kind == cls.Kind.RESIDENT else "professional"

    @property
    def address_on_file(self):
        """Where mail to this person goes: the confirmed address of the account first."""
        return self.user.email if self.user_id else self.email


class Follow(models.Model):
    """Who follows something; a concrete one stands in the app of what is followed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="%(class)ss")
    since = models.DateTimeField("sinds", default=timezone.now)

    class Meta:
        abstract = True


SEEN_FOR = timedelta(days=14)  # news waits a week at most, and a mail server that is down two days more


class Seen(models.Model):
    """That somebody opened a page of what they follow: what happened before it is no news to them any more."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="seen")
    page = models.CharField("adres", max_length=200)
    at = models.DateTimeField("laatst bekeken", default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "page"], name="seen_once_a_page")]

    def __str__(self):
        return self.page

    @classmethod
    def note(cls, person, thing):
        """`thing` has a page, which this person looks at now."""
        row = cls(person=person, page=thing.get_absolute_url(), at=timezone.now())
        cls.objects.bulk_create([row], update_conflicts=True, unique_fields=["person", "page"], update_fields=["at"])
