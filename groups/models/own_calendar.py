"""The secret address of somebody's own calendar: a phone that reads it cannot sign in."""

import uuid

from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person


class OwnCalendarQuerySet(models.QuerySet):
    def by_token(self, token):
        """Of an address that we gave out and that was not taken back; none for who may no longer sign in."""
        try:
            key = _signer().unsign(token)
        except BadSignature:
            return self.none()
        return self.filter(key=key, person__user__is_active=True)

    def renew(self, person):
        """Give a new address; the one that there was stops."""
        fresh = {"key": uuid.uuid4(), "since": timezone.now()}
        return self.update_or_create(person=person, defaults=fresh)[0]


class OwnCalendar(models.Model):
    person = models.OneToOneField(Person, models.CASCADE, related_name="own_calendar", verbose_name="van wie")
    key = models.UUIDField(unique=True, editable=False)
    since = models.DateTimeField("sinds", default=timezone.now)

    objects = OwnCalendarQuerySet.as_manager()

    class Meta:
        verbose_name = "eigen kalender"
        verbose_name_plural = "eigen kalenders"

    def __str__(self):
        return f"Kalender van {self.person}"

    def get_absolute_url(self):
        """Made from the key and signed: who only reads the database cannot open it."""
        return reverse("groups:own_calendar_file", args=[_signer().sign(self.key.hex)])


def _signer():
    return Signer(salt="groups.own_calendar", sep=".")
