"""The questions of a proposal, one form each. What a form cleaned it hands to the draft."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from core.fields import EmailField, NameField, PhoneField
from core.forms import MAX_PHOTOS, Form, OneTimeKey, VisitorProtection
from projects.forms.pointing import PointFields
from projects.forms.propose import FULL, IdeaFields, initial_of

LEAVING = {"back", "skip", "check"}  # the buttons that keep what was typed and ask for nothing


class FirstQuestion(IdeaFields, OneTimeKey, Form):
    """Begins a draft: a title is enough."""

    asked = ("title",)

    def draft_key(self, who):
        """The address of the draft: of a double press one, and known to nobody else, also where no key was sent."""
        said = f"{who}\n{self.cleaned_data['form_key']}\n{self.cleaned_data['title']}"
        digest = salted_hmac("projects.forms.steps.draft_key", said, algorithm="sha256").digest()
        return uuid.UUID(bytes=digest[:16], version=4)


class OneQuestion(forms.Form):
    """Mix in before `Form`. `version` is what was read; who leaves by a button of `LEAVING` need not answer it now."""

    slug = ""  # in the address
    heading = ""  # where the label of the one field is not the heading
    required = ""  # what is said when it is still missing; empty where it may be skipped
    is_skippable = False
    is_needed_always = False  # leaving it too
    not_kept = ""  # for who leaves: what of it was not kept, and why

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, files=None, *, project, **kwargs):
        self.project = project
        kwargs["initial"] = self.initial_of(project) | {"version": project.version}
        super().__init__(data, files, **kwargs)
        self.is_leaving = data is not None and not LEAVING.isdisjoint(data)
        if self.is_leaving and not self.is_needed_always:
            for field in self.fields.values():
                field.required = False

    @classmethod
    def initial_of(cls, project):
        return initial_of(project)

    @property
    def first_label(self):
        return self.visible_fields()[0].label

    @property
    def standing(self):
        """What stands there now, in words, for who typed something else meanwhile."""
        return [words for name in self.asked if (words := getattr(self.project, name))]

    def clean_version(self):
        typed = self.cleaned_data["version"][:9]
        return int(typed) if typed.isdecimal() else 0

    def keep(self):
        """Raises Conflict, InvalidTransition."""
        others = {"other_themes": self.cleaned_data["other_themes"]} if "other_themes" in self.fields else {}
        self.project.answer(version=self.cleaned_data["version"], **self.idea, **others)


class TitleQuestion(OneQuestion, IdeaFields, Form):
    slug, asked = "titel", ("title",)
    required = "Geef je idee een titel."
    is_needed_always = True


class SummaryQuestion(OneQuestion, IdeaFields, Form):
    slug, asked = "zin", ("summary",)
    required = "Schrijf in één zin wat je wilt."


class StoryQuestion(OneQuestion, IdeaFields, Form):
    slug, asked, is_skippable = "verhaal", ("description",), True


class ThemeQuestion(OneQuestion, IdeaFields, Form):
    slug, asked = "thema", ("theme", "other_themes")

    @property
    def standing(self):
        return [theme.name for theme in (self.project.theme, *self.project.other_themes.all()) if theme]


class PlaceQuestion(OneQuestion, PointFields, IdeaFields, Form):
    """In words, on the map, or both."""

    slug, asked, is_skippable = "plek", ("place",), True

    off_map = forms.BooleanField(label="Haal het van de kaart", required=False)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, project=project, **kwargs)
        if not project.has_point:
            del self.fields["off_map"]

    def clean(self):
        if self.is_pressed_by_key and not self.pointed:
            self.add_error("street", "Met een toets kun je geen plek aanwijzen. Kies een straat, of klik op de kaart.")
        return super().clean()

    @property
    def idea(self):
        point = self.pointed or ((None, None) if self.cleaned_data.get("off_map") else None)
        return super().idea | (dict(zip(("latitude", "longitude"), point, strict=True)) if point else {})


class PhotosQuestion(OneQuestion, IdeaFields, Form):
    """Chosen ones are kept when this is sent; of those that are there already each is taken away by its own button."""

    slug, asked, is_skippable = "fotos", ("photo", "photo_alt", "photo_consent"), True
    heading = "Heb je er foto’s bij?"

    def __init__(self, *args, project, **kwargs):
        self.there = list(project.photos.filter(update_post=None))
        super().__init__(*args, project=project, **kwargs)
        left = MAX_PHOTOS - len(self.there)
        self.fields["photo"].label = "Kies foto’s" if not self.there else "Kies er nog meer"
        self.fields["photo_alt"].widget.rows = max(left, 1)
        self.fields["photo_alt"].asks_for_photos = not self.is_leaving

    def full_clean(self):
        """Who leaves is not held up by a photo of which something is missing: a phone cannot choose none again."""
        super().full_clean()
        if self.is_leaving and self.errors:
            self.not_kept = self._what_is_not_kept()
            self._errors.clear()
            self.cleaned_data = {"photos": []}

    def _what_is_not_kept(self):
        """The reason, and the words that were typed: neither is there to be read again."""
        reason = next(iter(self.errors.values()))[0]
        typed = [words.strip()[:250] for words in self.data.getlist("photo_alt")[:MAX_PHOTOS] if words.strip()]
        told = f" Jij schreef: ‘{'’, ‘'.join(typed)}’." if typed else ""
        return f"De foto’s die je net koos, zijn niet bewaard. {reason} Ga terug en kies ze opnieuw.{told}"

    @property
    def is_full(self):
        return len(self.there) >= MAX_PHOTOS

    def keep(self):
        """Raises NoRoom, InvalidTransition."""
        self.project.add_photos(self.cleaned_data["photos"], most=MAX_PHOTOS)


class WhoQuestion(OneQuestion, VisitorProtection, Form):
    """Of a visitor, whose address is confirmed by a code before anything is public."""

    slug, heading = "wie", "Wie ben je?"
    required = "Vul in wie je bent. Dan weten we aan wie we antwoord geven."

    name = NameField()
    email = EmailField(help_text="Hier sturen we een code naartoe. Niemand anders ziet je adres.")
    phone = PhoneField(required=False, help_text="Alleen voor wie je antwoord geeft. Niemand anders ziet het.")

    @classmethod
    def initial_of(cls, project):
        person = project.initiator
        return {name: getattr(person, name) for name in ("name", "email", "phone")} if person else {}

    def clean_email(self):
        email = self.cleaned_data["email"]
        others = type(self.project).objects.exclude(pk=self.project.pk)
        if email and others.is_full_for(email):
            raise ValidationError(FULL)
        return email

    @property
    def standing(self):
        person = self.project.initiator
        return [person.name, person.email, person.phone] if person else []

    def clean_tweede_regel(self):
        return "" if self.is_leaving else super().clean_tweede_regel()

    def clean_form_time(self):
        return "" if self.is_leaving else super().clean_form_time()

    def keep(self):
        """Raises Conflict, InvalidTransition."""
        typed = {name: self.cleaned_data[name] for name in ("name", "email", "phone")}
        if any(typed.values()) or self.project.initiator:
            self.project.introduce(version=self.cleaned_data["version"], **typed)


OF_THE_IDEA = (TitleQuestion, SummaryQuestion, StoryQuestion, ThemeQuestion, PlaceQuestion, PhotosQuestion)
