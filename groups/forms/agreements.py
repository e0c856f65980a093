"""What is filled in about what was agreed: decisions, and who does what."""

from django import forms

from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey, reread
from core.when import ComingDayField, DayField
from groups.models import Decision

_HOW = [(value, label.capitalize()) for value, label in Decision.How.choices]


class OneOf(forms.ChoiceField):
    """One of `rows` or none, for forms that stand on a page many times; cleaned it is the row or None."""

    default_error_messages = {"invalid_choice": "Kies opnieuw: wat je koos, staat niet meer in de lijst."}

    def set_rows(self, rows, *, label, none):
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [("", none), *((pk, label(row)) for pk, row in self.rows.items())]

    def clean(self, value):
        return self.rows.get(super().clean(value))


class AgreedForm(OneTimeKey, Form):
    """Of a meeting for members only everything is for members only: there it is not asked."""

    makes_once = True

    members_only = forms.BooleanField(label="Alleen voor leden", required=False)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "members_only"])
        if not meeting.is_public:
            del self.fields["members_only"]


class CountField(forms.IntegerField):
    def __init__(self, **kwargs):
        messages = {
            "invalid": "Vul een getal in, bijvoorbeeld 8.", "min_value": "Vul 0 of meer in.",
            "max_value": "Vul hoogstens 5000 in.",
        }  # fmt: skip
        super().__init__(min_value=0, max_value=5000, required=False, error_messages=messages, **kwargs)


class DecisionForm(AgreedForm):
    """Who fills in how many were for and against, voted; who did not say how many abstained, means nobody."""

    SELDOM = ("votes_for", "votes_against", "abstentions", "look_again_on", "replaces")

    text = ParagraphField(
        2000,
        called="het besluit",
        label="Wat is er afgesproken?",
        rows=3,
        show_limit=False,
        error_messages={"required": "Schrijf op wat er is afgesproken."},
    )
    how = forms.ChoiceField(
        label="Hoe besloten jullie?",
        choices=[("", "Dat schrijven we niet op"), *_HOW],
        required=False,
        error_messages={"invalid_choice": "Kies uit de lijst hoe jullie besloten."},
    )
    votes_for = CountField(label="Hoeveel waren er voor?")
    votes_against = CountField(label="Hoeveel waren er tegen?")
    abstentions = CountField(label="Hoeveel stemden er niet mee?")
    look_again_on = DayField(label="Wanneer bekijken jullie het weer?", required=False)
    replaces = OneOf(label="Komt het in plaats van een ander besluit?", required=False)

    def __init__(self, *args, decisions, **kwargs):
        """`decisions` are those that it may replace."""
        super().__init__(*args, **kwargs)
        self.fields["replaces"].set_rows(decisions, label=lambda decision: decision.text[:120], none="Nee")

    @property
    def first(self):
        return [field for field in self.visible_fields() if field.name not in self.SELDOM]

    @property
    def rest(self):
        return [field for field in self.visible_fields() if field.name in self.SELDOM]

    def clean(self):
        cleaned = super().clean()
        counts = [cleaned.get(name) for name in ("votes_for", "votes_against", "abstentions")]
        if cleaned.get("how") == Decision.How.CONSENT and any(count is not None for count in counts):
            self.add_error("how", "Is er geteld? Kies dan ‘met stemmen’. Anders laat je de aantallen leeg.")
        elif cleaned.get("how") == Decision.How.VOTE or any(count is not None for count in counts):
            self._clean_vote(cleaned)
        return cleaned

    def _clean_vote(self, cleaned):
        cleaned["how"] = Decision.How.VOTE
        cleaned["abstentions"] = cleaned.get("abstentions") or 0
        for name in ("votes_for", "votes_against"):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, "Vul in hoeveel het er waren. Was het niemand, vul dan 0 in.")


class CorrectFields(forms.Form):
    """Mix in before an `AgreedForm`. `version` is what was read; without it (a script) the latest counts as read.

    A form that stood open since the meeting was for members only did not ask whom it is for: that stays as it is.
    """

    form_key = None
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    asks_for_whom = forms.BooleanField(widget=forms.HiddenInput, required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "members_only" not in self.fields:
            del self.fields["asks_for_whom"]

    def clean(self):
        cleaned = super().clean()
        if not self._did_ask:
            cleaned.pop("members_only", None)
        cleaned.pop("asks_for_whom", None)
        return cleaned

    @property
    def _did_ask(self):
        return "asks_for_whom" in self.data or "members_only" in self.data

    def reread(self, row):
        """As `core.forms.reread`; a form that did not ask whom it is for shows that now."""
        did_ask = self._did_ask
        reread(self, row)
        if not did_ask:
            self.data["asks_for_whom"] = True
            self.data["members_only"] = row.members_only


class CorrectDecisionForm(CorrectFields, DecisionForm):
    pass


class TaskForm(AgreedForm):
    text = LineField(300, called="het actiepunt", label="Wat moet er gebeuren?")
    due = ComingDayField(label="Wanneer is het klaar?", required=False)


class CorrectActionForm(CorrectFields, TaskForm):
    """What is late already keeps its day."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due"].kept = self.initial.get("due")


class ActionForm(TaskForm):
    field_order = ["text", "person", "due"]

    person = OneOf(label="Wie doet het?", required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].set_rows(people, label=lambda person: person.public_name, none="Nog niemand")


class GiveOnForm(Form):
    person = OneOf(label="Wie doet het nu?", error_messages={"required": "Kies wie het nu doet."})

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].set_rows(people, label=lambda person: person.public_name, none="Kies iemand")


class PutOffForm(Form):
    due = ComingDayField(label="Wanneer is het dan klaar?")
    reason = LineField(200, called="de reden", label="Waarom later?")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # ActionPoint.stands_for


class DropForm(Form):
    reason = LineField(200, called="de reden", label="Waarom hoeft het niet meer?")
