"""The part of a project that goes its own way."""

from django import forms

from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey
from themes.models import Theme


class SplitForm(OneTimeKey, Form):
    makes_once = True

    title = LineField(120, called="de titel", label="Hoe heet het deel dat apart verdergaat?")
    summary = LineField(
        200, called="de zin", label="Wat is het, in één zin?",
        error_messages={"required": "Schrijf in één zin wat het is."},
    )  # fmt: skip
    description = ParagraphField(10_000, called="de tekst", label="Meer erover", required=False, show_limit=False)
    theme = forms.ChoiceField(
        label="Bij welk thema hoort het?",
        help_text="Het duo van dat thema geeft antwoord.",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een thema."},
    )
    reason = ParagraphField(
        500, called="de reden", label="Waarom gaat het apart verder?", rows=3,
        help_text="Iedereen kan dit lezen op de pagina van het project.",
        error_messages={"required": "Schrijf in één zin waarom het apart verdergaat."},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        self.fields["theme"].choices = [(theme.slug, theme.name) for theme in self.themes.values()]

    def clean_theme(self):
        return self.themes[self.cleaned_data["theme"]]

    @property
    def part(self):
        """What was cleaned, as the arguments of `Project.split_off`."""
        names = ("title", "summary", "description", "theme", "reason", "form_key")
        return {name: self.cleaned_data[name] for name in names}
