"""A seat of a duo goes from one to the next on one page: the former ends, the new one begins, with what to know."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import Person
from core.fields import LineField, ParagraphField
from themes.models import Voice

MOST_SUGGESTED = 500


class HandoverForm(forms.Form):
    """`seat`: who holds it now, or None; what was read is what is handed over."""

    person = LineField(
        254,
        called="de naam",
        label="Van wie wordt de plek? Naam of e-mailadres",
        required=False,
        show_limit=False,
        widget=forms.TextInput(attrs={"list": "mensen", "autocomplete": "off"}),
        help_text="Laat het leeg als er nog niemand is: dan staat de plek op de site als vacant.",
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
        held = {"seen": self.seat.pk, "note": self.seat.handover_note} if self.seat else {}
        super().__init__(*args, initial=held, **kwargs)

    def clean_person(self):
        """The one Person who is meant; None where nothing was typed."""
        typed = self.cleaned_data["person"]
        if not typed:
            return None
        meant = Person.objects.filter(Q(name__iexact=typed) | Q(user__email__iexact=typed)).select_related("user")
        found = list(meant[:2])
        if not found:
            raise ValidationError("Er is niemand met deze naam of dit adres. Maak eerst een account of een persoon.")
        if len(found) > 1:
            raise ValidationError("Er zijn meer mensen met deze naam. Typ het e-mailadres.")
        return self._who_may(found[0])

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("person") and not self.seat:
            self.add_error("person", "Kies wie de plek krijgt.")
        return cleaned

    @property
    def suggestions(self):
        """Names to choose from while typing, of who can sign in."""
        people = Person.objects.filter(user__is_active=True).order_by("name")
        return people.values_list("name", flat=True)[:MOST_SUGGESTED]

    def _who_may(self, person):
        if self.seat and person == self.seat.person:
            raise ValidationError(f"{person} heeft deze plek nu al.")
        if person.user_id and not person.user.is_active:
            raise ValidationError("Dit account is gesloten. Kies iemand anders.")
        return person

    def hand_over(self, *, by):
        """Whether the seat was still as it was read; else an error that says who has it."""
        cleaned = self.cleaned_data
        seen = int(cleaned["seen"]) if cleaned["seen"].isdecimal() else None
        if self.theme.hand_over(Voice(self.voice), to=cleaned["person"], by=by, note=cleaned["note"], seen=seen):
            return True
        self.add_error(None, "Iemand anders veranderde deze plek net. Open de pagina opnieuw.")
        return False
