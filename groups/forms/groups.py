"""The form with which a group is started for a project."""

from django import forms

from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey

OPEN, ON_REQUEST = "open", "request"


class StartForm(OneTimeKey, Form):
    name = LineField(
        120, called="de naam", label="Hoe heet de groep?", help_text="Bijvoorbeeld: ‘Projectgroep Plukfruit’."
    )
    purpose = ParagraphField(
        2000,
        called="de tekst",
        label="Wat gaat de groep doen?",
        help_text="In een paar zinnen, zodat een buur weet of het iets voor hem is.",
        error_messages={"required": "Schrijf in een paar zinnen wat de groep gaat doen."},
        rows=4,
        show_limit=False,
    )
    joining = forms.ChoiceField(
        label="Hoe word je lid?",
        choices=[(OPEN, "Iedereen mag meteen lid worden"), (ON_REQUEST, "Wij kijken eerst wie zich aanmeldt")],
        widget=forms.RadioSelect,
        initial=OPEN,
        required=False,
    )

    @property
    def group(self):
        """What was cleaned, as the fields of a `Group`."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "purpose": cleaned["purpose"],
            "is_open": cleaned["joining"] != ON_REQUEST,
            "form_key": cleaned["form_key"],
        }
