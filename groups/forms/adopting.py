"""What the chair of the koplopers fills in to adopt a shared agenda."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.fields import LineField, ParagraphField
from core.forms import Form
from core.when import DayField
from groups.models import Meeting
from groups.models.year_account import FIRST_YEAR
from projects.agenda import unfinished
from themes.models import Agenda, AgendaItem, Candidate


class MeetingField(forms.ModelChoiceField):
    """On which meeting of the koplopers it was decided."""

    def __init__(self, **kwargs):
        required = {"required": "Kies de bijeenkomst waarop het is besloten."}
        empty = {"empty_label": "Kies een bijeenkomst", "error_messages": required}
        super().__init__(Meeting.objects.none(), **empty, **kwargs)

    def label_from_instance(self, meeting):
        return f"{meeting.title}, {timezone.localtime(meeting.starts_at):%d-%m-%Y}"


class AdoptAccountForm(Form):
    meeting = MeetingField(label="Op welke bijeenkomst is dit besloten?")

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings


class AdoptForm(Form):
    """`unfinished` are the plans of the agenda before that are not done: each is carried on, or ends with a reason."""

    title = LineField(120, called="de naam", label="Hoe heet de nieuwe agenda?")
    year = forms.IntegerField(
        label="Van welk jaar is hij?", min_value=FIRST_YEAR, max_value=2100,
        error_messages={
            "required": "Vul het jaar in.", "invalid": "Vul een jaar in, met vier cijfers.",
            "min_value": "Vul een jaar in vanaf 2017.", "max_value": "Vul een jaar in tot en met 2100.",
        },
    )  # fmt: skip
    introduction = ParagraphField(2000, called="de inleiding", label="Inleiding", required=False, rows=4)
    on = DayField(label="Wanneer is hij vastgesteld?")
    meeting = MeetingField(label="Op welke bijeenkomst?", help_text="Van na de stemweek.")
    chosen = forms.ModelMultipleChoiceField(
        Candidate.objects.none(), label="Welke plannen komen erop?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één plan."},
    )  # fmt: skip

    def __init__(self, *args, agenda_round, meetings, **kwargs):
        today = timezone.localdate()
        year = agenda_round.choose_until.year
        kwargs["initial"] = {
            "title": f"Gedeelde agenda {year}",
            "year": year,
            "on": today,
            "chosen": agenda_round.candidates.filter(votes__gt=0),
        }
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        self.fields["chosen"].queryset = agenda_round.candidates.order_by("rank")
        self.fields["chosen"].label_from_instance = _candidate_label
        self.candidates = list(self.fields["chosen"].queryset)
        for candidate in self.candidates:
            self.fields[_why_not(candidate)] = LineField(
                300, called="de reden", label=f"Waarom komt ‘{candidate.title}’ er niet op?", required=False,
                help_text="Alleen als dit plan er niet op komt. Het staat op de pagina van het plan.",
            )  # fmt: skip
        self.unfinished = list(unfinished(AgendaItem.objects.to_carry_on()))
        for item in self.unfinished:
            self.fields[_reason(item)] = LineField(
                160, called="de reden", label=f"Wat gebeurt er met ‘{item.title}’?", required=False,
                help_text="Alleen als geen nieuw plan ermee verdergaat. Waarom stopt het? Of hoe loopt het door?",
            )  # fmt: skip
            self.fields[_goes_on(item)] = forms.BooleanField(
                label=f"‘{item.title}’ stopt niet, maar loopt gewoon door", required=False
            )

    @property
    def by_candidate(self):
        """[(its tick, the field for why it is not chosen), …]"""
        return zip(self["chosen"], (self[_why_not(one)] for one in self.candidates), strict=True)

    @property
    def before_chosen(self):
        return [self[name] for name in ("title", "year", "introduction", "on", "meeting")]

    @property
    def after_chosen(self):
        return [self[name(item)] for item in self.unfinished for name in (_reason, _goes_on)]

    def clean_year(self):
        newest = Agenda.objects.order_by("-year").first()
        if newest and self.cleaned_data["year"] <= newest.year:
            raise ValidationError(f"Kies een jaar na {newest.year}: van dat jaar is de agenda die er nu is.")
        return self.cleaned_data["year"]

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError("Die dag moet nog komen.")
        return self.cleaned_data["on"]

    def clean(self):
        cleaned = super().clean()
        carried = {candidate.predecessor_id for candidate in cleaned.get("chosen") or ()}
        self._clean_left_out(cleaned)
        self.dropped, self.going_on = {}, {}
        for item in self.unfinished:
            if item.pk in carried:
                continue
            words = cleaned.get(_reason(item)) or ""
            (self.going_on if cleaned.get(_goes_on(item)) else self.dropped)[item] = words
            if not words and _reason(item) not in self.errors:
                self.add_error(_reason(item), f"Schrijf op wat er met ‘{item.title}’ gebeurt.")
        return cleaned

    def _clean_left_out(self, cleaned):
        """What the neighbourhood could choose from is not left out without a word."""
        chosen = cleaned.get("chosen") or ()
        self.left_out = {}
        for candidate in self.candidates:
            reason = cleaned.get(_why_not(candidate)) or ""
            if candidate in chosen:
                continue
            if not reason and _why_not(candidate) not in self.errors:
                self.add_error(_why_not(candidate), f"Schrijf op waarom ‘{candidate.title}’ er niet op komt.")
            self.left_out[candidate] = reason

    @property
    def adopted(self):
        names = ("title", "year", "introduction", "on")
        return {name: self.cleaned_data[name] for name in names} | {
            "chosen": list(self.cleaned_data["chosen"]),
            "dropped": self.dropped,
            "going_on": self.going_on,
            "left_out": self.left_out,
        }


def _why_not(candidate):
    return f"why_not_{candidate.pk}"


def _reason(item):
    return f"reason_{item.pk}"


def _goes_on(item):
    return f"goes_on_{item.pk}"


def _candidate_label(candidate):
    return f"{candidate.rank}. {candidate.title} (stemmen: {candidate.votes})"
