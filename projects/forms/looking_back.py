"""Half a year later: is it still good?"""

from django import forms

from core.fields import LineField
from core.forms import Form
from projects.models.looking_back import StillGood


class LookBackForm(Form):
    still_good = forms.ChoiceField(
        label="Is het nog goed?",
        widget=forms.RadioSelect,
        choices=[(value, label.capitalize()) for value, label in StillGood.choices],
        error_messages={"required": "Kies ja, voor een deel of nee."},
    )
    note = LineField(
        300, called="je zin", label="Wat zie je, in één zin?", required=False,
        help_text="Iedereen kan dit lezen. Is het niet goed meer? Vertel dan wat er mis is.",
        widget=forms.Textarea(attrs={"rows": 2, "cols": False}),
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("still_good") == StillGood.NO and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "Vertel in één zin wat er niet goed meer is. Dan weet het duo wat er moet gebeuren.")
        return cleaned
