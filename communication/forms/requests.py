"""Asking the communicatieteam for help, and what the requester does on the own page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from communication.forms.pieces import SentOnce, WhoFields
from communication.models import Heard, How, Request
from core.attachments import AttachmentField
from core.fields import EmailField, LineField, ParagraphField, PhoneField
from core.forms import Form, VisitorProtection
from projects.forms.fields import ProjectField

CHOOSE_AGAIN = "Kies je bijlage nog een keer. Je browser onthoudt die niet."


class WithAttachment(forms.Form):
    """Mix in where an `attachment` can be sent along."""

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("attachment")
        cleaned["attached"] = file and (file.shown_name, len(file.content))
        return cleaned

    def full_clean(self):
        """A browser does not send a chosen file again: say so when something else has to be mended first."""
        super().full_clean()
        sent = self.is_bound and self.files.get("attachment")
        if sent and self.errors and "attachment" not in self.errors:
            self.add_error("attachment", CHOOSE_AGAIN)


class RequestFields(WithAttachment):
    kind = forms.ChoiceField(
        label="Wat heb je nodig?",
        help_text="Erachter staat hoe lang het duurt. Een werkdag is maandag tot en met vrijdag.",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat je nodig hebt."},
    )
    subject = LineField(
        120,
        called="het onderwerp",
        label="Waar gaat het over?",
        help_text="In een paar woorden. Bijvoorbeeld: ‘poster voor de opschoondag’.",
    )
    text = ParagraphField(
        5000,
        called="je vraag",
        label="Vertel erover",
        help_text="Wat moet erin staan? Voor wie is het? Wanneer en waar is het?",
    )
    project = ProjectField(
        label="Bij welk project hoort het?",
        error_messages={
            "unknown": "We vinden geen project met deze titel, deze code of dit adres. Laat dit leeg en noem het "
            "project in je vraag."
        },
        widget=forms.TextInput(attrs={"list": "projecten"}),
    )
    wanted_by = forms.DateField(
        label="Wanneer moet het klaar zijn?",
        help_text="Dag, maand, jaar. We laten je weten of dat lukt.",
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Vul een datum in: dag, maand, jaar. Bijvoorbeeld 5-3-2027."},
    )
    channels = forms.MultipleChoiceField(
        label="Waar moet het komen?",
        choices=Request.Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )
    attachment = AttachmentField(required=False)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)  # of who read that the day is soon

    notice = ""  # to read before it is sent; nothing is wrong
    makes_once = True
    what = ("kind", "subject", "text", "wanted_by", "channels", "attached", "name", "email", "phone")

    def __init__(self, *args, visible, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, _with_lead_time(kind)) for kind in Request.Kind]
        self.fields["project"].visible = visible

    def clean_wanted_by(self):
        day = self.cleaned_data["wanted_by"]
        if day and day < timezone.localdate():
            raise ValidationError("Deze dag is al voorbij. Kies een dag die nog komt, of laat dit leeg.")
        if day and day.year > timezone.localdate().year + 3:
            raise ValidationError("Kies een dag binnen drie jaar, of laat dit leeg.")
        return day

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("sure") and _is_soon(cleaned.get("kind"), cleaned.get("wanted_by")):
            self._ask_whether_soon_is_meant(Request.LEAD_TIMES[cleaned["kind"]])
        return cleaned

    def _ask_whether_soon_is_meant(self, days):
        """Once: the form that comes back says with a hidden field that it was read."""
        self.notice = (
            f"Dat is sneller dan {days} werkdagen. We doen ons best. Verstuur nog een keer als je het toch zo wilt."
        )
        self.data = self.data.copy()
        self.data["sure"] = "on"
        if not self.errors and self.files.get("attachment"):
            field = self["attachment"]
            field.help_text = f"{CHOOSE_AGAIN} {field.help_text}"

    @property
    def request_fields(self):
        """What was cleaned, as the fields of `Request.submit`."""
        names = ("kind", "subject", "text", "project", "wanted_by", "channels", "attachment", "name", "email", "phone")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class RequestForm(RequestFields, SentOnce, Form):
    """Of somebody who is signed in: who that is, we know."""


class VisitorRequestForm(WhoFields, RequestFields, VisitorProtection, SentOnce, Form):
    field_order = [*RequestFields.base_fields, *WhoFields.base_fields]


class OnBehalfRequestForm(RequestFields, SentOnce, Form):
    """Of the team or the counter, who may enter it for somebody who called or came by: then with a name."""

    name = LineField(
        80, called="de naam", label="Naam", required=False, show_limit=False,
        help_text="Leeg: de aanvraag is van jou zelf.",
    )  # fmt: skip
    email = EmailField(required=False, help_text="Hier gaat het antwoord naartoe.")
    phone = PhoneField(required=False)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and (cleaned.get("email") or cleaned.get("phone")):
            self.add_error("name", "Vul ook de naam in van wie het vraagt.")
        return cleaned


class AnswerForm(WithAttachment, SentOnce, Form):
    """What the requester writes or sends on the own page."""

    text = ParagraphField(5000, called="je bericht", label="Je bericht", rows=4)
    attachment = AttachmentField(required=False)

    makes_once = True
    what = ("text", "attached")

    def clean_attachment(self):
        """A file alone is an answer too."""
        file = self.cleaned_data["attachment"]
        if file and "text" in self.errors and not self.data.get("text", "").strip():
            del self._errors["text"]
            self.cleaned_data["text"] = f"Bijlage: {file.shown_name}"
        return file

    @property
    def said(self):
        """For `Request.answer()`."""
        return {name: self.cleaned_data[name] for name in ("text", "attachment")}


class AnswerHeardForm(SentOnce, Form):
    """What the requester says, by telephone or at the counter."""

    text = ParagraphField(
        5000,
        called="de tekst",
        label="Wat zegt de aanvrager?",
        rows=4,
        error_messages={"required": "Schrijf op wat de aanvrager zegt."},
    )
    how = forms.ChoiceField(label="Hoe hoorde je het?", choices=How.choices)

    what = ("text",)

    def said(self, by):
        """For `Request.answer()`."""
        cleaned = self.cleaned_data
        heard = Heard(by, cleaned["how"], timezone.localdate())
        return {"heard": heard, "text": cleaned["text"], "form_key": self.send_key}


class RefusalForm(SentOnce, Form):
    reason = ParagraphField(
        5000,
        called="je uitleg",
        label="Wat moet er anders?",
        rows=3,
        error_messages={"required": "Schrijf op wat er anders moet."},
    )

    what = ("reason",)


def _is_soon(kind, day):
    return bool(kind and day and day < Request.first_day_of(kind))


def _with_lead_time(kind):
    days = Request.LEAD_TIMES[kind]
    return f"{kind.label[0].upper()}{kind.label[1:]}: {days} werkdagen"
