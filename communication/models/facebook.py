"""What the team put on Facebook, kept here so that nobody has to go there to read it."""

from django.db import models
from django.utils import timezone

from core.web_address import WebAddressField


class FacebookPost(models.Model):
    text = models.TextField("tekst", max_length=1000)
    posted_on = models.DateField("geplaatst op", default=timezone.localdate)
    link = WebAddressField("adres van het bericht", blank=True, max_length=500)

    class Meta:
        verbose_name = "bericht op Facebook"
        verbose_name_plural = "berichten op Facebook"
        ordering = ["-posted_on", "-id"]

    def __str__(self):
        return self.text[:60]
