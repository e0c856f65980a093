"""What people fill in during an agenda round."""

import re
from itertools import groupby

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import Organisation
from core.fields import EmailField, LineField, NameField, ParagraphField
from core.forms import Form, OneTimeKey, VisitorProtection
from themes import ballot_codes
from themes.models import AgendaItem, Candidate, Theme, Wish
from themes.models.wishes import LONGEST

MOST_CARDS = 200
_POSTCODE = re.compile(r"([1-9]\d{3})(?:[A-Z]{2})?")


class WishFields(forms.Form):
    text = LineField(
        LONGEST,
        called="je wens",
        label="Wat wens je voor de wijk?",
        help_text="Eén zin is genoeg. Bijvoorbeeld: ‘Een plek waar je ’s avonds koffie kunt drinken.’",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label="Bij welk thema hoort het?", required=False, to_field_name="slug",
        empty_label="Weet ik niet", widget=forms.RadioSelect,
    )  # fmt: skip

    @property
    def wish(self):
        """The fields of a `Wish`, as cleaned."""
        return {name: self.cleaned_data[name] for name in ("text", "theme")}


class WishForm(WishFields, OneTimeKey, Form):
    pass


class VisitorWishForm(WishFields, VisitorProtection, Form):
    name = NameField()
    email = EmailField(help_text="Hier sturen we een code naartoe, en later waar je wens bij hoort. Niemand ziet het.")

    field_order = ["text", "theme", "name", "email"]


class CardsForm(OneTimeKey, Form):
    """Cards that a meeting filled in, typed one after another."""

    cards = ParagraphField(
        60_000,
        called="de wensen",
        label="De wensen van de kaartjes",
        help_text=f"Eén wens op elke regel, hoogstens {MOST_CARDS} tegelijk en {LONGEST} tekens per wens.",
        rows=12,
        show_limit=False,
    )
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label="Bij welk thema horen ze?", required=False, to_field_name="slug",
        empty_label="Weet ik niet, of bij meer",
    )  # fmt: skip

    def clean_cards(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["cards"].splitlines() if line.strip()]
        if len(lines) > MOST_CARDS:
            raise ValidationError(f"Typ er hoogstens {MOST_CARDS} tegelijk. Nu zijn het er {len(lines)}.")
        for number, line in enumerate(lines, start=1):
            if len(line) > LONGEST:
                raise ValidationError(
                    f"Regel {number} is te lang: {len(line)} tekens. Maak er hoogstens {LONGEST} van."
                )
        return lines


class CandidateForm(OneTimeKey, Form):
    """A plan that people may choose."""

    title = LineField(120, called="de titel", label="Hoe heet het plan?")
    goal = ParagraphField(
        1000,
        called="het doel",
        label="Wat willen we bereiken?",
        help_text="Zo dat wie het leest weet waar hij ja tegen zegt. Twee of drie zinnen.",
        rows=4,
    )
    aim = forms.ChoiceField(
        label="De wijk wordt er vooral", choices=AgendaItem.Aim.choices, widget=forms.RadioSelect,
        error_messages={"required": "Kies wat de wijk ermee wordt."},
    )  # fmt: skip
    responsible = forms.ModelChoiceField(
        Organisation.objects.order_by("name"), label="Welke partij is verantwoordelijk?", required=False,
        to_field_name="slug", empty_label="Dat weten we nog niet",
    )  # fmt: skip
    predecessor = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="Gaat het verder met een plan van de vorige agenda?", required=False,
        empty_label="Nee, het is nieuw",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    NAMES = ("title", "goal", "aim", "responsible", "predecessor")

    def __init__(self, *args, agenda_round, theme, candidate=None, **kwargs):
        self.round, self.candidate = agenda_round, candidate
        if candidate:
            kwargs["initial"] = {name: getattr(candidate, name) for name in self.NAMES} | {"version": candidate.version}
            kwargs["initial"]["responsible"] = candidate.responsible and candidate.responsible.slug
        super().__init__(*args, **kwargs)
        self.fields["predecessor"].queryset = AgendaItem.objects.to_carry_on().filter(theme=theme)

    @property
    def plan(self):
        return {name: self.cleaned_data[name] for name in self.NAMES}

    def clean_title(self):
        same = self.round.candidates.filter(title=self.cleaned_data["title"])
        if same.exclude(pk=self.candidate and self.candidate.pk).exists():
            raise ValidationError("Er is al een plan met deze titel.")
        return self.cleaned_data["title"]

    def clean_predecessor(self):
        item = self.cleaned_data["predecessor"]
        taken = self.round.candidates.filter(predecessor=item).exclude(pk=self.candidate and self.candidate.pk)
        if item and (other := taken.first()):
            raise ValidationError(f"Daar gaat het plan ‘{other.title}’ al mee verder.")
        return item


class SortForm(Form):
    """Wishes that were ticked, and what is done with them: in a plan, to another duo, laid aside."""

    PUT, GIVE, ASIDE = "put", "give", "aside"

    wishes = forms.ModelMultipleChoiceField(
        Wish.objects.none(), label="Wensen", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Zet een vinkje bij minstens één wens."},
    )  # fmt: skip
    plan = forms.ModelChoiceField(
        Candidate.objects.none(), label="Bij welk plan?", required=False, empty_label="Kies een plan"
    )
    other = forms.ModelChoiceField(
        Theme.objects.none(), label="Welk thema?", required=False, to_field_name="slug", empty_label="Kies een thema"
    )
    reason = LineField(
        300,
        called="de reden",
        label="Waarom wordt het geen plan?",
        help_text="Wie het wenste, leest dit. Bijvoorbeeld: wie het wel oplost, en hoe je die bereikt.",
        required=False,
    )
    hide = forms.BooleanField(label="Laat de wens ook niet zien: er staat iets in dat niet kan", required=False)

    def __init__(self, *args, wishes, plans, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wishes"].queryset = wishes
        self.fields["plan"].queryset = plans
        self.fields["other"].queryset = others

    @property
    def action(self):
        return next((name for name in (self.GIVE, self.ASIDE) if name in self.data), self.PUT)

    def clean(self):
        cleaned = super().clean()
        needed = {self.PUT: ("plan", "Kies een plan."), self.GIVE: ("other", "Kies een thema.")}
        needed[self.ASIDE] = ("reason", "Schrijf op waarom. Wie het wenste, leest dit.")
        name, message = needed[self.action]
        if name not in self.errors and not cleaned.get(name):
            self.add_error(name, message)
        return cleaned


class HideWishForm(Form):
    reason = LineField(
        300, called="de reden", label="Waarom kan deze wens er niet staan?",
        help_text="Wie hem gaf, leest dit in een mail.",
    )  # fmt: skip


class BallotCodeForm(VisitorProtection, Form):
    email = EmailField(help_text="Hier sturen we je stemcode naartoe. Wat je stemt, wordt er niet bij bewaard.")
    postcode = forms.CharField(
        label="Je postcode",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        help_text="Van waar je woont of werkt. We bewaren hem niet.",
        error_messages={"required": "Vul je postcode in."},
    )

    def clean_postcode(self):
        typed = "".join(self.cleaned_data["postcode"].split()).upper()
        if not (found := _POSTCODE.fullmatch(typed)):
            raise ValidationError("Controleer je postcode. Die ziet eruit als 9721 AB.")
        if found[1] not in settings.VOTING_POSTCODES:
            raise ValidationError(
                "Stemmen is voor wie in de wijk woont of werkt, en deze postcode hoort daar niet bij. "
                "Klopt dat niet? Bel ons."
            )
        return found[1]


class BallotField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, candidate):
        return candidate.title


class BallotForm(Form):
    """A ballot: its code and what is chosen."""

    code = forms.CharField(
        label="Je stemcode",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text="Twintig tekens, uit de mail of van je stembriefje. Spaties en streepjes mogen.",
        error_messages={"required": "Vul je stemcode in."},
    )
    choices = BallotField(Candidate.objects.none(), label="Welke plannen kies je?")

    def __init__(self, *args, agenda_round, **kwargs):
        self.round = agenda_round
        super().__init__(*args, **kwargs)
        chosen = self.fields["choices"]
        chosen.queryset = agenda_round.candidates.select_related("theme").order_by("theme__order", "theme_id", "title")
        chosen.error_messages["required"] = "Kies minstens één plan."
        most = agenda_round.votes
        chosen.help_text = "Kies er één." if most == 1 else f"Kies er hoogstens {most}."

    @property
    def by_theme(self):
        """[(theme, [(control, candidate), …]), …]"""
        pairs = zip(self["choices"], self.fields["choices"].queryset, strict=True)
        return [(theme, list(rows)) for theme, rows in groupby(pairs, key=lambda pair: pair[1].theme)]

    def clean_code(self):
        """The code, or "" with an error; whether it is of this round is seen by the model."""
        code = ballot_codes.normalise(self.cleaned_data["code"])
        if not code and (strange := ballot_codes.strange_signs(self.cleaned_data["code"])):
            raise ValidationError(f"In een stemcode komt dit niet voor: {strange}. Kijk of elk teken klopt.")
        if not code:
            raise ValidationError("Een stemcode heeft twintig tekens. Kijk of je er geen mist.")
        return code

    def clean_choices(self):
        chosen, most = self.cleaned_data["choices"], self.round.votes
        if len(chosen) > most:
            raise ValidationError(f"Kies hoogstens {most} plannen. Nu zijn het er {len(chosen)}.")
        return chosen


class CounterBallotForm(BallotForm):
    """A paper ballot, typed over; one that was typed over before is left as it is, unless this is ticked."""

    again = forms.BooleanField(
        label="Dit briefje is al ingevoerd of al gestemd: neem deze keuze in plaats daarvan", required=False
    )


class PrintForm(Form):
    number = forms.IntegerField(
        label="Hoeveel stembriefjes?",
        min_value=2,
        max_value=200,
        initial=50,
        help_text="Twee op een vel A4, hoogstens 200 tegelijk. Elk briefje krijgt een eigen code: kopieer ze niet.",
        error_messages={
            "required": "Vul een getal in.",
            "invalid": "Vul een getal in.",
            "min_value": "Druk er minstens 2.",
            "max_value": "Druk er hoogstens 200 tegelijk.",
        },
    )
