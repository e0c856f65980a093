"""What is said about progress: a message with photos, a look in one voice, a milestone."""

from django import forms

from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey, PhotosMixin
from projects.models import Signal


class MessageFields(forms.Form):
    title = LineField(120, called="de titel", label="Wat is er gebeurd, in een paar woorden?")
    text = ParagraphField(5000, called="je bericht", label="Vertel het", help_text="Twee of drie zinnen zijn genoeg.")


class CorrectUpdateForm(MessageFields, Form):
    """`version` is what was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, update):
        super().__init__(data, initial={"title": update.title, "text": update.text, "version": update.version})


class TakeAwayForm(Form):
    """Who wrote it needs no reason."""

    reason = ParagraphField(
        1000, called="de reden", label="Waarom haal je het weg?", rows=3,
        help_text="Wie het schreef, krijgt dit per mail.",
        error_messages={"required": "Schrijf in één zin waarom je het weghaalt."},
    )  # fmt: skip

    def __init__(self, data=None, *, is_own):
        super().__init__(data)
        if is_own:
            del self.fields["reason"]


class UpdateForm(PhotosMixin, OneTimeKey, MessageFields, Form):
    makes_once = True

    before_and_after = forms.BooleanField(
        required=False,
        label="Dit is een voor- en na-foto",
        help_text="Kies dan precies twee foto’s: eerst die van voor, dan die van na. Ze komen naast elkaar te staan.",
    )

    field_order = ["title", "text", "photo", "photo_alt", "before_and_after", "photo_consent"]

    def clean(self):
        cleaned = super().clean()
        if cleaned["before_and_after"] and "photo" not in self.errors and len(cleaned["photos"]) != 2:
            self.add_error("before_and_after", "Kies precies twee foto’s, of haal dit vinkje weg.")
        return cleaned


class CheckForm(OneTimeKey, Form):
    signal = forms.ChoiceField(label="Hoe gaat het?", widget=forms.RadioSelect)
    note = LineField(
        300, called="je zin", label="Wat zie je, in één zin?", required=False,
        help_text="Iedereen kan dit lezen op de pagina van het project.",
        widget=forms.Textarea(attrs={"rows": 2, "cols": False}),
    )  # fmt: skip
    progress = forms.IntegerField(
        label="Hoe ver is het, in procenten?",
        required=False,
        min_value=0,
        max_value=100,
        error_messages={
            "invalid": "Vul een heel getal in van 0 tot en met 100.",
            "min_value": "Vul een getal in van 0 tot en met 100.",
            "max_value": "Vul een getal in van 0 tot en met 100.",
        },
    )
    private_note = ParagraphField(
        2000, called="je notitie", label="Notitie voor het duo", required=False, rows=3,
        help_text="Alleen jullie tweeën lezen dit.",
    )  # fmt: skip

    def __init__(self, *args, for_duo, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signal"].choices = [(value, label.capitalize()) for value, label in Signal.choices]
        if not for_duo:
            del self.fields["private_note"]


class MilestoneForm(Form):
    title = LineField(
        120, called="de mijlpaal", label="Nieuwe mijlpaal", help_text="Bijvoorbeeld: ‘de vergunning is binnen’."
    )
    due = forms.DateField(
        label="Wanneer verwacht je dat?",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 1-3-2027."},
    )
