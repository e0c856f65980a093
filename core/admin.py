"""The texts and settings of the site, for the communicatieteam."""

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.shortcuts import redirect
from django.utils.text import capfirst

from core.changes import changes_of, with_values
from core.editing import ReadBefore
from core.fields import LineField, ParagraphField, PhoneField
from core.film import FilmField, SubtitlesField
from core.looking import LookFirst
from core.models import PageText, SiteSettings, TimelineMoment
from core.text import MARKS


class PlainWords:
    """For a ModelAdmin: Django's own sentences, said the way the rest of the site speaks, and only of what happened.

    Django says “De verhaal … is met succes gewijzigd. U kunt …”, whatever the word.
    """

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        said = "Het is bewaard." if level == messages.SUCCESS else message
        super().message_user(request, said, level, *args, **kwargs)

    def changelist_view(self, request, extra_context=None):
        """A list is called by what is in it, where Django says “Selecteer … om te wijzigen”."""
        return super().changelist_view(
            request, {"title": capfirst(self.opts.verbose_name_plural)} | (extra_context or {})
        )

    def log_change(self, request, obj, message):
        """Nothing of what was saved as it was."""
        return super().log_change(request, obj, message) if message else None


class ReadOnly:
    """Made and changed by what happens on the site."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class OwnFieldsAdmin(PlainWords, admin.ModelAdmin):
    """Saves the fields of its form and no others; nothing is deleted by the dozen."""

    actions = None

    class Media:
        css = {"all": ["css/back-office.css"]}

    def changeform_view(self, request, *args, **kwargs):
        """Of two who save the same at once the second is looked at again: the form now sees what the first made."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=form.own_fields if change else None)


class TextsAdmin(OwnFieldsAdmin):
    """Of what everybody reads: keeps how it was, and by whom it was changed. Never for what is of one person."""

    object_history_template = "admin/core/history.html"

    def construct_change_message(self, request, form, formsets, add=False):
        return with_values(super().construct_change_message(request, form, formsets, add), form)

    def history_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, object_id)
        changes = changes_of(thing) if thing else []
        context = {"title": f"Wie veranderde wat: {thing}", "changes": changes} | (extra_context or {})
        return super().history_view(request, object_id, context)


class SiteSettingsForm(ReadBefore):
    name = LineField(60, called="de naam", label="Naam")
    place = LineField(60, called="de wijk", label="Wijk")
    telephone = PhoneField(label="Telefoon")
    address = LineField(200, called="het adres", label="Adres")
    opening_hours = ParagraphField(
        500, called="de openingstijden", label="Openingstijden", help_text="Eén regel per dag of reeks dagen."
    )

    new_film = FilmField(
        required=False, label="Film", help_text="MP4 of WebM, hoogstens 60 MB. Zonder plaats erin. Dan is er geen "
        "andere website nodig, en werken de ondertitels.",
    )  # fmt: skip
    new_subtitles = SubtitlesField(
        required=False, label="Ondertitels",
        help_text="Een WebVTT-bestand (.vtt), hoogstens 200 kB. Ze horen bij de film die hier staat.",
    )  # fmt: skip
    remove_film = forms.BooleanField(required=False, label="Haal de film en de ondertitels weg die hier nu staan")
    film_transcript = ParagraphField(
        20_000, called="de tekst van de film", label="De film in tekst", required=False, rows=10,
        help_text=f"Wat er te zien en te horen is, voor wie de film niet kan zien of horen. {MARKS}",
    )  # fmt: skip

    class Meta:
        model = SiteSettings
        fields = [
            *("name", "place", "telephone", "address", "opening_hours"),
            *("film_url", "film_transcript", "facebook_url"),
        ]
        help_texts = {
            "facebook_url": "Bijvoorbeeld: https://www.facebook.com/jullienaam. Op ‘Over’ kan een bezoeker dan kiezen "
            "om de nieuwste berichten van Facebook te laten zien."
        }

    def clean(self):
        """Subtitles are played with the film that stands here, never with one elsewhere."""
        cleaned = super().clean()
        has_film = cleaned.get("new_film") or (self.instance.film_file and not cleaned.get("remove_film"))
        if cleaned.get("new_subtitles") and not has_film and "new_film" not in self.errors:
            self.add_error("new_subtitles", "Kies ook de film. Ondertitels horen bij een film die hier staat.")
        return cleaned


@admin.register(SiteSettings)
class SiteSettingsAdmin(LookFirst, TextsAdmin):
    form = SiteSettingsForm
    look_template = "core/look/sitesettings.html"
    readonly_fields = ["film_now"]
    fieldsets = [
        (None, {"fields": ["read", "name", "place", "telephone", "address", "opening_hours"]}),
        ("De Wijkdealfilm", {"fields": [
            *("film_now", "new_film", "new_subtitles", "remove_film", "film_url", "film_transcript"),
        ]}),
        ("Facebook", {"fields": ["facebook_url"]}),
    ]  # fmt: skip

    def looked_at(self, request, form):
        """Above and below that page too."""
        return {"thing": form.instance, "site": form.instance}

    @admin.display(description="wat er nu staat")
    def film_now(self, site):
        if not site.film_file:
            return "geen film" + (", wel ondertitels" if site.film_subtitles else "")
        return "een film" + (" met ondertitels" if site.film_subtitles else " zonder ondertitels")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        film, subtitles = form.cleaned_data["new_film"], form.cleaned_data["new_subtitles"]
        remove = form.cleaned_data["remove_film"]
        if film or subtitles or remove:
            obj.keep_film(film=film, subtitles=subtitles, remove=remove)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """One row: straight to it."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        row, _ = SiteSettings.objects.get_or_create(id=1)
        return redirect("admin:core_sitesettings_change", row.pk)


class PageTextForm(ReadBefore):
    title = LineField(120, called="de kop", label="Kop")
    text = ParagraphField(20_000, called="de tekst", label="Tekst", rows=20, help_text=MARKS)

    class Meta:
        model = PageText
        fields = ["slug", "title", "text", "order"]


@admin.register(PageText)
class PageTextAdmin(LookFirst, TextsAdmin):
    form = PageTextForm
    look_template = "core/look/pagetext.html"
    list_display = ["title", "slug", "order"]
    search_fields = ["title", "slug", "text"]

    def get_readonly_fields(self, request, obj=None):
        """Pages find their text by it."""
        return ["slug"] if obj else []


class TimelineMomentForm(ReadBefore):
    when = LineField(
        40, called="de datum", label="Wanneer, in woorden", help_text="Bijvoorbeeld: ‘voorjaar 2018’."
    )  # fmt: skip
    title = LineField(120, called="de kop", label="Kop")
    text = ParagraphField(2000, called="de tekst", label="Tekst")

    class Meta:
        model = TimelineMoment
        fields = ["when", "sort", "title", "text"]
        widgets = {"sort": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


@admin.register(TimelineMoment)
class TimelineMomentAdmin(LookFirst, TextsAdmin):
    form = TimelineMomentForm
    look_template = "core/look/timelinemoment.html"
    list_display = ["title", "when", "sort"]
