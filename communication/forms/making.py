"""What the team fills in to make something, beside how it looks. What does not fit is said, and never cut."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.html import format_html

from communication.making.sheets import PosterSheet, SocialSheet
from communication.making.things import LONGEST_LEAD, begin
from core import dates
from core.fields import LineField, ParagraphField
from core.forms import Form, OneTimeKey
from core.own_address import own_address
from core.printing import not_drawn
from core.text import MARKS
from themes.models import Theme

_CHANGED = (
    "Iemand anders heeft dit net veranderd. Wat jij typte staat er nog. Open deze pagina in een nieuw tabblad om te "
    "vergelijken. Bewaar je nu nog een keer, dan wordt jouw tekst de nieuwe."
)
_NOT_CALLED = (
    "Nodig er niemand meer voor uit. Wil je vertellen dat het niet doorgaat? Maak dan een nieuwsbericht of een beeld."
)


class MakingForm(OneTimeKey, Form):
    """`thing` is what it is about; `before` are the fields of the product that is changed, `read` says which."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)
    title = LineField(120, called="de titel", label="Titel")

    sheet = None  # how it is set, where it is set
    words = ()  # what is drawn on it as it was typed
    calls = False  # whether it calls people to come: never to what was cancelled

    def __init__(self, data=None, *, thing, before=None, read="", **kwargs):
        self.thing = thing
        super().__init__(data, initial=begin(thing) | (before or {}) | {"read": read}, **kwargs)
        self.order_fields(self.order)
        if "theme" in self.fields:
            self.fields["theme"].choices = [("", "Zonder thema"), *Theme.objects.values_list("slug", "name")]
        if "photo" in self.fields:
            self._offer_photos()
        if thing.caution and not self.is_refused:
            self.fields["sure"] = forms.BooleanField(
                label="Ik wil dit toch maken",
                error_messages={"required": f"{thing.caution} Kruis aan dat je dit wilt."},
            )

    @property
    def is_refused(self):
        return self.calls and self.thing.is_off

    @property
    def caution(self):
        return f"{self.thing.caution} {_NOT_CALLED}" if self.is_refused else self.thing.caution

    def _offer_photos(self):
        photos = [(str(photo.pk), _picture(photo)) for photo in self.thing.photos]
        self.fields["photo"].choices = [("", "Geen foto"), *photos]
        if not photos:
            self.fields["photo"].widget = forms.HiddenInput()

    @property
    def typed(self):
        """{field: plain value} as it is now: what is shown beside the form, and kept with a product.

        Words that are wrong are shown too; of a choice or an address that is wrong, what the form began with.
        """
        names = [name for name in self.fields if name not in ("read", "form_key", "sure")]
        began = {name: self.get_initial_for_field(self.fields[name], name) or "" for name in names}
        if not self.is_bound:
            return began
        wrong = {name: (self[name].data or "").replace("\0", "")[:2000] for name in self.words}
        return began | wrong | {name: said for name, said in self.cleaned_data.items() if name in names}

    def clean(self):
        cleaned = super().clean()
        if self.is_refused:
            raise ValidationError(self.caution, code="off")
        if self.sheet and not self.errors:
            self._check_signs(self.sheet(self.typed, self.thing))
        if self.sheet and not self.errors:
            for name, signs in self.sheet(self.typed, self.thing).too_long().items():
                self.add_error(name if name in self.fields else None, _too_long(self.fields[name].called, signs))
        return cleaned

    def _check_signs(self, sheet):
        lacking = sheet.without_letters()
        for name in self.words:
            said = self.cleaned_data.get(name) or ""
            if found := not_drawn(said) | {sign for sign in lacking if sign in said}:
                signs = " ".join(sorted(found))[:60]
                self.add_error(name, f"Deze tekens kunnen we niet drukken: {signs}. Haal ze weg.")

    def tell_conflict(self, read):
        """Somebody else was first; sent once more it is the version after that."""
        self.add_error(None, ValidationError(_CHANGED, code="changed"))
        self.data = self.data.copy()
        self.data["read"] = read


class Words(forms.Form):
    """What every sheet has."""

    lead = LineField(
        LONGEST_LEAD, called="de tekst", label="Tekst", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Waar gaat het over? In een of twee zinnen.",
    )  # fmt: skip
    when = LineField(120, called="de datum", label="Wanneer", required=False)
    where = LineField(160, called="de plek", label="Waar", required=False)
    theme = forms.ChoiceField(label="Kleur van het thema", required=False)
    photo = forms.ChoiceField(label="Foto", required=False, widget=forms.RadioSelect)


class PosterForm(Words, MakingForm):
    bring = LineField(160, called="de spullen", label="Neem mee", required=False)
    call = LineField(60, called="de oproep", label="Oproep", help_text="Groot onderaan. Bijvoorbeeld: Kom je ook?")
    contact = LineField(
        60, called="de naam en het nummer", label="Wie kunnen mensen bellen?", required=False,
        help_text="Een nummer, of een naam met een nummer.",
    )  # fmt: skip
    address = LineField(
        200, called="het adres", label="Adres op internet", help_text="De QR-code leidt hierheen.",
    )  # fmt: skip
    paper = forms.ChoiceField(
        label="Papier", choices=[("a4", "A4"), ("a3", "A3, twee keer zo groot")], widget=forms.RadioSelect, initial="a4"
    )
    bleed = forms.BooleanField(
        label="Voor de drukker: 3 mm extra rand en snijtekens", required=False,
    )  # fmt: skip

    sheet = PosterSheet
    calls = True
    words = ("title", "lead", "when", "where", "bring", "call", "contact")
    order = (*words, "address", "photo", "theme", "paper", "bleed")

    def clean_address(self):
        address = self.cleaned_data["address"]
        if own_address(address):
            return settings.SITE_URL + address
        if "://" not in address:
            address = f"https://{address}"
        URLValidator(["http", "https"], message="Controleer het adres. Het begint met https:// of met /.")(address)
        return address


class FlyerForm(PosterForm):
    paper = forms.ChoiceField(
        label="Papier", choices=[("a5", "A5"), ("twice", "A5, twee op een A4")], widget=forms.RadioSelect, initial="a5"
    )


class SocialForm(Words, MakingForm):
    shape = forms.ChoiceField(
        label="Vorm", widget=forms.RadioSelect, initial="square",
        choices=[
            ("square", "Vierkant, 1080 bij 1080"),
            ("wide", "Breed, 1200 bij 630"),
            ("story", "Staand, voor een story, 1080 bij 1920"),
        ],
    )  # fmt: skip
    text = ParagraphField(
        2000, called="het bericht", label="Het bericht erbij", rows=5, required=False,
        help_text="Dit typ je op Facebook bij het beeld. Zet er ook in wat er op het beeld staat.",
    )  # fmt: skip

    sheet = SocialSheet
    words = ("title", "lead", "when", "where")
    order = (*words, "text", "photo", "theme", "shape")


class NewsForm(MakingForm):
    lead = LineField(
        300, called="de inleiding", label="Inleiding", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Twee of drie zinnen. Die staan ook in de lijst.",
    )  # fmt: skip
    text = ParagraphField(20_000, called="de tekst", label="Tekst", rows=14, help_text=MARKS)
    theme = forms.ChoiceField(label="Thema", required=False)
    photo = forms.ChoiceField(label="Foto", required=False, widget=forms.RadioSelect)

    order = ("title", "lead", "text", "photo", "theme")


class NewsletterPieceForm(MakingForm):
    text = ParagraphField(1000, called="de tekst", label="Tekst", rows=6)
    address = LineField(
        300, called="de link", label="Link", required=False,
        help_text="Een adres van deze website begint met /, een ander met https://.",
    )  # fmt: skip

    calls = True
    order = ("title", "text", "address")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.initial.get("lead"):
            return
        self.initial.setdefault("text", "")
        if self.initial["text"] == self.thing.words.get("text"):
            self.initial["text"] = self.initial["lead"]

    def clean_address(self):
        link = self.cleaned_data["address"]
        if link and not own_address(link):
            URLValidator(["http", "https"], message="Begin de link met / of met https://.")(link)
        return link


def _too_long(called, signs):
    return f"Dit past niet: maak {called} ongeveer {signs} {'teken' if signs == 1 else 'tekens'} korter."


def _picture(photo):
    words = f"{dates.day(photo.added_at)}: {photo.alt}"
    if not photo.sizes:  # of this very moment
        return words
    return format_html('<img src="{}" alt="" width="120" loading="lazy"> {}', photo.src, words)
