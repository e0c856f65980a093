"""Who said yes to what, when and how, and took it back when: the log of consent."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ConsentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(withdrawn_at=None)

    def of(self, user):
        """By this person, or with the address of the account before there was one."""
        return self.filter(Q(person=user.person) | Q(person=None, email=user.email))

    def withdraw(self):
        """Take back what is still given here. Of an address without a person nothing is left but that it was so."""
        given = self.current()
        return given.filter(person=None).update(withdrawn_at=timezone.now(), email="") + given.update(
            withdrawn_at=timezone.now()
        )


class Consent(models.Model):
    class About(models.TextChoices):
        NAME = "name", "Je hele naam staat bij wat je doet"
        MAIL = "mail", "We mailen je over wat je volgt"
        CALLS = "calls", "We bewaren je telefoonnummer en bellen je als er iets verandert"
        NEWSLETTER = "newsletter", "Je krijgt de nieuwsbrief"
        PHOTO = "photo", "De mensen op je foto vinden het goed dat die op de site staat"

    class How(models.TextChoices):
        WEB = "web", "op de website"
        COUNTER = "counter", "aan de balie of aan de telefoon"
        PAPER = "paper", "op papier of op een bijeenkomst"

    person = models.ForeignKey(
        "accounts.Person", models.CASCADE, null=True, blank=True, related_name="consents", verbose_name="van"
    )
    email = models.EmailField("of van dit adres", blank=True)
    about = models.CharField("waarvoor", max_length=12, choices=About.choices)
    what = models.CharField("waarbij", max_length=200, blank=True)
    ref = models.CharField(max_length=40, blank=True)  # "photo:12", where it is about one thing
    how = models.CharField("hoe", max_length=10, choices=How.choices, default=How.WEB)
    written_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, blank=True, related_name="consents_written",
        verbose_name="opgeschreven door",
    )  # fmt: skip
    given_at = models.DateTimeField("gegeven op", default=timezone.now)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering = ["-given_at", "-id"]
        indexes = [models.Index(fields=["ref"], name="consent_about_a_thing", condition=~Q(ref=""))]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(email="") | Q(withdrawn_at__isnull=False),
                name="consent_of_somebody",
            ),
            models.UniqueConstraint(
                fields=["person", "about", "ref"],
                condition=Q(withdrawn_at=None, person__isnull=False),
                name="consented_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["email", "about", "ref"],
                condition=Q(withdrawn_at=None, person=None),
                name="consented_once_an_address",
            ),
        ]

    def __str__(self):
        return f"{self.get_about_display()}: {self.what}" if self.what else self.get_about_display()

    @classmethod
    def give(cls, about, *, person=None, email="", how=How.WEB, written_by=None, what="", ref=""):
        """Write down that somebody said yes; what was said already and not taken back stays as it was."""
        who = {"person": person, "email": "" if person else email}
        said = {"how": how, "written_by": written_by, "what": what[:200]}
        return cls.objects.get_or_create(about=about, ref=ref, withdrawn_at=None, **who, defaults=said)[0]

    @classmethod
    def say(cls, about, is_given, *, person, **said):
        """Yes or no, as somebody chose it."""
        if is_given:
            cls.give(about, person=person, **said)
        else:
            cls.objects.filter(person=person, about=about, ref=said.get("ref", "")).withdraw()
