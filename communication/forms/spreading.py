"""What somebody says who plans or placed something."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from communication.models import FacebookPost
from core import dates
from core.editing import ReadBefore
from core.fields import LineField, ParagraphField, WebAddressField
from core.forms import Form, PhotosField
from core.when import ComingDayField, DayField, PastDayField

BAD_ADDRESS = "Dit is geen webadres. Kopieer het hele adres, met https:// ervoor."


class PlanForm(Form):
    planned_on = ComingDayField(label="Gepland op")


class PlaceForm(Form):
    """None of it is needed: saying that it stands there is enough."""

    on = PastDayField(label="Op welke dag?", required=False, initial=timezone.localdate)

    link = WebAddressField(
        label="Link", required=False, max_length=500,
        help_text="Het adres waar het staat. De aanvrager kan het dan zien.",
        error_messages={"invalid": BAD_ADDRESS, "max_length": "Dit adres is te lang: hoogstens 500 tekens."},
    )  # fmt: skip
    photo = PhotosField(
        max_files=1, required=False, label="Foto",
        help_text="Bijvoorbeeld van het bord. Hoogstens 10 MB: JPEG, PNG of WebP. Alleen het team ziet de foto.",
    )  # fmt: skip
    note = LineField(200, called="de notitie", label="Notitie", required=False, help_text="Alleen voor het team.")

    asked_on = None  # of the request: before that there was nothing to place

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and self.asked_on and day < self.asked_on:
            raise ValidationError(f"De aanvraag is van {dates.day(self.asked_on)}. Kies die dag of een latere.")
        return day

    @property
    def said(self):
        """For `Placement.place()` and `prove()`."""
        said = {name: self.cleaned_data[name] for name in ("on", "link", "note")}
        return said | {"proof": next(iter(self.cleaned_data["photo"]), None)}


class PlaceAnywayForm(PlaceForm):
    """Of what the requester did not say yes to."""

    anyway = forms.BooleanField(
        label="De aanvrager zei nog niet dat dit goed is. Ik weet zeker dat het toch mag.",
        error_messages={"required": "De aanvrager zei nog niet dat dit goed is. Zet een vinkje als het toch mag."},
    )
    field_order = ["anyway"]

    @property
    def said(self):
        return super().said | {"anyway": True}


class FacebookPostForm(ReadBefore):
    text = ParagraphField(1000, called="de tekst", label="Tekst", rows=6)
    posted_on = DayField(label="Geplaatst op", initial=timezone.localdate)

    class Meta:
        model = FacebookPost
        fields = ["text", "posted_on", "link"]
