"""What was made for a request."""

import hashlib
import json
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Now
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Person
from communication.models.requests import Request
from communication.models.spoken import Spoken
from communication.models.transitions import InvalidTransition, NotAgreed

SHOWN_TO_REQUESTER = (Request.Status.FOR_APPROVAL, Request.Status.APPROVED, Request.Status.DONE)
MADE = {Request.Status.APPROVED, *Request.CLOSED}  # nothing that is made for it changes any more


class Edition(Spoken):
    """What a product is at one moment: as the team made it, as the requester saw it and perhaps agreed with it."""

    number = models.PositiveSmallIntegerField("versie", default=1, db_default=1, editable=False)
    title = models.CharField("titel", max_length=120)
    text = models.TextField("tekst", blank=True)
    file = models.FileField("bestand", upload_to="attachments", blank=True, max_length=120)
    # What it was set of, where the portal itself made the file: it can be changed again.
    data = models.JSONField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, db_default=Now(), editable=False)
    made_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name="gemaakt door"
    )
    shown_at = models.DateTimeField("voorgelegd op", null=True, blank=True, editable=False)
    approved_at = models.DateTimeField("akkoord op", null=True, blank=True, editable=False)

    # What a version says and what became of it.
    KEPT = (
        *("number", "title", "text", "file", "data", "made_at", "made_by_id", "shown_at", "approved_at"),
        *("heard_how", "heard_on", "heard_by_id"),
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def is_picture(self):
        """Whether a page can show it beside its words."""
        return PurePath(self.file.name).suffix in (".png", ".jpg")

    @property
    def is_sheet(self):
        """Whether its first page can be drawn: of what the portal set itself."""
        return self.data is not None and PurePath(self.file.name).suffix == ".pdf"

    @property
    def download_name(self):
        """What the file is called for people."""
        version = f"-versie-{self.number}" if self.number > 1 else ""
        return f"{slugify(self.title)[:60] or 'uiting'}{version}{PurePath(self.file.name).suffix}"


class ProductQuerySet(models.QuerySet):
    def with_placed(self):
        """Each with `placed`: where it stands, the newest first."""
        rows = self.model._meta.get_field("placements").related_model.objects.placed().order_by("-placed_on")
        return self.prefetch_related(models.Prefetch("placements", rows, to_attr="placed"))

    def for_requester(self):
        """What the requester may see: what was asked about, also after a no; never what is still being made."""
        was_shown = models.Q(approved_at__isnull=False) | models.Q(shown_at__isnull=False)
        return self.filter(models.Q(request__status__in=SHOWN_TO_REQUESTER) | was_shown)

    def with_past(self):
        """The versions before this one, and what the requester wrote at each."""
        return self.select_related("made_by", "heard_by__user").prefetch_related(
            "heard_by__user__groups", "versions__made_by", "versions__heard_by", "remarks__heard_by"
        )

    def not_agreed(self):
        """Nobody said yes to it; without what the team asked of itself, which is nobody else's to agree with."""
        return self.filter(approved_at=None).exclude(request__requester=models.F("request__assignee"))

    def drafts(self, name):
        """The keys of the drafts that go with them: "story" or "item"."""
        key = Cast(KeyTextTransform(name, "data"), models.BigIntegerField())
        return self.annotate(draft=key).filter(draft__isnull=False).values("draft")

    def show(self):
        """From now on the requester has read them: what changes after this is another version."""
        return self.filter(shown_at=None).update(shown_at=timezone.now())


class Product(Edition):
    """An uiting: poster, flyer, news item, social post. Its fields are of the last version, `versions` those before."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="products", verbose_name="aanvraag")
    kind = models.CharField("soort", max_length=12, choices=Request.Kind.choices)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = "uiting"
        verbose_name_plural = "uitingen"
        ordering = ["id"]

    @property
    def seen(self):
        """Changes with what a reader of this product reads, and with its theme and photo: an akkoord is for that."""
        made_of = json.dumps(self.data, sort_keys=True)
        content = "\n".join([self.kind, self.title, self.text, self.file.name, made_of])
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def has_marks(self):
        """Whether its text is read as that of a story."""
        return self.kind == Request.Kind.NEWS

    @property
    def is_agreed(self):
        """Whether it may go out, as `not_agreed()` says of many."""
        return not Product.objects.not_agreed().filter(pk=self.pk).exists()

    def require_agreed(self):
        if not self.is_agreed:
            raise NotAgreed(self.request)

    @property
    def before(self):
        """The version that the requester saw before this one, or None."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)

    @property
    def changes(self):
        """What is other than in the version before: of "title", "text" and "file"."""
        before = self.before
        return [name for name in ("title", "text", "file") if before and getattr(self, name) != getattr(before, name)]

    @property
    def past(self):
        """[(version, what the requester wrote at it)], the newest first; without this one where nothing was written."""
        remarks = {}
        for remark in self.remarks.all():
            remarks.setdefault(remark.version, []).append(remark)
        rows = [(version, remarks.get(version.number, [])) for version in self.versions.all()]
        own = [(self, remarks[self.number])] if self.number in remarks else []
        return sorted([*rows, *own], key=lambda row: -row[0].number)

    def revise(self, fields, attachment=None, *, by=None):
        """Save these fields, and another file when given. What the requester saw is kept as the version before.

        InvalidTransition when the request was agreed with or closed meanwhile.
        """
        name = attachment.save() if attachment else ""
        try:
            with transaction.atomic():
                self._revise(fields, name, by)
        except Exception:
            if name:
                default_storage.delete(name)
            raise

    def remove(self):
        """Take it away, its files and those of its versions too once that is certain."""
        names = {one.file.name for one in (self, *self.versions.all()) if one.file}
        with transaction.atomic():
            self.delete()
            transaction.on_commit(lambda: [default_storage.delete(name) for name in names])

    def _revise(self, fields, file, by):
        asked = Request.objects.select_for_update().get(pk=self.request_id)
        if asked.status in MADE:
            raise InvalidTransition(asked)
        before = Product.objects.select_for_update().filter(pk=self.pk).first()
        if before:
            self._take_over(before, fields)
        self.file = file or self.file
        if before and before.seen == self.seen:
            return
        if before:
            before._make_way_for(self)
        self.made_at, self.made_by, self.approved_at = timezone.now(), by, None
        self.heard_how, self.heard_on, self.heard_by = "", None, None
        self.shown_at = self.made_at if asked.status == Request.Status.FOR_APPROVAL else None
        self.save()

    def _take_over(self, before, fields):
        """All but these fields, as somebody else may have left them since this was read."""
        for name in {"kind", "title", "text", "file", "data"} - set(fields):
            setattr(self, name, getattr(before, name))

    def _make_way_for(self, later):
        """This is how the row was: kept where the requester saw it, else only its file that nobody needs is taken."""
        later.number = self.number
        if self.shown_at or self.approved_at:
            self.versions.create(**{name: getattr(self, name) for name in self.KEPT})
            later.number += 1
        elif self.file and self.file != later.file and not self.versions.filter(file=self.file.name).exists():
            transaction.on_commit(lambda: default_storage.delete(self.file.name))


class ProductVersion(Edition):
    """How a product was when the requester saw it, before it was changed. Nothing of it changes."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="versions", verbose_name="uiting")

    class Meta:
        verbose_name = "versie van een uiting"
        verbose_name_plural = "versies van uitingen"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["product", "number"], name="product_version_once")]
