"""What a party promises, and the money of a project."""

from django import forms
from django.utils import timezone

from accounts.models import Organisation
from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey
from core.money import AmountField
from core.when import ComingDayField, DayField
from projects.models import MoneyLine, Project
from projects.models.states import OPEN_TO_HELP
from themes.models import Agenda, AgendaItem

MOST_TO_CHOOSE = 200


class PledgeFields(OneTimeKey):
    makes_once = True

    what = LineField(
        200, called="de toezegging", label="Wat wordt er toegezegd?",
        help_text="Bijvoorbeeld: ‘twintig bomen, geplant’.",
    )  # fmt: skip
    amount = AmountField(label="Gaat het om geld? Hoeveel?", required=False)
    due = ComingDayField(label="Uiterlijk wanneer?")

    @property
    def pledge(self):
        return {name: self.cleaned_data[name] for name in ("what", "amount", "due", "form_key")}


class AskPledgeForm(PledgeFields, Form):
    """By who works on a project, of a party that said it would."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"), label="Welke partij?", to_field_name="slug",
        empty_label="Kies een partij",
        error_messages={"required": "Kies een partij."},
    )  # fmt: skip

    field_order = ["organisation", "what", "amount", "due"]

    @property
    def pledge(self):
        return super().pledge | {"organisation": self.cleaned_data["organisation"]}


class PromiseForm(PledgeFields, Form):
    """By a contact of a party: for a project that it works with, or for a plan of the agenda."""

    about = forms.ChoiceField(label="Waarvoor?", error_messages={"required": "Kies een project of een plan."})

    field_order = ["about", "what", "amount", "due"]

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        going = Project.objects.published().filter(status__in=OPEN_TO_HELP)
        projects = going.filter(partners=organisation).order_by("title")[:MOST_TO_CHOOSE]
        newest = Agenda.objects.order_by("-year").values("pk")[:1]
        items = AgendaItem.objects.filter(agenda__in=newest).order_by("theme__order", "code")
        self.things = {f"project-{one.pk}": ("project", one) for one in projects}
        self.things |= {f"plan-{one.pk}": ("agenda_item", one) for one in items}
        grouped = {"project": [], "agenda_item": []}
        for key, (kind, thing) in self.things.items():
            grouped[kind].append((key, thing.title))
        groups = (("Projecten waar jullie aan meedoen", "project"), ("Plannen van de gedeelde agenda", "agenda_item"))
        self.fields["about"].choices = [("", "Kies waarvoor"), *((name, grouped[kind]) for name, kind in groups)]

    @property
    def pledge(self):
        kind, thing = self.things[self.cleaned_data["about"]]
        return super().pledge | {kind: thing}


class SettlePledgeForm(Form):
    """What a contact does with a toezegging: which, by the button that was pressed."""

    CONFIRM, REFUSE, KEEP, MOVE, LAPSE, REOPEN = "confirm", "refuse", "keep", "move", "lapse", "reopen"
    NEEDED = {
        REFUSE: "Schrijf op waarom niet. Wie het vroeg, leest dit.",
        KEEP: "Schrijf in één zin wat er nu is.",
        MOVE: "Schrijf op waarom het later wordt. Iedereen leest dit.",
        LAPSE: "Schrijf op waarom het niet komt. Iedereen leest dit.",
        REOPEN: "Schrijf op wat er niet klopte. Iedereen leest dit.",
    }

    reason = ParagraphField(500, called="de toelichting", label="Toelichting", required=False, rows=3)
    due = DayField(label="Alleen bij later: wat is de nieuwe datum?", required=False)

    def __init__(self, *args, pledge, **kwargs):
        self.pledge = pledge
        super().__init__(*args, **kwargs)
        if not pledge.is_open:
            del self.fields["due"]

    @property
    def act(self):
        return next((name for name in self._acts if name in self.data), "")

    @property
    def is_too_late(self):
        """A button was pressed that is no longer there: somebody was first, or pressed twice."""
        acts = {self.CONFIRM, self.REFUSE, self.KEEP, self.MOVE, self.LAPSE, self.REOPEN}
        return not self.act and not acts.isdisjoint(self.data)

    @property
    def _acts(self):
        if self.pledge.is_open:
            return (self.KEEP, self.MOVE, self.LAPSE)
        return (self.CONFIRM, self.REFUSE) if self.pledge.is_offered else (self.REOPEN,)

    def clean(self):
        cleaned = super().clean()
        if not self.act:
            raise forms.ValidationError("Kies een van de knoppen.")
        if "reason" not in self.errors and self.act in self.NEEDED and not cleaned.get("reason"):
            self.add_error("reason", self.NEEDED[self.act])
        if self.act == self.MOVE and "due" not in self.errors:
            day = cleaned.get("due")
            if not day or day <= max(self.pledge.due, timezone.localdate()):
                self.add_error("due", "Kies een dag die later is dan de oude datum en dan vandaag.")
        elif cleaned.get("due"):
            self.add_error("due", "Wordt het later? Druk dan op ‘Het wordt later’. Zo niet, maak de datum dan leeg.")
        return cleaned


class MoneyForm(OneTimeKey, Form):
    makes_once = True

    kind = forms.ChoiceField(
        label="Wat voor bedrag?", widget=forms.RadioSelect,
        choices=[
            (MoneyLine.Kind.NEEDED, "Nodig"),
            (MoneyLine.Kind.RECEIVED, "Ontvangen"),
            (MoneyLine.Kind.SPENT, "Uitgegeven"),
        ],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Kies wat voor bedrag het is."),
    )  # fmt: skip
    amount = AmountField(
        label="Hoeveel?", may_be_negative=True,
        help_text="In euro. Bijvoorbeeld 250 of 12,50. Een fout herstel je met een nieuw bedrag, met een min ervoor.",
    )  # fmt: skip
    what = LineField(160, called="het doel", label="Waarvoor?")
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"), label="Van welke partij is dit geld?", required=False,
        to_field_name="slug", help_text="Wie het gaf, of zelf betaalde. Niet de winkel.",
        empty_label="Geen van deze",
    )  # fmt: skip
    on = DayField(label="Wanneer?", required=False, help_text="Leeg: vandaag.")

    def clean_on(self):
        day = self.cleaned_data["on"] or timezone.localdate()
        if day > timezone.localdate():
            raise forms.ValidationError("Die dag moet nog komen.")
        return day

    @property
    def line(self):
        return {name: self.cleaned_data[name] for name in ("kind", "amount", "what", "organisation", "on", "form_key")}
