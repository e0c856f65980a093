"""What chair and secretary type while a meeting goes on."""

from django import forms

from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey
from groups.forms.agreements import AgreedForm
from groups.forms.meetings import VersionForm


class PresentForm(Form):
    """What stood there when the page was made is sent along: two people who change other things undo nothing."""

    attendees = forms.MultipleChoiceField(
        label="Wie zijn er?", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Iemand die je aanvinkte, staat niet meer in de lijst. Kijk het na."},
    )  # fmt: skip
    guests = LineField(
        300, called="de namen", label="Wie zijn er nog meer?", required=False, show_limit=False,
        help_text="De namen van gasten. Alleen de leden zien die.",
    )  # fmt: skip
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    guests_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attendees"].choices = [(person.pk, person.public_name) for person in people]

    @property
    def who_came(self):
        """What was cleaned, as `Meeting.note_who_came` takes it."""
        ticked = set(self.cleaned_data["attendees"])
        seen = set(self.cleaned_data["seen"].split(","))
        offered = {str(pk) for pk, _ in self.fields["attendees"].choices}
        guests = {name: self.cleaned_data[name] for name in ("guests", "guests_seen")}
        changed = guests if guests["guests"] != guests["guests_seen"] else {}
        return {"came": ticked - seen, "not_came": (seen & offered) - ticked} | changed


class WholeForm(VersionForm):
    minutes = ParagraphField(
        20_000, called="het verslag", label="Over de hele bijeenkomst", required=False, rows=4, show_limit=False
    )


class PointTextFields(Form):
    minutes = ParagraphField(
        10_000, called="het verslag", label="Wat is er gezegd?", required=False, rows=3, show_limit=False
    )
    members_minutes = ParagraphField(
        10_000, called="het verslag voor leden", label="Alleen voor leden", required=False, rows=2, show_limit=False
    )


class PointMinutesForm(PointTextFields, VersionForm):
    @property
    def texts(self):
        """Those that were sent: what is not on the page stays as it is."""
        return {name: self.cleaned_data[name] for name in ("minutes", "members_minutes") if name in self.data}


class BroughtUpForm(OneTimeKey, PointTextFields):
    makes_once = True

    title = LineField(160, called="het onderwerp", label="Wat is er nog meer besproken?", show_limit=False)


class CorrectionForm(AgreedForm):
    text = ParagraphField(
        3000, called="de verbetering", label="Wat moet er anders?", rows=4, show_limit=False,
        help_text="Het verslag zelf blijft zoals het is. De verbetering komt eronder, met de datum van vandaag.",
        error_messages={"required": "Schrijf op wat er anders moet."},
    )  # fmt: skip
