"""The forms with which a group is started, changed and stopped, somebody is not let in, and its chair stops."""

from django import forms

from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey
from groups.models import Group

OPEN, ON_REQUEST = "open", "request"
NOBODY = "niemand"


class GroupFields(forms.Form):
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

    @property
    def group(self):
        """What was cleaned, as the fields of a `Group`."""
        cleaned = self.cleaned_data
        fields = {name: cleaned[name] for name in ("name", "purpose", "form_key") if name in cleaned}
        return fields | ({"is_open": cleaned["joining"] != ON_REQUEST} if "joining" in cleaned else {})


class EditForm(GroupFields, Form):
    """`version` is what was read; without it (a script) the latest counts as read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, group, **kwargs):
        """Of a fixed group nobody becomes a member by himself."""
        joining = OPEN if group.is_open else ON_REQUEST
        initial = {"purpose": group.purpose, "joining": joining, "version": group.version}
        super().__init__(*args, initial=initial, **kwargs)
        if group.is_fixed:
            del self.fields["joining"]


class StartForm(OneTimeKey, GroupFields, Form):
    makes_once = True

    name = LineField(
        120, called="de naam", label="Hoe heet de groep?", help_text="Bijvoorbeeld: ‘Projectgroep Plukfruit’."
    )

    field_order = ["name", "purpose", "joining"]

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

    def __init__(self, *args, members, may_stop, **kwargs):
        """`members`: the current memberships of the others; who has no account cannot take over.

        `may_stop`: whether the group may stop where nobody does.
        """
        super().__init__(*args, **kwargs)
        self.members = {str(seat.id): seat for seat in members if seat.can_chair}
        others = [(key, seat.person.public_name) for key, seat in self.members.items()]
        stops = [(NOBODY, "Niemand: de groep stopt")] if may_stop else []
        self.fields["heir"].choices = [("", "Kies…"), *others, *stops]
        if not may_stop:
            self.fields["heir"].error_messages |= {
                "required": "Kies wie voorzitter wordt.",
                "invalid_choice": "Kies iemand die nu lid is.",
            }

    def clean_heir(self):
        """The Person, or None: the group stops."""
        seat = self.members.get(self.cleaned_data["heir"])
        return seat.person if seat else None


DROP = "vervalt"


class StopForm(Form):
    """What the group brought, and what becomes of each action point that is open."""

    result = ParagraphField(
        1000,
        called="het resultaat",
        label="Wat heeft de groep gebracht?",
        help_text="Iedereen leest dit op de pagina van de groep. Lukte het niet? Schrijf dan waarom.",
        error_messages={"required": "Schrijf in één zin wat de groep heeft gebracht."},
        rows=4,
    )
    reason = LineField(
        200, called="de reden", label="Waarom hoeft het niet meer?", required=False,
        help_text="Vul dit in als je hierboven kiest dat iets niet meer hoeft.",
    )  # fmt: skip

    def __init__(self, *args, actions, members, groups, **kwargs):
        """`actions`: the open action points; `members` and `groups`: who can go on with one."""
        super().__init__(*args, **kwargs)
        self.actions = list(actions)
        self.people = {f"persoon-{seat.person.pk}": seat.person for seat in members}
        self.groups = {f"groep-{group.slug}": group for group in groups}
        for action in self.actions:
            self.fields[self._name(action)] = self._field(action)
        self.order_fields(["result", *map(self._name, self.actions), "reason"])
        if not self.actions:
            del self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        drops = any(cleaned.get(self._name(action)) == DROP for action in self.actions)
        if drops and "reason" in cleaned and not cleaned["reason"]:
            self.add_error("reason", "Schrijf waarom het niet meer hoeft.")
        return cleaned

    @property
    def where(self):
        """As `Group.end` takes it."""
        return {action.pk: self._chosen(self.cleaned_data[self._name(action)]) for action in self.actions}

    def _chosen(self, choice):
        if choice == DROP:
            return {"reason": self.cleaned_data["reason"]}
        return {"group": self.groups.get(choice), "person": self.people.get(choice)}

    def _field(self, action):
        people = [(key, person.public_name) for key, person in self.people.items()]
        groups = [(key, str(group)) for key, group in self.groups.items()]
        choices = [("", "Kies…"), (DROP, "Dit hoeft niet meer"), ("Iemand van de groep doet het nog", people)]
        kept = f"persoon-{action.person_id}"
        return forms.ChoiceField(
            label=f"Actiepunt: {action.text}",
            choices=[*choices, *([("Een andere groep gaat verder", groups)] if groups else [])],
            initial=kept if kept in self.people else "",
            error_messages={"required": "Kies wat hiermee gebeurt.", "invalid_choice": "Kies iets uit de lijst."},
        )

    @staticmethod
    def _name(action):
        return f"actie_{action.pk}"
