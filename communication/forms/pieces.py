"""What the forms of this app share: who somebody is, and the key that makes two identical sends one thing."""

import uuid

from django import forms

from core.fields import EmailField, NameField, PhoneField
from core.forms import OneTimeKey


class SentOnce(OneTimeKey):
    """`send_key`: who goes back and changes a word sends another thing."""

    what = ()

    @property
    def send_key(self):
        typed = [str(self.cleaned_data.get(name)) for name in self.what]
        return uuid.uuid5(self.cleaned_data["form_key"], "\n".join([str(self.scope), *typed]))


class WhoFields(forms.Form):
    """Name, and an e-mail address or a telephone number: one of the two is enough."""

    name = NameField()
    email = EmailField(required=False, help_text="Hier sturen we het antwoord naartoe. Niemand anders ziet je adres.")
    phone = PhoneField(required=False, help_text="Geen e-mail? Dan bellen we je. Niemand anders ziet je nummer.")

    def clean(self):
        cleaned = super().clean()
        sent_nothing = not cleaned.get("email") and not cleaned.get("phone")
        if sent_nothing and "email" not in self.errors and "phone" not in self.errors:
            self.add_error("email", "Vul je e-mailadres of je telefoonnummer in. Dan kunnen we je antwoorden.")
        return cleaned
