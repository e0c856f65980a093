"""Raise a vraagstuk, and say what became of it."""

from django import forms

from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey
from groups.forms.fields import ProjectCodeField
from groups.models import Group
from themes.models import Theme


class RaiseForm(OneTimeKey, Form):
    title = LineField(
        160,
        called="de vraag",
        label="Wat is de vraag?",
        help_text="Eén zin, met een vraagteken. Bijvoorbeeld: ‘Wie ruimt de bladeren op?’",
    )
    text = ParagraphField(
        5000,
        called="de toelichting",
        label="Waarom is dit een vraag voor de wijk?",
        required=False,
        rows=6,
        show_limit=False,
    )
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label="Bij welk thema hoort het?", required=False, to_field_name="slug",
        empty_label="Bij geen of bij meer thema’s",
    )  # fmt: skip


class SettleForm(Form):
    answer = ParagraphField(
        5000,
        called="het antwoord",
        label="Wat is het antwoord?",
        help_text="Schrijf het zo dat ook wie er niet bij was het begrijpt.",
        required=False,
        rows=6,
        show_limit=False,
    )
    project = ProjectCodeField(label="Werd het een project?")
    group = forms.ModelChoiceField(
        Group.objects.active().come_and_go(),
        label="Werd het werk voor een groep?",
        required=False,
        to_field_name="slug",
        empty_label="Nee",
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(name) for name in ("answer", "project", "group")):
            self.add_error("answer", "Schrijf een antwoord, of noem het project of de groep die het oppakt.")
        return cleaned
