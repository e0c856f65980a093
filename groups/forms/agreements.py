"""What is filled in about what was agreed: decisions, and who does what."""

from django import forms

from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey
from core.when import DayField


class OneOf(forms.ChoiceField):
    """One of `rows` or none, for forms that stand on a page many times; cleaned it is the row or None."""

    def set_rows(self, rows, *, label, none):
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [("", none), *((pk, label(row)) for pk, row in self.rows.items())]

    def clean(self, value):
        return self.rows.get(super().clean(value))


class AgreedForm(OneTimeKey, Form):
    """Of a meeting for members only everything is for members only: there it is not asked."""

    members_only = forms.BooleanField(label="Alleen voor leden", required=False)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "members_only"])
        if not meeting.is_public:
            del self.fields["members_only"]


class DecisionForm(AgreedForm):
    text = ParagraphField(
        2000,
        called="het besluit",
        label="Wat is er afgesproken?",
        rows=3,
        show_limit=False,
        error_messages={"required": "Schrijf op wat er is afgesproken."},
    )
    look_again_on = DayField(label="Wanneer bekijken jullie het weer?", required=False)
    replaces = OneOf(label="Komt het in plaats van een ander besluit?", required=False)

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replaces"].set_rows(decisions, label=lambda decision: decision.text[:120], none="Nee")


class ActionForm(AgreedForm):
    text = LineField(300, called="het actiepunt", label="Wat moet er gebeuren?")
    person = OneOf(label="Wie doet het?", required=False)
    due = DayField(label="Wanneer is het klaar?", required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].set_rows(people, label=lambda person: person.public_name, none="Nog niemand")


class PutOffForm(Form):
    due = DayField(label="Wanneer is het dan klaar?")
    reason = LineField(200, called="de reden", label="Waarom later?")


class DropForm(Form):
    reason = LineField(200, called="de reden", label="Waarom hoeft het niet meer?")
