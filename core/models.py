"""What any portal has: events as an abstract model, the settings of the site and the texts of its fixed pages."""

import uuid
from urllib.parse import urlencode, urlsplit

from django.core.files.storage import default_storage
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from core import telephone
from core.retention import RetentionRun  # noqa: F401 - Django finds its models here
from core.searching import kept_words
from core.web_address import WebAddressField

DELIVER_EVENTS = "core.deliver_events"
FACEBOOK = "https://www.facebook.com"


class EventQuerySet(models.QuerySet):
    def unprocessed(self):
        return self.filter(processed_at=None)

    def claim(self, size=100):
        """Up to `size` rows that no other worker holds, in a transaction. Ids commit out of order: no cursor."""
        return self.unprocessed().order_by("at").select_for_update(skip_locked=True, of=("self",))[:size]


class Event(models.Model):
    """Public timeline, audit trail and outbox in one. The app's own model adds actor and object.

    Written with `record()` in the transaction of the change; whoever tells people about it reads the rows later.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("soort", max_length=40)
    at = models.DateTimeField("wanneer", default=timezone.now)
    reason = models.TextField("openbare zin", blank=True)
    processed_at = models.DateTimeField("verwerkt", null=True, blank=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["at"], name="%(class)s_unprocessed", condition=models.Q(processed_at=None)),
        ]

    @classmethod
    def record(cls, **fields):
        """Write the event and the job that will tell people of it; both are lost together when this rolls back."""
        event = cls.objects.create(**fields)
        jobs.configure_task(DELIVER_EVENTS).defer()
        return event


class SiteSettings(models.Model):
    """The one row with what differs from neighbourhood to neighbourhood."""

    name = models.CharField("naam", max_length=60, default="Wijkdeal")
    place = models.CharField("wijk", max_length=60, default="De Wijert")
    telephone = models.CharField("telefoon", max_length=20, default="050 123 45 67")
    address = models.CharField("adres", max_length=200, default="Wijkdealwerkplaats, hoek Vondellaan en P.C. Hooftlaan")
    opening_hours = models.TextField(
        "openingstijden",
        default="maandag tot en met donderdag, 10.00 tot 16.00 uur\ndonderdag ook van 19.00 tot 21.00 uur",
        help_text="Eén regel per dag of reeks dagen.",
    )
    film_url = WebAddressField("adres van de film", blank=True)
    film_file = models.FileField("film", upload_to="film", blank=True, max_length=120, db_default="", editable=False)
    film_subtitles = models.FileField(
        "ondertitels", upload_to="film", blank=True, max_length=120, db_default="", editable=False
    )
    film_transcript = models.TextField("wat er in de film te zien en te horen is", blank=True, db_default="")
    facebook_url = WebAddressField("adres van de Facebookpagina", blank=True)
    is_example = models.BooleanField(
        "voorbeeldwijk", default=False, help_text="Onder elke pagina staat dan dat mensen en berichten verzonnen zijn."
    )

    class Meta:
        verbose_name = verbose_name_plural = "instellingen van de website"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="sitesettings_one_row")]

    def __str__(self):
        return f"{self.name} {self.place}"

    @classmethod
    def load(cls):
        """The row, or unsaved defaults where there is none yet. Every page has it: the long text of the film waits."""
        return cls.objects.defer("film_transcript").first() or cls(id=1)

    @classmethod
    def film_in_words(cls):
        return cls.objects.values_list("film_transcript", flat=True).first() or ""

    def keep_film(self, *, film=None, subtitles=None, remove=False):
        """Another film or other subtitles (`core.film.CleanFile`), or none of both any more."""
        after = {"film_file": "", "film_subtitles": ""} if remove else {}
        after |= {"film_file": film.save()} if film else {}
        after |= {"film_subtitles": subtitles.save()} if subtitles else {}
        for name, value in after.items():
            setattr(self, name, value)
        with transaction.atomic():
            current = SiteSettings.objects.select_for_update().get(pk=self.pk)
            gone = [file.name for name in after if (file := getattr(current, name))]
            self.save(update_fields=list(after))
            transaction.on_commit(lambda: [default_storage.delete(name) for name in gone])

    @property
    def has_film(self):
        return bool(self.film_file or self.film_url)

    @property
    def film_host(self):
        """Who hears of it when the film is opened at its outside address."""
        return urlsplit(self.film_url).hostname or ""

    @property
    def facebook_feed_url(self):
        """Where Facebook shows the messages of our page in a frame; empty where the address is none of Facebook."""
        if not f".{urlsplit(self.facebook_url).hostname}".endswith(".facebook.com"):
            return ""
        shape = {"tabs": "timeline", "width": 500, "height": 640, "small_header": "true"}
        asked = {"href": self.facebook_url, **shape, "adapt_container_width": "true"}
        return f"{FACEBOOK}/plugins/page.php?{urlencode(asked)}"

    @property
    def telephone_href(self):
        return telephone.href(self.telephone)

    @property
    def opening_hours_lines(self):
        return self.opening_hours.splitlines()


class PageText(models.Model):
    """A text of a fixed page, written by the communicatieteam in the admin."""

    slug = models.CharField("plaats", max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9-]+$")])
    title = models.CharField("kop", max_length=120)
    text = models.TextField("tekst", help_text="Opmaak met Markdown: ## kop, **vet**, - lijst, [tekst](adres).")
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    search = kept_words("title", "text")

    class Meta:
        verbose_name = "paginatekst"
        verbose_name_plural = "paginateksten"
        ordering = ["order", "slug"]

    def __str__(self):
        return self.title


class TimelineMoment(models.Model):
    """One moment in the history of the neighbourhood, on the about page."""

    when = models.CharField("wanneer, in woorden", max_length=40)
    sort = models.DateField("datum voor de volgorde")
    title = models.CharField("kop", max_length=120)
    text = models.TextField("tekst")

    class Meta:
        verbose_name = "moment"
        verbose_name_plural = "tijdlijn van de wijk"
        ordering = ["sort"]

    def __str__(self):
        return f"{self.when}: {self.title}"
