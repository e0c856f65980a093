"""Who offers to sit somewhere, and the answer to that."""

from django import forms

from core.fields import EmailField, NameField, ParagraphField
from core.forms import Form, OneTimeKey, VisitorProtection
from groups.forms.fields import NamedField

WELCOME, NOT_NOW = "accept", "decline"


class ApplyForm(OneTimeKey, Form):
    why = ParagraphField(
        1000,
        called="je antwoord",
        label="Waarom wil je dit doen?",
        help_text="Een paar woorden is genoeg. Alleen wie je antwoord geeft, leest dit.",
        error_messages={"required": "Schrijf in een paar woorden waarom je dit wilt doen."},
        rows=4,
    )
    is_named = NamedField()

    def __init__(self, *args, for_group, **kwargs):
        """Who is in a duo is named: that is whom people turn to."""
        super().__init__(*args, **kwargs)
        if not for_group:
            del self.fields["is_named"]

    @property
    def words(self):
        """What is kept while the address is confirmed."""
        return {"why": self.cleaned_data["why"], "is_named": self.cleaned_data.get("is_named", False)}


class VisitorApplyForm(VisitorProtection, ApplyForm):
    name = NameField()
    email = EmailField(help_text="Hier sturen we een code naartoe. Alleen wie je antwoord geeft, ziet je adres.")

    field_order = ["name", "email", "why", "is_named"]


class AnswerForm(Form):
    answer = forms.ChoiceField(
        label="Wat is je antwoord?",
        choices=[(WELCOME, "Welkom"), (NOT_NOW, "Nu niet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies je antwoord."},
    )
    text = ParagraphField(
        1000,
        called="je bericht",
        label="Je bericht",
        help_text="Zeg bij ‘Welkom’ hoe het verder gaat, en bij ‘Nu niet’ waarom. Alleen de persoon zelf leest dit.",
        required=False,
        rows=4,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == NOT_NOW and not self.errors and not cleaned["text"]:
            self.add_error("text", "Schrijf in één zin waarom het nu niet kan.")
        return cleaned

    @property
    def is_welcome(self):
        return self.cleaned_data["answer"] == WELCOME
