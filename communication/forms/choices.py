"""Which mail somebody wants, chosen from a mail."""

from django import forms

from accounts.models import Person
from core.forms import Form


class MailChoiceForm(Form):
    mail_frequency = forms.ChoiceField(
        label="Mail over wat ik volg",
        choices=Person.MailFrequency.choices,
        widget=forms.RadioSelect,
        help_text="Een antwoord aan jou, of een taak van jou, mailen we altijd meteen.",
    )
