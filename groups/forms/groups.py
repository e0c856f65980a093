"""The forms with which a group is started, somebody is not let in, and its chair stops."""

from django import forms

from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey
from groups.models import Group

OPEN, ON_REQUEST = "open", "request"
NOBODY = "niemand"


class StartForm(OneTimeKey, Form):
    name = LineField(
        120, called="de naam", label="Hoe heet de groep?", help_text="Bijvoorbeeld: ‘Projectgroep Plukfruit’."
    )
    purpose = ParagraphField(
        2000,
        called="de tekst",
        label="Wat gaat de groep doen?",
        help_text="In een paar zinnen, zodat een buur weet of het iets voor hem is.",
        error_messages={"required": "Schrijf in een paar zinnen wat de groep gaat doen."},
        rows=4,
        show_limit=False,
    )
    joining = forms.ChoiceField(
        label="Hoe word je lid?",
        choices=[(OPEN, "Iedereen mag meteen lid worden"), (ON_REQUEST, "Wij kijken eerst wie zich aanmeldt")],
        widget=forms.RadioSelect,
        initial=OPEN,
        required=False,
    )

    def __init__(self, *args, beside, **kwargs):
        """`beside`: the kind, and the project or the theme that it is for."""
        super().__init__(*args, **kwargs)
        self.beside = beside

    def clean(self):
        """Not a second of one name beside the first; the same send, pressed twice, is the first."""
        cleaned = super().clean()
        there = Group.objects.active().filter(name__iexact=cleaned.get("name", ""), **self.beside)
        if there.exclude(form_key=cleaned.get("form_key")).exists():
            self.add_error("name", "Er is hier al een groep met deze naam. Kies een andere, of doe mee met die groep.")
        return cleaned

    @property
    def group(self):
        """What was cleaned, as the fields of a `Group`."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "purpose": cleaned["purpose"],
            "is_open": cleaned["joining"] != ON_REQUEST,
            "form_key": cleaned["form_key"],
        }


class RefuseForm(Form):
    reason = ParagraphField(
        500,
        called="de reden",
        label="Waarom kan het nu niet?",
        help_text="Dit leest alleen wie zich aanmeldde. Zeg ook wat er wel kan, bijvoorbeeld een keer komen luisteren.",
        error_messages={"required": "Schrijf in één zin waarom het nu niet kan."},
        rows=3,
    )


class StepDownForm(Form):
    """Of the only chair of a group."""

    heir = forms.ChoiceField(
        label="Wie wordt voorzitter?",
        error_messages={
            "required": "Kies wie voorzitter wordt, of dat de groep stopt.",
            "invalid_choice": "Kies iemand die nu lid is, of dat de groep stopt.",
        },
    )

    def __init__(self, *args, members, **kwargs):
        """`members`: the current memberships of the others."""
        super().__init__(*args, **kwargs)
        self.members = {str(seat.id): seat for seat in members}
        others = [(key, seat.person.public_name) for key, seat in self.members.items()]
        self.fields["heir"].choices = [("", "Kies…"), *others, (NOBODY, "Niemand: de groep stopt")]

    def clean_heir(self):
        """The Person, or None: the group stops."""
        seat = self.members.get(self.cleaned_data["heir"])
        return seat.person if seat else None
