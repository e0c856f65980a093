"""The duo's answer to a proposal, and what its initiator says back."""

from django import forms

from core.fields import ParagraphField
from core.forms import Form
from projects.models import Signpost
from themes.models import Theme

ANSWERS = [
    ("take_up", "Ja, we pakken het op"),
    ("ask_clarification", "We willen eerst iets weten"),
    ("move_to_theme", "Dit past beter bij een ander thema"),
    ("refer", "Dit is geen project: we wijzen de weg"),
    ("decline", "Nee, dit gaat niet door"),
]


class AnswerForm(Form):
    answer = forms.ChoiceField(label="Wat is jullie antwoord?", choices=ANSWERS, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label="Bij welk thema hoort het?", required=False, widget=forms.RadioSelect)
    signpost = forms.ModelChoiceField(
        label="Wie doet dit?", queryset=Signpost.objects.all(), required=False, widget=forms.RadioSelect,
        empty_label="Iemand anders, dat schrijf ik zelf",
        error_messages={"invalid_choice": "Kies een wegwijzer uit de lijst, of schrijf het zelf."},
    )  # fmt: skip
    reason = ParagraphField(
        1000,
        called="je antwoord",
        label="Je antwoord aan wie het voorstelde",
        help_text="Iedereen kan dit lezen op de pagina van het project.",
        error_messages={"required": "Schrijf een zin aan wie het voorstelde."},
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        self.fields["theme"].choices = [
            (theme.slug, theme.name) for theme in self.themes.values() if theme.pk != project.theme_id
        ]
        if project.clarification_question:
            self.fields["answer"].choices = [choice for choice in ANSWERS if choice[0] != "ask_clarification"]

    def clean(self):
        cleaned = super().clean()
        theme = self.themes.get(cleaned.get("theme"))
        answer = cleaned.get("answer")
        if answer == "move_to_theme" and theme is None:
            self.add_error("theme", "Kies een ander thema.")
        if answer == "take_up" and self.project.theme_id is None and theme is None:
            self.add_error("theme", "Kies bij welk thema het hoort.")
        cleaned["theme"] = theme
        return cleaned

    def give(self, *, by):
        """Give the answer; raises InvalidTransition when somebody else was first."""
        cleaned, project = self.cleaned_data, self.project
        answer, reason = cleaned["answer"], cleaned["reason"]
        if answer == "take_up":
            project.take_up(by=by, reason=reason, theme=None if project.theme_id else cleaned["theme"])
        elif answer == "move_to_theme":
            project.move_to_theme(by=by, reason=reason, theme=cleaned["theme"])
        elif answer == "ask_clarification":
            project.ask_clarification(by=by, question=reason)
        elif answer == "refer":
            post = cleaned["signpost"]
            project.refer(by=by, reason=f"{reason}\n\n{post.in_words}" if post else reason)
        else:
            getattr(project, answer)(by=by, reason=reason)


class ClarifyForm(Form):
    answer = ParagraphField(
        2000,
        called="je uitleg",
        label="Je uitleg",
        help_text="Iedereen kan dit lezen op de pagina van je project.",
    )

    def __init__(self, *args, on_behalf_of=None, **kwargs):
        super().__init__(*args, **kwargs)
        if on_behalf_of:
            self.fields["answer"].label = f"Wat zegt {on_behalf_of.public_name}?"
            self.fields["answer"].help_text = "Iedereen kan dit lezen op de pagina van het project."


class AdviseForm(Form):
    advice = ParagraphField(
        1000,
        called="je advies",
        label="Wat raad je aan?",
        help_text="Twee of drie zinnen zijn genoeg. Iedereen kan dit lezen.",
        rows=4,
    )


class WithdrawForm(Form):
    reason = ParagraphField(
        1000,
        called="je reden",
        label="Waarom trek je het in?",
        help_text="Eén zin is genoeg. Iedereen kan dit lezen.",
        rows=3,
    )
