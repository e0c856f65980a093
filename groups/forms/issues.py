"""Raise a vraagstuk, decline one, and say what became of it."""

from django import forms

from core.fields import EmailField, LineField, NameField, ParagraphField
from core.forms import Form, OneTimeKey, VisitorProtection
from groups.models import Group
from projects.forms.fields import ProjectField
from themes.models import Theme


class RaiseForm(OneTimeKey, Form):
    makes_once = True

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

    @property
    def issue(self):
        """What was cleaned, as the fields of an `Issue`."""
        return {name: self.cleaned_data[name] for name in ("title", "text", "theme", "form_key")}

    @property
    def words(self):
        """The same as it is kept while the address is confirmed."""
        theme = self.cleaned_data["theme"]
        return {name: self.cleaned_data[name] for name in ("title", "text")} | {"theme": theme.slug if theme else ""}


class VisitorRaiseForm(VisitorProtection, RaiseForm):
    name = NameField(help_text="Die staat bij het vraagstuk.")
    email = EmailField(help_text="Hier sturen we een code naartoe. Je hoort er ook wat ervan komt.")

    field_order = ["title", "text", "theme", "name", "email"]


class DeclineForm(Form):
    reason = ParagraphField(
        1000,
        called="de reden",
        label="Waarom nemen de koplopers dit niet op?",
        help_text="Wie het inbracht, krijgt deze reden per mail. Schrijf erbij waar het wel terechtkan.",
        error_messages={"required": "Schrijf in een paar zinnen waarom niet."},
        rows=4,
    )


class PassOnForm(Form):
    group = forms.ModelChoiceField(
        Group.objects.active().come_and_go(),
        label="Aan welke groep?",
        help_text="Wie de groep leidt, krijgt bericht. Wie lid is en kan inloggen, kan het oppakken.",
        to_field_name="slug",
        empty_label="Kies een groep",
        error_messages={"required": "Kies een groep.", "invalid_choice": "Kies een groep uit de lijst."},
    )


class AnswerField(ParagraphField):
    skip_words = "(mag leeg als je hieronder een project of een groep noemt)"


class SettleForm(Form):
    """With whom it lay already, is no answer by itself."""

    answer = AnswerField(
        5000,
        called="het antwoord",
        label="Wat is het antwoord?",
        help_text="Schrijf het zo dat ook wie er niet bij was het begrijpt.",
        required=False,
        rows=6,
        show_limit=False,
    )
    project = ProjectField(
        label="Werd het een project?", help_text="Zo ja, typ de titel, de code of het adres van het project."
    )
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
            self.add_error("answer", "Schrijf een antwoord, of noem hieronder een project of een groep.")
        elif not self.errors and not self.has_changed():
            self.add_error(
                "answer",
                "Er is nog niets veranderd. Schrijf een antwoord, of noem een ander project of een andere groep.",
            )
        return cleaned
