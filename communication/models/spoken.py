"""What a requester said by telephone or at the counter, as whoever of the team or the balie heard it wrote it down."""

from dataclasses import dataclass
from datetime import date

from django.db import models

from accounts.models import Person, Role
from core import dates


class How(models.TextChoices):
    PHONE = "phone", "aan de telefoon"
    COUNTER = "counter", "aan de balie"


@dataclass(frozen=True)
class Heard:
    """That it was said: who heard it, how, and on which day."""

    by: Person | None
    how: str
    on: date

    @property
    def words(self):
        """“aan de telefoon op vrijdag 27 november”."""
        return f"{How(self.how).label} op {dates.day(self.on)}"

    @property
    def signed(self):
        """“Truus Hofman van de balie”, by the role of now; of who has neither role the name alone."""
        user = self.by.user
        if user and user.is_communicatieteam:
            return f"{self.by.public_name} van het communicatieteam"
        if user and user.is_active and Role.BALIE in user.roles:
            return f"{self.by.public_name} van de balie"
        return self.by.public_name

    @property
    def fields(self):
        return {"heard_by": self.by, "heard_how": self.how, "heard_on": self.on}


class Spoken(models.Model):
    """Empty where the requester pressed or wrote it."""

    heard_how = models.CharField("gezegd", max_length=8, choices=How.choices, blank=True, db_default="", editable=False)
    heard_on = models.DateField("gezegd op", null=True, blank=True, editable=False)
    heard_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name="gehoord door"
    )

    class Meta:
        abstract = True

    @property
    def heard(self):
        """A `Heard`, or None."""
        return Heard(self.heard_by, self.heard_how, self.heard_on) if self.heard_how else None
