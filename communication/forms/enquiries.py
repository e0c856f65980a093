"""Asking a group, a duo, the team or the administrator something, and answering it."""

from django import forms

from communication.forms.pieces import SentOnce, WhoFields
from core.fields import LineField, ParagraphField, PhoneField
from core.forms import Form, VisitorProtection
from groups.models import Group
from themes.models import Theme

TEAM = "communicatieteam"
ADMINISTRATOR = "beheerder"
SHOWN_GROUPS = 200


class EnquiryFields(forms.Form):
    to = forms.ChoiceField(
        label="Aan wie stel je je vraag?",
        error_messages={"required": "Kies aan wie je je vraag stelt.", "invalid_choice": "Kies iemand uit de lijst."},
    )
    subject = LineField(120, called="het onderwerp", label="Waar gaat het over?", help_text="In een paar woorden.")
    text = ParagraphField(5000, called="je vraag", label="Je vraag")
    wants_call = forms.BooleanField(label="Bel mij liever terug", required=False)

    makes_once = True
    what = ("to", "subject", "text", "wants_call", "name", "email", "phone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.themes = {f"thema-{theme.slug}": theme for theme in Theme.objects.all()}
        groups = Group.objects.active().exclude(kind=Group.Kind.COMMUNICATIETEAM).order_by("kind", "name")
        self.groups = {f"groep-{group.slug}": group for group in groups[:SHOWN_GROUPS]}
        self._include_asked_for()
        self.fields["to"].choices = self._choices()

    def _include_asked_for(self):
        """A group beyond those that are listed, when somebody came from its page."""
        asked = self.data.get("to") if self.is_bound else self.initial.get("to")
        if not asked or not asked.startswith("groep-") or asked in self.groups:
            return
        if group := Group.objects.active().filter(slug=asked.removeprefix("groep-")[:80]).first():
            self.groups[asked] = group

    def _choices(self):
        fixed = [(to, str(group)) for to, group in self.groups.items() if group.is_fixed]
        others = [(to, str(group)) for to, group in self.groups.items() if not group.is_fixed]
        themes = [(to, f"Procesbegeleiders van {theme}") for to, theme in self.themes.items()]
        return [
            ("", "Kies…"),
            (TEAM, "Communicatieteam, of ik weet het niet"),
            (ADMINISTRATOR, "Beheerder van de site"),
            ("Een thema", themes),
            ("Een vaste groep", fixed),
            ("Een werkgroep of projectgroep", others),
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("wants_call") and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Vul je telefoonnummer in. Dan kunnen we je bellen.")
        return cleaned

    @property
    def party(self):
        """To whom, as fields of an `Enquiry`."""
        to = self.cleaned_data["to"]
        return {
            "group": self.groups.get(to),
            "theme": self.themes.get(to),
            "to_administrator": to == ADMINISTRATOR,
        }

    @property
    def enquiry_fields(self):
        """What was cleaned, as the fields of `Enquiry.ask`."""
        names = [name for name in self.what if name != "to" and name in self.fields]
        return {name: self.cleaned_data[name] for name in names} | self.party


class EnquiryForm(EnquiryFields, SentOnce, Form):
    """Of somebody who is signed in."""

    phone = PhoneField(
        required=False, help_text="Alleen nodig als je gebeld wilt worden. Niemand anders ziet je nummer."
    )


class VisitorEnquiryForm(WhoFields, EnquiryFields, VisitorProtection, SentOnce, Form):
    field_order = [*EnquiryFields.base_fields, *WhoFields.base_fields]


class ForwardForm(EnquiryFields, Form):
    """For whom it is after all, with a sentence for them."""

    subject = text = wants_call = None
    note = ParagraphField(
        500,
        called="je zin",
        label="Waarom stuur je het door?",
        help_text="Eén zin voor wie het nu krijgt.",
        error_messages={"required": "Schrijf in één zin waarom."},
        rows=3,
    )

    field_order = ["to", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].label = "Voor wie is de vraag?"
        self.fields["to"].error_messages["required"] = "Kies voor wie de vraag is."


class IssueForm(Form):
    """The vraagstuk that a question becomes, in words that everybody may read."""

    title = LineField(160, called="de vraag", label="Wat is de vraag?")
    text = ParagraphField(
        5000,
        called="de toelichting",
        label="Waarom is dit een vraag voor de wijk?",
        help_text="Iedereen leest dit. Haal namen, adressen en wat privé is eruit.",
        required=False,
        show_limit=False,
    )

    @property
    def issue(self):
        return {name: self.cleaned_data[name] for name in ("title", "text")}


class AgreedIssueForm(IssueForm):
    """By who is no koploper: then it is of whoever asked."""

    agreed = forms.BooleanField(
        label="Ik heb het gevraagd. De naam van wie het vroeg mag erbij staan.",
        error_messages={"required": "Vraag of de naam erbij mag staan en zet dan een vinkje."},
    )


class ReplyForm(Form):
    answer = ParagraphField(5000, called="je antwoord", label="Je antwoord", rows=5)


def wanted_recipient(typed):
    """`to` as somebody may give it in the address; anything else is no choice."""
    return typed if typed in (TEAM, ADMINISTRATOR) or typed.startswith(("thema-", "groep-")) else ""
