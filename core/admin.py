"""The texts and settings of the site, for the communicatieteam."""

from django import forms
from django.contrib import admin
from django.db import IntegrityError
from django.shortcuts import redirect

from core.editing import ReadBefore
from core.fields import LineField, ParagraphField
from core.models import PageText, SiteSettings, TimelineMoment

MARKS = "Opmaak: ## kop, **vet**, - lijst, [tekst](adres)."


class OwnFieldsAdmin(admin.ModelAdmin):
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


class SiteSettingsForm(ReadBefore):
    name = LineField(60, called="de naam", label="Naam")
    place = LineField(60, called="de wijk", label="Wijk")
    telephone = LineField(20, called="het telefoonnummer", label="Telefoon")
    address = LineField(200, called="het adres", label="Adres")
    opening_hours = ParagraphField(
        500, called="de openingstijden", label="Openingstijden", help_text="Eén regel per dag of reeks dagen."
    )

    class Meta:
        model = SiteSettings
        fields = ["name", "place", "telephone", "address", "opening_hours", "film_url", "facebook_url"]


@admin.register(SiteSettings)
class SiteSettingsAdmin(OwnFieldsAdmin):
    form = SiteSettingsForm

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
class PageTextAdmin(OwnFieldsAdmin):
    form = PageTextForm
    list_display = ["title", "slug", "order"]
    search_fields = ["title", "slug", "text"]

    def get_readonly_fields(self, request, obj=None):
        """Pages find their text by it."""
        return ["slug"] if obj else []


class TimelineMomentForm(ReadBefore):
    when = LineField(
        40, called="wanneer", label="Wanneer, in woorden", help_text="Bijvoorbeeld: ‘voorjaar 2018’."
    )  # fmt: skip
    title = LineField(120, called="de kop", label="Kop")
    text = ParagraphField(2000, called="de tekst", label="Tekst")

    class Meta:
        model = TimelineMoment
        fields = ["when", "sort", "title", "text"]
        widgets = {"sort": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


@admin.register(TimelineMoment)
class TimelineMomentAdmin(OwnFieldsAdmin):
    form = TimelineMomentForm
    list_display = ["title", "when", "sort"]
