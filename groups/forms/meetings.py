"""What chair and secretary fill in about a meeting."""

from django import forms
from django.core.validators import URLValidator

from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey
from core.when import WhenFields
from groups.forms.fields import ProjectCodeField
from groups.models import AgendaPoint, Issue

POINT_FIELDS = ("kind", "title", "text", "minutes_planned", "project", "issue")
BAD_ADDRESS = "Controleer het adres. Het ziet eruit als https://voorbeeld.nl/overleg."


class AboutFields(forms.Form):
    title = LineField(
        120, called="de titel", label="Hoe heet de bijeenkomst?", help_text="Bijvoorbeeld: ‘Overleg van november’."
    )
    text = ParagraphField(
        5000, called="de tekst", label="Waar gaat het over?", required=False, rows=4, show_limit=False
    )
    online_url = forms.URLField(
        max_length=200,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"], message=BAD_ADDRESS)],
        error_messages={"invalid": BAD_ADDRESS},
        label="Adres om online mee te doen",
        help_text="Laat leeg als je alleen ter plekke kunt komen.",
        required=False,
    )
    members_only = forms.BooleanField(
        label="Alleen voor leden",
        help_text="Zet je hier een vinkje, dan zien alleen de leden van de groep dat deze bijeenkomst er is.",
        required=False,
    )

    @property
    def about(self):
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "agenda_text": cleaned["text"],
            "online_url": cleaned["online_url"],
            "is_public": not cleaned["members_only"],
        }


class PlanForm(WhenFields, AboutFields, OneTimeKey, Form):
    field_order = ["title", "day", "starts", "ends", "place", "text", "online_url", "members_only"]


class VersionForm(Form):
    """`version` is what was read; without it (a script) the latest counts as read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AboutForm(AboutFields, VersionForm):
    pass


class MoveForm(WhenFields, VersionForm):
    pass


class CancelForm(Form):
    reason = ParagraphField(
        500,
        called="de reden",
        label="Waarom gaat het niet door?",
        help_text="Dit staat op de pagina van de bijeenkomst en in de kalender.",
        error_messages={"required": "Schrijf in één zin waarom het niet doorgaat."},
        rows=3,
    )


class PointForm(OneTimeKey, VersionForm):
    kind = forms.ChoiceField(
        label="Wat voor punt is het?",
        choices=[(value, label.capitalize()) for value, label in AgendaPoint.Kind.choices],
        initial=AgendaPoint.Kind.OVERIG,
        required=False,
    )
    title = LineField(160, called="het onderwerp", label="Onderwerp")
    text = ParagraphField(5000, called="de toelichting", label="Toelichting", required=False, rows=4, show_limit=False)
    minutes_planned = forms.IntegerField(
        label="Hoeveel minuten?",
        min_value=1,
        max_value=480,
        required=False,
        error_messages={
            "invalid": "Vul een getal in, bijvoorbeeld 15.",
            "min_value": "Vul minstens 1 minuut in.",
            "max_value": "Vul hoogstens 480 minuten in.",
        },
    )
    project = ProjectCodeField(label="Over welk project gaat het?")
    issue = forms.ModelChoiceField(
        Issue.objects.unanswered(), label="Over welk vraagstuk gaat het?", required=False, empty_label="Geen vraagstuk"
    )

    @property
    def point(self):
        """What was cleaned, as the fields of an `AgendaPoint`."""
        return {name: self.cleaned_data[name] for name in POINT_FIELDS}

    def clean_kind(self):
        return self.cleaned_data["kind"] or AgendaPoint.Kind.OVERIG
