"""What chair and secretary fill in about a meeting."""

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property

from core import dates
from core.fields import LineField, ParagraphField, WebAddressField
from core.forms import Form, OneTimeKey
from core.holidays import holiday_on
from core.repeating import LONGEST, MOST, Every, Rule
from core.when import DayField, WhenFields, is_on_the_clock, moment
from groups.models import AgendaPoint, Issue
from projects.forms.fields import ProjectField

POINT_FIELDS = ("kind", "title", "text", "minutes_planned", "project", "issue")
AWAITED = (
    "Dit is al voorbij, en de leden verwachten de bijeenkomst nog. Gaat hij niet door? Gelast hem dan af: ze krijgen "
    "bericht. Was hij al? Plan dan wat er was."
)
BAD_ADDRESS = "Controleer het adres. Het ziet eruit als https://voorbeeld.nl/overleg."


class AboutFields(forms.Form):
    title = LineField(
        120, called="de titel", label="Hoe heet de bijeenkomst?", help_text="Bijvoorbeeld: ‘Overleg van november’."
    )
    text = ParagraphField(
        5000, called="de tekst", label="Waar gaat het over?", required=False, rows=4, show_limit=False
    )
    online_url = WebAddressField(
        max_length=200,
        error_messages={"invalid": BAD_ADDRESS},
        label="Adres om online mee te doen",
        help_text="Laat leeg als je alleen ter plekke kunt komen.",
        required=False,
    )
    members_only = forms.BooleanField(
        label="Alleen voor leden",
        help_text="Zet je hier een vinkje, dan zien alleen de leden van de groep dat deze bijeenkomst er is.",
        required=False,
    )

    @property
    def about(self):
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "agenda_text": cleaned["text"],
            "online_url": cleaned["online_url"],
            "is_public": not cleaned["members_only"],
        }


class RepeatFields(forms.Form):
    """Mix in before `WhenFields`: whether it comes back, how often and until when."""

    repeat = forms.ChoiceField(
        label="Komt het vaker terug?",
        choices=[("", "Nee, één keer"), *((value, label.capitalize()) for value, label in Every.choices)],
        help_text="Elke maand is op dezelfde dag van de week: de tweede dinsdag, of de laatste vrijdag.",
        required=False,
    )
    until = DayField(label="Tot en met welke dag?", required=False)
    times = forms.IntegerField(
        label="Of hoeveel keer?",
        min_value=2,
        max_value=MOST,
        required=False,
        error_messages={
            "invalid": "Vul een getal in, bijvoorbeeld 10.",
            "min_value": "Vul minstens 2 keer in.",
            "max_value": f"Vul hoogstens {MOST} keer in: plan een jaar vooruit.",
        },
    )
    skip_holidays = forms.BooleanField(label="Sla feestdagen over", required=False, initial=True)

    def clean(self):
        cleaned = super().clean()
        self.turns = {}
        if cleaned.get("repeat") == "":
            self._check_once(cleaned)
        if cleaned.get("repeat") and {"day", "until", "times"} <= cleaned.keys() and self._ends_in_time(cleaned):
            self.turns = self._turns(cleaned)
            self._check_turns(cleaned)
        return cleaned

    @property
    def rule(self):
        return Rule(self.cleaned_data["repeat"], self.cleaned_data["day"])

    @property
    def days(self):
        """[(day, the holiday it is or "", whether it is planned), …] of all that was cleaned."""
        if not self.turns:
            day = self.cleaned_data["day"]
            return [(day, holiday_on(day), True)]
        days = enumerate(self.rule.days(max(self.turns) + 1))
        return [(day, holiday_on(day), turn in self.turns) for turn, day in days]

    def _check_once(self, cleaned):
        for name in ("until", "times"):
            if cleaned.get(name):
                self.add_error(name, "Kies bij ‘Komt het vaker terug?’ hoe vaak, of laat dit leeg.")

    def _ends_in_time(self, cleaned):
        first, until = cleaned["day"], cleaned["until"]
        if not until and not cleaned["times"]:
            self.add_error("until", "Vul in tot en met welke dag, of hoeveel keer.")
        elif until and cleaned["times"]:
            self.add_error("times", "Vul één van de twee in: de laatste dag, of hoeveel keer.")
        elif until and until < first:
            self.add_error("until", "De laatste dag moet later zijn dan de eerste.")
        elif until and until > first + LONGEST:
            self.add_error("until", "Plan hoogstens een jaar vooruit.")
        return not {"until", "times"} & self.errors.keys()

    def _turns(self, cleaned):
        """{turn: day}"""
        days = enumerate(self.rule.days_until(cleaned["until"] or cleaned["day"] + LONGEST))
        planned = [(turn, day) for turn, day in days if not (cleaned["skip_holidays"] and holiday_on(day))]
        return dict(planned[: cleaned["times"]])

    def _check_turns(self, cleaned):
        if not self.turns:
            self.add_error("until", "Elke dag in deze tijd is een feestdag. Kies meer dagen, of sla ze niet over.")
        elif not cleaned["until"] and len(self.turns) < cleaned["times"]:
            self.add_error("times", f"In een jaar past dit {len(self.turns)} keer. Plan hoogstens een jaar vooruit.")
        for name in {"starts", "ends"} & cleaned.keys():
            if not all(is_on_the_clock(day, cleaned[name]) for day in self.turns.values()):
                self.add_error(name, "In een van de nachten gaat de klok een uur vooruit: deze tijd is er dan niet.")


class DoubtField(forms.Form):
    """Mix in before `WhenFields` and `RepeatFields`: a moment that is odd but may be meant has to be said twice.

    `asked` is what the tick answers; without it (a script) that is all of it.
    """

    sure = forms.BooleanField(required=False)
    asked = forms.Field(required=False, widget=forms.HiddenInput)
    sure_label = ""
    over_asks = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sure"].label = self.sure_label
        if not self.is_bound:
            del self.fields["sure"], self.fields["asked"]

    def clean(self):
        cleaned = super().clean()
        doubts = [] if self.errors else list(self.doubts(cleaned))
        about = {one for things, _ in doubts for one in things}
        asked = set((cleaned["asked"] or "").split()) or about
        if not doubts and not cleaned["sure"]:
            del self.fields["sure"], self.fields["asked"]
        elif not (cleaned["sure"] and about <= asked):
            self._ask(about, [question for _, question in doubts])
        return cleaned

    def _ask(self, about, questions):
        """With a tick that has yet to be set: one that stands there was about something else."""
        self.add_error("day", questions)
        self.data = self.data.copy()
        self.data["asked"] = " ".join(sorted(about))
        self.data.pop("sure", None)

    def doubts(self, cleaned):
        """(what it is about, each with its day; the question), …"""
        if hours := self.hours(cleaned):
            yield from self._it_is_over(cleaned, hours)
            yield from self._hour_is_taken(cleaned, hours)

    def hours(self, cleaned):
        """[(begin, end), …] of all that is planned or moved with it."""
        raise NotImplementedError

    def others(self, cleaned):
        """The meetings that may be in its way."""
        raise NotImplementedError

    def _it_is_over(self, cleaned, hours):
        over = "dag" if cleaned["day"] < dates.today() else "tijd"
        if days := [dates.as_day(begin) for begin, end in hours if end <= timezone.now()]:
            yield (
                [f"over-{day}" for day in days],
                f"Deze {over} is al voorbij. {self.over_asks} Zet dan hieronder een vinkje.",
            )

    def _hour_is_taken(self, cleaned, hours):
        rows = self.others(cleaned).during(hours).order_by("starts_at")
        if taken := list(rows.values_list("starts_at", flat=True)):
            on = ", ".join(map(dates.day, taken))
            yield (
                [f"taken-{dates.as_day(begin)}" for begin in taken],
                f"Er staat al een bijeenkomst op dat uur: {on}. Klopt het? Zet dan hieronder een vinkje.",
            )


class PlanForm(DoubtField, RepeatFields, WhenFields, AboutFields, OneTimeKey, Form):
    makes_once = True
    sure_label = "Ja, het klopt: plan het toch"
    over_asks = "Schrijf je op wat er was?"
    field_order = [
        *("title", "day", "sure", "starts", "ends", "place", "repeat", "until", "times", "skip_holidays"),
        *("text", "online_url", "members_only"),
    ]

    def __init__(self, *args, group, **kwargs):
        self.group = group
        super().__init__(*args, **kwargs)

    def others(self, cleaned):
        """Sent twice it does not stand in its own way."""
        key = cleaned["form_key"]
        return self.group.meetings.exclude(form_key=key).exclude(series__form_key=key)

    def hours(self, cleaned):
        days = self.turns.values() or [cleaned["day"]]
        return [(moment(day, cleaned["starts"]), moment(day, cleaned["ends"])) for day in days]

    @property
    def series(self):
        """What was cleaned, for `Meeting.plan_series`."""
        cleaned = self.cleaned_data
        return {
            "rule": self.rule,
            "turns": list(self.turns),
            "starts": cleaned["starts"],
            "ends": cleaned["ends"],
            "place": cleaned["place"],
        }


class VersionForm(Form):
    """`version` is what was read; without it (a script) the latest counts as read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class LaterField(forms.Form):
    """Mix in before `Form`: whether the meetings after it in its series go along; asked only where there are."""

    later = forms.BooleanField(label="Ook alle keren hierna", required=False)

    def __init__(self, *args, later=0, **kwargs):
        super().__init__(*args, **kwargs)
        if not later:
            del self.fields["later"]
        else:
            self.fields["later"].label = f"Ook alle keren hierna ({later})"

    def of(self, meeting):
        """That meeting, or it and those after it: for one of the verbs that both have."""
        return meeting.and_later() if self.cleaned_data.get("later") else meeting


class AboutForm(AboutFields, LaterField, VersionForm):
    pass


class MoveForm(DoubtField, WhenFields, LaterField, VersionForm):
    """What moves along is not in its way; nothing is asked about what stays at its hour."""

    sure_label = "Ja, het klopt: verplaats het toch"
    field_order = ["day", "sure", "starts", "ends", "place", "later"]

    def __init__(self, *args, meeting, **kwargs):
        self.meeting = meeting
        super().__init__(*args, later=meeting.later_in_series().count(), **kwargs)

    @property
    def over_asks(self):
        moved = [when for row, when in self.going.items() if not row.is_set_for(**when)]
        is_told = any(when["ends_at"] >= timezone.now() for when in moved)
        told = "alleen bericht over de keren die nog komen" if is_told else "dan geen bericht"
        return f"De leden krijgen {told}. Was de bijeenkomst echt toen?"

    @cached_property
    def going(self):
        return self.of(self.meeting).going(**self.when)

    def hours(self, cleaned):
        moving = [when for row, when in self.going.items() if not row.is_set_for(**when | {"place": row.place})]
        return [(when["starts_at"], when["ends_at"]) for when in moving]

    def others(self, cleaned):
        return self.meeting.group.meetings.exclude(pk__in=[row.pk for row in self.going])

    def _it_is_over(self, cleaned, hours):
        """What people still await is called off, and they hear so; moved to where it is over they would not."""
        now = timezone.now()
        if any(when["ends_at"] <= now < row.starts_at for row, when in self.going.items()):
            self.add_error("day", AWAITED)
        else:
            yield from super()._it_is_over(cleaned, hours)


class CancelForm(LaterField, Form):
    reason = ParagraphField(
        500,
        called="de reden",
        label="Waarom gaat het niet door?",
        help_text="Dit staat op de pagina van de bijeenkomst en in de kalender.",
        error_messages={"required": "Schrijf in één zin waarom het niet doorgaat."},
        rows=3,
    )


class TakeBackForm(Form):
    reason = ParagraphField(
        500,
        called="de reden",
        label="Waarom was het toch niet?",
        help_text="De leden lezen dit op de pagina van de bijeenkomst.",
        error_messages={"required": "Schrijf in één zin waarom het toch niet is geweest."},
        rows=3,
    )


class PointForm(OneTimeKey, VersionForm):
    """The vraagstuk that the point is about may be answered meanwhile."""

    makes_once = True

    kind = forms.ChoiceField(
        label="Wat voor punt is het?",
        choices=[(value, label.capitalize()) for value, label in AgendaPoint.Kind.choices],
        initial=AgendaPoint.Kind.OVERIG,
        required=False,
    )
    title = LineField(160, called="het onderwerp", label="Onderwerp")
    text = ParagraphField(5000, called="de toelichting", label="Toelichting", required=False, rows=4, show_limit=False)
    minutes_planned = forms.IntegerField(
        label="Hoeveel minuten?",
        min_value=1,
        max_value=480,
        required=False,
        error_messages={
            "invalid": "Vul een getal in, bijvoorbeeld 15.",
            "min_value": "Vul minstens 1 minuut in.",
            "max_value": "Vul hoogstens 480 minuten in.",
        },
    )
    project = ProjectField(label="Over welk project gaat het?")
    issue = forms.ModelChoiceField(
        Issue.objects.unanswered(), label="Over welk vraagstuk gaat het?", required=False, empty_label="Geen vraagstuk"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issue"].queryset |= Issue.objects.filter(pk=self.initial.get("issue"))

    @property
    def point(self):
        """What was cleaned, as the fields of an `AgendaPoint`."""
        return {name: self.cleaned_data[name] for name in POINT_FIELDS}

    def clean_kind(self):
        return self.cleaned_data["kind"] or AgendaPoint.Kind.OVERIG
