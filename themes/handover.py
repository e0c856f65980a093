"""A seat of a duo goes from one to the next on one page: the former ends, the new one begins, with what to know."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError

from accounts.models import Person
from core.fields import ParagraphField
from themes.models import Facilitator, Voice


class HandoverForm(forms.Form):
    """`seat`: who holds it now, or None; what was read is what is handed over."""

    person = forms.ModelChoiceField(
        Person.objects.all(),
        label="Van wie wordt de plek?",
        required=False,
        help_text="Typ een naam. Laat het leeg als er nog niemand is: dan staat de plek op de site als vacant.",
        error_messages={"invalid_choice": "Kies iemand uit de lijst."},
    )
    note = ParagraphField(
        5000,
        called="de overdracht",
        label="Wat moet de opvolger weten?",
        required=False,
        rows=6,
        help_text="De opvolger leest dit drie maanden lang bij Begeleiding. Verder leest alleen het beheer het.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, theme, voice, **kwargs):
        self.theme, self.voice = theme, voice
        self.seat = theme.seats.current().filter(voice=voice).select_related("person").first()
        super().__init__(*args, initial={"seen": self.seat.pk if self.seat else ""}, **kwargs)
        field = Facilitator._meta.get_field("person")
        self.fields["person"].widget = AutocompleteSelect(field, admin.site)
        self.fields["person"].widget.choices = self.fields["person"].choices

    def clean_person(self):
        person = self.cleaned_data["person"]
        if person and self.seat and person == self.seat.person:
            raise ValidationError(f"{person} heeft deze plek nu al.")
        if person and person.user_id and not person.user.is_active:
            raise ValidationError("Dit account is gesloten. Kies iemand anders.")
        return person

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("person") and not self.seat:
            self.add_error("person", "Kies wie de plek krijgt.")
        return cleaned

    def hand_over(self, *, by):
        """Whether the seat was still as it was read; else an error that says who has it."""
        cleaned = self.cleaned_data
        seen = int(cleaned["seen"]) if cleaned["seen"].isdecimal() else None
        if self.theme.hand_over(Voice(self.voice), to=cleaned["person"], by=by, note=cleaned["note"], seen=seen):
            return True
        self.add_error(None, "Iemand anders veranderde deze plek net. Open de pagina opnieuw.")
        return False
