"""Who said to come and cannot says so without signing in: by the link in the mail."""

from django.db import models
from django.urls import reverse

from accounts.models import Person
from core.secret_pages import keys_of, token_of

_SALT = "projects.staying_away"


class StayingAway(models.Model):
    class Meta:
        abstract = True

    def stay_away_address(self, person):
        """Where this person says so; made, not kept."""
        return reverse("projects:stay_away", args=[token_of(_SALT, self.pk, person.pk)])

    @classmethod
    def of_stay_away_token(cls, token):
        """(activity, person) of an address that we gave out, while its project is public; or None."""
        pk, person = keys_of(_SALT, token) or (None, None)
        activity = cls.objects.published().select_related("project").filter(pk=pk).first()
        person = Person.objects.filter(pk=person).first()
        return (activity, person) if activity and person else None
