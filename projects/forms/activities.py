"""Something to come to: planned in one screen, moved, cancelled, come to, told of afterwards."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.fields import EmailField, LineField, NameField, ParagraphField
from core.forms import Form, OneTimeKey, PhotosMixin, VisitorProtection
from core.when import WhenFields, moment

MOST_PEOPLE = 2000
PEOPLE_ERRORS = {
    "invalid": "Vul een heel getal in.",
    "min_value": "Vul een getal in van 1 of meer.",
    "max_value": f"Vul een getal in van hoogstens {MOST_PEOPLE}.",
}


class FutureWhen(WhenFields):
    """WhenFields of what is still to come."""

    def clean(self):
        cleaned = super().clean()
        if {"day", "starts"} <= cleaned.keys() and moment(cleaned["day"], cleaned["starts"]) < timezone.now():
            self.add_error("day", "Die dag en tijd zijn al voorbij.")
        return cleaned


class ActivityForm(FutureWhen, OneTimeKey, Form):
    makes_once = True

    title = LineField(120, called="de titel", label="Wat gaan jullie doen?", help_text="Bijvoorbeeld: ‘Bomen planten’.")
    text = ParagraphField(
        2000, called="je tekst", label="Wat moet wie komt weten?", required=False, rows=4,
        help_text="Bijvoorbeeld wat je meeneemt, en of er koffie is.", show_limit=False,
    )  # fmt: skip
    room = forms.IntegerField(
        label="Voor hoeveel mensen is er plek?", required=False, min_value=1, max_value=MOST_PEOPLE,
        help_text="Laat leeg als iedereen kan komen.", error_messages=PEOPLE_ERRORS,
    )  # fmt: skip

    field_order = ["title", "day", "starts", "ends", "place", "text", "room"]

    @property
    def activity(self):
        """What was cleaned, as the fields of an `Activity`."""
        cleaned = self.cleaned_data
        return self.when | {name: cleaned[name] for name in ("title", "text", "room", "form_key")}


class Versioned(forms.Form):
    """Mix in before `Form`: `version` is the sequence of the activity that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MoveActivityForm(Versioned, FutureWhen, Form):
    pass


class EditActivityForm(Versioned, Form):
    title = ActivityForm.base_fields["title"]
    text = ActivityForm.base_fields["text"]
    room = ActivityForm.base_fields["room"]
    tell = forms.BooleanField(
        label="Laat het weten aan wie komt", required=False,
        help_text="Ze lezen hoe het nu is: in een mail, of van de balie wie geen mail krijgt.",
    )  # fmt: skip

    def __init__(self, *args, coming, to_tell, **kwargs):
        """`to_tell`: how many come beside the one who changes it."""
        super().__init__(*args, **kwargs)
        self.coming = coming
        self.to_tell = to_tell
        if to_tell:
            self.fields["tell"].label += f" ({_people(to_tell)})"
        else:
            del self.fields["tell"]

    @property
    def told_words(self):
        """Whether who comes is told, and how many; nothing where nobody does."""
        if not self.to_tell:
            return ""
        if self.cleaned_data["tell"]:
            return f"{_people(self.to_tell)} {'krijgt' if self.to_tell == 1 else 'krijgen'} bericht."
        return "Wie komt, krijgt hier geen bericht van."

    def clean_room(self):
        room = self.cleaned_data["room"]
        if room is not None and room < self.coming:
            raise ValidationError(f"Er zeiden al {self.coming} mensen dat ze komen. Vul {self.coming} in of meer.")
        return room


class CancelActivityForm(Form):
    reason = ParagraphField(
        500, called="de reden", label="Waarom gaat het niet door?", rows=3,
        help_text="Wie zou komen krijgt dit in een mail. Het staat ook op de website.",
        error_messages={"required": "Schrijf in één zin waarom het niet doorgaat."},
    )  # fmt: skip


class TellForm(PhotosMixin, OneTimeKey, Form):
    makes_once = True

    text = ParagraphField(5000, called="je bericht", label="Hoe was het?", help_text="Een paar zinnen zijn genoeg.")
    people = forms.IntegerField(
        label="Hoeveel mensen waren er?", required=False, min_value=1, max_value=MOST_PEOPLE,
        error_messages=PEOPLE_ERRORS,
    )  # fmt: skip

    field_order = ["text", "people", "photo", "photo_alt", "photo_consent"]


class VisitorComesForm(VisitorProtection, Form):
    name = NameField()
    email = EmailField(
        help_text="Hier sturen we een code naartoe, en later bericht als de dag, de tijd of de plek verandert."
    )


def _people(count):
    return "1 persoon" if count == 1 else f"{count} mensen"
