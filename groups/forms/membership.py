"""What chair and secretary fill in about the members of a group, and who joins about himself."""

from django import forms

from accounts.consents import Consent
from accounts.models import Organisation, Person
from core.fields import EmailField, LineField, NameField, ParagraphField, PhoneField
from core.forms import Form, OneTimeKey, VisitorProtection
from groups.forms.fields import NamedField
from groups.models import Membership
from themes.models import Voice

INSTEAD = "instead"  # of who fills in the form: the chair is handed over
VOICES = [(Voice.RESIDENT, "Bewoner"), (Voice.PROFESSIONAL, "Professional of ondernemer")]


class JoinForm(Form):
    is_named = NamedField()


class VisitorJoinForm(VisitorProtection, JoinForm):
    name = NameField()
    email = EmailField(help_text="Hier sturen we een code naartoe. Niemand anders ziet je adres.")

    field_order = ["name", "email", "is_named"]


class OrganisationField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Namens welke organisatie?")
        super().__init__(
            Organisation.objects.all(), required=False, to_field_name="slug", empty_label="Namens geen organisatie",
            **kwargs,
        )  # fmt: skip


class AddMemberForm(OneTimeKey, Form):
    """Somebody who has no account, or does not use it."""

    name = LineField(80, called="de naam", label="Wie komt erbij?", help_text="Voor- en achternaam.", show_limit=False)
    kind = forms.ChoiceField(
        label="Is dat een bewoner, ondernemer of professional?",
        choices=[(value, label.capitalize()) for value, label in Person.Kind.choices],
        widget=forms.RadioSelect,
        initial=Person.Kind.RESIDENT,
    )
    organisation = OrganisationField()
    phone = PhoneField(required=False, help_text="Hierop bellen we als er iets verandert. Niemand anders ziet het.")
    email = EmailField(required=False, help_text="Alleen voor wie liever mail krijgt. Niemand anders ziet het.")
    is_named = forms.BooleanField(
        label="De naam mag op de website", required=False, help_text="Zonder vinkje zien alleen de leden de naam."
    )
    consent = forms.BooleanField(
        label="Ik heb het gevraagd. Het nieuwe lid wil dit, en we mogen deze gegevens bewaren.",
        error_messages={"required": "Vraag of het goed is en zet dan een vinkje."},
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group

    def clean(self):
        """Who is written down twice gets everything twice; the same send, pressed twice, is the first."""
        cleaned = super().clean()
        same = self.group.memberships.current().filter(person__name__iexact=cleaned.get("name", ""))
        if same.exclude(form_key=cleaned.get("form_key")).exists():
            self.add_error(
                "name", "Er is al een lid met deze naam. Is dit iemand anders? Zet er dan iets bij, zoals de straat."
            )
        return cleaned

    def add_to(self, group, *, by):
        """(the membership, whether it is new), as `Group.add`."""
        cleaned = self.cleaned_data
        contact = {name: cleaned[name] for name in ("name", "phone", "email")}
        person = Person.objects.written_down(kind=cleaned["kind"], by=by, how=Consent.How.PAPER, **contact)
        if cleaned["is_named"]:
            said = {"how": Consent.How.PAPER, "written_by": by, "what": f"Lid van {group}"}
            Consent.give(Consent.About.NAME, person=person, **said)
        about = {name: cleaned[name] for name in ("organisation", "is_named", "form_key")}
        return group.add(person, by=by, voice=Person.voice_of(cleaned["kind"]), **about)


class PlaceForm(Form):
    """The place of one member."""

    role = forms.ChoiceField(label="Wat doet dit lid in de groep?", widget=forms.RadioSelect)
    voice = forms.ChoiceField(
        label="Telt dit lid als bewoner of als professional?", choices=VOICES, widget=forms.RadioSelect,
        help_text="Iedereen ziet hoeveel bewoners en hoeveel professionals er in de groep zitten.",
    )  # fmt: skip
    organisation = OrganisationField()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # Membership.place

    def __init__(self, *args, roles, **kwargs):
        """`roles`: the choices for who fills it in; none leaves the role as it is."""
        super().__init__(*args, **kwargs)
        if roles:
            self.fields["role"].choices = roles
        else:
            del self.fields["role"]


def roles_to_give(seat, by):
    """What `by`, the membership of who fills it in (None: the administrator), may make of `seat`."""
    labels = {
        Membership.Role.MEMBER: "Lid",
        Membership.Role.SECRETARY: "Notulist: schrijft het verslag, en plant bijeenkomsten",
        Membership.Role.CHAIR: "Voorzitter",
    }
    if not (seat.can_chair or seat.is_chair):
        del labels[Membership.Role.CHAIR]
        return list(labels.items())
    if by is None or by.pk == seat.pk or seat.is_chair:
        return list(labels.items())
    labels[Membership.Role.CHAIR] = "Voorzitter, samen met jou"
    return [*labels.items(), (INSTEAD, "Voorzitter, in plaats van jou. Jij blijft lid.")]


class RemoveForm(Form):
    reason = ParagraphField(
        500,
        called="de reden",
        label="Waarom is deze persoon geen lid meer?",
        help_text="Dit leest alleen de persoon zelf.",
        error_messages={"required": "Schrijf in één zin waarom."},
        rows=3,
    )
