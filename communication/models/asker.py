"""What a request and a question share: somebody asked it, signed in or with an address that was typed."""

from django.db import models
from django.db.models import Q

from accounts.consents import Consent
from accounts.models import Person


class OfAskerQuerySet(models.QuerySet):
    def asked_by(self, person, email):
        """By this person: signed in, or before that with the same address, also where we call about it now."""
        asker = self.model.ASKER
        return self.filter(Q(**{asker: person}) | Q(**{f"{asker}__user": None}, email__iexact=email))


class OfAsker(models.Model):
    """Mix in where a visitor types `name`, `email` and `phone`; `ASKER` is the field with who that is."""

    ASKER: str

    class Meta:
        abstract = True

    def call_from_now_on(self):
        """The `Person` to call, as mail to the address that a visitor typed does not arrive; None without a number."""
        if getattr(self, f"{self.ASKER}_id") is None and self.phone:
            person = Person.objects.written_down(name=self.name, phone=self.phone, how=Consent.How.WEB)
            type(self).objects.filter(pk=self.pk, **{self.ASKER: None}).update(**{self.ASKER: person})
            self.refresh_from_db()
        return getattr(self, self.ASKER)
