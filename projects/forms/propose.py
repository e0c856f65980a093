"""The form in which somebody proposes a project, and the one in which it is changed later."""

from django import forms

from core.fields import EmailField, LineField, NameField, ParagraphField, PhoneField
from core.forms import MAX_PHOTOS, Form, OneTimeKey, PhotosMixin, VisitorProtection
from projects.drawn_map import the_map
from themes.models import Theme

FULL = "Er wachten al vijf ideeën op dit e-mailadres. Log in met dit adres: dan kun je er nog een insturen."


class IdeaFields(PhotosMixin, forms.Form):
    title = LineField(
        120,
        called="de titel",
        label="Geef je idee een titel",
        help_text="Zo staat het straks op de website. Bijvoorbeeld: ‘Plukfruit aan de Van Lenneplaan’.",
        error_messages={"required": "Geef je idee een titel."},
        widget=forms.Textarea(attrs={"rows": 2, "cols": False}),
    )
    summary = LineField(
        200,
        called="de zin",
        label="Wat wil je, in één zin?",
        help_text="Schrijf het zoals je het aan je buur vertelt.",
        error_messages={"required": "Schrijf in één zin wat je wilt."},
        widget=forms.Textarea(attrs={"rows": 2, "cols": False}),
    )
    description = ParagraphField(
        10_000, called="je verhaal", label="Wil je er meer over vertellen?", required=False, show_limit=False
    )
    theme = forms.ChoiceField(label="Bij welk thema hoort het?", required=False, widget=forms.RadioSelect)
    other_themes = forms.MultipleChoiceField(
        label="Raakt het ook aan een ander thema?", required=False, widget=forms.CheckboxSelectMultiple
    )
    place = LineField(
        160,
        called="de plek",
        label="Waar is het?",
        help_text="In woorden is goed: ‘het gras achter de flat aan de Spieghelstraat’.",
        required=False,
        show_limit=False,
    )

    field_order = ["title", "summary", "description", "theme", "other_themes", "place"]
    asked = None  # the names of those that are asked here, where not all are

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in IdeaFields.base_fields:
            if self.asked is not None and name not in self.asked:
                del self.fields[name]
        if "theme" in self.fields:
            self._offer_themes()
        if "photo_consent" in self.fields:
            self.fields["photo_consent"].required = False

    def _offer_themes(self):
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        names = [(theme.slug, theme.name) for theme in self.themes.values()]
        self.fields["theme"].choices = [*names, ("", "Weet ik niet")]
        self.fields["other_themes"].choices = names

    def clean_theme(self):
        return self.themes.get(self.cleaned_data["theme"])

    def clean_other_themes(self):
        return [self.themes[slug] for slug in self.cleaned_data["other_themes"]]

    def clean(self):
        cleaned = super().clean()
        others = cleaned.get("other_themes") or []
        cleaned["other_themes"] = [theme for theme in others if theme != cleaned.get("theme")]
        return cleaned

    @property
    def idea(self):
        """What was cleaned, as the fields of a `Project`; other themes and photos apart."""
        names = ("title", "summary", "description", "theme", "place")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class ProposeForm(IdeaFields, OneTimeKey, Form):
    """Of somebody who is signed in. A draft needs a title only."""

    makes_once = True

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.is_draft = data is not None and "save" in data and "send" not in data
        if self.is_draft:
            self.fields["summary"].required = False


class VisitorProposeForm(IdeaFields, VisitorProtection, Form):
    """Of a visitor, whose address is confirmed by a code before anything is public."""

    makes_once = True

    name = NameField()
    email = EmailField(help_text="Hier sturen we een code naartoe. Niemand anders ziet je adres.")
    phone = PhoneField(required=False, help_text="Alleen voor wie je antwoord geeft. Niemand anders ziet het.")

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.is_draft = data is not None and "save" in data and "send" not in data
        if self.is_draft:
            self.fields["summary"].required = False


class EditForm(IdeaFields, Form):
    """Of who may edit it later. `version` is what was read; photos can be added and taken away."""

    has_map = property(lambda form: the_map() is not None)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    remove_photo = forms.MultipleChoiceField(
        label="Haal foto’s weg", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None, files=None, *, project, photos):
        super().__init__(data, files, initial=initial_of(project))
        self.photos = {str(photo.pk): photo for photo in photos}
        numbered = enumerate(self.photos.items(), start=1)
        self.fields["remove_photo"].choices = [(pk, f"Foto {n}: {photo.alt}") for n, (pk, photo) in numbered]
        self.fields["summary"].required = not project.is_draft
        self.fields["photo"].label = "Nieuwe foto’s"
        if not photos:
            del self.fields["remove_photo"]
        if not project.is_draft:
            del self.fields["theme"], self.fields["other_themes"]

    def clean_remove_photo(self):
        return [self.photos[pk] for pk in self.cleaned_data["remove_photo"]]

    def clean(self):
        cleaned = super().clean()
        left = len(self.photos) - len(cleaned.get("remove_photo") or []) + len(cleaned.get("photos") or [])
        if cleaned.get("photos") and left > MAX_PHOTOS:
            self.add_error("photo", f"Hoogstens {MAX_PHOTOS} eigen foto’s. Zo zouden het er {left} zijn.")
        return cleaned


def initial_of(project):
    """What stands in a form about this project before anything is typed."""
    return {
        "title": project.title,
        "summary": project.summary,
        "description": project.description,
        "place": project.place,
        "theme": project.theme.slug if project.theme else "",
        "other_themes": [theme.slug for theme in project.other_themes.all()] if project.is_draft else [],
        "version": project.version,
    }
