"""The themes, their duo's and the shared agenda, for the administrator."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from accounts.admin import AdministratorOnly
from core.dates import day
from core.editing import ReadBefore, ReadField
from core.fields import LineField, ParagraphField
from themes.handover import HandoverForm
from themes.models import Agenda, AgendaItem, AgendaRound, Facilitator, Phase, Theme, Voice
from themes.models.rounds import LONGEST


def day_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ThemeForm(ReadBefore):
    name = LineField(60, called="de naam", label="Naam")
    introduction = ParagraphField(2000, called="de inleiding", label="Inleiding")

    class Meta:
        model = Theme
        fields = ["name", "slug", "introduction", "order", "fallback", "takes_unknown"]


class SeatForm(forms.ModelForm):
    def _get_validation_exclusions(self):
        """A row alone cannot tell whether a seat is taken: the one before it may end on this page (`SeatFormSet`)."""
        return super()._get_validation_exclusions() | {"theme"}


class SeatFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """One current row a voice, of those on the page and those that came meanwhile."""
        super().clean()
        rows = [getattr(form, "cleaned_data", {}) for form in self.forms]
        current = [row["voice"] for row in rows if row.get("voice") and not row.get("until")]
        if len(current) != len(set(current)):
            raise forms.ValidationError(
                "Elke stem van het duo is van één mens. Vul bij de vorige eerst ‘tot en met’ in."
            )
        self._refuse_what_was_taken_meanwhile(current)

    def _refuse_what_was_taken_meanwhile(self, voices):
        """By a row that is not on this page yet."""
        shown = [form.instance.pk for form in self.forms if form.instance.pk]
        taken = Facilitator.objects.current().filter(theme=self.instance.pk, voice__in=voices).exclude(pk__in=shown)
        if seat := taken.select_related("person").first():
            raise forms.ValidationError(
                f"De plek van de {seat.get_voice_display()} is net van {seat.person} geworden. Open de pagina opnieuw."
            )


class SeatInline(admin.TabularInline):
    """Who leaves keeps a row with an end date; then the seat is free for somebody else."""

    model = Facilitator
    form = SeatForm
    formset = SeatFormSet
    extra = 0
    can_delete = False
    fields = ["voice", "person", "since", "until", "handover_note"]
    autocomplete_fields = ["person"]
    verbose_name_plural = "duo, nu en eerder (een plek overdragen: met de knop bovenaan)"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "theme")

    def has_view_permission(self, request, obj=None):
        return request.user.is_administrator

    has_add_permission = has_change_permission = has_view_permission


@admin.register(Theme)
class ThemeAdmin(AdministratorOnly):
    form = ThemeForm
    list_display = ["name", "slug", "order", "fallback", "takes_unknown"]
    list_select_related = ["fallback"]
    search_fields = ["name"]
    autocomplete_fields = ["fallback"]
    inlines = [SeatInline]

    def get_readonly_fields(self, request, obj=None):
        """The slug is the address, the colour and the stamp."""
        return ["slug"] if obj else []

    def get_urls(self):
        hand_over = self.admin_site.admin_view(self.hand_over)
        address = "<int:pk>/change/overdracht/<str:voice>/"
        return [path(address, hand_over, name="themes_theme_hand_over"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(request, object_id, form_url, {"duo": Voice.choices} | (extra_context or {}))

    def hand_over(self, request, pk, voice):
        """A seat of the duo, to who comes next."""
        theme = get_object_or_404(Theme, pk=pk)
        if voice not in Voice.values:
            raise Http404
        if not self.has_change_permission(request, theme):
            raise PermissionDenied
        form = HandoverForm(request.POST or None, theme=theme, voice=voice)
        if form.is_bound and form.is_valid() and form.hand_over(by=request.user.person):
            to = form.cleaned_data["person"]
            messages.success(request, f"De plek is nu van {to}." if to else "De plek is nu vacant.")
            return redirect("admin:themes_theme_change", pk)
        now = f"Nu van {form.seat.person}, sinds {day(form.seat.since)}." if form.seat else "Nu is de plek vacant."
        after = "Vanaf vandaag gaat het werk naar de opvolger. Wie weggaat, blijft bij ‘eerder’ staan."
        context = self.admin_site.each_context(request) | {
            "title": f"Draag de plek van de {Voice(voice).label} over",
            "opts": self.opts,
            "original": theme,
            "form": form,
            "words": [now, after],
            "button": "Draag over",
        }
        return TemplateResponse(request, "admin/office_form.html", context)


class AgendaForm(ReadBefore):
    title = LineField(120, called="de titel", label="Titel")
    introduction = ParagraphField(2000, called="de inleiding", label="Inleiding", required=False)

    class Meta:
        model = Agenda
        fields = ["year", "title", "introduction", "adopted_on"]
        widgets = {"adopted_on": day_input()}


@admin.register(Agenda)
class AgendaAdmin(AdministratorOnly):
    form = AgendaForm
    list_display = ["title", "year", "adopted_on"]
    search_fields = ["title"]


class AgendaItemForm(ReadBefore):
    title = LineField(120, called="de titel", label="Titel")
    goal = ParagraphField(2000, called="het doel", label="Wat we willen bereiken")
    note = LineField(160, called="de regel", label="Hoe het staat, in één regel", required=False)
    reason = ParagraphField(2000, called="de reden", label="Waarom het niet doorging", required=False, rows=3)

    class Meta:
        model = AgendaItem
        fields = [
            *("agenda", "code", "theme", "title", "goal", "aim", "rank", "responsible", "others", "note"),
            *("own_state", "own_state_since", "reason", "successor"),
        ]
        widgets = {"own_state_since": day_input()}


@admin.register(AgendaItem)
class AgendaItemAdmin(AdministratorOnly):
    form = AgendaItemForm
    list_display = ["code", "title", "theme", "rank", "responsible"]
    list_display_links = ["title"]
    list_filter = ["agenda", "theme"]
    list_select_related = ["theme", "responsible"]
    search_fields = ["code", "title"]
    autocomplete_fields = ["responsible", "others", "successor"]


class AgendaRoundForm(ReadBefore):
    title = LineField(120, called="de titel", label="Titel")
    account = ParagraphField(5000, called="het verhaal", label="Hoe het ging", required=False)
    agreed = ReadField(required=False)  # the longer voting week that was asked about

    class Meta:
        model = AgendaRound
        fields = [
            *("title", "agenda", "collect_from", "group_from", "choose_from", "choose_until", "adopted_on"),
            *("votes", "meetings", "earlier_wishes", "account"),
        ]
        widgets = {
            name: day_input() for name in ("collect_from", "group_from", "choose_from", "choose_until", "adopted_on")
        }

        help_texts = {
            "group_from": "Wensen geven duurt hoogstens een jaar.",
            "choose_from": "Bundelen duurt hoogstens een half jaar.",
            "choose_until": "Stemmen duurt hoogstens vier weken. Is het begonnen, dan kan het langer, niet korter.",
        }

    def clean(self):
        cleaned = super().clean()
        self._refuse_what_is_too_long(cleaned)
        if self.instance.pk and self.instance.phase == Phase.CHOOSE and "choose_until" in cleaned:
            self._keep_what_was_told(cleaned["choose_until"])
        return cleaned

    def _refuse_what_is_too_long(self, cleaned):
        for (begin, end), most in LONGEST.items():
            if end not in cleaned or begin in self.errors or not {begin, end} & set(self.changed_data):
                continue
            last = (cleaned.get(begin) or getattr(self.instance, begin)) + most
            if cleaned[end] > last:
                self.add_error(end, f"Dat is te lang. Kies een dag tot en met {day(last)}.")

    def _keep_what_was_told(self, until):
        """On ballots, on posters and in mails stands until when people may vote: it may take longer, not shorter."""
        told, promised = self.instance.choose_until, self.instance.promised_until
        if until < promised:
            self.add_error(
                "choose_until",
                f"De stemweek loopt al. Op stembriefjes, affiches en in mails staat: tot en met {day(told)}. "
                "Langer kan wel, korter niet.",
            )
        elif until > told and self.data.get(self.add_prefix("agreed")) != until.isoformat():
            self.data = self.data.copy()
            self.data[self.add_prefix("agreed")] = until.isoformat()
            self.add_error(
                "choose_until",
                f"Klopt het dat de wijk tot en met {day(until)} kan stemmen? Dat lezen mensen dan meteen, "
                "en korter kan daarna niet meer. Sla het nog een keer op als het klopt.",
            )


@admin.register(AgendaRound)
class AgendaRoundAdmin(AdministratorOnly):
    form = AgendaRoundForm
    list_display = ["title", "collect_from", "choose_from", "adopted_on"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "choose_until" in form.changed_data and obj.phase == Phase.CHOOSE:
            told = day(form.initial["choose_until"])
            messages.warning(
                request,
                f"Op stembriefjes en affiches die al gedrukt zijn, staat nog: tot en met {told}. Hang nieuwe op.",
            )

    def get_readonly_fields(self, request, obj=None):
        """What people were told when they voted stays so; the outcome comes from the pages."""
        if obj is None:
            return []
        fixed = ["agenda", "adopted_on"] if obj.counted_at or obj.phase != Phase.ADOPTED else []
        if obj.counted_at or obj.phase in (Phase.CHOOSE, Phase.ADOPT):
            fixed += ["collect_from", "group_from", "choose_from", "votes"]
        if obj.counted_at or obj.phase == Phase.ADOPT:
            fixed.append("choose_until")
        return fixed
