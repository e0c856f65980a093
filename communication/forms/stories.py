"""What the communicatieteam fills in of a story."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from communication.models import Story, StoryPerson, StoryPhoto
from communication.models.stories import RESERVED
from core import dates
from core.editing import ReadBefore
from core.fields import LineField, ParagraphField
from core.forms import Form, PhotosField, TextListField, TextListInput
from core.text import MARKS
from core.when import ClockField, ComingDayField, DayField, is_on_the_clock, moment
from projects.forms.fields import ProjectField, named
from projects.models import Photo, Project

PHOTOS_AT_ONCE = 3
OUT_MEANWHILE = (
    "Een collega zette het verhaal intussen op de website. Wat je typte, is nog niet bewaard: zodra je op ‘Opslaan’ "
    "drukt, leest iedereen het."
)


class StoryForm(ReadBefore):
    title = LineField(120, called="de titel", label="Titel")
    slug = forms.SlugField(
        label="Adres",
        required=False,
        max_length=80,
        help_text="Leeg: gemaakt van de titel. Na publiceren staat het vast.",
    )
    lead = LineField(
        300, called="de inleiding", label="Inleiding", help_text="Twee of drie zinnen. Die staan ook in de lijst.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    text = ParagraphField(20_000, called="de tekst", label="Tekst", rows=20, help_text=MARKS)
    news = LineField(
        200, called="het nieuws", label="Wat is er nieuw?", required=False,
        help_text="Eén zin. Wie dit verhaal volgt, krijgt die in de mail. Leeg: niemand krijgt mail.",
    )  # fmt: skip
    project = ProjectField(label="Project")
    new_photo = PhotosField(
        max_files=PHOTOS_AT_ONCE, required=False, label="Nieuwe foto’s",
        help_text="De foto komt ook bij het project te staan, zodra het verhaal op de website staat. "
        f"Hoogstens {PHOTOS_AT_ONCE} tegelijk, van elk hoogstens 10 MB: JPEG, PNG of WebP. "
        "De eerste komt bovenaan als daar nog geen foto staat, de rest onder de tekst.",
    )  # fmt: skip
    new_photo_alt = TextListField(
        250, called="de beschrijving", label="Wat zie je op elke nieuwe foto?", required=False,
        help_text="Voor wie de foto niet kan zien. In dezelfde volgorde.", widget=TextListInput(rows=PHOTOS_AT_ONCE),
    )  # fmt: skip
    new_photo_consent = forms.BooleanField(
        required=False, label="De mensen op de nieuwe foto’s vinden het goed dat die op de website staan"
    )

    class Meta:
        model = Story
        fields = ["title", "slug", "lead", "text", "theme", "project", "photo", "film_url"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].visible = Project.objects.including_merged()
        if self.instance.project:
            self.initial["project"] = named(self.instance.project)
        if "theme" in self.fields:
            self.fields["theme"].help_text = "Leeg: het thema van het project."
        if "photo" in self.fields:
            self.fields["photo"].queryset = Photo.objects.filter(project=self.instance.project_id)
            self.fields["photo"].label_from_instance = lambda photo: f"{dates.day(photo.added_at)}: {photo.alt}"
            self.fields["photo"].help_text = "Een foto die al bij het project staat. Bewaar eerst het project."

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise ValidationError("Kies een ander adres: dit is al van de website zelf.")
        return slug

    def clean(self):
        cleaned = super().clean()
        if "_klaar" in self.data and self.instance.state == Story.State.PUBLISHED:  # half a text is for no reader
            raise ValidationError(OUT_MEANWHILE)
        if cleaned.get("project") and not cleaned.get("theme"):
            cleaned["theme"] = cleaned["project"].theme
        if cleaned.get("new_photo"):
            self._check_new_photo(cleaned)
        return cleaned

    def _check_new_photo(self, cleaned):
        if not cleaned.get("project") and "project" not in self.errors:
            self.add_error("project", "Kies het project waar de nieuwe foto bij hoort. De foto komt ook daar te staan.")
        if not all(self._new_photo_texts(cleaned)):
            self.add_error("new_photo_alt", "Schrijf in één zin wat je op de foto ziet. Doe dat bij elke foto.")
        if not cleaned.get("new_photo_consent"):
            self.add_error("new_photo_consent", "Zet een vinkje als de mensen op de foto het goed vinden.")

    @staticmethod
    def _new_photo_texts(cleaned):
        """One for each new photo, "" where it was left out."""
        texts = cleaned.get("new_photo_alt") or []
        return [*texts, *[""] * len(cleaned["new_photo"])][: len(cleaned["new_photo"])]

    def keep_photos(self, *, by):
        """The uploaded photos of the project: the first becomes the story's where it had none. Returns the others."""
        texts = self._new_photo_texts(self.cleaned_data)
        new = zip(self.cleaned_data["new_photo"], texts, strict=True)
        kept = [Photo.add(self.instance.project, photo, alt=alt, by=by, waits=True) for photo, alt in new]
        if kept and not self.instance.photo:
            self.instance.photo = kept.pop(0)
        return kept


class StoryPhotoForm(forms.ModelForm):
    class Meta:
        model = StoryPhoto
        fields = ["photo", "order"]


class StoryPersonForm(forms.ModelForm):
    name = LineField(80, called="de naam", label="Of een naam", required=False, show_limit=False)
    agreed_on = DayField(label="Vond het goed op", initial=timezone.localdate)

    class Meta:
        model = StoryPerson
        fields = ["person", "name", "agreed_on"]


class PublishLaterForm(Form):
    day = ComingDayField(label="Op welke dag?")
    clock = ClockField(label="Hoe laat?", help_text="De tijd in Nederland.")

    def clean(self):
        cleaned = super().clean()
        if {"day", "clock"} <= cleaned.keys():
            if not is_on_the_clock(cleaned["day"], cleaned["clock"]):
                self.add_error("clock", "Die nacht gaat de klok een uur vooruit: deze tijd is er dan niet.")
            elif moment(cleaned["day"], cleaned["clock"]) <= timezone.now():
                self.add_error("clock", "Kies een tijd die nog komt.")
        return cleaned

    @property
    def at(self):
        return moment(self.cleaned_data["day"], self.cleaned_data["clock"])
