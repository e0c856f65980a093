"""The GET form above the calendar."""

from django import forms

from core.forms import Form


class CalendarFilter(Form):
    thema = forms.ChoiceField(label="Thema", required=False)
    maand = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *, themes, theme, month):
        super().__init__(initial={"thema": theme.slug if theme else "", "maand": str(month) if month else ""})
        self.fields["thema"].choices = [("", "Alle thema’s"), *((row.slug, row.name) for row in themes)]
        if month is None:
            del self.fields["maand"]
