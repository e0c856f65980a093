"""Fields that several forms of groups share."""

from datetime import date, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.fields import LineField
from core.short_codes import normalise
from projects.models import Project

FIRST_DAY = date(2017, 1, 1)  # the Wijkdeal began then
YEARS_AHEAD = 3


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


class ClockField(forms.TimeField):
    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        messages = {"invalid": "Vul een tijd in, bijvoorbeeld 19:30.", "required": "Vul een tijd in."}
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def to_python(self, value):
        return super().to_python(value.strip().replace(".", ":") if isinstance(value, str) else value)


class ProjectCodeField(LineField):
    """A project, by the short code that stands on its page and poster; cleaned it is the Project or None."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "Typ de code van het project. Die staat op de pagina van het project.")
        super().__init__(12, called="de code", show_limit=False, required=False, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        project = Project.objects.published().filter(short_code=normalise(typed)).first()
        if project is None:
            raise ValidationError(f"We kennen geen project met de code ‘{typed}’. Kijk de code nog eens na.")
        return project


def moment(day, clock):
    """The moment at which the clock here shows that."""
    return timezone.make_aware(datetime.combine(day, clock))
