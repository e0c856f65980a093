"""What a project needs, offered and answered; and the question for somebody who supports it."""

from django import forms

from core.fields import EmailField, LineField, NameField, ParagraphField
from core.forms import Form, OneTimeKey, VisitorProtection
from core.when import ComingDayField
from projects.models import HelpWanted

ACCEPT, DECLINE = "accept", "decline"
EVERYBODY_READS = "Iedereen kan dit lezen op de pagina van het project."


class HelpWantedForm(OneTimeKey, Form):
    makes_once = True

    kind = forms.ChoiceField(
        label="Wat voor hulp?",
        choices=HelpWanted.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat voor hulp het is."},
    )
    what = LineField(
        120, called="jullie vraag", label="Wie of wat zoeken jullie?",
        help_text="Bijvoorbeeld: ‘mensen die water geven’ of ‘een aanhanger’.",
    )  # fmt: skip
    count = forms.IntegerField(
        label="Hoeveel?",
        min_value=1,
        max_value=500,
        initial=1,
        help_text="Een getal van 1 tot en met 500.",
        error_messages={"required": "Vul een getal in.", "invalid": "Vul een getal in, bijvoorbeeld 3."}
        | dict.fromkeys(("min_value", "max_value"), "Vul een getal van 1 tot en met 500 in."),
    )
    detail = LineField(
        200, called="de uitleg", label="Wat moet iemand nog weten?", required=False,
        help_text="Bijvoorbeeld: ‘een uur op zaterdagochtend’.",
    )  # fmt: skip
    by = ComingDayField(label="Uiterlijk wanneer?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, wanted=None, **kwargs):
        """`wanted`: what is changed, or None for something new. `version` is what was read."""
        names = ("kind", "what", "count", "detail", "by", "version")
        super().__init__(*args, initial={name: getattr(wanted, name) for name in names} if wanted else {}, **kwargs)

    @property
    def wanted(self):
        """What was cleaned, as the fields of a `HelpWanted`."""
        return {name: self.cleaned_data[name] for name in ("kind", "what", "count", "detail", "by")}


class OfferForm(Form):
    text = LineField(
        300, called="je tekst", label="Wil je er iets bij zeggen?", required=False,
        help_text="Bijvoorbeeld wanneer je kunt.",
    )  # fmt: skip


class VisitorOfferForm(VisitorProtection, OfferForm):
    name = NameField()
    email = EmailField(help_text="Hier sturen we een code naartoe.")

    field_order = ["name", "email", "text"]


class AnswerOfferForm(Form):
    """Two buttons: `accept`, for which no words are needed, and `decline`. One page has many of these."""

    def __init__(self, data=None, *, offer):
        super().__init__(data, auto_id=f"aanbod-{offer.pk}-%s")
        person = offer.person
        way = "krijgt dit per mail" if person.address_on_file else "krijgt geen mail; de balie belt en vertelt dit"
        self.fields["answer"] = LineField(
            300, called="je antwoord", label="Je antwoord", required=False,
            help_text=f"Bij ‘graag’ hoeft het niet. {person.public_name} {way}.",
            widget=forms.Textarea(attrs={"rows": 2, "cols": False}),  # Enter presses neither of the two buttons
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if (ACCEPT in self.data) == (DECLINE in self.data):
            raise forms.ValidationError("Kies ‘graag’ of ‘niet nodig’.")
        if DECLINE in self.data and "answer" in cleaned and not cleaned["answer"]:
            self.add_error("answer", "Schrijf in één zin waarom het niet nodig is.")
        return cleaned


class AskSupportForm(Form):
    text = ParagraphField(
        500, called="je vraag", label="Waar loop je tegenaan?", rows=4, help_text=EVERYBODY_READS,
        error_messages={"required": "Schrijf in een paar zinnen wat je nodig hebt."},
    )  # fmt: skip


class AnswerSupportForm(Form):
    supporter = forms.ChoiceField(
        label="Wie gaat het ondersteunen?",
        required=False,
        help_text="Spreek het eerst met diegene af.",
        error_messages={"invalid_choice": "Kies iemand uit de lijst."},
    )
    answer = ParagraphField(
        500, called="je antwoord", label="Je antwoord", rows=4, help_text=EVERYBODY_READS,
        error_messages={"required": "Schrijf in één zin wat jullie antwoord is."},
    )  # fmt: skip

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        names = [(key, person.public_name) for key, person in self.people.items()]
        self.fields["supporter"].choices = [("", "Nu niemand"), *names]

    def clean_supporter(self):
        """The Person, or None: nobody can now."""
        return self.people.get(self.cleaned_data["supporter"])
