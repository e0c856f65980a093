"""Projects in the back office. States are read here and changed on the site, where every arrow has its sentence."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from core import dates
from core.admin import OwnFieldsAdmin, PlainWords, ReadOnly
from core.editing import ReadBefore, WholeConstraints
from projects.admin.inlines import (
    ActivityInline,
    HelpWantedInline,
    MilestoneInline,
    MoneyLineInline,
    ParticipationInline,
    PledgeInline,
)
from projects.admin.saving import SavesWhatChanged, TellsWhoIsSecond, changed_fields
from projects.models import Conflict, MoneyLine, Photo, Pledge, Project, ProjectEvent, Status, Update

CONFLICT = "Iemand anders heeft dit project net aangepast. Open het in een nieuw venster en neem over wat erbij moet."
HIDDEN_HERE = "De beheerder vond dat dit hier niet hoort."


class NoBulkDelete:
    def get_actions(self, request, action_location=None):
        """`action_location` comes from Django 6.1 on: for the list, or for one page."""
        where = {} if action_location is None else {"action_location": action_location}
        actions = super().get_actions(request, **where)
        actions.pop("delete_selected", None)
        return actions


class OfVisibleProjects:
    """What belongs to a project that this reader may see."""

    def get_queryset(self, request):
        return super().get_queryset(request).filter(project__in=Project.objects.visible_to(request.user))


class FreshnessFilter(admin.SimpleListFilter):
    title = "wat aandacht vraagt"
    parameter_name = "aandacht"

    def lookups(self, request, model_admin):
        return [("laat", "antwoord te laat"), ("verborgen", "verborgen")]

    def queryset(self, request, queryset):
        if self.value() == "laat":
            waiting = queryset.filter(status=Status.PROPOSED, clarification_question="")
            return waiting.filter(answer_due__lt=timezone.localdate())
        return queryset.exclude(hidden_at=None) if self.value() == "verborgen" else queryset


class ProjectForm(WholeConstraints, forms.ModelForm):
    """Who saves what somebody else changed meanwhile is told, and loses nothing typed."""

    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "read_version" in self.fields:
            self.fields["read_version"].initial = self.instance.version

    def clean_read_version(self):
        sent = self.cleaned_data["read_version"]
        if sent is not None and sent != self.instance.version:
            raise ValidationError(CONFLICT)
        return self.instance.version

    def clean(self):
        """A project does not touch its own theme “as well”."""
        cleaned = super().clean()
        theme = cleaned.get("theme", self.instance.theme)
        if theme and cleaned.get("other_themes"):
            cleaned["other_themes"] = cleaned["other_themes"].exclude(pk=theme.pk)
        return cleaned


@admin.register(Project)
class ProjectAdmin(NoBulkDelete, PlainWords, admin.ModelAdmin):
    form = ProjectForm
    list_display = ["title", "theme", "status", "answer_by", "heard", "short_code"]
    list_filter = ["status", "theme", FreshnessFilter, "source"]
    list_select_related = ["theme"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["title", "short_code", "place"]
    search_help_text = "Zoek op titel, code of plek"
    ordering = ["-proposed_at", "-id"]
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    fieldsets = [
        (None, {"fields": ["title", "summary", "description", "place", "read_version"]}),
        ("Waar het bij hoort", {"fields": ["theme", "other_themes", "agenda_items", "partners"]}),
        (
            "Hoe het staat",
            {"fields": ["status", "status_since", "answer_due", "answered_at", "clarification_question"]},
        ),
        ("Gehoord", {"fields": ["heard_at", "check_in_days", "paused_until"]}),
        ("Resultaat", {"fields": ["result", "caretaker", "ended_at", "merged"]}),
        ("Binnengekomen", {"fields": ["source", "proposed_at", "short_code", "slug", "hidden_at"]}),
    ]
    readonly_fields = [
        *("status", "status_since", "answer_due", "answered_at", "clarification_question"),
        *("heard_at", "paused_until", "ended_at", "merged", "proposed_at", "short_code", "slug", "hidden_at"),
    ]
    inlines = [ParticipationInline, MilestoneInline, ActivityInline, HelpWantedInline, PledgeInline, MoneyLineInline]

    def get_queryset(self, request):
        """No drafts for the team: they are of who writes them."""
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description="antwoord uiterlijk", ordering="answer_due")
    def answer_by(self, project):
        if project.status != Status.PROPOSED or project.answer_due is None:
            return ""
        late = " (te laat)" if project.is_answer_late else ""
        return dates.short_day(project.answer_due) + late

    @admin.display(description="gehoord", ordering="heard_at")
    def heard(self, project):
        return dates.heard(project.heard_at) if project.heard_at else ""

    @admin.display(description="samengevoegd met")
    def merged(self, project):
        return project.merged_into

    def save_model(self, request, obj, form, change):
        """Through `edit`, so that who edits it on the site at the same moment is told of it."""
        changes = {name: getattr(obj, name) for name in changed_fields(obj, form)}
        try:
            Project.objects.get(pk=obj.pk).edit(version=form.cleaned_data["read_version"], **changes)
        except Conflict:
            messages.error(request, CONFLICT)

    def has_add_permission(self, request):
        """Proposed on the site, where the duo gets its date."""
        return False

    def has_delete_permission(self, request, obj=None):
        """An address that was printed stays: a project is stopped, merged or hidden."""
        return False

    def get_readonly_fields(self, request, obj=None):
        """The theme of a proposal is moved on the site, with a word to its new duo."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "theme"] if obj and obj.status == Status.PROPOSED else fields


@admin.register(Update)
class UpdateAdmin(TellsWhoIsSecond, OfVisibleProjects, SavesWhatChanged, NoBulkDelete, PlainWords, admin.ModelAdmin):
    list_display = ["title", "project", "author", "at", "hidden_at"]
    list_filter = ["at"]
    list_select_related = ["project", "author"]
    search_fields = ["title", "project__title"]
    fields = ["project", "author", "title", "text", "at", "hidden_at", "read"]
    readonly_fields = ["project", "author", "at", "hidden_at"]
    actions = ["hide"]

    @admin.action(description="Verberg de gekozen berichten", permissions=["change"])
    def hide(self, request, queryset):
        for update in queryset:
            update.hide(by=request.user.person, reason=HIDDEN_HERE)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Photo)
class PhotoAdmin(TellsWhoIsSecond, OfVisibleProjects, SavesWhatChanged, NoBulkDelete, PlainWords, admin.ModelAdmin):
    list_display = ["alt", "project", "added_by", "added_at"]
    list_select_related = ["project", "added_by"]
    search_fields = ["alt", "project__title"]
    fields = ["project", "alt", "caption", "consent_at", "added_by", "added_at", "hidden_at", "read"]
    readonly_fields = ["project", "consent_at", "added_by", "added_at", "hidden_at"]
    actions = ["remove"]

    @admin.action(description="Haal de gekozen foto’s weg", permissions=["delete"])
    def remove(self, request, queryset):
        for photo in queryset:
            photo.remove()

    def delete_model(self, request, obj):
        obj.remove()

    def has_add_permission(self, request):
        return False


class PledgeForm(ReadBefore):
    class Meta:
        model = Pledge
        fields = ["project", "agenda_item", "organisation", "what", "amount", "due", "made_on"]


@admin.register(Pledge)
class PledgeAdmin(NoBulkDelete, OwnFieldsAdmin):
    form = PledgeForm
    list_display = ["what", "organisation", "project", "agenda_item", "due", "state", "late"]
    list_filter = ["state", "organisation"]
    list_select_related = ["organisation", "project", "agenda_item"]
    search_fields = ["what", "project__title", "organisation__name"]
    autocomplete_fields = ["project"]
    fields = ["project", "agenda_item", "organisation", "what", "amount", "due", "state", "reason", "made_on", "read"]
    readonly_fields = ["state", "reason"]

    def get_readonly_fields(self, request, obj=None):
        """Once confirmed, its money is counted where it belongs and its date moves on the site, with a reason."""
        is_settled = obj is not None and obj.state != Pledge.State.OFFERED
        settled = ["amount", "project", "agenda_item", "organisation", "due"] if is_settled else []
        return [*self.readonly_fields, *settled]

    @admin.display(description="te laat", boolean=True)
    def late(self, pledge):
        return pledge.is_late


@admin.register(MoneyLine)
class MoneyLineAdmin(NoBulkDelete, PlainWords, admin.ModelAdmin):
    list_display = ["project", "agenda_item", "kind", "amount", "on", "organisation", "what"]
    list_filter = ["kind", "organisation"]
    list_select_related = ["project", "agenda_item", "organisation"]
    search_fields = ["what", "project__title"]
    autocomplete_fields = ["project"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ProjectEvent)
class ProjectEventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "kind", "project", "actor", "reason"]
    list_filter = ["kind"]
    list_select_related = ["project", "actor"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["project__title"]
    fields = ["at", "kind", "project", "actor", "reason"]
