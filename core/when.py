"""When and where something is: the fields of its form."""

from datetime import UTC, date, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.fields import LineField

FIRST_DAY = date(2017, 1, 1)  # the Wijkdeal began then
YEARS_AHEAD = 3
LONGEST = timedelta(days=7)  # of anything to come to; a constraint of what has a begin and an end
STANDS_SO = "Er verandert niets: de dag, de tijd en de plek zijn zoals ze waren. Kies een andere, of laat het zo."
TOO_LONG = "Het duurt hoogstens een week. Plan iets wat langer duurt als meer bijeenkomsten."


class DayField(forms.DateField):
    """A day between the beginning of the Wijkdeal and three years from now."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        messages = {"invalid": "Vul een dag in: dag, maand, jaar. Bijvoorbeeld 5-3-2027.", "required": "Kies een dag."}
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def clean(self, value):
        day = super().clean(value)
        last = timezone.localdate() + timedelta(days=366 * YEARS_AHEAD)
        if day and not FIRST_DAY <= day <= last:
            raise ValidationError(f"Kies een dag tussen 2017 en {last.year}.", code="range")
        return day


class ComingDayField(DayField):
    """Today or a day to come, or the day that stood there already: that is `kept`."""

    kept = None

    def clean(self, value):
        day = super().clean(value)
        if day and day < timezone.localdate() and day != self.kept:
            raise ValidationError("Kies vandaag of een dag die nog komt.", code="past")
        return day


class PastDayField(DayField):
    """Today or a day that was."""

    def clean(self, value):
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError("Kies vandaag of een dag die al geweest is.", code="coming")
        return day


class ClockField(forms.TimeField):
    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        messages = {"invalid": "Vul een tijd in, bijvoorbeeld 19:30.", "required": "Vul een tijd in."}
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def to_python(self, value):
        return super().to_python(value.strip().replace(".", ":") if isinstance(value, str) else value)


def moment(day, clock):
    """The moment at which the clock here shows that."""
    return timezone.make_aware(datetime.combine(day, clock))


def is_on_the_clock(day, clock):
    """Whether the clock here shows that on that day: in a night of March it jumps from two to three."""
    return timezone.localtime(moment(day, clock).astimezone(UTC)).time() == clock


class WhenFields(forms.Form):
    day = DayField(label="Welke dag?")
    starts = ClockField(label="Hoe laat begint het?", error_messages={"required": "Vul een tijd in waarop het begint."})
    ends = ClockField(
        label="Hoe laat is het klaar?", error_messages={"required": "Vul een tijd in waarop het klaar is."}
    )
    place = LineField(160, called="de plek", label="Waar?", show_limit=False)

    def clean(self):
        cleaned = super().clean()
        for name in ("starts", "ends"):
            if {"day", name} <= cleaned.keys() and not is_on_the_clock(cleaned["day"], cleaned[name]):
                self.add_error(name, "Die nacht gaat de klok een uur vooruit: deze tijd is er dan niet.")
        if {"starts", "ends"} <= cleaned.keys() and cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", "Het einde moet later zijn dan het begin.")
        return cleaned

    @property
    def when(self):
        """What was cleaned, as the fields of a meeting or an activity."""
        cleaned = self.cleaned_data
        return {
            "starts_at": moment(cleaned["day"], cleaned["starts"]),
            "ends_at": moment(cleaned["day"], cleaned["ends"]),
            "place": cleaned["place"],
        }
