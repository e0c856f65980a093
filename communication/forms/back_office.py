"""What the communicatieteam fills in in the back office."""

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Person
from communication.forms.pieces import SentOnce
from communication.making.keeping import reword
from communication.models import MADE, AnswerTemplate, Heard, How, Product, Request
from communication.models.saved_views import LONGEST_QUERY
from communication.models.templates import KNOWN
from core.attachments import AttachmentField
from core.editing import ReadBefore
from core.fields import LineField, ParagraphField
from core.forms import Form
from core.when import PastDayField


class AssignForm(ActionForm):
    """Beside the choice of what to do with the requests that were ticked: to whom they go."""

    member = forms.ModelChoiceField(None, label="Aan wie", required=False, empty_label="kies iemand van het team")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Person.objects.communicatieteam().order_by("name")


class SaveViewForm(Form):
    name = LineField(40, called="een naam", label="Naam voor deze lijst", show_limit=False)
    query = forms.CharField(max_length=LONGEST_QUERY, required=False, widget=forms.HiddenInput)


class WriteForm(SentOnce, Form):
    text = ParagraphField(5000, called="je bericht", label="Bericht aan de aanvrager", rows=5)
    wait = forms.BooleanField(required=False, label="Ik wacht op antwoord")

    what = ("text",)


class AnswerChoiceForm(Form):
    antwoord = forms.ModelChoiceField(
        AnswerTemplate.objects.all(), label="Begin met een standaardantwoord", required=False, empty_label="kies er een"
    )


class AnswerTemplateForm(ReadBefore):
    title = LineField(80, called="de titel", label="Titel", help_text="Alleen het team leest dit.")
    text = ParagraphField(
        5000, called="de tekst", label="Tekst", rows=10,
        help_text=f"Dit vullen we in voor de aanvraag: {KNOWN}. De datum is de dag waarop het klaar is. "
        "De mail begint zelf al met ‘Dag’.",
    )  # fmt: skip

    class Meta:
        model = AnswerTemplate
        fields = ["title", "text"]


class NoteForm(SentOnce, Form):
    text = ParagraphField(5000, called="de notitie", label="Wat het team moet weten", rows=3)

    what = ("text",)


class DeclineForm(Form):
    reason = ParagraphField(
        2000, called="de reden", label="Waarom kan het niet?", rows=3, help_text="De aanvrager leest dit."
    )


class ApprovalHeardForm(Form):
    """The requester said it: about which product, as it was shown, how, and when."""

    product = forms.ModelChoiceField(Product.objects.all(), widget=forms.HiddenInput)
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
    how = forms.ChoiceField(label="Hoe zei de aanvrager het?", choices=How.choices)
    on = PastDayField(label="Op welke dag?", initial=timezone.localdate)

    def clean(self):
        cleaned = super().clean()
        if {"product", "on"} <= cleaned.keys() and cleaned["on"] < _shown_on(cleaned["product"]):
            self.add_error("on", "Toen had de aanvrager dit nog niet gezien. Kies een latere dag.")
        return cleaned

    def heard(self, by):
        """For `Request.hear_approval()` and `hear_refusal()`."""
        cleaned = self.cleaned_data
        return {
            "heard": Heard(by, cleaned["how"], cleaned["on"]),
            "product": cleaned["product"],
            "seen": cleaned["seen"],
        }


class RefusalHeardForm(SentOnce, ApprovalHeardForm):
    reason = ParagraphField(
        5000,
        called="je uitleg",
        label="Wat moet er anders?",
        rows=3,
        help_text="De aanvrager leest dit terug.",
        error_messages={"required": "Schrijf op wat er anders moet."},
    )

    what = ("product", "reason")
    field_order = ["reason"]


_HEARD = {"akkoord": ApprovalHeardForm, "anders": RefusalHeardForm}


def heard_form(name, product, sent=None, **begun):
    """To write down a yes ("akkoord") or a no ("anders") to this product, beside those to others."""
    begun |= {"product": product, "seen": product.seen}
    return _HEARD[name](sent, initial=begun, auto_id=f"id_{name}_{product.pk}_%s")


def _shown_on(product):
    return timezone.localdate(product.shown_at) if product.shown_at else timezone.localdate()


class ProductForm(ReadBefore):
    title = LineField(120, called="de titel", label="Titel", show_limit=False)
    text = ParagraphField(21_000, called="de tekst", label="Tekst", required=False, rows=4, show_limit=False)
    new_file = AttachmentField(required=False, label="Bestand")

    by = None  # whoever of the team saves it

    class Meta:
        model = Product
        fields = ["kind", "title", "text"]

    def clean(self):
        """The request is held first, as by who agrees with what is made."""
        asked = Request.objects.select_for_update().filter(pk=self.instance.request_id).first()
        if asked and asked.status in MADE and self.has_changed():
            raise ValidationError(f"Dit verandert niet meer. De aanvraag staat op: {asked.get_status_display()}.")
        return super().clean()

    def save(self, commit=True):
        if not commit:
            return super().save(commit=False)
        self.instance.revise(self.own_fields, self.cleaned_data["new_file"], by=self.by)
        reword(self.instance)
        return self.instance
