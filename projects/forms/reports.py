"""Reporting that something should not stand here, and deciding about it."""

from django import forms
from django.utils.text import Truncator

from core.fields import EmailField, ParagraphField
from core.forms import Form, OneTimeKey, VisitorProtection
from projects.models import Report
from projects.pieces import PROJECT, find_piece, key_of

SHOWN = 50  # of each kind, the newest
LONGEST_NAME = 70


class ReportForm(OneTimeKey, Form):
    """`project` as its reader sees it; `cleaned_data["about"]` is the thing itself."""

    makes_once = True

    about = forms.ChoiceField(
        label="Waar gaat het over?",
        error_messages={"required": "Kies waar het over gaat.", "invalid_choice": "Kies iets uit de lijst."},
    )
    category = forms.ChoiceField(
        label="Wat is er mis?",
        widget=forms.RadioSelect,
        choices=[(value, label.capitalize()) for value, label in Report.Category.choices],
        error_messages={"required": "Kies wat er mis is."},
    )
    text = ParagraphField(
        500, called="je uitleg", label="Leg het kort uit", rows=3,
        error_messages={"required": "Leg in één of twee zinnen uit wat er mis is."},
    )  # fmt: skip

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project
        self.things = {key_of(thing): thing for thing in self._things()}
        self._include_asked_for()
        self.fields["about"].choices = self._choices()

    def clean_about(self):
        return self.things[self.cleaned_data["about"]]

    def _things(self):
        rows = (self.project.updates, self.project.photos, self.project.questions)
        return [self.project, *(thing for row in rows for thing in row.published()[:SHOWN])]

    def _include_asked_for(self):
        """Something older, when somebody came from where it stands."""
        asked = self.data.get("about") if self.is_bound else self.initial.get("about")
        if asked and asked not in self.things:
            thing = find_piece(self.project, asked)
            if thing is not None and thing.is_public:
                self.things[asked] = thing

    def _choices(self):
        groups = {"bericht": "Een bericht", "foto": "Een foto", "vraag": "Een vraag"}
        found = {label: [] for label in groups.values()}
        for key, thing in self.things.items():
            if key != PROJECT:
                found[groups[key.partition("-")[0]]].append((key, Truncator(str(thing)).chars(LONGEST_NAME)))
        return [(PROJECT, "Het project zelf"), *((label, rows) for label, rows in found.items() if rows)]


class VisitorReportForm(VisitorProtection, ReportForm):
    email = EmailField(required=False, help_text="Alleen als je wilt horen wat we ermee doen.")

    field_order = ["about", "category", "text", "email"]


class SettleForm(Form):
    outcome = forms.ChoiceField(
        label="Wat doe je ermee?",
        widget=forms.RadioSelect,
        choices=[("left", "Het blijft staan"), ("hidden", "Ik verberg het")],
        error_messages={"required": "Kies of het blijft staan."},
    )
    reason = ParagraphField(
        1000, called="de reden", label="Waarom?", rows=3,
        help_text="Wie het meldde, krijgt deze reden per mail. Verberg je het? Dan krijgt wie het schreef hem ook.",
        error_messages={"required": "Schrijf in één zin waarom."},
    )  # fmt: skip
