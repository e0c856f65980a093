"""What the communicatieteam fills in in the back office."""

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError

from accounts.models import Person
from communication.forms.pieces import SentOnce
from communication.forms.requests import ProjectField, named
from communication.models import MADE, AnswerTemplate, Product, Request, Story
from communication.models.saved_views import LONGEST_QUERY
from communication.models.templates import KNOWN
from core import dates
from core.attachments import AttachmentField
from core.editing import ReadBefore
from core.fields import LineField, ParagraphField
from core.forms import Form, PhotosField
from projects.models import Photo, Project

MARKS = "Opmaak: ## kop, **vet**, - lijst, [tekst](adres)."


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
        2000, called="waarom niet", label="Waarom kan het niet?", rows=3, help_text="De aanvrager leest dit."
    )


class ProductForm(ReadBefore):
    title = LineField(120, called="de titel", label="Titel", show_limit=False)
    text = ParagraphField(21_000, called="de tekst", label="Tekst", required=False, rows=4, show_limit=False)
    new_file = AttachmentField(required=False, label="Bestand")

    by = None  # whoever of the team saves it

    class Meta:
        model = Product
        fields = ["kind", "title", "text"]

    @property
    def is_other(self):
        return bool(set(self.changed_data) - {"read"})

    def clean(self):
        """The request is held first, as by who agrees with what is made."""
        asked = Request.objects.select_for_update().filter(pk=self.instance.request_id).first()
        if asked and asked.status in MADE and self.is_other:
            raise ValidationError(f"Dit verandert niet meer. De aanvraag staat op: {asked.get_status_display()}.")
        return super().clean()

    def save(self, commit=True):
        if not commit:
            return super().save(commit=False)
        self.instance.revise(self.own_fields, self.cleaned_data["new_file"], by=self.by)
        return self.instance


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
    project = ProjectField(label="Project", required=False, help_text="Typ de titel of de code.")
    new_photo = PhotosField(
        max_files=1, required=False, label="Nieuwe foto", help_text="Hoogstens 10 MB: JPEG, PNG of WebP."
    )
    new_photo_alt = LineField(
        250, called="de beschrijving", label="Wat zie je op de nieuwe foto?", required=False,
        help_text="Voor wie de foto niet kan zien.",
    )  # fmt: skip
    new_photo_consent = forms.BooleanField(
        required=False, label="De mensen op de nieuwe foto vinden het goed dat die op de website staat"
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
        if slug == "feed":
            raise ValidationError("Kies een ander adres: dit is al van de website zelf.")
        return slug

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("project") and not cleaned.get("theme"):
            cleaned["theme"] = cleaned["project"].theme
        if cleaned.get("new_photo"):
            self._check_new_photo(cleaned)
        return cleaned

    def _check_new_photo(self, cleaned):
        if not cleaned.get("project"):
            self.add_error("project", "Kies het project waar de nieuwe foto bij hoort. De foto komt ook daar te staan.")
        if not cleaned.get("new_photo_alt"):
            self.add_error("new_photo_alt", "Schrijf in één zin wat je op de foto ziet.")
        if not cleaned.get("new_photo_consent"):
            self.add_error("new_photo_consent", "Zet een vinkje als de mensen op de foto het goed vinden.")

    def keep_photo(self, *, by):
        """The uploaded photo becomes the story's."""
        for photo in self.cleaned_data["new_photo"]:
            alt = self.cleaned_data["new_photo_alt"]
            self.instance.photo = Photo.add(self.instance.project, photo, alt=alt, by=by)
