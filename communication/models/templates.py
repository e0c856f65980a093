"""Answers that the team gives often, with places that are filled in for the request at hand."""

import re

from django.core.exceptions import ValidationError
from django.db import models

from core import dates

_PLACE = re.compile(r"\{([^{}\n]*)\}")
PLACES = {
    "naam": lambda asked: asked.requester.public_name if asked.requester else asked.name,
    "onderwerp": lambda asked: asked.subject,
    "datum": lambda asked: dates.day(asked.due),
}
KNOWN = ", ".join(f"{{{name}}}" for name in PLACES)


def only_known_places(text):
    unknown = sorted({f"{{{name}}}" for name in _PLACE.findall(text) if name not in PLACES})
    if unknown:
        raise ValidationError(f"Dit kunnen we niet invullen: {', '.join(unknown)}. Je kunt gebruiken: {KNOWN}.")


class AnswerTemplate(models.Model):
    title = models.CharField("titel", max_length=80, unique=True)
    text = models.TextField("tekst", max_length=5000, validators=[only_known_places])

    class Meta:
        verbose_name = "standaardantwoord"
        verbose_name_plural = "standaardantwoorden"
        ordering = ["title"]

    def __str__(self):
        return self.title

    def filled_in(self, asked):
        """The text for this request; what stands between brackets in somebody's own words stays as it is."""
        return _PLACE.sub(lambda place: PLACES[place[1]](asked) if place[1] in PLACES else place[0], self.text)
