"""What happened: one row a change, written in its transaction."""

from django.db import models

from accounts.models import Person
from core.models import Event


class MeetingEvent(Event):
    class Kind(models.TextChoices):
        PLANNED = "planned", "gepland"
        MOVED = "moved", "verplaatst"
        CANCELLED = "cancelled", "afgelast"
        AGENDA_OPENED = "agenda_opened", "agenda geopend"
        AGENDA_FROZEN = "agenda_frozen", "agenda vastgezet"
        HELD = "held", "gehouden"
        MINUTES_DRAFTED = "minutes_drafted", "verslag geschreven"
        MINUTES_PUBLISHED = "minutes_published", "verslag gepubliceerd"
        MINUTES_ADOPTED = "minutes_adopted", "verslag vastgesteld"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    meeting = models.ForeignKey("groups.Meeting", models.CASCADE, related_name="events", verbose_name="bijeenkomst")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="meeting_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een bijeenkomst"
        verbose_name_plural = "gebeurtenissen van bijeenkomsten"
