"""What belongs to a request: what was said, what happened, what was sent along."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Person
from communication.models.spoken import Spoken
from core.models import Event, EventQuerySet


class RequestEventQuerySet(EventQuerySet):
    def overtaken(self):
        """Those about which nobody calls any more: the request left the state in which they asked or told that.

        News that was written without waiting for an answer is told whatever comes after it.
        """
        asked = Q()
        for status, kinds in self.model.request.field.related_model.ASKED_BY_CALLING.items():
            asked |= Q(status=status, kind__in=kinds)
        after = self.model.objects.filter(request=OuterRef("request"), pk__gt=OuterRef("pk")).exclude(status="")
        return self.filter(asked, Exists(after.exclude(status=OuterRef("status"))))


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
        APPROVAL_HEARD = "approval_heard", "akkoord gezegd"
        REFUSAL_HEARD = "refusal_heard", "nog niet akkoord gezegd"
        FINISHED = "finished", "afgerond"
        DECLINED = "declined", "afgewezen"
        PLACED = "placed", "geplaatst"
        NOT_PLACED = "not_placed", "toch niet geplaatst"
        HANDED_BACK = "handed_back", "van niemand meer"
        REMINDED = "reminded", "herinnerd"

    AGREED = "Je zei akkoord "  # the words of the letter, to who said it
    SAID_IN_TALK = (Kind.WRITTEN, Kind.ANSWERED, Kind.REFUSED, Kind.REFUSAL_HEARD, Kind.FINISHED)

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    request = models.ForeignKey("communication.Request", models.CASCADE, related_name="events", verbose_name="aanvraag")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="request_events", verbose_name="door"
    )
    # Of the request after it; empty where that does not change its life.
    status = models.CharField("stand erna", max_length=12, blank=True, default="", db_default="", editable=False)
    # Of an assignment: to whom.
    assignee = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name="aan"
    )

    objects = RequestEventQuerySet.as_manager()

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een aanvraag"
        verbose_name_plural = "gebeurtenissen van aanvragen"

    @property
    def is_overtaken(self):
        """Whether nobody calls about it any more, by the rule of `overtaken()`."""
        return RequestEvent.objects.filter(pk=self.pk).overtaken().exists()

    @property
    def detail(self):
        """What the history says of it beside its kind: to whom, where, why. What was written stands in the talk."""
        if self.kind == self.Kind.ASSIGNED:
            return f"aan {self.assignee.name}" if self.assignee else ""
        if self.kind == self.Kind.APPROVAL_HEARD:
            return self.reason.removeprefix(self.AGREED).removesuffix(".")
        return "" if self.kind in self.SAID_IN_TALK else self.reason


class MessageQuerySet(models.QuerySet):
    def for_requester(self):
        """Never a note of the team."""
        return self.exclude(kind=Message.Kind.INTERNAL)

    def with_what_belongs(self):
        """Who wrote or heard it, about what, and the files that came with it."""
        return self.select_related("author", "product", "heard_by__user").prefetch_related(
            "attachments", "heard_by__user__groups"
        )


class Message(Spoken):
    """The conversation on a request."""

    class Kind(models.TextChoices):
        TO_REQUESTER = "to_requester", "aan de aanvrager"
        FROM_REQUESTER = "from_requester", "van de aanvrager"
        INTERNAL = "internal", "alleen voor het team"

    request = models.ForeignKey(
        "communication.Request", models.CASCADE, related_name="messages", verbose_name="aanvraag"
    )
    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    author = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="request_messages", verbose_name="van"
    )
    text = models.TextField("tekst", max_length=5000)
    at = models.DateTimeField("wanneer", default=timezone.now)
    # Of a refusal: what is not good yet, and which version of it that was about.
    product = models.ForeignKey(
        "communication.Product", models.SET_NULL, null=True, blank=True, related_name="remarks", verbose_name="uiting"
    )
    version = models.PositiveSmallIntegerField("versie", null=True, blank=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht bij een aanvraag"
        verbose_name_plural = "berichten bij een aanvraag"
        ordering = ["at", "id"]

    def __str__(self):
        return self.text[:60]

    @property
    def is_internal(self):
        return self.kind == self.Kind.INTERNAL

    @property
    def is_from_requester(self):
        return self.kind == self.Kind.FROM_REQUESTER


class Attachment(models.Model):
    """A file with a request; served as a download, with the rights of the request."""

    request = models.ForeignKey(
        "communication.Request", models.CASCADE, related_name="attachments", verbose_name="aanvraag"
    )
    # With which it came; empty where it came with the request itself.
    message = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="attachments", verbose_name="bericht"
    )
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
